"""What the doctor says of one thing."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """
    One thing that was looked at.

    :param seen: what is the case.
    :param mend: what to do; empty where all is well.
    """

    name: str
    seen: str
    mend: str = ""

    @property
    def is_well(self) -> bool:
        """Tell whether nothing needs to be done."""
        return not self.mend
