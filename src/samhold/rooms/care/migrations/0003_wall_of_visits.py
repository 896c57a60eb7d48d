"""Whoever is planned to come today passes the second wall, as they pass the first: their unit may be another tenant's."""

from __future__ import annotations

from importlib import import_module

from django.db import migrations

from samhold.infrastructure.row_security import ACTOR_SQL, PostgresqlSQL, answers_as_owner

_people = import_module("samhold.rooms.people.migrations.0002_row_security")

TODAY = f"date_trunc('day', {_people.NOW} AT TIME ZONE 'Europe/Oslo')"

VISITED = f"""
    UNION
    SELECT a.person_id FROM care_appointment a JOIN care_appointmentworker w ON w.appointment_id = a.id
      JOIN organisations_membership m ON m.unit_id = a.unit_id AND m.user_id = w.user_id
     WHERE w.user_id = {ACTOR_SQL} AND {_people.OPEN.format("m.")} AND a.state <> 'CANCELLED'
       AND a.starts_at >= {TODAY} AT TIME ZONE 'Europe/Oslo'
       AND a.starts_at < ({TODAY} + interval '1 day') AT TIME ZONE 'Europe/Oslo'
"""


def related(query: str) -> str:
    """Return the function that answers to whom the actor is related; the policies keep pointing at it."""
    return answers_as_owner("samhold_related()", "SETOF uuid", query)


class Migration(migrations.Migration):
    """Visits of today count as a relation behind the second wall."""

    dependencies = [("care", "0002_row_security"), ("people", "0002_row_security")]
    operations = [PostgresqlSQL(related(_people.RELATED + VISITED), related(_people.RELATED))]
