"""The second wall on PostgreSQL, around the room's tables."""

from __future__ import annotations

from importlib import import_module

from django.db import migrations

from samhold.infrastructure.row_security import ACTOR_SQL, enable_row_security

_people = import_module("samhold.rooms.people.migrations.0002_row_security")


class Migration(migrations.Migration):
    """Row-level security: drafts are their author's alone, staffing follows its appointment."""

    dependencies = [("care", "0001_initial"), ("people", "0002_row_security")]
    operations = [
        enable_row_security("care_appointment", _people.wall("person_id")),
        enable_row_security("care_contact", _people.wall("person_id")),
        enable_row_security("care_draft", f"author_id = {ACTOR_SQL}"),
        enable_row_security("care_appointmentworker", "appointment_id IN (SELECT id FROM care_appointment)"),
    ]
