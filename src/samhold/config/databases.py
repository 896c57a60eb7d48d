"""Chooses the databases: a file, or PostgreSQL with an application role and an owner."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from samhold.config.environment import Environment
from samhold.infrastructure.database import database_entry

if TYPE_CHECKING:
    from pathlib import Path


def databases(where: Environment, data_directory: Path) -> tuple[dict[str, dict[str, object]], str]:
    """
    Give the databases by alias, and the role that a unit of work takes on.

    `default` connects as the application's role, `owner` (only with DATABASE_OWNER_URL) migrates. In tests there is one
    connection, the owner's, and each unit of work steps down to the application's role: row-level security then holds
    in requests and not in factories.

    :raises ImproperlyConfigured: if an owner is named and the application's role is not.
    """
    name = "demo.sqlite3" if where is Environment.DEMO else "samhold.sqlite3"
    url = os.environ.get("DATABASE_URL") or f"sqlite:///{data_directory / name}"
    owner_url = os.environ.get("DATABASE_OWNER_URL", "")
    if not owner_url:
        return {"default": database_entry(url)}, ""
    role = unquote(urlsplit(url).username or "")
    if not role or role == unquote(urlsplit(owner_url).username or ""):
        raise ImproperlyConfigured(
            "DATABASE_URL must name the application's role, another than the owner in DATABASE_OWNER_URL."
        )
    if where is Environment.TEST:
        return {"default": database_entry(owner_url, is_owner=True)}, role
    return {"default": database_entry(url), "owner": database_entry(owner_url, is_owner=True)}, ""


def heads_file(chosen: dict[str, dict[str, object]], data_directory: Path) -> str:
    """Name the file of signed audit heads where none is named: beside a SQLite database, else with the other data."""
    default = chosen["default"]
    name = str(default["NAME"])
    if str(default["ENGINE"]).endswith("sqlite3") and ":memory:" not in name:
        return f"{name}.audit-heads.jsonl"
    return str(data_directory / "audit-heads.jsonl")
