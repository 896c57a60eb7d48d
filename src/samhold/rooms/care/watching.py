"""
The clock of a visit under way: who takes part in a watch, and whom it tells when nobody checks out.

It puts notices in inboxes of Samhold. No alarm leaves the building: no call, no SMS, nothing to the police.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from samhold.infrastructure.jobs.later import later
from samhold.rooms.access.enums import Role
from samhold.rooms.care.models import VisitWatch
from samhold.rooms.care.safety_enums import WatchState
from samhold.rooms.notices import actions as notices
from samhold.rooms.notices.enums import Level, NoticeKind
from samhold.rooms.organisations.models import Membership

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

LEADER_AFTER = timedelta(minutes=15)
"""How long after the colleague the leaders are told."""

LOOK = "samhold.rooms.care.tasks.look_after_visit"


def shared_units(user_id: UUID, other_id: UUID, now: datetime) -> QuerySet[Membership]:
    """Return the posts of somebody in units where another works as well."""
    units = Membership.objects.filter(user_id=other_id, user__is_active=True).open_at(now).values("unit_id")
    return Membership.objects.filter(user_id=user_id, unit_id__in=units).open_at(now).select_related("unit")


def leaders_of(watch: VisitWatch, now: datetime) -> frozenset[UUID]:
    """Return who leads a unit, in the organisation that owns the watch, where the one who is in works."""
    posts = Membership.objects.filter(user_id=watch.worker_id, unit__organisation_id=watch.tenant_id).open_at(now)
    rows = Membership.objects.filter(unit_id__in=posts.values("unit_id"), role=Role.UNIT_LEADER)
    return frozenset(rows.filter(user__is_active=True).open_at(now).values_list("user_id", flat=True)) - {
        watch.worker_id
    }


def takes_part(watch: VisitWatch, user_id: UUID, now: datetime) -> bool:
    """Say whether somebody is the one who is in, the colleague who waits, or a leader of the one who is in."""
    return user_id in {watch.worker_id, watch.colleague_id} or user_id in leaders_of(watch, now)


def look_at(watch: VisitWatch, at: datetime) -> None:
    """Let the queue look at a watch at an instant, as the one who acts now."""
    later(LOOK, str(watch.pk), key=f"{watch.pk}/{at:%Y-%m-%dT%H:%M:%S}Z", run_after=at)


def look(*, watch_id: UUID, now: datetime) -> WatchState | None:
    """
    Tell the colleague that a visit has lasted too long, or a quarter of an hour later the leaders; each once.

    :returns: whom it told, as the new state of the watch; `None` when there was nobody to tell.
    """
    watch = VisitWatch.objects.filter(pk=watch_id, ended_at__isnull=True, expected_at__lte=now).first()
    if watch is None:
        return None
    if watch.state == WatchState.UNDER_WAY and _moves(watch, WatchState.COLLEAGUE_TOLD):
        _tell(watch, {watch.colleague_id}, NoticeKind.VISIT_OVERDUE, now)
        look_at(watch, watch.expected_at + LEADER_AFTER)
        return WatchState.COLLEAGUE_TOLD
    is_long = watch.expected_at + LEADER_AFTER <= now
    if watch.state == WatchState.COLLEAGUE_TOLD and is_long and _moves(watch, WatchState.LEADER_TOLD):
        _tell(watch, leaders_of(watch, now), NoticeKind.VISIT_UNANSWERED, now)
        return WatchState.LEADER_TOLD
    return None


def path_of(watch: VisitWatch) -> str:
    """Return where a watch is looked at."""
    return f"/visits/{watch.pk}/"


def _moves(watch: VisitWatch, state: WatchState) -> bool:
    """Say whether this look is the one that brings the watch on; of two at the same moment one is."""
    rows = VisitWatch.objects.filter(pk=watch.pk, state=watch.state, expected_at=watch.expected_at)
    return bool(rows.update(state=state))


def _tell(watch: VisitWatch, recipients: frozenset[UUID] | set[UUID], kind: NoticeKind, now: datetime) -> None:
    notices.notify(recipients=recipients, kind=kind, level=Level.NOW, path=path_of(watch), now=now)
