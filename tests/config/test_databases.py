"""Which databases there are, and as whom."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from samhold.config.databases import databases
from samhold.config.environment import Environment
from samhold.config.routers import MigrateAsOwner

OWNER = "postgresql://owner@db/samhold"
APPLICATION = "postgresql://app@db/samhold"


@pytest.fixture(autouse=True)
def no_database_is_set(monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("DATABASE_OWNER_URL", raising=False)


def test_databases_without_address_is_a_file(tmp_path):
    found, role = databases(Environment.DEVELOPMENT, tmp_path)

    assert (found["default"]["NAME"], role) == (str(tmp_path / "samhold.sqlite3"), "")


def test_databases_production_has_an_owner_beside_the_application(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", APPLICATION)
    monkeypatch.setenv("DATABASE_OWNER_URL", OWNER)

    found, role = databases(Environment.PRODUCTION, tmp_path)

    assert ({alias: entry["USER"] for alias, entry in found.items()}, role) == (
        {"default": "app", "owner": "owner"},
        "",
    )


def test_databases_test_steps_down_from_the_owner(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", APPLICATION)
    monkeypatch.setenv("DATABASE_OWNER_URL", OWNER)

    found, role = databases(Environment.TEST, tmp_path)

    assert ({alias: entry["USER"] for alias, entry in found.items()}, role) == ({"default": "owner"}, "app")


def test_databases_application_as_owner_is_refused(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", OWNER)
    monkeypatch.setenv("DATABASE_OWNER_URL", OWNER)

    with pytest.raises(ImproperlyConfigured, match="another than the owner"):
        databases(Environment.PRODUCTION, tmp_path)


def test_router_lets_only_the_owner_migrate(monkeypatch):
    router = MigrateAsOwner()

    monkeypatch.delitem(settings.DATABASES, "owner", raising=False)
    assert router.allow_migrate("default", "people") is None

    monkeypatch.setitem(settings.DATABASES, "owner", {})

    assert (router.allow_migrate("default", "people"), router.allow_migrate("owner", "people")) == (False, True)
