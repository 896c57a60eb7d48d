"""The second wall around answers to questionnaires."""

from __future__ import annotations

from importlib import import_module

from django.db import migrations

from samhold.infrastructure.row_security import enable_row_security

_people = import_module("samhold.rooms.people.migrations.0002_row_security")


class Migration(migrations.Migration):
    """Row-level security: whoever is related to the person."""

    dependencies = [("care", "0011_responses"), ("people", "0002_row_security")]
    operations = [enable_row_security("care_response", _people.wall("person_id"))]
