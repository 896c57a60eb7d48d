"""Handing a case over: what is looked through before, and what the receipt says after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from samhold.rooms.care.queries.days import upcoming
from samhold.rooms.people.forms.fields import unit_label
from samhold.sites.staff.addresses import address

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.rooms.care.queries.days import Planned  # noqa: TC004 -- sites import no tables
    from samhold.rooms.organisations.models import Unit  # noqa: TC004 -- sites import no tables
    from samhold.rooms.people.forms.conflicts import DeclareConflict
    from samhold.rooms.people.models import Conflict, Person

MOST_SHOWN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """
    What somebody looks through before a case leaves.

    :param visits: the planned appointments that one may read; they stay planned, and the other unit plans who comes.
    """

    unit: Unit
    worker: str
    visits: tuple[Planned, ...]


def hand_over(person: Person, form: DeclareConflict, *, now: datetime) -> HandOver:
    """Return what a valid form would do, before it does it."""
    values = form.values
    visits = upcoming(person=person, now=now, limit=MOST_SHOWN)
    return HandOver(unit=values["routed_unit"], worker=values["membership"].user.name, visits=visits)


def receiver(conflict: Conflict) -> str:
    """Return who has the case now: the unit, whose it is, and its telephone if one is known."""
    unit = conflict.routed_unit
    if not unit.phone:
        return unit_label(unit)
    return _("%(unit)s (telephone %(phone)s)") % {"unit": unit_label(unit), "phone": unit.phone}


def undo_address(conflict: Conflict) -> str:
    """Return where a slip is taken back."""
    return address("conflict_take_back", conflict.person_id, conflict.pk)
