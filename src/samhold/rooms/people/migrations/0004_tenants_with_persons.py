"""
Let an import know which organisations have persons, also those behind the second wall.

Whether somebody may set an organisation up depends on it; the function tells nothing else of them.
"""

from __future__ import annotations

from django.db import migrations

from samhold.infrastructure.row_security import PostgresqlSQL, answers_as_owner

FUNCTION = answers_as_owner(
    "samhold_tenants_with_persons()", "SETOF uuid", "SELECT DISTINCT p.tenant_id FROM people_person p"
)


class Migration(migrations.Migration):
    """A function of the owner's that answers with organisations' ids."""

    dependencies = [("people", "0003_upload")]
    operations = [PostgresqlSQL(FUNCTION, "DROP FUNCTION samhold_tenants_with_persons()")]
