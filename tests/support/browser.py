"""
A browser that looks at pages: a server of its own on a temporary database, and what every page must hold.

Use `from tests.support.browser import …` in a `conftest.py` of tests that open pages. The server is a subprocess: the
browser's loop and Django's database never meet in one process.
"""

from __future__ import annotations

import contextlib
import functools
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SCHEMES = ("light", "dark")
WIDTHS = (320, 1280)
HEIGHT = 800

_OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
_SETTLED = """
async () => {
  for (const _ of [1, 2]) await new Promise(requestAnimationFrame);
  await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
}
"""
_SMALL_TARGETS = """
() => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
  .filter((node) => node.checkVisibility({visibilityProperty: true, opacityProperty: false}))
  .filter((node) => getComputedStyle(node).display !== 'inline')
  .map((node) => [node, (node.closest('label') ?? node).getBoundingClientRect()])
  .filter(([, box]) => box.width > 0 && (box.width < 24 || box.height < 24))
  .map(([node, box]) => `${node.outerHTML.slice(0, 90)} ${Math.round(box.width)}x${Math.round(box.height)}`)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A running server."""

    address: str
    database: Path
    environment: dict[str, str]

    def url(self, path: str) -> str:
        return f"{self.address}{path}"


def free_port() -> int:
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment_for(database: Path, kind: str) -> dict[str, str]:
    """Give the environment of a server on an SQLite database of its own."""
    mine = {
        "SAMHOLD_ENV": kind,
        "SAMHOLD_DATA_DIR": str(database.parent),
        "DATABASE_URL": f"sqlite:///{database}",
        "DJANGO_SETTINGS_MODULE": "samhold.config.settings",
        "PYTHONPATH": str(ROOT / "src"),
    }
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_OWNER_URL", "SAMHOLD_KEK"}}
    return kept | mine


def run(served_environment: dict[str, str], *arguments: str) -> str:
    """Run `manage`-like commands (`migrate`, `shell -c …`) in the server's environment."""
    command = [sys.executable, "-m", "django", *arguments]
    done = subprocess.run(command, env=served_environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@functools.cache
def migrated() -> Path:
    """Migrate an empty database once for every server of this process; each gets a copy."""
    database = Path(tempfile.mkdtemp(prefix="samhold-migrated-")) / "samhold.sqlite3"
    run(environment_for(database, "test"), "migrate", "--verbosity=0")
    return database


@contextlib.contextmanager
def serving(database: Path, *, kind: str = "test", is_migrated: bool = False) -> Iterator[Served]:
    """Serve the product on a database; migrate it first unless it is."""
    environment = environment_for(database, kind)
    if not is_migrated:
        shutil.copy(migrated(), database)
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--threads", "4", "--worker-class"]
    command += ["gthread", "--log-level", "error", "samhold.config.wsgi:application"]
    log = database.with_suffix(".log")
    with log.open("wb") as output:
        process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=output, stderr=output)
    try:
        wait_until_answering(f"http://127.0.0.1:{port}/static/ui/mark.svg", process, log)
        yield Served(address=f"http://127.0.0.1:{port}", database=database, environment=environment)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)


def wait_until_answering(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        assert process.poll() is None, log.read_text(errors="replace")
        with contextlib.suppress(OSError):
            with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 -- our own server
                answer.read(1)
            return
        time.sleep(0.1)
    raise AssertionError(f"no answer from {address}: {log.read_text(errors='replace')}")


def log_in(page: Page, served: Served, *, email: str, password: str) -> None:
    """Log in through the page, as a person does."""
    page.goto(served.url("/account/login/"))
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(password)
    page.locator("form:has(input[name=password]) button[type=submit]").first.click()
    page.wait_for_url(lambda address: "/account/login" not in address)


def watch_console(page: Page) -> list[str]:
    """Collect what the browser complains of, such as a breach of the content policy; read it before running axe."""
    seen: list[str] = []
    page.on("console", lambda message: seen.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: seen.append(str(error)))
    return seen


def barriers(page: Page) -> list[str]:
    """List what axe finds wrong on the page, one line a node."""
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    options = json.dumps({"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]})
    found = page.evaluate(f"async () => (await axe.run(document, {options})).violations")
    return [
        f"{rule['id']}: {node['html'][:160]} {node['failureSummary'][:200]}" for rule in found for node in rule["nodes"]
    ]


def assert_good_page(page: Page, *, complaints: list[str]) -> None:
    """Hold a page to the bar in every look: no complaint, no sideways scroll, no tiny target, no barrier."""
    assert not complaints, complaints
    faults = [
        f"{scheme} {width}: {fault}"
        for scheme in SCHEMES
        for width in WIDTHS
        for fault in _faults(page, scheme, width) and _faults(page, scheme, width)  # a busy browser may still repaint
    ]
    assert not faults, "\n".join(faults)


def _faults(page: Page, scheme: str, width: int) -> list[str]:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": HEIGHT})
    page.evaluate(_SETTLED)
    sideways = ["scrolls sideways"] if page.evaluate(_OVERFLOW) > 0 else []
    small = [f"small target: {target}" for target in page.evaluate(_SMALL_TARGETS)]
    return [*sideways, *small, *barriers(page)]
