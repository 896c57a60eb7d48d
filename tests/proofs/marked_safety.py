"""Safety, children and checks that carry texts to recognise, for every person, and visits that somebody is in on."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from samhold.rooms.care.models import AbsencePlan, CareReview, ChildrenQuestion, SafetyAssessment, VisitWatch
from samhold.rooms.organisations.models import Membership
from samhold.rooms.people.models import Person

if TYPE_CHECKING:
    from tests.proofs.marked import Marker


def mark_safety(marker: Marker) -> None:
    """Give every person an assessment, an absence plan, an answer about children and a review; some a visit."""
    now = marker.region.world.now
    today = now.date()
    posts = tuple(Membership.objects.select_related("unit").order_by("pk"))
    for number, person in enumerate(Person.objects.order_by("pk")):
        post = posts[number % len(posts)]
        of = {"tenant_id": person.tenant_id, "person": person}
        rows = (
            (SafetyAssessment(**of, risk_of="PERSON", level="HIGH", two_persons=True, assessed_date=today,
                              valid_until_date=today + timedelta(days=60), assessed_by=post.user), "hazards", "SAFETY"),
            (AbsencePlan(**of), "text", "APPOINTMENTS"),
            (ChildrenQuestion(**of, asked_date=today, answer="SOME", in_charge=post.user,
                              follow_up_by_date=today, asked_by=post.user), "text", "CHILDREN"),
            (CareReview(**of, kind="EVALUATION", done_date=today, done_by=post.user), "text", "PLAN"),
        )  # fmt: skip
        for row, name, kind in rows:
            marker.text(row, name, kind)
            row.save(force_insert=True)
            marker.region.rows[person.pk].setdefault(type(row).__name__, []).append(row.pk)
        if number < len(posts):
            _watch(marker, person, post, posts[number - 1])


def _watch(marker: Marker, person: Person, post: Membership, waits: Membership) -> None:
    """Let somebody be in on a visit, whether they may know the person any more or not."""
    now = marker.region.world.now
    row = VisitWatch.objects.create(
        tenant_id=post.unit.organisation_id,
        person=person,
        worker=post.user,
        colleague=waits.user,
        started_at=now - timedelta(minutes=50),
        expected_at=now - timedelta(minutes=5),
    )
    marker.region.rows[person.pk].setdefault("VisitWatch", []).append(row.pk)
