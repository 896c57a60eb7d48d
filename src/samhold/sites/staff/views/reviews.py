"""Review emergency accesses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from samhold.foundation.errors import DomainError
from samhold.rooms.access.engine import require_without_person
from samhold.rooms.access.enums import Action, Category, Purpose
from samhold.rooms.people.access import note_listed, note_review
from samhold.rooms.people.actions import emergency
from samhold.rooms.people.forms.emergency import ReviewEmergencyAccess
from samhold.rooms.people.queries.emergency import (
    grant_to_review,
    names_for_review,
    reviewed_lately,
    waiting_for_review,
)
from samhold.rooms.people.queries.reviewers import reviewers_of
from samhold.sites.staff.pages.emergency import one_to_review, to_review
from samhold.sites.staff.requests import StaffRequest, staff
from samhold.ui.messages import done

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse


@staff
def waiting(request: StaffRequest) -> HttpResponse:
    """Show the emergency accesses that wait for a verdict, and how long there is left."""
    now = timezone.now()
    require_without_person(request.user, Action.DECIDE, Category.IDENTITY, now=now, purpose=Purpose.QUALITY)
    grants = waiting_for_review(user_id=request.user.pk, now=now)
    done_lately = reviewed_lately(user_id=request.user.pk, now=now)
    names = names_for_review((*grants, *done_lately), actor=request.user, now=now)
    note_listed(names.values(), actor=request.user, purpose=Purpose.QUALITY, now=now, subject="review")
    context = {
        "waiting": to_review(grants, names, now),
        "reviewed": to_review(done_lately, names, now),
        "section": "reviews",
    }
    return render(request, "staff/emergency/reviews.html", context)


@staff
def review(request: StaffRequest, grant_id: UUID) -> HttpResponse:
    """Show one emergency access, and take the verdict."""
    now = timezone.now()
    basis = require_without_person(request.user, Action.DECIDE, Category.IDENTITY, now=now, purpose=Purpose.QUALITY)
    grant = grant_to_review(user_id=request.user.pk, grant_id=grant_id, now=now)
    note_review(grant, actor=request.user, basis=basis, now=now)
    form = ReviewEmergencyAccess(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            emergency.review(grant=grant, **form.cleaned_data, by=request.user, now=now)
        except DomainError as refusal:
            form.add_error("note_text" if isinstance(refusal, emergency.NoteMissing) else None, str(refusal.message))
        else:
            done(request, _("The review is saved, and the one who took the access is told."))
            return redirect("staff:reviews")
    names = names_for_review((grant,), actor=request.user, now=now)
    barred = request.user.pk not in reviewers_of(grant, now=now)
    shown = one_to_review(grant, names, now, barred=barred)
    context = {"form": form, "grant": shown, "section": "reviews"}
    return render(request, "staff/emergency/review.html", context)
