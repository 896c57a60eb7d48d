"""
The second wall on PostgreSQL: rows of the actor's tenants, agreements, relations and grants, and no others.

The functions belong to the owner of the tables and answer for the actor alone. They read with maintenance on, since
the owner is behind the wall too; the policies never call them as the owner, so they cannot call themselves.
"""

from __future__ import annotations

from django.db import migrations

from samhold.infrastructure.row_security import ACTOR_SQL, PostgresqlSQL, answers_as_owner, enable_row_security

NOW = "statement_timestamp()"  # a transaction's now() is its beginning: a relation made since would not count
OPEN = f"{{0}}starts_at <= {NOW} AND ({{0}}ends_at IS NULL OR {{0}}ends_at > {NOW})"

RELATED = f"""
    SELECT n.person_id FROM people_networkmember n JOIN organisations_membership m ON m.id = n.membership_id
     WHERE m.user_id = {ACTOR_SQL} AND {OPEN.format("m.")} AND {OPEN.format("n.")}
    UNION
    SELECT n.person_id FROM people_networkmember n JOIN organisations_membership m ON m.unit_id = n.unit_id
     WHERE m.user_id = {ACTOR_SQL} AND {OPEN.format("m.")} AND {OPEN.format("n.")}
    UNION
    SELECT n.person_id FROM people_networkmember n WHERE n.account_id = {ACTOR_SQL} AND {OPEN.format("n.")}
    UNION
    SELECT c.person_id FROM people_consent c JOIN organisations_membership m ON m.unit_id = c.recipient_id
     WHERE m.user_id = {ACTOR_SQL} AND {OPEN.format("m.")} AND {OPEN.format("c.")}
    UNION
    SELECT g.person_id FROM people_grant g JOIN organisations_membership m ON m.id = g.membership_id
     WHERE m.user_id = {ACTOR_SQL} AND {OPEN.format("m.")} AND {OPEN.format("g.")}
    UNION
    SELECT p.id FROM people_person p WHERE p.account_id = {ACTOR_SQL}
"""

TENANTS = f"""
    SELECT u.organisation_id FROM organisations_membership m JOIN organisations_unit u ON u.id = m.unit_id
     WHERE m.user_id = {ACTOR_SQL} AND {OPEN.format("m.")}
    UNION
    SELECT a.guest_id FROM organisations_membership m JOIN organisations_agreement a ON a.unit_id = m.unit_id
     WHERE m.user_id = {ACTOR_SQL} AND {OPEN.format("m.")} AND {OPEN.format("a.")}
"""

BY_NUMBER = f"""
    SELECT p.id, p.tenant_id FROM people_person p
     WHERE p.national_number_index = number_index AND number_index <> '' AND {ACTOR_SQL} IS NOT NULL
     ORDER BY p.created_at, p.id LIMIT 1
"""

FUNCTIONS = (
    answers_as_owner("samhold_tenants()", "SETOF uuid", TENANTS)
    + answers_as_owner("samhold_related()", "SETOF uuid", RELATED)
    + answers_as_owner(
        "samhold_find_for_emergency(number_index text)", "TABLE (person_id uuid, tenant_id uuid)", BY_NUMBER
    )
)

FUNCTIONS_BACK = """
DROP FUNCTION samhold_find_for_emergency(text);
DROP FUNCTION samhold_related();
DROP FUNCTION samhold_tenants();
"""

OWN_GRANT = f"membership_id IN (SELECT id FROM organisations_membership WHERE user_id = {ACTOR_SQL})"

IS_OWNER = "pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = 'people_person'::regclass), 'MEMBER')"


def wall(person: str) -> str:
    """Return the condition of a table whose person stands in this column."""
    return (
        f"CASE WHEN (SELECT {IS_OWNER}) THEN false ELSE "
        f"tenant_id IN (SELECT samhold_tenants()) OR {person} IN (SELECT samhold_related()) END"
    )


PERSON_BOUND = ("residence", "networkmember", "consent", "block", "conflict")


class Migration(migrations.Migration):
    """Row-level security on every table about persons."""

    dependencies = [("people", "0001_initial")]
    operations = [
        PostgresqlSQL(FUNCTIONS, FUNCTIONS_BACK),
        enable_row_security("people_person", wall("id")),
        *(enable_row_security(f"people_{table}", wall("person_id")) for table in PERSON_BOUND),
        enable_row_security("people_grant", f"({wall('person_id')}) OR {OWN_GRANT}"),
    ]
