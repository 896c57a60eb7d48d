"""Puts the rows of `law.json` in place: services, legal bases and deadlines, each with its source."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from django.apps.registry import Apps

FILE: Final = Path(__file__).resolve().parents[1] / "law.json"
TABLES: Final = {"services": "ServiceType", "legal_bases": "LegalBasis", "deadlines": "Deadline"}


def put_in_place(apps: Apps, *, using: str) -> int:
    """
    Let the tables hold what the file says; returns how many rows it has.

    A row is known by its code and its first day. What stands in the tables and not in the file is left alone, since
    decisions rest on it.
    """
    written = json.loads(FILE.read_text(encoding="utf-8"))
    for part, name in TABLES.items():
        model = apps.get_model("care", name)
        for row in written[part]:
            known = {"code": row["code"], "first_date": row["first_date"]}
            model._base_manager.using(using).update_or_create(**known, defaults=row)  # noqa: SLF001 -- Django's API
    return sum(len(written[part]) for part in TABLES)
