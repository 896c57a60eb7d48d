"""What every test may ask for: the database with its application role, a browser where there is one."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or ""
_REQUIRED = {name: os.environ.get(f"REQUIRE_{name}") == "1" for name in ("BROWSER", "POSTGRES")}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--prove-in-full", action="store_true", help="run the long proofs in full instead of a sample")


def pytest_report_header(config: pytest.Config) -> list[str]:
    del config
    return [f"database: {_database_engine()}", f"browser: {CHROMIUM or 'none'}"]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    del config
    for item in items:
        if {"page", "browser", "context", "new_context"} & set(getattr(item, "fixturenames", ())):
            item.add_marker("browser")
        if item.get_closest_marker("browser") and not CHROMIUM:
            _leave_out(item, "BROWSER", "Chromium is missing: apt-get install chromium")
        if item.get_closest_marker("postgres") and _database_engine() != "postgresql":
            _leave_out(item, "POSTGRES", "PostgreSQL is missing: set DATABASE_URL and DATABASE_OWNER_URL")


def _leave_out(item: pytest.Item, what: str, reason: str) -> None:
    """Skip a test that cannot run here; fail it where it must run."""
    if _REQUIRED[what]:
        raise pytest.UsageError(f"{item.nodeid}: REQUIRE_{what}=1, but {reason}")
    item.add_marker(pytest.mark.skip(reason=reason))


def pytest_terminal_summary(terminalreporter) -> None:
    """Say loudly what was not shown, and tell the figures of the proofs."""
    _tell_figures(terminalreporter)
    skipped = [
        report for report in terminalreporter.stats.get("skipped", []) if " is missing: " in str(report.longrepr)
    ]
    if skipped:
        terminalreporter.section("NOT SHOWN ON THIS MACHINE", yellow=True)
        reasons = {str(report.longrepr[2]).removeprefix("Skipped: ") for report in skipped}
        for reason in sorted(reasons):
            count = sum(reason in str(report.longrepr) for report in skipped)
            terminalreporter.line(f"{count} tests: {reason}")


def _tell_figures(terminalreporter) -> None:
    reports = [report for found in terminalreporter.stats.values() for report in found]
    properties = (pair for report in reports for pair in getattr(report, "user_properties", ()))
    figures = sorted({text for name, text in properties if name == "figure"})
    if figures:
        terminalreporter.section("FIGURES")
        for text in figures:
            terminalreporter.line(text)


@pytest.fixture
def figure(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Tell a figure that the run's summary shows."""
    return lambda text: record_property("figure", text)


def _database_engine() -> str:
    from django.conf import settings

    return settings.DATABASES["default"]["ENGINE"].rpartition(".")[2]


@pytest.fixture(scope="session")
def proves_in_full(pytestconfig: pytest.Config) -> bool:
    """Whether a long proof runs in full."""
    return bool(pytestconfig.getoption("--prove-in-full"))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> None:
    """
    Give the application's role its rights on the test database, as `samhold migrate` does.

    The owner of the tables, who need not be a superuser, is behind the second wall too: factories work past it.
    """
    from django.conf import settings
    from django.db import connection
    from django.db.backends.signals import connection_created

    from samhold.infrastructure.row_security import create_application_role, grant_application_role

    if settings.SAMHOLD_DATABASE_ROLE:
        connection_created.connect(_past_the_wall)
        with django_db_blocker.unblock():
            _past_the_wall(connection=connection)
            create_application_role(connection, settings.SAMHOLD_DATABASE_ROLE)
            grant_application_role(connection, settings.SAMHOLD_DATABASE_ROLE, sealed=settings.SAMHOLD_SEALED_TABLES)


def _past_the_wall(*, connection: object, **_named: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('samhold.maintenance', 'on', false)")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    """Start the system's Chromium, which every machine can install; root needs it without its sandbox."""
    arguments = ["--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update"]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": arguments}


@pytest.fixture(autouse=True)
def language_of_the_test():
    """Give back the language that a request has left active in this thread."""
    from django.utils import translation

    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def heads_file_of_the_test(settings, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Append signed audit heads to a file of the test's own; it is made when first written."""
    settings.SAMHOLD_HEADS_FILE = str(tmp_path_factory.getbasetemp() / f"audit-heads-{uuid4()}.jsonl")
