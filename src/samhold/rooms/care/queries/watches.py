"""The visit that a worker is in on, and who may wait for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samhold.rooms.access.enums import Action
from samhold.rooms.care.models import VisitWatch
from samhold.rooms.organisations.models import Membership
from samhold.rooms.people.models import Person

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from samhold.rooms.access.models import User


def latest(*, worker: User) -> VisitWatch | None:
    """Return the visit on which a worker checked in last, whether they are out or not."""
    rows = VisitWatch.objects.filter(worker_id=worker.pk).select_related("colleague")
    return rows.order_by("-started_at", "-pk").first()


def whom(*, watch: VisitWatch, viewer: User, now: datetime) -> Person | None:
    """Return whom a visit is with, if the viewer may know who it is; access may have ended while they are in."""
    return Person.objects.visible_to(viewer, Action.READ, now=now).filter(pk=watch.person_id).first()


def colleagues(*, worker: User, now: datetime) -> QuerySet[Membership]:
    """Return the posts of those who work in a unit with somebody, by name."""
    units = Membership.objects.filter(user_id=worker.pk).open_at(now).values("unit_id")
    rows = Membership.objects.filter(unit_id__in=units, user__is_active=True).open_at(now).exclude(user_id=worker.pk)
    return rows.select_related("user", "unit__organisation").order_by("user__name", "pk")
