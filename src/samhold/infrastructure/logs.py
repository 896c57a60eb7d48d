"""What the program's own log must not tell: addresses of pages name persons, and that of an invitation lets one in."""

from __future__ import annotations

import re
from logging import Filter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from logging import LogRecord

_TELLING: Final = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|(?<=/open/)[^/]+", re.IGNORECASE
)


class WithoutIds(Filter):
    """
    Takes ids and codes out of the addresses that Django writes of pages that are missing, refused or broken.

    Who looked at what is in the audit log, which is read by few and told to the person; this one is for operating.
    """

    def filter(self, record: LogRecord) -> bool:
        """Put a star for each; every line stays."""
        if record.name.startswith("django."):
            record.msg, record.args = _TELLING.sub("*", record.getMessage()), ()
        return True
