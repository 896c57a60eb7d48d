"""Count what a page asks of the database: questions, and apart from them the rows that the audit log adds."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import connection
from django.test.utils import CaptureQueriesContext

if TYPE_CHECKING:
    from collections.abc import Iterator

_FRAME = ("SAVEPOINT", "RELEASE", "ROLLBACK TO", "BEGIN", "COMMIT", "SET LOCAL", "SELECT set_config")
# What the actor holds; on PostgreSQL it is asked together with telling who acts.
_HELD = ('SELECT "organisations_membership"."id" AS "pk"',)
_AUDIT = ('INSERT INTO "access_audit',)


@dataclass
class Asked:
    """The statements that were sent, without those that only frame a transaction or append to the log."""

    statements: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.statements)


@contextmanager
def counting() -> Iterator[Asked]:
    """Collect what is asked inside."""
    asked = Asked()
    with CaptureQueriesContext(connection) as context:
        yield asked
    sent = (query["sql"] for query in context.captured_queries)
    asked.statements = [sql for sql in sent if not sql.startswith(_FRAME + _HELD + _AUDIT)]
