"""The small municipality again, with a meeting to come, one that has begun and one that is held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from samhold.foundation.time import local_day
from samhold.rooms.meetings.access import access_meeting
from samhold.rooms.meetings.actions import agenda, finishing, meetings, minutes
from samhold.rooms.meetings.actions.calling import Details, Invitation
from samhold.rooms.meetings.actions.finishing import NewAction, Outcome
from samhold.rooms.meetings.enums import AttendeeState, MeetingKind
from samhold.rooms.meetings.models import Attendee, Meeting
from samhold.rooms.people.models import NetworkMember

if TYPE_CHECKING:
    from tests.sites.staff.scene import Scene

TEXT = "Ola trives i leiligheten.\nTiltak: Kari bestiller time hos fastlegen innen fredag\nVedtak: Ola blir boende"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meetings:
    """Three meetings of the same person."""

    coming: Meeting
    begun: Meeting
    held: Meeting


def build(scene: Scene, now: datetime) -> Meetings:
    """Call three meetings, and finish one."""
    held = _called(scene, now - timedelta(weeks=8))
    begun = _called(scene, now - timedelta(minutes=20))
    coming = _called(scene, now + timedelta(days=7))
    _finish(scene, held, now)
    for title in ("Bolig", "Økonomi"):
        agenda.add(meeting=_open(scene, begun, now), title=title, by=scene.worker, now=now)
    minutes.save(meeting=_open(scene, begun, now), text=TEXT, base_version=0, by=scene.worker, now=now)
    return Meetings(coming=coming, begun=begun, held=held)


def _called(scene: Scene, at: datetime) -> Meeting:
    lines = tuple(NetworkMember.objects.filter(person=scene.person).order_by("pk"))
    return meetings.call(
        person=scene.person,
        kind=MeetingKind.RESPONSIBILITY_GROUP,
        details=Details(
            starts_at=at, chair=scene.worker, where="Kommunehuset, møterom 2", video="https://video.test/1"
        ),
        invitation=Invitation(members=lines),
        by=scene.worker,
        now=at - timedelta(days=14),
    )


def _open(scene: Scene, meeting: Meeting, now: datetime) -> Meeting:
    return access_meeting(actor=scene.worker, person_id=scene.person.pk, meeting_id=meeting.pk, now=now)


def _finish(scene: Scene, meeting: Meeting, now: datetime) -> None:
    invited = Attendee.objects.filter(meeting=meeting).values_list("pk", flat=True)
    day = local_day(now)
    actions = (
        NewAction(line=2, text="Bestille time hos fastlegen", due=day - timedelta(days=3), owner=scene.worker),
        NewAction(line=3, text="Rydde boden", due=day + timedelta(days=9), is_persons=True),
    )
    minutes.save(meeting=_open(scene, meeting, now), text=TEXT, base_version=0, by=scene.worker, now=now)
    outcome = Outcome(
        base_version=1,
        attendance=tuple((one, AttendeeState.PRESENT) for one in invited),
        actions=actions,
        decisions=((3, "Ola blir boende"),),
        gets_minutes=frozenset(invited),
    )
    finishing.finish(meeting=_open(scene, meeting, now), outcome=outcome, by=scene.worker, now=now)
