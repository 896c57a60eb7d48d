"""What happened before and after follow-up began: counted alike on both sides, with the days that could be seen."""

from __future__ import annotations

from samhold.core.outcomes.before_after import Comparison, Happening, Measure, Side, compare
from samhold.core.outcomes.continuity import faces

__all__ = ["Comparison", "Happening", "Measure", "Side", "compare", "faces"]
