"""A server on a temporary database, and pages of every colour scheme and width."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.browser import HEIGHT, Served, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server with an empty database, for pages that show nobody."""
    with serving(tmp_path_factory.mktemp("served") / "samhold.sqlite3") as running:
        yield running


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open an empty page in a context of its own: `open_page(scheme="dark", width=320)`."""
    contexts = []

    def opened(*, scheme: str = "light", width: int = 1280, height: int = HEIGHT, **options: object) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            **{"locale": "nb-NO", "reduced_motion": "reduce", **options},
        )
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()
