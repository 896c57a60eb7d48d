"""The tables of the room."""

from __future__ import annotations

from samhold.rooms.meetings.models.agenda import AgendaItem
from samhold.rooms.meetings.models.attendee import Attendee
from samhold.rooms.meetings.models.meeting import Meeting
from samhold.rooms.meetings.models.minutes import MeetingAction, MeetingDecision, Minutes, MinutesDraft

__all__ = ["AgendaItem", "Attendee", "Meeting", "MeetingAction", "MeetingDecision", "Minutes", "MinutesDraft"]
