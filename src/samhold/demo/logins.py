"""
Log-ins with one click: only in the demo, only from this machine, only as somebody made up.

Each of the three is checked on every request; behind a proxy every request would seem to come from this machine, so
one that was passed on is refused.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING, Final
from uuid import UUID

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from samhold.demo.visitors import VISITORS
from samhold.foundation.errors import NotAvailable
from samhold.rooms.access.models import User
from samhold.rooms.organisations.models import Membership

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.demo.visitors import Visitor

BACKEND: Final = "allauth.account.auth_backends.AuthenticationBackend"
PASSWORD_VARIABLE: Final = "SAMHOLD_DEMO_PASSWORD"  # noqa: S105 -- the name of a variable
_PASSED_ON: Final = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP")
_HERE: Final = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One worker whom a visitor may be: who, where, as what, and what to try."""

    user_id: UUID
    name: str
    email: str
    role: str
    unit: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPage:
    """One person whom a visitor may be, on the own page."""

    user_id: UUID
    name: str
    email: str
    language: str


def is_open_to(request: HttpRequest) -> bool:
    """Say whether one-click log-ins exist for this request."""
    if settings.SAMHOLD_ENV != "demo" or any(name in request.META for name in _PASSED_ON):
        return False
    host = request.get_host().rpartition(":")[0] or request.get_host()
    return _is_loopback(request.META.get("REMOTE_ADDR", "")) and host.strip("[]") in _HERE


def cards(now: datetime) -> tuple[Card, ...]:
    """Return whom a visitor may be, in the order of the tutorial; nobody where the database is no demo region."""
    names = [visitor.name for visitor in VISITORS]
    rows = Membership.objects.filter(user__is_demo=True, user__is_active=True, user__name__in=names).open_at(now)
    places = {
        (row.user.name, row.role): row for row in rows.select_related("user", "unit__organisation").order_by("-pk")
    }
    found = ((visitor, places.get((visitor.name, visitor.role))) for visitor in VISITORS)
    return tuple(_card(visitor, place) for visitor, place in found if place is not None)


def own_pages() -> tuple[OwnPage, ...]:
    """Return the persons with an own page whom a visitor may be; behind the second wall, so by their accounts."""
    rows = User.objects.filter(is_demo=True, is_active=True, invitations__used_at__isnull=False).distinct()
    found = [
        OwnPage(user_id=row.pk, name=row.name, email=row.email, language=str(row.get_language_display()))
        for row in rows
    ]
    return tuple(sorted(found, key=lambda one: (one.language, one.name)))


def own_pages_for(request: HttpRequest) -> tuple[OwnPage, ...]:
    """Return them for a page, which are none where the log-ins do not exist."""
    return own_pages() if is_open_to(request) else ()


def password() -> str:
    """Return the password of the region, where the command that serves it has told it; else nothing."""
    return os.environ.get(PASSWORD_VARIABLE, "")


@never_cache
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Show whom a visitor may be."""
    _require_open(request)
    return render(request, "demo/choose.html")


@require_POST
def enter(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Log in as somebody made up."""
    _require_open(request)
    user = User.objects.filter(pk=user_id, is_demo=True, is_active=True).first()
    if user is None:
        raise NotAvailable
    login(request, user, backend=BACKEND)
    record_authentication(request, user, method="demo")
    return redirect(settings.LOGIN_REDIRECT_URL)


def cards_for(request: HttpRequest) -> tuple[Card, ...]:
    """Return the cards that a page may show, which are none where the log-ins do not exist."""
    return cards(timezone.now()) if is_open_to(request) else ()


def _require_open(request: HttpRequest) -> None:
    if not is_open_to(request):
        raise Http404


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


def _card(visitor: Visitor, place: Membership) -> Card:
    return Card(
        user_id=place.user_id,
        name=visitor.name,
        email=place.user.email,
        role=str(place.get_role_display()),
        unit=f"{place.unit.name}, {place.unit.organisation.name}",
        sentence=str(visitor.sentence),
    )
