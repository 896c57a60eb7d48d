"""Nord-Gudbrandsdal as the demo knows it: municipalities, places, roads, services and agreements (domain, § 8)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from samhold.rooms.organisations.enums import OrganisationKind, ServiceKind, WrittenForm


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceOf:
    """A place and where it lies."""

    name: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationOf:
    """An organisation; municipalities have persons, and `persons` tells how many."""

    key: str
    name: str
    kind: OrganisationKind = OrganisationKind.MUNICIPALITY
    number: str = ""
    population: int | None = None
    written_form: WrittenForm = WrittenForm.BOKMAL
    centre: str = ""
    persons: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitOf:
    """A service of an organisation, by keys; `serves` are the organisations it serves by agreement."""

    key: str
    organisation: str
    name: str
    service: ServiceKind
    place: str
    zone: str = ""
    serves: tuple[str, ...] = ()


PLACES: Final = (
    PlaceOf(name="Otta", latitude=61.772, longitude=9.540),
    PlaceOf(name="Vågåmo", latitude=61.875, longitude=9.096),
    PlaceOf(name="Fossbergom", latitude=61.838, longitude=8.567),
    PlaceOf(name="Bismo", latitude=61.886, longitude=8.264),
    PlaceOf(name="Dovre", latitude=61.986, longitude=9.249),
    PlaceOf(name="Dombås", latitude=62.075, longitude=9.125),
    PlaceOf(name="Lesja", latitude=62.117, longitude=8.857),
    PlaceOf(name="Lillehammer", latitude=61.115, longitude=10.466),
)

ROADS: Final = """
           Otta  Vågåmo Fossbergom Bismo   Dovre   Dombås  Lesja   Lillehammer
