"""What is due: requests to answer, applications to decide, decisions to evaluate, complaints to reconsider."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from samhold.rooms.access.enums import Action
from samhold.rooms.care.enums import ComplaintState, DeadlineKind, DecisionState
from samhold.rooms.care.models import Complaint, Decision
from samhold.rooms.care.queries.requests import requests_to
from samhold.rooms.people.models import Person

if TYPE_CHECKING:
    from samhold.rooms.access.models import User

LOOKS_AHEAD = timedelta(days=14)
"""How long before its day something is told of."""

RUNNING = (DecisionState.IN_FORCE, DecisionState.EVALUATED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """
    Something that must happen by a day.

    :param id: of the request, the decision or (for `RECONSIDER`) the complaint.
    :param unit_id: the unit that must do it.
    :param person: whom it is about; nobody for a request about somebody who is not registered.
    """

    kind: DeadlineKind
    id: UUID
    unit_id: UUID
    due_date: date
    person: Person | None

    def is_late(self, today: date) -> bool:
        """Say whether its day has passed."""
        return self.due_date < today


def deadlines(
    *, viewer: User, now: datetime, today: date, person: Person | None = None, unit_id: UUID | None = None
) -> tuple[Due, ...]:
    """
    Return what is due within a fortnight, or late, among what the viewer may read; the earliest first.

    :param person: of this person only.
    :param unit_id: of this unit only.
    """
    until = today + LOOKS_AHEAD
    decisions = Decision.objects.visible_to(viewer, Action.READ, now=now).select_related("person")
    complaints = Complaint.objects.visible_to(viewer, Action.READ, now=now).select_related("person", "decision")
    requests = requests_to(viewer=viewer, now=now).filter(outcome="", answer_by_date__lte=until)
    if person is not None:
        decisions, complaints = decisions.filter(person_id=person.pk), complaints.filter(person_id=person.pk)
        requests = requests.filter(person_id=person.pk)
    if unit_id is not None:
        decisions, complaints = decisions.filter(unit_id=unit_id), complaints.filter(decision__unit_id=unit_id)
        requests = requests.filter(unit_id=unit_id)
    open_complaints = complaints.filter(state__in=[ComplaintState.RECEIVED, ComplaintState.CONSIDERED])
    found = [
        *(_due(DeadlineKind.ANSWER_REQUEST, row.pk, row.unit_id, row.answer_by_date, row.person) for row in requests),
        *(
            _due(DeadlineKind.DECIDE, row.pk, row.unit_id, row.decide_by_date, row.person)
            for row in decisions.waiting().filter(decide_by_date__lte=until)
        ),
        *(
            _due(DeadlineKind.EVALUATE, row.pk, row.unit_id, row.evaluate_by_date, row.person)
            for row in decisions.filter(state__in=RUNNING, evaluate_by_date__lte=until)
            if row.evaluate_by_date is not None
        ),
        *(
            _due(DeadlineKind.RECONSIDER, row.pk, row.decision.unit_id, row.reconsider_by_date, row.person)
            for row in open_complaints.filter(reconsider_by_date__lte=until)
        ),
    ]
    return tuple(sorted(found, key=lambda one: (one.due_date, str(one.id))))


def _due(kind: DeadlineKind, row_id: UUID, unit_id: UUID, day: date, person: Person | None) -> Due:
    return Due(kind=kind, id=row_id, unit_id=unit_id, due_date=day, person=person)
