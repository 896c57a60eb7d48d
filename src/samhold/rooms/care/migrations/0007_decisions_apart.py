"""The second wall around requests, decisions and complaints; and no two decisions on one service share a day."""

from __future__ import annotations

from importlib import import_module

from django.db import migrations

from samhold.infrastructure.apart import KeepApart
from samhold.infrastructure.row_security import enable_row_security

_people = import_module("samhold.rooms.people.migrations.0002_row_security")

PERSON_BOUND = ("decision", "complaint", "decisionstep", "requestforhelp")


class Migration(migrations.Migration):
    """Row-level security, and the days of decisions kept apart."""

    dependencies = [("care", "0006_decisions"), ("people", "0002_row_security")]
    operations = [
        *(enable_row_security(f"care_{table}", _people.wall("person_id")) for table in PERSON_BOUND),
        KeepApart(
            "care_decision",
            name="care_decision_one_of_a_service_at_a_time",
            alike=("person_id", "service_id"),
        ),
    ]
