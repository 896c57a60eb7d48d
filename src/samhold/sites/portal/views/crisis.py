"""My crisis plan: whom I call, the three stages, and what helps me; one tap from every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from samhold.foundation.errors import NotAvailable
from samhold.rooms.access.enums import Category
from samhold.rooms.care.actions.printing import print_crisis_plan
from samhold.rooms.care.plan_access import CRISIS
from samhold.rooms.care.queries.crisis_plans import open_crisis_plan
from samhold.sites.portal.pages.crisis import crisis_page
from samhold.sites.portal.requests import PortalRequest, own

if TYPE_CHECKING:
    from samhold.rooms.people.models import Person


@own(Category.CRISIS, Category.NETWORK, subject=CRISIS)
def show(request: PortalRequest, person: Person) -> HttpResponse:
    """Show whom to call first, whether there is a plan or not."""
    return render(request, "portal/crisis.html", crisis_page(person, now=timezone.now()))


@own(Category.CRISIS, subject=CRISIS)
def paper(request: PortalRequest, person: Person) -> HttpResponse:
    """Give the plan as a PDF of one sheet, in the language of the pages."""
    plan = open_crisis_plan(person=person)
    if plan is None:
        raise NotAvailable
    typeset = print_crisis_plan(plan=plan, by=request.user, now=timezone.now(), language=request.user.language)
    named = 'inline; filename="kriseplan.pdf"'
    return HttpResponse(typeset, content_type="application/pdf", headers={"Content-Disposition": named})
