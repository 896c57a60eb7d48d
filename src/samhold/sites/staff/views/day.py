"""My day, my tasks, and staying logged in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from samhold.sites.staff.pages.day import my_day as page_of_day
from samhold.sites.staff.pages.start import start_of
from samhold.sites.staff.pages.tasks import tasks_page
from samhold.sites.staff.pages.workplace import workplace
from samhold.sites.staff.requests import StaffRequest, staff

if TYPE_CHECKING:
    from django.http import HttpRequest


@staff
def my_day(request: StaffRequest) -> HttpResponse:
    """Show the visits and meetings of a day, and what waits."""
    context = page_of_day(request, now=timezone.now()) | {"start": start_of(workplace(request))}
    return render(request, "staff/my_day.html", context)


@staff
def tasks(request: StaffRequest) -> HttpResponse:
    """Show all that is one's own to do, by the day it is due."""
    return render(request, "staff/tasks.html", tasks_page(request, now=timezone.now()))


@staff
def still_here(request: HttpRequest) -> HttpResponse:
    """Answer that the session lives; asking has renewed it."""
    del request
    return HttpResponse(status=204)
