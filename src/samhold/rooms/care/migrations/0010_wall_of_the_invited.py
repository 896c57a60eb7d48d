"""Whoever is invited to a meeting about a person passes the second wall, as they pass the first."""

from __future__ import annotations

from importlib import import_module

from django.db import migrations

from samhold.infrastructure.row_security import PostgresqlSQL

_people = import_module("samhold.rooms.people.migrations.0002_row_security")
_meetings = import_module("samhold.rooms.meetings.migrations.0002_row_security")
_visits = import_module("samhold.rooms.care.migrations.0003_wall_of_visits")

RELATED = _people.RELATED + _visits.VISITED


class Migration(migrations.Migration):
    """Invitations count as a relation; written here, since visits count too, and this room stands above meetings."""

    dependencies = [("care", "0009_wall_of_plans"), ("meetings", "0002_row_security")]
    operations = [PostgresqlSQL(_visits.related(RELATED + _meetings.INVITED), _visits.related(RELATED))]
