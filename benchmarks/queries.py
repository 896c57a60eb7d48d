"""How many statements a page takes, for few rows and for many."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from samhold.infrastructure.database import maintenance
from samhold.rooms.care.models import Contact

if TYPE_CHECKING:
    from benchmarks.visits import Visit

MANY = 1000
PAGES = ("person", "list", "my day", "search", "write")
_OF_THE_MEASUREMENT = ("SAVEPOINT", "RELEASE", "SET LOCAL", "BEGIN", "SELECT set_config('samhold.actor', '', true)")
"""What a request inside the measurement's transaction does besides; a request of its own has one transaction."""


def per_page(visit: Visit) -> list[str]:
    """Count the statements of each page, as it is and with a thousand contacts more; nothing is kept."""
    lines = []
    settings.ALLOWED_HOSTS = ["*"]
    with transaction.atomic():
        with maintenance():
            few = {page: _statements(visit, page) for page in PAGES}
            _more(visit)
            many = {page: _statements(visit, page) for page in PAGES}
        transaction.set_rollback(True)
    for page, count in few.items():
        lines.append(f"  {page:<8} {count:>3} statements, {many[page]:>3} with {MANY} contacts more")
    return lines


def _statements(visit: Visit, page: str) -> int:
    client = Client(raise_request_exception=True)
    for part in visit.cookie.split("; "):
        name, _, value = part.partition("=")
        client.cookies[name] = value
    client.get("/still-here/")
    with CaptureQueriesContext(
        connection,
    ) as found:
        answer = client.get(visit.pages[page], HTTP_HOST="localhost")
    assert answer.status_code == 200, (page, answer.status_code)  # noqa: PLR2004 -- OK
    return len([one for one in found if not one["sql"].startswith(_OF_THE_MEASUREMENT)])


def _more(visit: Visit) -> None:
    now = timezone.now()
    Contact.objects.bulk_create(
        Contact(
            tenant_id=Contact.objects.filter(person_id=visit.person).values_list("tenant_id", flat=True).first()
            or visit.user.memberships.first().unit.organisation_id,
            person_id=visit.person,
            unit_id=visit.unit,
            kind="HOME_VISIT",
            took_place_at=now - timedelta(hours=number),
            minutes=30,
            text="Measured.",
            recorded_by=visit.user,
            recorded_at=now,
        )
        for number in range(MANY)
    )
