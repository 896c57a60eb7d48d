"""Make the audit log append-only: triggers on SQLite, rights and a function of the owner's on PostgreSQL."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQLITE = [
    "CREATE TRIGGER access_auditevent_no_update BEFORE UPDATE ON access_auditevent "
    "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END",
    "CREATE TRIGGER access_auditevent_no_delete BEFORE DELETE ON access_auditevent "
    "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END",
    "CREATE TRIGGER access_audithead_no_delete BEFORE DELETE ON access_audithead "
    "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END",
    "CREATE TRIGGER access_audithead_only_forward BEFORE UPDATE ON access_audithead "
    "WHEN NEW.sequence <= OLD.sequence OR NEW.chain_id <> OLD.chain_id "
    "BEGIN SELECT RAISE(ABORT, 'a chain only grows'); END",
]

POSTGRESQL = """
CREATE FUNCTION access_append(events jsonb) RETURNS TABLE (chain uuid, reached bigint, last_hash text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    event jsonb;
    head record;
    next_sequence bigint;
    next_hash text;
BEGIN
    FOR event IN SELECT value FROM jsonb_array_elements(events) WITH ORDINALITY ORDER BY value->>'chain_id', ordinality
    LOOP
        INSERT INTO access_audithead (chain_id, sequence, hash)
            VALUES ((event->>'chain_id')::uuid, 0, repeat('0', 64)) ON CONFLICT (chain_id) DO NOTHING;
        SELECT h.sequence, h.hash INTO head FROM access_audithead h
            WHERE h.chain_id = (event->>'chain_id')::uuid FOR UPDATE;
        next_sequence := head.sequence + 1;
        next_hash := encode(sha256(convert_to(head.hash || '|' || next_sequence || '|' || (event->>'payload'), 'UTF8')), 'hex');
        INSERT INTO access_auditevent (chain_id, sequence, at, actor_id, person_id, action, outcome, payload, hash)
            VALUES ((event->>'chain_id')::uuid, next_sequence, (event->>'at')::timestamptz, (event->>'actor_id')::uuid,
                    (event->>'person_id')::uuid, event->>'action', event->>'outcome', event->>'payload', next_hash);
        UPDATE access_audithead h SET sequence = next_sequence, hash = next_hash
            WHERE h.chain_id = (event->>'chain_id')::uuid;
    END LOOP;
    RETURN QUERY SELECT h.chain_id, h.sequence, h.hash::text FROM access_audithead h
        WHERE h.chain_id IN (SELECT (value->>'chain_id')::uuid FROM jsonb_array_elements(events));
END $$;

CREATE FUNCTION access_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit log is append-only';
END $$;

CREATE TRIGGER access_auditevent_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON access_auditevent
    FOR EACH STATEMENT EXECUTE FUNCTION access_refuse_change();
"""

POSTGRESQL_BACK = """
DROP TRIGGER access_auditevent_append_only ON access_auditevent;
DROP FUNCTION access_refuse_change();
DROP FUNCTION access_append(jsonb);
"""


def forwards(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Create what keeps the log append-only."""
    del apps
    if editor.connection.vendor == "sqlite":
        for statement in SQLITE:
            editor.execute(statement)
    else:
        editor.execute(POSTGRESQL)


def backwards(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Remove it again."""
    del apps
    if editor.connection.vendor == "sqlite":
        for name in ("auditevent_no_update", "auditevent_no_delete", "audithead_no_delete", "audithead_only_forward"):
            editor.execute(f"DROP TRIGGER access_{name}")
    else:
        editor.execute(POSTGRESQL_BACK)


class Migration(migrations.Migration):
    """Append-only audit log."""

    dependencies = [("access", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
