"""
The region's workbook, as it is handed in: read, judged, shown, and written when nothing is wrong.

`preview` says what is wrong and what would change; `commit` writes just that file. The command line judges and writes
at once, by `judge_file` and `actions.region.write`.
"""

from __future__ import annotations

from samhold.rooms.people.forms.region.judging import Judged, SheetChanges
from samhold.rooms.people.forms.region.preview import (
    HasFaults,
    Preview,
    commit,
    faults_workbook,
    judge_file,
    preview,
    preview_again,
)

__all__ = [
    "HasFaults",
    "Judged",
    "Preview",
    "SheetChanges",
    "commit",
    "faults_workbook",
    "judge_file",
    "preview",
    "preview_again",
]
