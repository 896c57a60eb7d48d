"""Licences of questionnaires: see them, confirm one, load texts, stop and take the stop back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhold.rooms.questionnaires.actions import licences, questionnaires
from samhold.rooms.questionnaires.forms.licences import ConfirmLicence, LoadQuestionnaire, first_licence
from samhold.sites.staff.pages.beside import carried_out, tried
from samhold.sites.staff.pages.licences import chosen_organisation, frame, licence_asked_for, licences_page
from samhold.sites.staff.requests import StaffRequest, staff
from samhold.ui.messages import done

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from samhold.rooms.organisations.models import Organisation


@staff
def show(request: StaffRequest) -> HttpResponse:
    """Show which questionnaires are on, under which right."""
    return render(request, "staff/questionnaires/licences.html", licences_page(request, now=timezone.now()))


@staff
def confirm(request: StaffRequest, questionnaire_id: UUID) -> HttpResponse:
    """Confirm the right to use a loaded questionnaire, and until when."""
    row = licence_asked_for(request, questionnaire_id)
    form = ConfirmLicence(request.POST or None, initial=first_licence(row))

    def act() -> None:
        licences.confirm(questionnaire=row, licence=form.licence, by=request.user, now=timezone.now())

    if request.method == "POST" and form.is_valid() and tried(form, act):
        done(request, _("The licence is confirmed. The questionnaire can be filled in."))
        return _to(row.tenant)
    context = frame() | {"form": form, "organisation": row.tenant, "title": _("Confirm the licence")}
    return render(request, "staff/questionnaires/licence.html", context)


@staff
def load(request: StaffRequest) -> HttpResponse:
    """Load a questionnaire with its texts."""
    organisation = chosen_organisation(request)
    form = LoadQuestionnaire(request.POST or None, request.FILES or None, initial={"holder": organisation.name})

    def act() -> None:
        new, now = form.questionnaire, timezone.now()
        questionnaires.load(questionnaire=new, tenant_id=organisation.pk, by=request.user, now=now)

    if request.method == "POST" and form.is_valid() and tried(form, act):
        done(request, _("The questionnaire is loaded. It can be filled in."))
        return _to(organisation)
    context = frame() | {"form": form, "organisation": organisation, "title": _("Load a questionnaire")}
    return render(request, "staff/questionnaires/licence.html", context)


@require_POST
@staff
def stop(request: StaffRequest, questionnaire_id: UUID) -> HttpResponse:
    """Stop a questionnaire."""
    row = licence_asked_for(request, questionnaire_id)
    undo = reverse("staff:licence_resume", args=[row.pk])
    said = _("The questionnaire is stopped. Earlier answers can still be read.")
    carried_out(request, lambda: licences.stop(questionnaire=row, by=request.user, now=timezone.now()), said, undo=undo)
    return _to(row.tenant)


@require_POST
@staff
def resume(request: StaffRequest, questionnaire_id: UUID) -> HttpResponse:
    """Take a stop back."""
    row = licence_asked_for(request, questionnaire_id)
    said = _("The questionnaire can be filled in again.")
    carried_out(request, lambda: licences.resume(questionnaire=row, by=request.user, now=timezone.now()), said)
    return _to(row.tenant)


def _to(organisation: Organisation) -> HttpResponse:
    return redirect(f"{reverse('staff:licences')}?organisation={organisation.pk}")
