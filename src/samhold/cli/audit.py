"""`samhold audit`: finds every row of the audit log that was changed, removed, reordered or cut off."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from samhold.cli.manners import FINDINGS, FINE
from samhold.infrastructure.database import maintenance
from samhold.rooms.access.queries import audit

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the form of the answer."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    verify = verbs.add_parser("verify", help="check every chain against itself, its head and the signed heads")
    verify.add_argument("--json", action="store_true", help="answer in JSON")


def run(options: argparse.Namespace) -> int:
    """Check everything, and end with 1 if anything was touched; what may be a killed process is only told."""
    with maintenance():
        found = audit.verify()
    faults = [one for one in found if one.is_certain]
    if options.json:
        print(json.dumps({"is_whole": not faults, "findings": [asdict(one) for one in found]}, indent=2, default=str))
        return FINDINGS if faults else FINE
    for one in found:
        print(f"chain {one.chain_id}, row {one.sequence}: {one.what}")
    print(f"{len(faults)} faults in the audit log" if faults else "the audit log is whole")
    return FINDINGS if faults else FINE
