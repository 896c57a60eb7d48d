"""What every page knows about its own look."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import HttpRequest

SCHEME_COOKIE = "samhold_scheme"
SCHEMES = ("auto", "light", "dark")


def chosen_scheme(request: HttpRequest) -> str:
    """Tell which colours the reader has chosen; `auto` follows the machine."""
    scheme = request.COOKIES.get(SCHEME_COOKIE, "auto")
    return scheme if scheme in SCHEMES else "auto"


def look(request: HttpRequest) -> dict[str, object]:
    """Add the colour scheme that the reader has chosen."""
    return {"color_scheme": chosen_scheme(request)}
