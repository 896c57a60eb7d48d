"""Sessions end after half an hour without a request, and after twelve hours whatever happens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.contrib.auth import logout
from django.utils import timezone

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

STARTED: Final = "samhold_started"
RENEWED: Final = "samhold_renewed"


class SessionLimits:
    """
    Renews a session at most once a minute, and ends it when it is old.

    Saving at every request (SESSION_SAVE_EVERY_REQUEST) would write to the database for each page read; a minute's
    slack makes the idle limit 29 to 30 minutes.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Check and renew the session of somebody logged in, before the page is made."""
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            self._keep_or_end(request, timezone.now().timestamp())
        return self.get_response(request)

    def _keep_or_end(self, request: HttpRequest, now: float) -> None:
        """End a session over the limit; else note the minute of its use."""
        session = request.session
        started = session.get(STARTED)
        if started is None:
            session[STARTED] = started = now
        if now - started >= settings.SAMHOLD_SESSION_LIMIT.total_seconds():
            logout(request)
        elif now - session.get(RENEWED, 0) >= settings.SAMHOLD_SESSION_RENEWAL.total_seconds():
            session[RENEWED] = now
