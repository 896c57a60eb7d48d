"""My plan: what I want, the next step of each goal, and the plan on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from samhold.foundation.errors import NotAvailable
from samhold.rooms.access.enums import Category
from samhold.rooms.care.actions.printing import print_plan
from samhold.rooms.care.plan_access import PLAN
from samhold.rooms.care.queries.plans import open_plan
from samhold.sites.portal.pages.plan import plan_page
from samhold.sites.portal.requests import PortalRequest, own

if TYPE_CHECKING:
    from samhold.rooms.people.models import Person


@own(Category.PLAN, Category.NETWORK, subject=PLAN)
def show(request: PortalRequest, person: Person) -> HttpResponse:
    """Show the plan; where there is none, tell whom to ask."""
    return render(request, "portal/plan.html", plan_page(person, now=timezone.now()))


@own(Category.PLAN, Category.NETWORK, subject=PLAN)
def paper(request: PortalRequest, person: Person) -> HttpResponse:
    """Give the plan as a PDF, in the language of the pages."""
    plan = open_plan(person=person)
    if plan is None:
        raise NotAvailable
    typeset = print_plan(plan=plan, by=request.user, now=timezone.now(), language=request.user.language)
    named = 'inline; filename="plan.pdf"'
    return HttpResponse(typeset, content_type="application/pdf", headers={"Content-Disposition": named})
