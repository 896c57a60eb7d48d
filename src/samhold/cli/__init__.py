"""
The command `samhold`.

Results go to stdout, progress to stderr. It ends with 0 (fine), 1 (findings), 2 (bad input) or 3 (interrupted).
Each command is a module with `add_arguments(parser)` and `run(options) -> int`; Django is set up where it is needed.
"""

from __future__ import annotations

from samhold.cli.main import main
from samhold.cli.manners import BAD_INPUT, FINDINGS, FINE, INTERRUPTED

__all__ = ["BAD_INPUT", "FINDINGS", "FINE", "INTERRUPTED", "main"]
