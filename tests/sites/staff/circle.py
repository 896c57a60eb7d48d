"""What the tests of the pages around a person share: who is logged in, and how a form is sent."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from django.test import Client

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samhold.rooms.access.models import User
    from samhold.rooms.people.models import Person


def client_of(user: User, *, has_confirmed: bool = False) -> Client:
    """Log somebody in; `has_confirmed`: they have just proved once more that it is they."""
    client = Client()
    client.force_login(user)
    if has_confirmed:
        session = client.session
        session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "reauthenticated": True}]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()
    return client


def page(person: Person, rest: str) -> str:
    return f"/persons/{person.pk}/{rest}"


def text_of(response: HttpResponse) -> str:
    return response.content.decode()
