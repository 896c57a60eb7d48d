"""What happened, activities and follow-up that carry texts to recognise, for every person."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from samhold.rooms.care.models import Activity, FollowUp, LifeEvent
from samhold.rooms.organisations.models import Membership
from samhold.rooms.people.models import Person

if TYPE_CHECKING:
    from tests.proofs.marked import Marker


def mark_outcomes(marker: Marker) -> None:
    """Give every person an admission, an activity and a follow-up, each with what somebody typed."""
    now = marker.region.world.now
    today = now.date()
    posts = tuple(Membership.objects.select_related("unit").order_by("pk"))
    for number, person in enumerate(Person.objects.order_by("pk")):
        post = posts[number % len(posts)]
        of = {"tenant_id": person.tenant_id, "person": person}
        rows = (
            (LifeEvent(**of, kind="ACUTE_ADMISSION", first_date=today - timedelta(days=9), recorded_by=post.user,
                       recorded_at=now), ("where", "text"), "HEALTH"),
            (Activity(**of, kind="WORK", hours_per_week=Decimal(5), first_date=today), ("name",), "PLAN"),
            (FollowUp(**of, unit=post.unit, first_date=today - timedelta(days=400), known_since_date=None,
                      last_date=today), ("ended_why",), "PLAN"),
        )  # fmt: skip
        for row, names, kind in rows:
            for name in names:
                marker.text(row, name, kind)
            row.save(force_insert=True)
            marker.region.rows[person.pk].setdefault(type(row).__name__, []).append(row.pk)
