"""
Middleware: one unit of work per request, and refusals written in a transaction of their own.

Order matters: `Refusals` lies outside `OneUnitOfWork`, so that what rolled back inside is still logged, before the
answer leaves.
"""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.views.defaults import page_not_found, permission_denied

from samhold.foundation.errors import NotAllowed, NotAvailable
from samhold.infrastructure.database import is_postgresql, unit_of_work
from samhold.rooms.access.actions.refusals import write_noted

GetResponse = Callable[[HttpRequest], HttpResponse]
READING = frozenset({"GET", "HEAD", "OPTIONS"})


class Refusals:
    """Writes what was refused during the request; if it cannot be written, the page fails."""

    def __init__(self, get_response: GetResponse) -> None:
        """Keep what answers."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and write the refusals before the answer leaves."""
        response = self.get_response(request)
        write_noted()
        return response


class OneUnitOfWork:
    """
    Does everything of a request in one unit of work, as the one who is logged in.

    On PostgreSQL that is one transaction, with row-level security set to the actor; on SQLite a reading request holds no
    lock, and its log rows are one short transaction before the first byte.
    """

    def __init__(self, get_response: GetResponse) -> None:
        """Keep what answers."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer inside a unit of work; what failed is rolled back."""
        user = request.user
        actor_id = user.pk if user.is_authenticated else None
        is_reading = request.method in READING
        with unit_of_work(actor_id, is_reading=is_reading) as unit:
            response = self.get_response(request)
            if response.status_code >= HTTPStatus.BAD_REQUEST and (is_postgresql() or not is_reading):
                unit.callbacks.clear()
                transaction.set_rollback(True)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer what is hidden or unknown with "not found", and a refusal that no page caught with "forbidden"."""
        if isinstance(exception, NotAvailable):
            return page_not_found(request, exception)
        if isinstance(exception, NotAllowed):
            return permission_denied(request, exception)
        return None
