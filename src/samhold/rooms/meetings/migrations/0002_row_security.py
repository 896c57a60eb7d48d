"""The second wall on PostgreSQL: a meeting shows to its tenant, to those related to the person, and to the invited."""

from __future__ import annotations

from importlib import import_module

from django.db import migrations

from samhold.infrastructure.row_security import ACTOR_SQL, PostgresqlSQL, answers_as_owner, enable_row_security

_people = import_module("samhold.rooms.people.migrations.0002_row_security")

HOLDS = f"""
    JOIN organisations_membership m ON m.unit_id = a.unit_id AND (a.membership_id IS NULL OR a.membership_id = m.id)
   WHERE m.user_id = {ACTOR_SQL} AND {_people.OPEN.format("m.")} AND a.state <> 'WITHDRAWN'
     AND a.invited_at <= {_people.NOW} AND a.reaches_until > {_people.NOW}
"""

INVITED = f"""
    UNION
    SELECT a.person_id FROM meetings_attendee a {HOLDS} AND a.person_id IS NOT NULL
"""
"""What the function that answers to whom the actor is related adds for meetings; the last room to extend it writes it."""

MEETINGS = f"SELECT a.meeting_id FROM meetings_attendee a {HOLDS}"

WALL = (
    f"CASE WHEN (SELECT {_people.IS_OWNER}) THEN false ELSE tenant_id IN (SELECT samhold_tenants()) "
    "OR person_id IN (SELECT samhold_related()) OR id IN (SELECT samhold_invited()) END"
)
OF_MEETING = "meeting_id IN (SELECT id FROM meetings_meeting)"
TABLES = ("attendee", "agendaitem", "minutes", "meetingdecision", "meetingaction")


class Migration(migrations.Migration):
    """Row-level security: what belongs to a meeting follows it; drafts are their author's alone."""

    dependencies = [("meetings", "0001_initial"), ("people", "0002_row_security")]
    operations = [
        PostgresqlSQL(
            answers_as_owner("samhold_invited()", "SETOF uuid", MEETINGS),
            "DROP FUNCTION samhold_invited()",
        ),
        enable_row_security("meetings_meeting", WALL),
        *(enable_row_security(f"meetings_{table}", OF_MEETING) for table in TABLES),
        enable_row_security("meetings_minutesdraft", f"author_id = {ACTOR_SQL}"),
    ]
