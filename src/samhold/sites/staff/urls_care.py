"""Addresses: my day, search, a person, contacts, appointments, drafts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import include, path

from samhold.sites.staff.views import appointments, contacts, day, details, drafts, person, search

if TYPE_CHECKING:
    from django.urls import URLPattern, URLResolver

_of_contact: list[URLPattern | URLResolver] = [
    path("", contacts.change, name="change_contact"),
    path("undo/", contacts.undo, name="undo_contact"),
    path("redo/", contacts.redo, name="redo_contact"),
]
_of_appointment: list[URLPattern | URLResolver] = [
    path("take-back/", contacts.unrecord, name="unrecord"),
    path("not-met/", contacts.not_met, name="not_met"),
    path("why-not/", contacts.explain, name="explain"),
    path("", appointments.change, name="change_appointment"),
    path("move-back/", appointments.move_back, name="move_back"),
    path("cancel/", appointments.cancel, name="cancel"),
    path("restore/", appointments.restore, name="restore"),
]
_of_person: list[URLPattern | URLResolver] = [
    path("", person.person, name="person"),
    path("why/", person.why, name="why"),
    path("details/", details.details, name="details"),
    path("move/", details.move, name="move"),
    path("draft/", drafts.save, name="save_draft"),
    path("draft/discard/", drafts.discard, name="discard_draft"),
    path("contacts/new/", contacts.record, name="record"),
    path("contacts/<uuid:contact_id>/", include(_of_contact)),
    path("appointments/new/", appointments.plan, name="plan"),
    path("appointments/<uuid:appointment_id>/", include(_of_appointment)),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("my-day/", day.my_day, name="my_day"),
    path("tasks/", day.tasks, name="tasks"),
    path("still-here/", day.still_here, name="still_here"),
    path("search/", search.search, name="search"),
    path("persons/", search.persons, name="persons"),
    path("persons/new/", details.register, name="register"),
    path("persons/<uuid:person_id>/", include(_of_person)),
]
