"""`samhold doctor`: tells what is wrong with this installation, and how to mend it."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from samhold.cli.doctor.checks import findings
from samhold.cli.manners import FINDINGS, FINE

if TYPE_CHECKING:
    import argparse

    from samhold.cli.doctor.finding import Finding


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the database and the form of the answer."""
    parser.add_argument("--database", metavar="FILE|URL", default="", help="the database; else DATABASE_URL")
    parser.add_argument("--json", action="store_true", help="answer in JSON")


def run(options: argparse.Namespace) -> int:
    """Look at everything, and end with 1 if something needs mending."""
    found = findings(database=options.database)
    is_well = all(finding.is_well for finding in found)
    if options.json:
        print(json.dumps({"is_well": is_well, "findings": [asdict(finding) for finding in found]}, indent=2))
    else:
        for finding in found:
            print(_line(finding))
        faults = sum(not finding.is_well for finding in found)
        print("all is well" if is_well else f"{faults} to mend")
    return FINE if is_well else FINDINGS


def _line(finding: Finding) -> str:
    """Write a finding for a person: what was looked at, what was seen, and the mend under it."""
    mark = "ok  " if finding.is_well else "MEND"
    line = f"{mark}  {finding.name}: {finding.seen}"
    return line if finding.is_well else f"{line}\n      {finding.mend}"
