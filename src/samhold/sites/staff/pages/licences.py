"""Questionnaires and their licences: which are on, what right is needed, who confirmed it and until when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from samhold.foundation.errors import NotAvailable
from samhold.foundation.time import local_day
from samhold.rooms.access.engine import NotInTable
from samhold.rooms.access.enums import Role
from samhold.rooms.organisations.queries.units import municipalities
from samhold.rooms.questionnaires.forms.words import said
from samhold.rooms.questionnaires.queries.held import Held, held_by, loaded_of
from samhold.sites.staff.pages.workplace import workplace

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from samhold.rooms.organisations.models import Organisation
    from samhold.rooms.questionnaires.models import LoadedQuestionnaire  # noqa: TC004 -- sites import no tables
    from samhold.sites.staff.requests import StaffRequest

SETS_UP = frozenset({Role.ADMINISTRATOR, Role.SUBSTANCE_COORDINATOR})
SEES = SETS_UP | {Role.UNIT_LEADER, Role.SERVICE_DIRECTOR}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A questionnaire as the page shows it; `reason` says why it is off, and what to do."""

    title: str
    right: str
    is_on: bool
    reason: str
    loaded: LoadedQuestionnaire | None


def organisations_of(request: StaffRequest) -> tuple[Organisation, ...]:
    """
    Return the organisations whose licences the reader may see: where they work; for an administrator, all.

    :raises NotAllowed: if the reader neither leads nor sets up anything.
    """
    place = workplace(request)
    if not place.roles & SEES:
        raise NotInTable
    if Role.ADMINISTRATOR in place.roles:
        return tuple(municipalities())
    posts = (post for post in place.memberships if post.role in SEES)
    return tuple({post.unit.organisation_id: post.unit.organisation for post in posts}.values())


def chosen_organisation(request: StaffRequest) -> Organisation:
    """
    Return the organisation that was asked for (`?organisation=`), else the first.

    :raises NotAvailable: if there is none.
    """
    known = organisations_of(request)
    if not known:
        raise NotAvailable
    return next((one for one in known if str(one.pk) == request.GET.get("organisation")), known[0])


def licences_page(request: StaffRequest, *, now: datetime) -> dict[str, object]:
    """Return the questionnaires of an organisation with their licences."""
    organisation = chosen_organisation(request)
    found = held_by(tenant_id=organisation.pk, today=local_day(now))
    return frame() | {
        "organisation": organisation,
        "organisations": organisations_of(request),
        "lines": tuple(_line(one) for one in found),
        "may_change": bool(workplace(request).roles & SETS_UP),
    }


def frame() -> dict[str, object]:
    """Return what stands around the pages of licences."""
    return {"section": "licences"}


def licence_asked_for(request: StaffRequest, questionnaire_id: UUID) -> LoadedQuestionnaire:
    """
    Return a loaded questionnaire of an organisation whose licences the reader may see.

    :raises NotAvailable: if there is none.
    """
    known = frozenset(one.pk for one in organisations_of(request))
    return loaded_of(tenant_ids=known, questionnaire_id=questionnaire_id)


def _line(one: Held) -> Line:
    definition, why = one.questionnaire.definition, one.questionnaire.hindrance
    return Line(
        title=said(definition.title),
        right=said(definition.copyright),
        is_on=one.is_on,
        reason="" if why is None else str(why.message),
        loaded=one.loaded,
    )
