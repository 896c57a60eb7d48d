"""`samhold region`: a region's own workbook, in and out."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from samhold.cli.acting import acting, take_user
from samhold.cli.manners import FINDINGS, FINE, say
from samhold.foundation.errors import BadInput
from samhold.infrastructure.spreadsheets import write_csv, write_workbook
from samhold.rooms.people.actions import region
from samhold.rooms.people.forms.region import Judged, faults_workbook, judge_file

if TYPE_CHECKING:
    import argparse

    from samhold.infrastructure.spreadsheets import Fault


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the direction and the file."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    into = verbs.add_parser(
        "import", help="say what is wrong with a workbook and what it changes; with --commit, write it"
    )
    into.add_argument("file", type=Path, help="an Excel workbook, a CSV file, or a folder of CSV files")
    into.add_argument("--commit", action="store_true", help="write it, if nothing is wrong: all of it or nothing")
    into.add_argument("--faults", type=Path, metavar="FILE", help="write the faults to a workbook, too")
    into.add_argument("--json", action="store_true", help="print faults and changes as JSON")
    take_user(into)
    out = verbs.add_parser("export", help="write the region's workbook")
    out.add_argument("file", type=Path, help="the workbook to write (.xlsx), or a folder for CSV files")
    take_user(out)


def run(options: argparse.Namespace) -> int:
    """Import or export."""
    return _export(options) if options.verb == "export" else _import(options)


def _import(options: argparse.Namespace) -> int:
    now = datetime.now(tz=UTC)
    with acting(options.acts_as) as user:
        judged = judge_file(options.file, by=user, now=now)
        if judged.is_good and options.commit:
            region.write(plan=judged.plan, by=user, now=now)
    if options.faults:
        _write(options.faults, faults_workbook(judged))
    if options.json:
        print(_as_json(judged, is_written=judged.is_good and options.commit))
    else:
        _tell(judged, is_committing=options.commit)
    return FINE if judged.is_good else FINDINGS


def _tell(judged: Judged, *, is_committing: bool) -> None:
    for fault in judged.faults:
        print(_line(fault))
    for sheet in judged.unread:
        say(f"not read: sheet {sheet}")
    for one in judged.changes:
        print(
            f"{one.sheet}: {one.new} new, {one.changed} changed, {one.unchanged} unchanged, {one.left_alone} left alone"
        )
    count = len(judged.faults) + judged.more_faults
    if count:
        print(f"{count} fault{'s' if count > 1 else ''}; nothing written")
    elif not is_committing:
        print("no faults; nothing written (--commit writes)")
    else:
        print("nothing to change" if judged.changes_nothing else "written")


def _line(fault: Fault) -> str:
    place = f"{fault.sheet}, row {fault.row}" if fault.row else fault.sheet
    column = f", {fault.column}" if fault.column else ""
    value = f": “{fault.value}”" if fault.value else ""
    hint = f" → {fault.suggestion}" if fault.suggestion else ""
    return f"{place}{column}{value}. {fault.rule}{hint}"


def _as_json(judged: Judged, *, is_written: bool) -> str:
    content = {
        "faults": [asdict(fault) for fault in judged.faults],
        "more_faults": judged.more_faults,
        "changes": [asdict(one) for one in judged.changes],
        "unread": judged.unread,
        "written": is_written,
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def _export(options: argparse.Namespace) -> int:
    with acting(options.acts_as) as user:
        sheets = region.export(by=user, now=datetime.now(tz=UTC))
    if options.file.suffix.lower() == ".xlsx":
        _write(options.file, write_workbook(sheets))
    else:
        options.file.mkdir(parents=True, exist_ok=True)
        for sheet in sheets:
            _write(options.file / f"{sheet.name}.csv", write_csv(sheet))
    print(", ".join(f"{sheet.name} {len(sheet.rows) - 1}" for sheet in sheets))
    return FINE


def _write(path: Path, content: bytes) -> None:
    """Write a file that only its owner may read, since persons stand in it."""
    try:
        path.touch(mode=0o600)
        path.write_bytes(content)
    except OSError as error:
        raise BadInput(str(path), error.strerror or "the file cannot be written.") from None
