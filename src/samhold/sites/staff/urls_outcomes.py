"""Addresses: how it goes with a person, what happened, follow-up and activities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import include, path

from samhold.sites.staff.views import outcome_periods, outcomes

if TYPE_CHECKING:
    from django.urls import URLPattern, URLResolver

_of_event: list[URLPattern | URLResolver] = [
    path("end/", outcomes.end, name="life_event_end"),
    path("take-back/", outcomes.change, {"do": "undo"}, name="life_event_undo"),
    path("stand/", outcomes.change, {"do": "redo"}, name="life_event_redo"),
    path("reopen/", outcomes.change, {"do": "reopen"}, name="life_event_reopen"),
]
_of_follow_up: list[URLPattern | URLResolver] = [
    path("end/", outcome_periods.end, name="follow_up_end"),
    path("known/", outcome_periods.known, name="follow_up_known"),
    path("take-back/", outcome_periods.change, {"do": "undo"}, name="follow_up_undo"),
    path("stand/", outcome_periods.change, {"do": "redo"}, name="follow_up_redo"),
    path("reopen/", outcome_periods.change, {"do": "reopen"}, name="follow_up_reopen"),
]
_of_activity: list[URLPattern | URLResolver] = [
    path("end/", outcome_periods.end_activity, name="activity_end"),
    path("take-back/", outcome_periods.change_activity, {"do": "undo"}, name="activity_undo"),
    path("stand/", outcome_periods.change_activity, {"do": "redo"}, name="activity_redo"),
    path("reopen/", outcome_periods.change_activity, {"do": "reopen"}, name="activity_reopen"),
]
_of_person: list[URLPattern | URLResolver] = [
    path("", outcomes.show, name="outcomes"),
    path("events/new/", outcomes.record, name="life_event_record"),
    path("events/<uuid:event_id>/", include(_of_event)),
    path("follow-ups/new/", outcome_periods.begin, name="follow_up_begin"),
    path("follow-ups/<uuid:follow_up_id>/", include(_of_follow_up)),
    path("activities/new/", outcome_periods.begin_activity, name="activity_begin"),
    path("activities/<uuid:activity_id>/", include(_of_activity)),
]

urlpatterns: list[URLPattern | URLResolver] = [path("persons/<uuid:person_id>/outcomes/", include(_of_person))]
