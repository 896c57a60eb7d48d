"""Requests for help, decisions and complaints that carry texts to recognise, for every person."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from samhold.rooms.access.models import User
from samhold.rooms.care import letters
from samhold.rooms.care.models import Complaint, Decision, DecisionStep, LegalBasis, RequestForHelp, ServiceType
from samhold.rooms.organisations.models import Unit
from samhold.rooms.people.models import Person

if TYPE_CHECKING:
    from tests.proofs.marked import Marker

# Why something was decided is shown to those who read both the plan and of health; a walk past either wall shows here.
WHY = "HEALTH"


def mark_decisions(marker: Marker) -> None:
    """Give every person a request, a decision in force with a letter, a step, and a complaint."""
    today, author = marker.region.world.now.date(), User.objects.order_by("pk").first()
    service, basis = ServiceType.objects.get(code="FOLLOW_UP"), LegalBasis.objects.get(code="HEALTH")
    units = tuple(Unit.objects.order_by("pk"))
    for number, person in enumerate(Person.objects.order_by("pk")):
        common = {"tenant_id": person.tenant_id, "person": person}
        unit = units[number % len(units)]
        _request(marker, unit, author, common)
        decision = Decision(
            **common, unit=unit, service=service, legal_basis=basis, state="IN_FORCE", applied_date=today,
            decide_by_date=today, main_pathway=3, hours_per_week=5, first_date=today - timedelta(days=20),
            decided_by=author, decided_date=today, told_date=today, complain_by_date=today, evaluate_by_date=today,
        )  # fmt: skip
        marker.text(decision, "wish", WHY)
        marker.text(decision, "grounds", WHY)
        decision.letter = letters.words_of(decision)
        decision.save(force_insert=True)
        complaint = Complaint(
            **common, decision=decision, complained_by="PERSON", received_date=today, reconsider_by_date=today
        )
        marker.text(complaint, "words", WHY)
        complaint.save(force_insert=True)
        step = DecisionStep(**common, decision=decision, state="ASSESSED", at=marker.region.world.now, by=author)
        marker.text(step, "text", WHY)
        step.save(force_insert=True)
        marker.region.rows[person.pk] |= {"Decision": [decision.pk], "Complaint": [complaint.pk]}


def _request(marker: Marker, unit: Unit, author: User, common: dict[str, object]) -> None:
    today = marker.region.world.now.date()
    row = RequestForHelp(
        **common, unit=unit, road="PHONE", asked_date=today, answer_by_date=today, recorded_by=author,
        recorded_at=marker.region.world.now, outcome="TURNED_AWAY", answered_date=today, answered_by=author,
    )  # fmt: skip
    for name in ("asked_by", "asked_for", "answer", "reason", "offer"):
        marker.text(row, name, "REFERRAL_STATUS")
    row.save(force_insert=True)
    marker.region.rows[row.person_id]["RequestForHelp"] = [row.pk]
