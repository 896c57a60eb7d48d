"""Who the persons are: drawn from the seed, apart from the few that the tutorial names."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from typing import TYPE_CHECKING, Final

from samhold.demo import names
from samhold.demo.calendar import months_before, working_day
from samhold.demo.chance import stream, weighted
from samhold.demo.region import MUNICIPALITIES
from samhold.rooms.organisations.enums import WrittenForm

if TYPE_CHECKING:
    from random import Random

    from samhold.demo.region import OrganisationOf


class Need(Enum):
    """How much help a person gets, from a talk every other week to visits every day."""

    LIGHT = "LIGHT"
    MEDIUM = "MEDIUM"
    HIGH = "HIGH"
    DAILY = "DAILY"


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """
    One person, and what the rest of the plan needs to know of them.

    :param number: counts from 0; the person's own streams of chance carry it.
    :param since: the day on which they are taken in.
    :param story: a word for those whom the tutorial tells of, else empty.
    """

    number: int
    municipality: str
    given_name: str
    family_name: str
    birth_date: date
    national_number: str = field(repr=False)
    phone: str
    address: str
    contact_wish: str
    written_form: WrittenForm
    need: Need
    since: date
    story: str = ""

    @property
    def name(self) -> str:
        """Return the whole name."""
        return f"{self.given_name} {self.family_name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A person whom the tutorial tells of: the first of their municipality."""

    given_name: str
    family_name: str
    need: Need
    story: str
    years: float = 2.5


TOLD: Final = {
    "sel": (
        Told(given_name="Even", family_name="Testperson", need=Need.HIGH, story="whole network", years=3.4),
        Told(given_name="Lise", family_name="Prøvperson", need=Need.MEDIUM, story="blocked worker"),
        Told(given_name="Anders", family_name="Demoperson", need=Need.DAILY, story="emergency"),
        Told(given_name="Mona", family_name="Fiktivperson", need=Need.MEDIUM, story="conflict", years=0.8),
        Told(given_name="Håkon", family_name="Liksomperson", need=Need.HIGH, story="new", years=0.03),
    ),
    "lom": (Told(given_name="Sigrid", family_name="Eksempelperson", need=Need.HIGH, story="conflict", years=1.2),),
    "dovre": (Told(given_name="Rune", family_name="Modellperson", need=Need.LIGHT, story="moved"),),
    "vågå": (Told(given_name="Tarjei", family_name="Mønsterperson", need=Need.HIGH, story="reviewed"),),
    "lesja": (Told(given_name="Inger", family_name="Liksomperson", need=Need.MEDIUM, story="conflict", years=0.6),),
}

_NEEDS: Final = {"LIGHT": 42, "MEDIUM": 36, "HIGH": 17, "DAILY": 5}
_WISHES: Final = {
    WrittenForm.BOKMAL: (
        "Send melding først",
        "Ring etter klokka 12",
        "Helst på formiddagen",
        "Ring på hjemmetelefonen",
    ),
    WrittenForm.NYNORSK: ("Send melding først", "Ring etter klokka 12", "Helst på føremiddagen", "Ring heimetelefonen"),
}


def lives(seed: int, today: date) -> tuple[Life, ...]:
    """Return every person of the region, in a fixed order."""
    numbers = names.Numbers()
    made: list[Life] = []
    for municipality in MUNICIPALITIES:
        told = TOLD.get(municipality.key, ())
        for index in range(municipality.persons):
            one = told[index] if index < len(told) else None
            made.append(_life(len(made), municipality, one, numbers, seed=seed, today=today))
    return tuple(made)


def _life(
    number: int,
    municipality: OrganisationOf,
    told: Told | None,
    numbers: names.Numbers,
    *,
    seed: int,
    today: date,
) -> Life:
    chance = stream(seed, "life", number)
    birth = names.birth_date(chance, today)
    form = municipality.written_form
    given, family = names.given_name(chance), names.family_name(chance)
    need = Need(weighted(chance, _NEEDS))
    since = _since(chance, today)
    if told is not None:
        given, family, need = told.given_name, told.family_name, told.need
        since = today - timedelta(days=round(told.years * 365))
    return Life(
        number=number,
        municipality=municipality.key,
        given_name=given,
        family_name=family,
        birth_date=birth,
        national_number=numbers.next(birth),
        phone=names.phone(chance),
        address=names.address(chance, municipality.key),
        contact_wish=chance.choice(_WISHES[form]) if chance.random() < 0.6 else "",  # noqa: PLR2004 -- most have one
        written_form=form,
        need=need,
        since=working_day(since),
        story=told.story if told else "",
    )


def _since(chance: Random, today: date) -> date:
    """Most are known for more than the year that is shown; networks reach back four years."""
    year_ago = months_before(today, 12)
    if chance.random() < 0.78:  # noqa: PLR2004 -- a share
        return year_ago - timedelta(days=chance.randrange(1, 3 * 365))
    return year_ago + timedelta(days=chance.randrange(0, 355))
