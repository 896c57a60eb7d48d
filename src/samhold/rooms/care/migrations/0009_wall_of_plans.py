"""The second wall around individual plans and crisis plans."""

from __future__ import annotations

from importlib import import_module

from django.db import migrations

from samhold.infrastructure.row_security import enable_row_security

_people = import_module("samhold.rooms.people.migrations.0002_row_security")

PERSON_BOUND = (
    "individualplan", "goal", "goalcontact", "planedition",
    "crisisplan", "crisisstep", "crisiscall", "crisiscopy", "crisisedition",
)  # fmt: skip


class Migration(migrations.Migration):
    """Row-level security: whoever is related to the person."""

    dependencies = [("care", "0008_plans"), ("people", "0002_row_security")]
    operations = [enable_row_security(f"care_{table}", _people.wall("person_id")) for table in PERSON_BOUND]
