from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from samhold.foundation.time import day_bounds, local_day
from samhold.rooms.access.compiled import statement
from samhold.rooms.access.models import AuditEvent

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 29, 9, 30, tzinfo=UTC)


def events(*, actor_id, person_id, now):
    start, end = day_bounds(local_day(now))
    rows = AuditEvent.objects.filter(actor_id=actor_id, person_id=person_id, at__lt=now, action="READ")
    return rows.filter(at__gte=start).exclude(at__gte=end).order_by("pk").values_list("pk")


def test_a_filled_statement_is_what_the_source_writes():
    actor_id, person_id = UUID(int=7), UUID(int=8)

    compiled = statement(events)

    query = events(actor_id=actor_id, person_id=person_id, now=NOW).query
    sql, values = query.get_compiler(using="default").as_sql()
    assert compiled.sql == sql
    assert compiled.filled(actor_id=actor_id, person_id=person_id, now=NOW) == list(values)


def test_a_source_that_computes_with_the_instant_is_refused():
    def recent(*, actor_id, person_id, now):
        return AuditEvent.objects.filter(actor_id=actor_id, at__gt=now - timedelta(hours=1)).values_list("pk")

    with pytest.raises(ValueError, match="computes with the actor or the instant"):
        statement(recent)


def test_a_source_that_writes_other_sql_for_others_is_refused():
    def some(*, actor_id, person_id, now):
        rows = AuditEvent.objects.values_list("pk")
        return rows.filter(actor_id=actor_id) if now.hour > 12 else rows

    with pytest.raises(ValueError, match="other SQL"):
        statement(some)
