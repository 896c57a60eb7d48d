"""Finds who is involved, in a line of the networks: a worker, a unit or a next of kin."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext as _

from samhold.rooms.people.workbook.rows import MemberKey, UnitKey
from samhold.rooms.people.workbook.sheets import NETWORKS, WORKERS

if TYPE_CHECKING:
    from samhold.rooms.access.enums import Role
    from samhold.rooms.people.forms.region.context import Context
    from samhold.rooms.people.forms.region.reading import Draft

NO_UNIT = UnitKey("", "")
FIELDS = {"email", "organisation", "unit", "worker_role", "name"}


class Party(NamedTuple):
    """Who: a worker by e-mail, unit and role, a unit, or a next of kin by name."""

    email: str
    unit: UnitKey
    worker_role: Role | None
    name: str


def party_of(context: Context, draft: Draft) -> Party | None:
    """Return who is involved, or note a fault."""
    if FIELDS & draft.broken:
        return None
    email, unit, name = draft.text("email"), draft.text("unit"), draft.text("name")
    if name and (email or unit):
        rule = _(
            "One line is about one: a worker, a service or a next of kin. Write the next of kin on a line of their own."
        )
        context.reading.fault(NETWORKS, draft.line, "name", value=name, rule=rule)
        return None
    if name:
        return Party("", NO_UNIT, None, name)
    if email:
        return _worker(context, draft, email)
    if unit:
        found = context.require_unit(NETWORKS, draft)
        return Party("", found, None, "") if found else None
    rule = _("Write who is involved: the e-mail of a worker, a service, or the name of a next of kin.")
    context.reading.fault(NETWORKS, draft.line, "email", value="", rule=rule)
    return None


def _worker(context: Context, draft: Draft, email: str) -> Party | None:
    places = context.places_of(email)
    if not places and email in {one.text("email") for one in context.reading.lines(WORKERS)}:
        return None
    if not places:
        rule = _("No worker has this e-mail address: not on the sheet of workers, and not in Samhold.")
        hint = context.reading.hint(email, context.places_of_work)
        context.reading.fault(NETWORKS, draft.line, "email", value=email, rule=rule, suggestion=hint)
        return None
    fitting = [place for place in places if _fits(place, draft)]
    if len(fitting) == 1:
        place = fitting[0]
        return Party(place.email, place.unit, place.role, "")
    name = "worker_role" if fitting and draft.text("unit") else "unit"
    if fitting:
        rule = _("The worker has several places of work. Write the organisation, the service and the worker's role.")
    else:
        rule = _("The worker has no such place of work.")
    known = [place.unit.name for place in places]
    hint = context.reading.hint(draft.text("unit"), known) or known[0]
    context.reading.fault(NETWORKS, draft.line, name, value=draft.text(name), rule=rule, suggestion=hint)
    return None


def _fits(place: MemberKey, draft: Draft) -> bool:
    wanted = (draft.text("organisation"), draft.text("unit"), draft.values.get("worker_role"))
    has = (place.unit.organisation, place.unit.name, place.role)
    return all(not want or want == got for want, got in zip(wanted, has, strict=True))
