"""Who visits what: workers with sessions, and persons whom they may read."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from samhold.infrastructure.database import maintenance
from samhold.rooms.access.models import User
from samhold.rooms.organisations.models import Membership
from samhold.rooms.people.models import NetworkMember

SECRET = "c" * 32
WORKERS, PERSONS_EACH = 40, 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A worker, their session, and a person whom they may read and record contacts with."""

    user: User
    cookie: str
    person: UUID
    unit: UUID
    name: str

    @property
    def pages(self) -> dict[str, str]:
        """Give the addresses that are measured."""
        return {
            "bare": f"/_reference/bare/{self.person}/",
            "reference person": f"/_reference/person/{self.person}/",
            "reference list": "/_reference/persons/",
            "reference write": f"/_reference/write/{self.person}/",
            "person": f"/persons/{self.person}/",
            "list": "/persons/",
            "my day": "/my-day/",
            "search": "/search/?" + urlencode({"q": self.name[:4]}),
            "write": f"/persons/{self.person}/contacts/new/",
        }

    @property
    def form(self) -> str:
        """Give a new contact, but for its key."""
        now = timezone.localtime()
        fields = {
            "kind": "HOME_VISIT", "outcome": "MET", "minutes": "30", "unit": str(self.unit), "day": f"{now:%Y-%m-%d}",
            "time": "00:00", "text": "Measured. " * 20, "csrfmiddlewaretoken": SECRET,
        }  # fmt: skip
        return urlencode(fields)


def visits() -> list[Visit]:
    """Choose care workers evenly, and log them in."""
    now = timezone.now()
    posts = Membership.objects.filter(role="CARE_WORKER", user__is_active=True).open_at(now).order_by("pk")
    found = []
    for post in posts[:: max(1, posts.count() // WORKERS)][:WORKERS]:
        with maintenance():
            lines = list(
                NetworkMember.objects.filter(unit_id=post.unit_id)
                .open_at(now)
                .select_related("person")
                .order_by("pk")[:PERSONS_EACH]
            )
        cookie = _session(post.user)
        for line in lines:
            person = line.person
            one = Visit(user=post.user, cookie=cookie, person=person.pk, unit=post.unit_id, name=person.family_name)
            found.append(one)
    return found


def _session(user: User) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    now = timezone.now().timestamp()
    session["samhold_started"], session["samhold_renewed"] = now, now
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}; {settings.CSRF_COOKIE_NAME}={SECRET}"
