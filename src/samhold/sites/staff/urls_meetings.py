"""Addresses: meetings about a person, their agenda and minutes, and what is to be done afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import include, path

from samhold.sites.staff.views import agenda, meeting_actions, meetings, minutes

if TYPE_CHECKING:
    from django.urls import URLPattern, URLResolver

_meeting: list[URLPattern | URLResolver] = [
    path("", meetings.show, name="meeting"),
    path("change/", meetings.change, name="meeting_change"),
    path("cancel/", meetings.cancel, name="meeting_cancel"),
    path("restore/", meetings.restore, name="meeting_restore"),
    path("answer/", meetings.answer, name="meeting_answer"),
    path("print/", meetings.on_paper, name="meeting_print"),
    path("agenda/add/", agenda.add, name="agenda_add"),
    path("agenda/<uuid:item_id>/remove/", agenda.remove, name="agenda_remove"),
    path("minutes/", minutes.write, name="minutes"),
    path("minutes/found/", minutes.found, name="minutes_found"),
    path("minutes/draft/", minutes.keep, name="minutes_draft"),
    path("minutes/draft/discard/", minutes.discard, name="minutes_discard"),
    path("finish/", minutes.finish, name="meeting_finish"),
]
_person: list[URLPattern | URLResolver] = [
    path("meetings/", meetings.of_person, name="meetings"),
    path("meetings/new/", meetings.call, name="meeting_new"),
    path("meetings/<uuid:meeting_id>/", include(_meeting)),
    path("meeting-actions/<uuid:action_id>/done/", meeting_actions.tick, name="action_done"),
    path("meeting-actions/<uuid:action_id>/not-done/", meeting_actions.untick, name="action_not_done"),
]

urlpatterns: list[URLPattern | URLResolver] = [path("persons/<uuid:person_id>/", include(_person))]
