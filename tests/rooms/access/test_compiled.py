from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from samhold.foundation.time import day_bounds, local_day
from samhold.rooms.access.compiled import Given, as_stored, statement
from samhold.rooms.access.models import AuditEvent

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 29, 9, 30, tzinfo=UTC)


def events(given):
    start, end = day_bounds(local_day(given.now))
    rows = AuditEvent.objects.filter(actor_id=given.account, person_id=given.person, at__lt=given.now, action="READ")
    rows = rows.filter(chain_id__held=given.units)
    return rows.filter(at__gte=start).exclude(at__gte=end).order_by("pk").values_list("pk")


def test_a_filled_statement_is_what_the_source_writes():
    given = Given(account=UUID(int=7), person=UUID(int=8), units=(UUID(int=9), UUID(int=10)), now=NOW)

    compiled = statement(events)

    query = events(given).query
    sql, values = query.get_compiler(using="default").as_sql()
    assert compiled.sql == sql
    assert compiled.filled(as_stored(given)) == list(values)


def test_a_source_that_computes_with_the_instant_is_refused():
    def recent(given):
        return AuditEvent.objects.filter(at__gt=given.now - timedelta(hours=1)).values_list("pk")

    with pytest.raises(ValueError, match="computes with the actor or the instant"):
        statement(recent)


def test_a_source_that_writes_other_sql_for_others_is_refused():
    def some(given):
        rows = AuditEvent.objects.values_list("pk")
        return rows.filter(actor_id=given.account) if given.now.hour > 12 else rows

    with pytest.raises(ValueError, match="other SQL"):
        statement(some)
