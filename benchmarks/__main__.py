"""
`make bench`: pages on a database of many persons.

Takes the database of DATABASE_URL (else a SQLite file in build/), grows it with `samhold demo grow` if it has too few
persons (`--quickly`: in bulk), starts gunicorn as `samhold serve` does, and measures: queries per page, one request
after another, and as many as the server answers. A reference page written by hand (`benchmarks.reference`) is measured
on the same server, before and after each page.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import subprocess
import sys
import time
from dataclasses import asdict
from pathlib import Path

ROOT = Path(__file__).parents[1]
REFERENCES = {
    "person": "reference person",
    "list": "reference list",
    "my day": "reference list",
    "search": "reference list",
    "write": "reference write",
}
"""Each page that is measured, and what it is measured beside."""


def main() -> None:
    """Measure, and tell."""
    options = _options()
    serving = _environment()
    os.environ.update(serving)
    if os.environ.get("DATABASE_OWNER_URL"):
        os.environ["DATABASE_URL"] = os.environ.pop("DATABASE_OWNER_URL")
    import django  # noqa: PLC0415 -- the environment must be set first

    django.setup()
    _filled(options, serving)
    from benchmarks import load, queries, visits  # noqa: PLC0415 -- Django must be set up first

    found = visits.visits()
    print(f"database: {_vendor()}, {_count()} persons; {len(found)} persons visited by {visits.WORKERS} workers")
    counts = queries.per_page(found[0])
    for line in counts:
        print(line)
    port = _free_port()
    with _server(serving, port, options):
        results = _measure(load, found, port, options)
    _tell(results)
    file = ROOT / "build" / "bench.json"
    file.write_text(json.dumps({"queries": counts, "results": results}, indent=1))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench ARGS=", description=__doc__)
    parser.add_argument("--persons", type=int, default=60_000)
    parser.add_argument("--months", type=int, default=10, help="contacts per person")
    parser.add_argument("--quickly", action="store_true", help="fill the tables without the actions and their log")
    parser.add_argument("--seconds", type=int, default=10, help="how long each page is loaded")
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--times", type=int, default=100, help="how many requests one after another")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--threads", type=int, default=4)
    return parser.parse_args()


def _environment() -> dict[str, str]:
    folder = ROOT / "build" / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    given = {name: os.environ[name] for name in ("DATABASE_URL", "DATABASE_OWNER_URL") if name in os.environ}
    return {
        "DJANGO_SETTINGS_MODULE": "samhold.config.settings",
        "DATABASE_URL": f"sqlite:///{folder / 'load.sqlite3'}",
        "SAMHOLD_ENV": "development",
        "SAMHOLD_DEBUG": "0",
        "SAMHOLD_DATA_DIR": str(folder),
        "SAMHOLD_HEADS_FILE": os.environ.get("SAMHOLD_HEADS_FILE", str(folder / "heads.jsonl")),
    } | given


def _count() -> int:
    from samhold.infrastructure.database import maintenance  # noqa: PLC0415 -- Django must be set up first
    from samhold.rooms.people.models import Person  # noqa: PLC0415 -- as above

    with maintenance():
        return Person.objects.count()


def _vendor() -> str:
    from django.db import connection  # noqa: PLC0415 -- Django must be set up first

    return str(connection.vendor)


def _filled(options: argparse.Namespace, serving: dict[str, str]) -> None:
    as_demo = {**os.environ, **serving, "SAMHOLD_ENV": "demo"}
    run = [sys.executable, "-m", "samhold.cli"]
    subprocess.run([*run, "migrate"], env=as_demo, check=True, stdout=sys.stderr)
    if _count() >= options.persons:
        return
    if options.quickly:
        from benchmarks import bulk  # noqa: PLC0415 -- Django must be set up first

        bulk.fill(options.persons, options.months)
    else:
        size = [f"--persons={options.persons}", f"--months={options.months}"]
        subprocess.run([*run, "demo", "grow", *size], env=as_demo, check=True, stdout=sys.stderr)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


class _server:  # noqa: N801 -- a context manager
    """gunicorn, with the settings of `samhold serve`."""

    def __init__(self, serving: dict[str, str], port: int, options: argparse.Namespace) -> None:
        bind = {"SAMHOLD_BIND": f"127.0.0.1:{port}", "SAMHOLD_WORKERS": str(options.workers)}
        self.environment = {**os.environ, **serving, **bind, "SAMHOLD_THREADS": str(options.threads)}
        self.port = port

    def __enter__(self) -> None:
        command = [sys.executable, "-m", "gunicorn", "--config", "python:samhold.config.gunicorn"]
        self.process = subprocess.Popen([*command, "benchmarks.server:application"], cwd=ROOT, env=self.environment)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.2)
        raise SystemExit("the server did not start")

    def __exit__(self, *_error: object) -> None:
        self.process.terminate()
        self.process.wait(timeout=30)


def _measure(load: object, found: list[object], port: int, options: argparse.Namespace) -> list[dict[str, object]]:
    results = []
    heavy = {"port": port, "seconds": options.seconds, "connections": options.connections}
    for page in ("bare", *sorted(set(REFERENCES.values())), *REFERENCES):
        load.alone(page, found, port=port, times=20)
    for page, name in REFERENCES.items():
        before = load.loaded(name, found, **heavy)
        single = load.alone(page, found, port=port, times=options.times)
        many = load.loaded(page, found, **heavy)
        after = load.loaded(name, found, **heavy)
        reference = (before.per_second + after.per_second) / 2
        share = many.per_second / reference
        one = {"alone": asdict(single), "loaded": asdict(many), "reference": reference, "share": share}
        results.append(one | {"errors_of_reference": before.errors + after.errors})
        print(f"  measured: {page}", file=sys.stderr)
    bare = load.loaded("bare", found, **heavy)
    results[0]["share_of_bare"] = results[0]["loaded"]["per_second"] / bare.per_second
    return results


def _tell(results: list[dict[str, object]]) -> None:
    print("page       alone p50   p95 ms   loaded p50   p95 ms   per second   reference   share   errors")
    for one in results:
        alone, loaded = one["alone"], one["loaded"]
        errors = loaded["errors"] + alone["errors"] + one["errors_of_reference"]
        print(
            f"{loaded['page']:<10} {alone['p50']:>9.1f} {alone['p95']:>8.1f} {loaded['p50']:>12.1f} "
            f"{loaded['p95']:>8.1f} {loaded['per_second']:>12.1f} {one['reference']:>11.1f} {one['share']:>7.0%} "
            f"{errors:>8}"
        )
    print(f"the person page beside the reference without its line in the log: {results[0]['share_of_bare']:.0%}")


if __name__ == "__main__":
    main()
