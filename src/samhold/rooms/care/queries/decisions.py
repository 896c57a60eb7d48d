"""Decisions on services for a person, with their steps and complaints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from samhold.rooms.access.enums import Action, Category
from samhold.rooms.care.enums import DecisionState
from samhold.rooms.care.models import Complaint, Decision, DecisionStep
from samhold.rooms.care.models.decision import BEFORE, HOLDING, SETTLED

if TYPE_CHECKING:
    from samhold.rooms.people.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A decision, the steps it went through, oldest first, and the complaints about it."""

    decision: Decision
    steps: tuple[DecisionStep, ...]
    complaints: tuple[Complaint, ...]

    @property
    def is_waiting(self) -> bool:
        """Whether it is applied for and not decided."""
        return self.decision.state in BEFORE

    @property
    def is_holding(self) -> bool:
        """Whether it gives, or is about to give, hours."""
        return self.decision.state in HOLDING

    @property
    def is_granted(self) -> bool:
        """Whether it is granted and has not begun."""
        return self.decision.state in {DecisionState.GRANTED, DecisionState.PARTLY_GRANTED}

    @property
    def open_complaint(self) -> Complaint | None:
        """The complaint that is being dealt with."""
        return next((one for one in self.complaints if one.state not in SETTLED), None)

    @property
    def may_be_complained_about(self) -> bool:
        """Whether it is decided, nothing has come instead, and no complaint is being dealt with."""
        is_over = self.decision.state in {DecisionState.CHANGED, DecisionState.ENDED}
        return not (self.is_waiting or is_over or self.open_complaint)


def decisions_of(*, person: Person) -> tuple[Course, ...]:
    """Return the decisions for a person who came through the door, newest first, if the viewer may read the plan."""
    if person.standing is None or not person.standing.allows(Action.READ, Category.PLAN):
        return ()
    rows = Decision.objects.filter(person_id=person.pk).select_related("unit", "service", "legal_basis", "decided_by")
    steps = tuple(DecisionStep.objects.filter(person_id=person.pk).select_related("by").order_by("at", "pk"))
    complaints = tuple(Complaint.objects.filter(person_id=person.pk).order_by("received_date", "pk"))
    return tuple(
        Course(
            decision=row,
            steps=tuple(step for step in steps if step.decision_id == row.pk),
            complaints=tuple(one for one in complaints if one.decision_id == row.pk),
        )
        for row in rows.order_by("-applied_date", "-pk")
    )


def course_of(*, decision: Decision) -> Course:
    """Return one decision that came through the door, with its steps and complaints."""
    steps = DecisionStep.objects.filter(decision_id=decision.pk).select_related("by").order_by("at", "pk")
    complaints = Complaint.objects.filter(decision_id=decision.pk).order_by("received_date", "pk")
    return Course(decision=decision, steps=tuple(steps), complaints=tuple(complaints))
