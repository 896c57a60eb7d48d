"""
Middleware: one unit of work per request, and refusals written in a transaction of their own.

Order matters: `Refusals` lies outside `OneUnitOfWork`, so that what rolled back inside is still logged, before the
answer leaves.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus

from allauth.account.adapter import get_adapter
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.defaults import page_not_found, permission_denied

from samhold.foundation.errors import NotAllowed, NotAvailable
from samhold.infrastructure.database import is_postgresql, unit_of_work
from samhold.infrastructure.throttle import allow
from samhold.rooms.access.actions import audit
from samhold.rooms.access.actions.audit import AuditFailed
from samhold.rooms.access.actions.refusals import write_noted
from samhold.rooms.access.enums import Action
from samhold.rooms.access.noted import Refusal, note

GetResponse = Callable[[HttpRequest], HttpResponse]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """How many times at once, and in how many seconds as many come back."""

    times: int
    per_seconds: int


LIMITS = {
    "/emergency/": Limit(times=10, per_seconds=3600),
    "/region/": Limit(times=30, per_seconds=3600),
    "/region/*": Limit(times=90, per_seconds=3600),
}
"""By address. Sending counts, opening does not; with a star at the end both do: a preview reads the whole file anew."""
STRANGERS = {"/me/open/*": Limit(times=30, per_seconds=3600)}
"""As above, for who is not logged in, by where they come from: links that could be guessed at."""
READING = frozenset({"GET", "HEAD", "OPTIONS"})


class Refusals:
    """Writes what was refused during the request; if it cannot be written, the page fails."""

    def __init__(self, get_response: GetResponse) -> None:
        """Keep what answers."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and write the refusals before the answer leaves."""
        try:
            response = self.get_response(request)
            write_noted()
        except AuditFailed:
            return _out_of_order(request)
        return response


class OneUnitOfWork:
    """
    Does everything of a request in one unit of work, as the one who is logged in.

    On PostgreSQL that is one transaction, with row-level security set to the actor; on SQLite a reading request holds
    no lock, and its log rows are one short transaction before the first byte.
    """

    def __init__(self, get_response: GetResponse) -> None:
        """Keep what answers."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer inside a unit of work; what failed is rolled back, what was seen is logged or not shown."""
        try:
            return self._answer(request)
        except AuditFailed:
            return _out_of_order(request)

    def _answer(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        actor_id = user.pk if user.is_authenticated else None
        is_reading = request.method in READING
        seen: tuple[audit.Event, ...] = ()
        with unit_of_work(actor_id, is_reading=is_reading) as unit:
            response = self.get_response(request)
            if response.status_code >= HTTPStatus.BAD_REQUEST and (is_postgresql() or not is_reading):
                seen = audit.readings_waiting()
                unit.callbacks.clear()
                transaction.set_rollback(True)
        audit.append(seen)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer what is hidden or unknown with "not found", and a refusal that no page caught with "forbidden"."""
        if isinstance(exception, NotAvailable):
            return page_not_found(request, exception)
        if isinstance(exception, NotAllowed):
            return permission_denied(request, exception)
        return None


def _out_of_order(request: HttpRequest) -> HttpResponse:
    logging.getLogger(__name__).error("The audit log cannot be written, so a page was not shown.")
    return render(request, "503.html", status=HTTPStatus.SERVICE_UNAVAILABLE)


class Limits:
    """
    Lets nobody try emergency access, or other things that could be guessed at, more often than a person would.

    Lies outside `OneUnitOfWork`: a refused request rolls back, and its counting must not.
    """

    def __init__(self, get_response: GetResponse) -> None:
        """Keep what answers."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or tell to wait."""
        user = request.user
        limits = LIMITS if user.is_authenticated else STRANGERS
        name = _limited_as(request, limits)
        if name is None:
            return self.get_response(request)
        limit, now = limits[name], timezone.now()
        who = str(user.pk) if user.is_authenticated else get_adapter(request).get_client_ip(request)
        if allow(name, who, limit=limit.times, per_seconds=limit.per_seconds, now=now):
            return self.get_response(request)
        note(Refusal(action=Action.READ, at=now, actor_id=user.pk, subject=f"too often: {name}"))
        return render(request, "429.html", status=HTTPStatus.TOO_MANY_REQUESTS)


def _limited_as(request: HttpRequest, limits: Mapping[str, Limit]) -> str | None:
    """Return the limit under which a request counts, if it does."""
    path = request.path_info
    if path in limits:
        return None if request.method in READING else path
    return next((name for name in limits if name.endswith("*") and path.startswith(name.rstrip("*"))), None)
