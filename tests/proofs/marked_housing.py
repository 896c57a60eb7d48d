"""Homes that carry texts to recognise, for every person, in places of the register; two persons to a place."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from samhold.rooms.care.models import Dwelling, Tenancy
from samhold.rooms.people.models import Person

if TYPE_CHECKING:
    from tests.proofs.marked import Marker


def mark_housing(marker: Marker) -> None:
    """Give every person a home with a note and a reason, newly sober, with guests, and an earlier one."""
    today = marker.region.world.now.date()
    for number, person in enumerate(Person.objects.order_by("pk")):
        of = {"tenant_id": person.tenant_id, "person": person}
        place, _made = Dwelling.objects.get_or_create(
            tenant_id=person.tenant_id, name=f"Testtunet {number // 2}", kind="SHARED_HOME"
        )
        before = Tenancy(**of, home="NONE", first_date=today - timedelta(days=90), last_date=today - timedelta(days=41))
        now = Tenancy(**of, home="MUNICIPAL", dwelling=place, first_date=today - timedelta(days=40), lives_sober=True,
                      guests_since_date=today, obstacles="DEBT", recorded_at=marker.region.world.now)  # fmt: skip
        for row in (before, now):
            for name in ("note", "in_spite_why"):
                marker.text(row, name, "ECONOMY_HOUSING")
            row.save(force_insert=True)
            marker.region.rows[person.pk].setdefault("Tenancy", []).append(row.pk)
        marker.region.rows[person.pk].setdefault("Dwelling", []).append(place.pk)
