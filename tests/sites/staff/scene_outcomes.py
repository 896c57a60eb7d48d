"""What happened to the person of the scene, before and after follow-up began; for pages and pictures."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from samhold.foundation.time import local_day
from samhold.rooms.care.outcome_enums import LifeEventKind
from tests.support.factories.life import ActivityFactory, FollowUpFactory, LifeEventFactory

if TYPE_CHECKING:
    from tests.sites.staff.scene import Scene


def add_outcomes(scene: Scene) -> None:
    """Let follow-up begin less than two years ago, after hard times."""
    today = local_day(timezone.now())
    began = today - timedelta(days=500)
    known = began - timedelta(days=730)
    FollowUpFactory(person=scene.person, unit=scene.unit, first_date=began, known_since_date=known)
    ActivityFactory(person=scene.person, name="Vedlaget", first_date=began, is_substance_free=True)
    for days, nights, kind in (
        (900, 30, LifeEventKind.ACUTE_ADMISSION),
        (700, 22, LifeEventKind.COMPULSORY_ADMISSION),
        (600, None, LifeEventKind.OVERDOSE),
        (200, 8, LifeEventKind.ACUTE_ADMISSION),
        (1, None, LifeEventKind.PLANNED_ADMISSION),
    ):
        first = today - timedelta(days=days)
        last = None if nights is None else first + timedelta(days=nights)
        LifeEventFactory(person=scene.person, kind=kind, first_date=first, last_date=last, recorded_by=scene.worker)
