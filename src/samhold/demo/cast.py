"""Who works in the region: about sixty invented workers, every role of the staff at least once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from samhold.rooms.access.enums import Role
from samhold.rooms.organisations.enums import CompetenceKind, Profession

R, P, K = Role, Profession, CompetenceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerOf:
    """
    A worker: name, where and as what they work.

    :param also: further units where they work in the same role.
    """

    name: str
    unit: str
    role: Role
    profession: Profession
    competences: tuple[CompetenceKind, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def email(self) -> str:
        """Return the address they log in with; `example` belongs to nobody."""
        letters = self.name.lower().translate(_PLAIN).split()
        return f"{'.'.join(letters)}@demo.example"


_PLAIN: Final = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "é": "e", "ö": "o"})

_CARE: Final = (K.MOTIVATIONAL_INTERVIEWING, K.CRISIS_PLAN, K.OVERDOSE_PREVENTION, K.DRIVING)
_HOME: Final = (K.MEDICATION, K.DRIVING)

_MUNICIPAL: Final = """
sel:mental | UNIT_LEADER | LEADER | Gro Testhaug
sel:mental | CARE_WORKER | MENTAL_HEALTH_NURSE | Kari Testdal
sel:mental | CARE_WORKER | SOCIAL_WORKER | Ola Prøvlien
sel:mental | CARE_WORKER | SOCIAL_EDUCATOR | Ingrid Demostad
sel:mental | CARE_WORKER | NURSE | Magnus Mønstermo
sel:mental | COORDINATOR | OCCUPATIONAL_THERAPIST | Marit Eksempelmoen
sel:home1 | HOME_CARE_WORKER | NURSE | Hanne Prøvbakken
sel:home1 | HOME_CARE_WORKER | HEALTH_WORKER | Jonas Testrud
sel:home1 | UNIT_LEADER | LEADER | Berit Demoli
sel:home2 | HOME_CARE_WORKER | HEALTH_WORKER | Sissel Modellvik
sel:nav | NAV_WORKER | ADVISER | Nils Prøvestad
sel:gp | GENERAL_PRACTITIONER | PHYSICIAN | Astrid Testmoen
sel:child | CHILD_WELFARE_WORKER | CHILD_WELFARE_OFFICER | Silje Demorud
sel:administration | SERVICE_DIRECTOR | LEADER | Torill Eksempelgard
vågå:mental | UNIT_LEADER | LEADER | Eldrid Prøvhaug
vågå:mental | CARE_WORKER | MENTAL_HEALTH_NURSE | Olav Testlien
vågå:mental | CARE_WORKER | SOCIAL_WORKER | Ragnhild Demoteigen
vågå:mental | CARE_WORKER | SOCIAL_EDUCATOR | Sverre Fiktivmo
vågå:mental | COORDINATOR | NURSE | Synnøve Mønsterlien
vågå:home1 | HOME_CARE_WORKER | NURSE | Guro Testvoll
vågå:home2 | HOME_CARE_WORKER | HEALTH_WORKER | Arne Prøvsveen
vågå:nav | NAV_WORKER | ADVISER | Liv Demohaugen
vågå:gp | GENERAL_PRACTITIONER | PHYSICIAN | Håvard Eksempelvik
vågå:child | CHILD_WELFARE_WORKER | SOCIAL_WORKER | Oddny Testgard
vågå:administration | SERVICE_DIRECTOR | LEADER | Knut Modellhaug
lom:mental | UNIT_LEADER | LEADER | Asbjørg Testbråten
lom:mental | CARE_WORKER | SOCIAL_EDUCATOR | Tor Demogjerdet
lom:mental | CARE_WORKER | NURSE | Randi Prøvvoll
lom:home1 | HOME_CARE_WORKER | HEALTH_WORKER | Gudrun Eksempelli
lom:nav | NAV_WORKER | ADVISER | Einar Testsletten
lom:gp | GENERAL_PRACTITIONER | PHYSICIAN | Ida Prøvmoen
skjåk:mental | UNIT_LEADER | LEADER | Kjellaug Demobakken
skjåk:mental | CARE_WORKER | MENTAL_HEALTH_NURSE | Steinar Prøvgard
skjåk:mental | CARE_WORKER | SOCIAL_WORKER | Åse Testviken
skjåk:mental | COORDINATOR | SOCIAL_EDUCATOR | Ola Fiktivdal
skjåk:home1 | HOME_CARE_WORKER | NURSE | Mari Modelldal
skjåk:nav | NAV_WORKER | ADVISER | Jorunn Eksempelstad
skjåk:gp | GENERAL_PRACTITIONER | PHYSICIAN | Per Demosletten
dovre:mental | UNIT_LEADER | LEADER | Anne Prøvteigen
dovre:mental | CARE_WORKER | SOCIAL_WORKER | Bjørn Teststad
dovre:mental | CARE_WORKER | NURSE | Camilla Demovoll
dovre:mental | COORDINATOR | SOCIAL_EDUCATOR | Frode Mønsterhaug
dovre:home1 | HOME_CARE_WORKER | NURSE | Elin Testteigen
dovre:home2 | HOME_CARE_WORKER | HEALTH_WORKER | Geir Prøvrud
dovre:nav | NAV_WORKER | ADVISER | Heidi Eksempelrud
dovre:gp | GENERAL_PRACTITIONER | PHYSICIAN | Ivar Demomoen
lesja:mental | UNIT_LEADER | LEADER | Karin Testli
lesja:mental | CARE_WORKER | SOCIAL_EDUCATOR | Lars Prøvgjerdet
lesja:mental | CARE_WORKER | MENTAL_HEALTH_NURSE | Mona Demolien
lesja:home1 | HOME_CARE_WORKER | HEALTH_WORKER | Odd Fiktivhaug
lesja:nav | NAV_WORKER | ADVISER | Randi Modellmo
lesja:gp | GENERAL_PRACTITIONER | PHYSICIAN | Svein Eksempelhaug
"""

_SHARED: Final = (
    WorkerOf(
        name="Solveig Demodalen", unit="office", role=R.SUBSTANCE_COORDINATOR, profession=P.SOCIAL_WORKER,
        competences=(K.MOTIVATIONAL_INTERVIEWING, K.OVERDOSE_PREVENTION),
    ),
    WorkerOf(name="Arild Testadmin", unit="operations", role=R.ADMINISTRATOR, profession=P.ADVISER),
    WorkerOf(
        name="Vigdis Prøvombud", unit="office", role=R.PRIVACY_OFFICER, profession=P.ADVISER,
        also=tuple(f"{key}:administration" for key in ("dovre", "lesja", "skjåk", "lom", "vågå", "sel")),
    ),
    WorkerOf(
        name="Terje Eksempeldal", unit="team", role=R.PEER_WORKER, profession=P.PEER,
        competences=(K.MOTIVATIONAL_INTERVIEWING, K.OVERDOSE_PREVENTION),
    ),
    WorkerOf(name="Wenche Fiktivli", unit="team", role=R.PEER_WORKER, profession=P.PEER),
    WorkerOf(
        name="Erlend Prøvstad", unit="team", role=R.CARE_WORKER, profession=P.SOCIAL_WORKER,
        competences=(*_CARE, K.VIOLENCE_PREVENTION),
    ),
    WorkerOf(name="Tuva Modellstad", unit="medical", role=R.CARE_WORKER, profession=P.NURSE, competences=_HOME),
    WorkerOf(
        name="Henrik Testberg", unit="clinic", role=R.CLINICIAN, profession=P.PSYCHOLOGIST,
        competences=(K.CRISIS_PLAN, K.FEEDBACK_TOOLS),
    ),
    WorkerOf(
        name="Nora Prøvberg", unit="clinic", role=R.CLINICIAN, profession=P.PSYCHIATRIST,
        competences=(K.MEDICATION, K.SUBSTITUTION_TREATMENT), also=("team",),
    ),
    WorkerOf(
        name="Julie Demoberg", unit="clinic", role=R.CLINICIAN, profession=P.MENTAL_HEALTH_NURSE,
        competences=(K.CRISIS_PLAN, K.CHILDREN_AS_NEXT_OF_KIN),
    ),
    WorkerOf(name="Tone Eksempelberg", unit="clinic", role=R.INTAKE_COORDINATOR, profession=P.PSYCHOLOGIST),
    WorkerOf(name="Rolf Testås", unit="clinic", role=R.UNIT_LEADER, profession=P.LEADER),
    WorkerOf(name="Sindre Prøvås", unit="ward", role=R.WARD_WORKER, profession=P.NURSE),
    WorkerOf(name="Eva Fiktivås", unit="research", role=R.RESEARCHER, profession=P.OTHER),
    WorkerOf(name="Trond Demovakt", unit="station", role=R.PARTNER, profession=P.OTHER),
)  # fmt: skip

_LEARNED: Final = {
    Role.CARE_WORKER: _CARE,
    Role.HOME_CARE_WORKER: _HOME,
    Role.COORDINATOR: (K.CRISIS_PLAN, K.FEEDBACK_TOOLS),
    Role.CHILD_WELFARE_WORKER: (K.CHILDREN_AS_NEXT_OF_KIN,),
    Role.GENERAL_PRACTITIONER: (K.MEDICATION,),
}


def workers() -> tuple[WorkerOf, ...]:
    """Return everybody who works in the region, in a fixed order."""
    return (*(_read(line) for line in _MUNICIPAL.strip().splitlines()), *_SHARED)


def _read(line: str) -> WorkerOf:
    unit, role, profession, name = (part.strip() for part in line.split("|"))
    place = unit.partition(":")[0]
    return WorkerOf(
        name=name,
        unit=unit,
        role=Role[role],
        profession=Profession[profession],
        competences=_LEARNED.get(Role[role], ()),
        also=(f"{place}:mental", f"{place}:home1") if role == "SERVICE_DIRECTOR" else (),
    )
