"""Addresses: the questionnaires of a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import include, path

from samhold.sites.staff.views import questionnaires

if TYPE_CHECKING:
    from django.urls import URLPattern, URLResolver

_of_response: list[URLPattern | URLResolver] = [
    path("", questionnaires.show, name="questionnaire"),
    path("reopen/", questionnaires.reopen, name="reopen_questionnaire"),
    path("discard/", questionnaires.discard, name="discard_questionnaire"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("persons/<uuid:person_id>/questionnaires/", questionnaires.overview, name="questionnaires"),
    path("persons/<uuid:person_id>/questionnaires/start/", questionnaires.start, name="start_questionnaire"),
    path("persons/<uuid:person_id>/questionnaires/<uuid:response_id>/", include(_of_response)),
]
