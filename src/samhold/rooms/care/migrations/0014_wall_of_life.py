"""The second wall around outcomes, housing, safety and quality."""

from __future__ import annotations

from importlib import import_module

from django.db import migrations

from samhold.infrastructure.row_security import ACTOR_SQL, enable_row_security

_people = import_module("samhold.rooms.people.migrations.0002_row_security")

PERSON_BOUND = (
    "followup", "lifeevent", "activity", "tenancy", "safetyassessment", "visitwatch", "absenceplan",
    "childrenquestion", "carereview",
)  # fmt: skip
OF_TENANT = ("dwelling", "handover")


class Migration(migrations.Migration):
    """Row-level security: whoever is related to the person, or of the same organisation where there is no person."""

    dependencies = [("care", "0013_life_and_safety"), ("people", "0002_row_security")]
    operations = [
        *(enable_row_security(f"care_{table}", _people.wall("person_id")) for table in PERSON_BOUND),
        *(enable_row_security(f"care_{table}", "tenant_id IN (SELECT samhold_tenants())") for table in OF_TENANT),
        enable_row_security("care_handoverread", f"user_id = {ACTOR_SQL}"),
    ]
