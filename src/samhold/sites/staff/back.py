"""Where a page goes on to when something is done: the person, or the day it was done from."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.shortcuts import redirect
from django.urls import reverse

from samhold.foundation.time import local_day

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

DAY = "my_day"


def back(
    request: HttpRequest, person_id: UUID, *, at: datetime | None = None, stop: UUID | None = None
) -> HttpResponse:
    """
    Return to my day if the request came from there (`?from=my_day`), else to the person.

    :param at: when it took place: my day shows that day.
    :param stop: which of the day's appointments it was about: my day is shown there, and not from the top.
    """
    if request.GET.get("from") != DAY:
        return redirect("staff:person", person_id)
    day = "" if at is None else f"?{urlencode({'day': local_day(at).isoformat()})}"
    return redirect(f"{reverse('staff:my_day')}{day}{f'#stop-{stop}' if stop else ''}")


def onward(request: HttpRequest, name: str, *arguments: UUID) -> str:
    """Return the address of a following step that leads back to the same place."""
    path = reverse(f"staff:{name}", args=arguments)
    return f"{path}?from={DAY}" if request.GET.get("from") == DAY else path
