"""Whom a visitor of the demo may be: one worker of each role, and what is worth trying as them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from samhold.rooms.access.enums import Role

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise  # noqa: TC004 -- there in development only


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """A worker whom a visitor may be."""

    name: str
    role: Role
    sentence: StrOrPromise


VISITORS: Final = (
    Visitor(
        name="Kari Testdal",
        role=Role.CARE_WORKER,
        sentence=_("Start here: a full day, a draft to finish, and Even Testperson with a whole network."),
    ),
    Visitor(
        name="Hanne Prøvbakken",
        role=Role.HOME_CARE_WORKER,
        sentence=_("Visits all day. Write down a contact in two taps; health is seen, economy is not."),
    ),
    Visitor(
        name="Marit Eksempelmoen",
        role=Role.COORDINATOR,
        sentence=_("Meetings about plans. Change who is involved with a person."),
    ),
    Visitor(
        name="Terje Eksempeldal",
        role=Role.PEER_WORKER,
        sentence=_("Visits two by two with the joint team."),
    ),
    Visitor(
        name="Gro Testhaug",
        role=Role.UNIT_LEADER,
        sentence=_("An emergency access from last night waits for review."),
    ),
    Visitor(
        name="Olav Testlien",
        role=Role.CARE_WORKER,
        sentence=_("The same in Nynorsk, in Vågå; a case comes from Sel, where somebody knows the person."),
    ),
    Visitor(
        name="Solveig Demodalen",
        role=Role.SUBSTANCE_COORDINATOR,
        sentence=_("Sees networks in all six municipalities, but no notes. Import and export the region."),
    ),
    Visitor(
        name="Henrik Testberg",
        role=Role.CLINICIAN,
        sentence=_("The clinic's appointments with people from several municipalities."),
    ),
    Visitor(
        name="Tone Eksempelberg",
        role=Role.INTAKE_COORDINATOR,
        sentence=_("Sees those who are referred to the clinic, and whom to call."),
    ),
    Visitor(
        name="Sindre Prøvås",
        role=Role.WARD_WORKER,
        sentence=_("Sees who is at the ward now. Take emergency access, and see what it opens."),
    ),
    Visitor(
        name="Astrid Testmoen",
        role=Role.GENERAL_PRACTITIONER,
        sentence=_("Sees the patients whose network the surgery is in."),
    ),
    Visitor(
        name="Nils Prøvestad",
        role=Role.NAV_WORKER,
        sentence=_("Sees what people have consented to, and no health."),
    ),
    Visitor(
        name="Silje Demorud",
        role=Role.CHILD_WELFARE_WORKER,
        sentence=_("Sees a few families, and only what concerns the children."),
    ),
    Visitor(
        name="Torill Eksempelgard",
        role=Role.SERVICE_DIRECTOR,
        sentence=_("Leads the services and sees no notes. Figures come later."),
    ),
    Visitor(
        name="Vigdis Prøvombud",
        role=Role.PRIVACY_OFFICER,
        sentence=_("Reviews emergency access in all six municipalities."),
    ),
    Visitor(
        name="Arild Testadmin",
        role=Role.ADMINISTRATOR,
        sentence=_("Sets up the region, and sees no person at all."),
    ),
    Visitor(
        name="Trond Demovakt",
        role=Role.PARTNER,
        sentence=_("Sees nobody until invited. Try to search."),
    ),
    Visitor(
        name="Eva Fiktivås",
        role=Role.RESEARCHER,
        sentence=_("Sees nobody; research gets figures, later."),
    ),
)

FULL_DAYS: Final = (*(visitor.name for visitor in VISITORS[:6]), "Henrik Testberg")
"""Those whose day is filled on the day of the demo, whatever weekday it is."""
