"""Addresses: the questionnaires of a person, and under which licences they are used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import include, path

from samhold.sites.staff.views import licences, questionnaires

if TYPE_CHECKING:
    from django.urls import URLPattern, URLResolver

_of_response: list[URLPattern | URLResolver] = [
    path("", questionnaires.show, name="questionnaire"),
    path("reopen/", questionnaires.reopen, name="reopen_questionnaire"),
    path("discard/", questionnaires.discard, name="discard_questionnaire"),
    path("put-back/", questionnaires.put_back, name="put_back_questionnaire"),
]

_of_licence: list[URLPattern | URLResolver] = [
    path("", licences.confirm, name="licence"),
    path("stop/", licences.stop, name="licence_stop"),
    path("resume/", licences.resume, name="licence_resume"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("questionnaires/licences/", licences.show, name="licences"),
    path("questionnaires/licences/load/", licences.load, name="licence_load"),
    path("questionnaires/licences/<uuid:questionnaire_id>/", include(_of_licence)),
    path("persons/<uuid:person_id>/questionnaires/", questionnaires.overview, name="questionnaires"),
    path("persons/<uuid:person_id>/questionnaires/start/", questionnaires.start, name="start_questionnaire"),
    path("persons/<uuid:person_id>/questionnaires/<uuid:response_id>/", include(_of_response)),
]
