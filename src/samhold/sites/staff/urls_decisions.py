"""Addresses: requests for help, decisions on services, complaints, hours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import include, path

from samhold.sites.staff.views import asked, complaints, decisions, hours

if TYPE_CHECKING:
    from django.urls import URLPattern, URLResolver

_of_decision: list[URLPattern | URLResolver] = [
    path("", decisions.one, name="decision"),
    path("assess/", decisions.assess, name="decision_assess"),
    path("decide/", decisions.decide, name="decision_decide"),
    path("start/", decisions.start, name="decision_start"),
    path("evaluate/", decisions.evaluate, name="decision_evaluate"),
    path("change/", decisions.change, name="decision_change"),
    path("end/", decisions.end, name="decision_end"),
    path("letter/", decisions.letter, name="decision_letter"),
    path("complain/", complaints.complain, name="complain"),
]
_of_complaint: list[URLPattern | URLResolver] = [
    path("consider/", complaints.consider, name="complaint_consider"),
    path("reverse/", complaints.reverse, name="complaint_reverse"),
    path("send-on/", complaints.send_on, name="complaint_send_on"),
    path("settle/", complaints.settle, name="complaint_settle"),
]
_of_person: list[URLPattern | URLResolver] = [
    path("decisions/", decisions.show, name="decisions"),
    path("decisions/apply/", decisions.apply, name="decision_apply"),
    path("decisions/<uuid:decision_id>/", include(_of_decision)),
    path("complaints/<uuid:complaint_id>/", include(_of_complaint)),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("persons/<uuid:person_id>/", include(_of_person)),
    path("requests/", asked.show, name="requests"),
    path("requests/new/", asked.take, name="request_take"),
    path("requests/counts/", asked.counts, name="request_counts"),
    path("requests/<uuid:request_id>/", asked.one, name="request"),
    path("requests/<uuid:request_id>/link/", asked.link, name="request_link"),
    path("hours/", hours.show, name="hours"),
]
