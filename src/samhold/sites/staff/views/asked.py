"""Requests for help, before any application."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from samhold.foundation.time import local_day
from samhold.rooms.access.engine import NotInTable
from samhold.rooms.care.access import access_request
from samhold.rooms.care.actions import requests
from samhold.rooms.care.forms.requests import AnswerRequest
from samhold.sites.staff.pages.asked import (
    counts_page,
    link_form,
    list_page,
    may_answer,
    person_asked_about,
    take_form,
    units_that_take,
)
from samhold.sites.staff.pages.beside import tried
from samhold.sites.staff.pages.circle import key_of
from samhold.sites.staff.requests import StaffRequest, staff
from samhold.ui.messages import done

if TYPE_CHECKING:
    from django.http import HttpResponse


@staff
def show(request: StaffRequest) -> HttpResponse:
    """Show the requests to one's units, the unanswered first."""
    return render(request, "staff/requests/show.html", list_page(request, now=timezone.now()))


@staff
def take(request: StaffRequest) -> HttpResponse:
    """Write down a new request; about a person if one is named in the address."""
    now = timezone.now()
    person = person_asked_about(request, _id(request.GET.get("person", "")), now=now)
    form = take_form(request, person, now=now)

    def act() -> None:
        unit, key = form.cleaned_data["unit"], key_of(request)
        requests.take(unit=unit, request=form.request, by=request.user, now=now, key=key)

    if request.method == "POST" and form.is_valid() and tried(form, act):
        done(request, _("The request is saved."))
        return redirect("staff:requests") if person is None else redirect("staff:decisions", person.pk)
    context = {"section": "requests", "form": form, "person": person}
    return render(request, "staff/requests/take.html", context)


@staff
def one(request: StaffRequest, request_id: UUID) -> HttpResponse:
    """Show a request, and answer it."""
    now = timezone.now()
    row = access_request(actor=request.user, request_id=request_id, now=now)
    is_ours = may_answer(request, row, now=now)
    form = AnswerRequest(request.POST or None, initial={"base_version": row.version}) if is_ours else None

    def act() -> None:
        assert form is not None
        version = form.cleaned_data["base_version"]
        requests.answer(request=row, answer=form.given, base_version=version, by=request.user, now=now)

    if form is not None and request.method == "POST" and form.is_valid() and tried(form, act):
        done(request, _("The answer is saved."))
        return redirect("staff:requests") if row.person_id is None else redirect("staff:decisions", row.person_id)
    context = {"section": "requests", "row": row, "form": form, "today": local_day(now)}
    return render(request, "staff/requests/one.html", context)


@staff
def link(request: StaffRequest, request_id: UUID) -> HttpResponse:
    """Say which person a request was about."""
    now = timezone.now()
    units_that_take(request)
    row = access_request(actor=request.user, request_id=request_id, now=now)
    if row.person_id is not None:
        raise NotInTable
    form = link_form(request, now=now)

    def act() -> None:
        requests.link(request=row, person=form.cleaned_data["person"], by=request.user, now=now)

    if request.method == "POST" and form.is_valid() and tried(form, act):
        done(request, _("The request belongs to the person now."))
        return redirect("staff:request", request_id)
    return render(request, "staff/requests/link.html", {"section": "requests", "row": row, "form": form})


@staff
def counts(request: StaffRequest) -> HttpResponse:
    """Show a leader how many requests came, and what came of them."""
    page = counts_page(request, now=timezone.now())
    return render(request, "staff/requests/counts.html", {"section": "requests", "page": page})


def _id(written: str) -> UUID | None:
    try:
        return UUID(written)
    except ValueError:
        return None
