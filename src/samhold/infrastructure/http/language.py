"""The user's own language wins over the browser's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase


class OwnLanguage:
    """Speaks the language that somebody logged in has chosen (`User.language`)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Activate the language for this request; Django's LocaleMiddleware names it in the answer."""
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            language = str(getattr(request.user, "language", ""))
            if language in dict(settings.LANGUAGES):
                translation.activate(language)
        return self.get_response(request)
