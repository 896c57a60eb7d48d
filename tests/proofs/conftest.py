"""What the long proofs share."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

import pytest

from tests.proofs.progress import FOLDER, State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture
def proof(request: pytest.FixtureRequest) -> Callable[..., State]:
    """Give how far a proof has come, and how many rounds it takes; a sample always begins anew."""
    in_full: bool = request.getfixturevalue("proves_in_full")

    def state(name: str, *, sample: int, full: int) -> State:
        return State(FOLDER / f"{name}.json" if in_full else None, full if in_full else sample)

    return state


@pytest.fixture
def fresh_database() -> Iterator[dict[str, str]]:
    """Make an empty database of the owner's beside the configured one."""
    import psycopg

    owner, application = os.environ["DATABASE_OWNER_URL"], os.environ["DATABASE_URL"]
    name = f"{urlsplit(owner).path.strip('/')}_proof{os.environ.get('PYTEST_XDIST_WORKER', '')}"

    def run(statement: str) -> None:
        with psycopg.connect(urlunsplit(urlsplit(owner)._replace(path="/postgres")), autocommit=True) as connection:
            connection.execute(statement)

    run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    run(f"CREATE DATABASE {name}")
    renamed = [urlunsplit(urlsplit(url)._replace(path=f"/{name}")) for url in (owner, application)]
    yield dict(zip(("DATABASE_OWNER_URL", "DATABASE_URL"), renamed, strict=True))
    run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