Otta       -     31/30  62/60      79/76   33/29   46/41   64/58   113/90
Vågåmo     31/30 -      31/30      48/46   64/59   77/71   95/88   144/120
Fossbergom 62/60 31/30  -          17/16   95/89   108/101 126/118 175/150
Bismo      79/76 48/46  17/16      -       112/105 125/117 143/134 192/166
Dovre      33/29 64/59  95/89      112/105 -       13/12   31/29   146/119
Dombås     46/41 77/71  108/101    125/117 13/12   -       18/17   159/131
Lesja      64/58 95/88  126/118    143/134 31/29   18/17   -       177/148
"""
"""Kilometres/minutes by the road one would take, the same both ways."""

ORGANISATIONS: Final = (
    OrganisationOf(
        key="dovre", name="Dovre kommune", number="3431", population=2504, centre="Dovre", persons=20
    ),
    OrganisationOf(
        key="lesja", name="Lesja kommune", number="3432", population=1973, centre="Lesja", persons=15
    ),
    OrganisationOf(
        key="skjåk", name="Skjåk kommune", number="3433", population=2159, centre="Bismo", persons=17,
        written_form=WrittenForm.NYNORSK,
    ),
    OrganisationOf(
        key="lom", name="Lom kommune", number="3434", population=2211, centre="Fossbergom", persons=17,
        written_form=WrittenForm.NYNORSK,
    ),
    OrganisationOf(
        key="vågå", name="Vågå kommune", number="3435", population=3580, centre="Vågåmo", persons=28,
        written_form=WrittenForm.NYNORSK,
    ),
    OrganisationOf(
        key="sel", name="Sel kommune", number="3437", population=5548, centre="Otta", persons=43
    ),
    OrganisationOf(
        key="hospital", name="Sykehuset Innlandet", kind=OrganisationKind.HOSPITAL_TRUST, centre="Lillehammer"
    ),
    OrganisationOf(
        key="region", name="Regionkontoret for Nord-Gudbrandsdal", kind=OrganisationKind.OTHER, centre="Otta"
    ),
    OrganisationOf(key="police", name="Politiet i Nord-Gudbrandsdal", kind=OrganisationKind.OTHER, centre="Otta"),
)  # fmt: skip

MUNICIPALITIES: Final = tuple(one for one in ORGANISATIONS if one.kind is OrganisationKind.MUNICIPALITY)
_KEYS: Final = tuple(one.key for one in MUNICIPALITIES)
_NEIGHBOUR: Final = {"dovre": "lesja", "lesja": "dovre", "skjåk": "lom", "lom": "vågå", "vågå": "lom", "sel": "vågå"}


def neighbour_of(municipality: str) -> str:
    """Return the municipality in the same arm of the valley that takes over when somebody knows the person."""
    return _NEIGHBOUR[municipality]


def roads() -> tuple[tuple[str, str, int, int], ...]:
    """Return start, end, kilometres and minutes for every pair, in both directions."""
    heading, *lines = ROADS.strip().splitlines()
    ends = heading.split()
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for line in lines:
        start, *cells = line.split()
        for end, cell in zip(ends, cells, strict=True):
            if cell != "-":
                kilometres, minutes = (int(part) for part in cell.split("/"))
                found[start, end] = found[end, start] = (kilometres, minutes)
    return tuple((start, end, *figures) for (start, end), figures in sorted(found.items()))


def units() -> tuple[UnitOf, ...]:
    """Return every unit of the region."""
    return (*(unit for one in MUNICIPALITIES for unit in _units_of(one)), *_SHARED)


def _units_of(one: OrganisationOf) -> tuple[UnitOf, ...]:
    named = _NAMES[one.written_form]
    made = [
        UnitOf(key=f"{one.key}:{key}", organisation=one.key, name=named[key], service=service, place=one.centre)
        for key, service in _SERVICES.items()
    ]
    zones = _ZONES.get(one.key, (("", one.centre),))
    made.extend(
        UnitOf(
            key=f"{one.key}:home{number}",
            organisation=one.key,
            name=", ".join(part for part in (named["home"], zone) if part),
            service=ServiceKind.HOME_CARE,
            place=place,
            zone=zone,
        )
        for number, (zone, place) in enumerate(zones, start=1)
    )
    return tuple(made)


_SERVICES: Final = {
    "mental": ServiceKind.MENTAL_HEALTH_SUBSTANCE,
    "nav": ServiceKind.NAV,
    "gp": ServiceKind.GENERAL_PRACTICE,
    "child": ServiceKind.CHILD_WELFARE,
    "administration": ServiceKind.ADMINISTRATION,
}
_NAMES: Final = {
    WrittenForm.BOKMAL: {
        "mental": "Psykisk helse og rus",
        "nav": "Nav",
        "gp": "Legekontoret",
        "child": "Barneverntjenesten",
        "administration": "Kommuneadministrasjonen",
        "home": "Hjemmetjenesten",
    },
    WrittenForm.NYNORSK: {
        "mental": "Psykisk helse og rus",
        "nav": "Nav",
        "gp": "Legekontoret",
        "child": "Barneverntenesta",
        "administration": "Kommuneadministrasjonen",
        "home": "Heimetenesta",
    },
}
_ZONES: Final = {
    "sel": (("sone Otta", "Otta"), ("sone Heidal", "Otta")),
    "dovre": (("sone Dovre", "Dovre"), ("sone Dombås", "Dombås")),
    "vågå": (("sone aust", "Vågåmo"), ("sone vest", "Vågåmo")),
}

_SHARED: Final = (
    UnitOf(
        key="medical",
        organisation="sel",
        name="Nord-Gudbrandsdal lokalmedisinske senter",
        service=ServiceKind.LOCAL_MEDICAL_CENTRE,
        place="Otta",
        serves=tuple(key for key in _KEYS if key != "sel"),
    ),
    UnitOf(
        key="team",
        organisation="sel",
        name="Samhandlingsteamet",
        service=ServiceKind.TEAM,
        place="Otta",
        serves=tuple(key for key in _KEYS if key != "sel"),
    ),
    UnitOf(
        key="office",
        organisation="region",
        name="Regionkontoret",
        service=ServiceKind.ADMINISTRATION,
        place="Otta",
        serves=_KEYS,
    ),
    UnitOf(
        key="dps",
        organisation="hospital",
        name="DPS Lillehammer",
        service=ServiceKind.DISTRICT_PSYCHIATRIC_CENTRE,
        place="Lillehammer",
    ),
    UnitOf(
        key="clinic",
        organisation="hospital",
        name="DPS Lillehammer, poliklinikk Otta",
        service=ServiceKind.DISTRICT_PSYCHIATRIC_CENTRE,
        place="Otta",
    ),
    UnitOf(
        key="ward",
        organisation="hospital",
        name="Akuttavdelingen",
        service=ServiceKind.EMERGENCY_WARD,
        place="Lillehammer",
    ),
    UnitOf(
        key="research",
        organisation="hospital",
        name="Forskningsavdelingen",
        service=ServiceKind.OTHER,
        place="Lillehammer",
    ),
    UnitOf(key="station", organisation="police", name="Politistasjonen Otta", service=ServiceKind.OTHER, place="Otta"),
)
