"""A server on a temporary database, and pages of every colour scheme and width."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.browser import SCHEMES, WIDTHS, Served, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

HEIGHT = 800


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server with an empty database, for pages that show nobody."""
    with serving(tmp_path_factory.mktemp("served") / "samhold.sqlite3") as running:
        yield running


@pytest.fixture(params=[(scheme, width) for scheme in SCHEMES for width in WIDTHS], ids=lambda p: f"{p[0]}-{p[1]}")
def look(request: pytest.FixtureRequest) -> tuple[str, int]:
    """Each pair of colour scheme and width that a page is held to."""
    return request.param


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
