"""What the doctor looks at in the database; read only after Django is set up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import OperationalError, connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.models import F, OuterRef, Subquery
from django.utils import timezone

from samhold.cli.doctor.finding import Finding
from samhold.infrastructure.jobs import queue
from samhold.infrastructure.keyring import CannotDecrypt, current_key
from samhold.infrastructure.row_security import application_role_faults, tables_with_row_security
from samhold.rooms.access.enums import Role
from samhold.rooms.access.models import AuditEvent, AuditHead
from samhold.rooms.organisations.queries.posts import without_role

if TYPE_CHECKING:
    from collections.abc import Callable

_AUDIT_MEND: Final = "Run `samhold audit verify`, keep copies of database and heads, and tell the privacy officer."
_FAILED_MEND: Final = "Mend the cause, then run `samhold worker --once --retry-failed` (or `--forget-failed`)."
_SILENT_MEND: Final = "Let `samhold worker` run as a service (with SQLite, `samhold serve` does its work)."
_OFFICER_MEND: Final = "Give somebody there the role PRIVACY_OFFICER: else nobody but leaders reviews emergency access."
_MOST_NAMED: Final = 5
_ROLE_MEND: Final = "Make the role anew: ALTER ROLE … NOSUPERUSER NOBYPASSRLS, and let the owner own the tables."


def database() -> Finding:
    """Look whether the database answers, and how it is set."""
    try:
        connection.ensure_connection()
    except OperationalError as error:
        seen = " ".join(str(error).split())
        return Finding(name="database", seen=seen, mend="Start the database, or mend DATABASE_URL.")
    return _sqlite() if connection.vendor == "sqlite" else _postgresql()


def _sqlite() -> Finding:
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    with connection.cursor() as cursor:
        seen = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted}
    told = ", ".join(f"{name}={value}" for name, value in seen.items())
    mend = "" if seen == wanted else "Put the file on a local disk; write-ahead logging does not work over a network."
    return Finding(name="database", seen=f"SQLite, {told}", mend=mend)


def _postgresql() -> Finding:
    faults = application_role_faults(connection)
    role = str(settings.DATABASES["default"]["USER"])
    if faults:
        return Finding(name="database", seen=f"PostgreSQL as {role}, but {', '.join(faults)}", mend=_ROLE_MEND)
    walls = len(tables_with_row_security(connection))
    return Finding(name="database", seen=f"PostgreSQL as {role}, row-level security on {walls} tables")


def migrations() -> Finding:
    """Look whether the tables are those of this version."""
    executor = MigrationExecutor(connections["default"])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    seen = f"{len(plan)} not applied" if plan else "all applied"
    return Finding(name="migrations", seen=seen, mend="Run `samhold migrate`." if plan else "")


def key_encryption_key() -> Finding:
    """Look whether the key-encryption key opens the keys of this database."""
    try:
        current_key(None)
    except CannotDecrypt as error:
        return Finding(name="keys", seen=str(error), mend="Set SAMHOLD_KEK to the key that this database began with.")
    return Finding(name="keys", seen="the key-encryption key opens them")


def chains() -> Finding:
    """Look whether each chain ends where its head says; `samhold audit verify` reads every row."""
    last = AuditEvent.objects.filter(chain_id=OuterRef("chain_id")).order_by("-sequence")
    ends = AuditHead.objects.annotate(
        last_sequence=Subquery(last.values("sequence")[:1]), last_hash=Subquery(last.values("hash")[:1])
    )
    whole = ends.filter(last_sequence=F("sequence"), last_hash=F("hash")).count()
    torn = ends.count() - whole
    if torn:
        return Finding(name="audit", seen=f"{torn} chains do not end where their head says", mend=_AUDIT_MEND)
    return Finding(name="audit", seen=f"{whole} chains end where their heads say")


def jobs() -> Finding:
    """Look for jobs that were given up, and for some that nobody takes."""
    failed, silent = queue.given_up(), queue.untaken(now=queue.clock())
    told = [f"{one.count} of {one.task} were given up ({one.last_error})" for one in failed]
    if silent:
        told.append(f"{silent} wait for a worker since a quarter of an hour or more")
    mends = ([_FAILED_MEND] if failed else []) + ([_SILENT_MEND] if silent else [])
    return Finding(name="jobs", seen="; ".join(told) or "none failed, none stuck", mend=" ".join(mends))


def privacy_officers() -> Finding:
    """Say which organisations with workers have nobody who looks after privacy: nobody there reviews emergencies."""
    lacking = [organisation.name for organisation in without_role(Role.PRIVACY_OFFICER, now=timezone.now())]
    if not lacking:
        return Finding(name="privacy officers", seen="every organisation with workers has one")
    shown = ", ".join(lacking[:_MOST_NAMED]) + (" …" if len(lacking) > _MOST_NAMED else "")
    return Finding(name="privacy officers", seen=f"{len(lacking)} organisations lack one: {shown}", mend=_OFFICER_MEND)


CHECKS: Final[tuple[Callable[[], Finding], ...]] = (database, migrations, key_encryption_key, chains, jobs)
