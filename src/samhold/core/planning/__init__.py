"""
Who visits whom, when, by which road, with as few faces as possible.

Plain values in, plain values out; runs without Django. The compiled kernel is imported at the first solve only.
"""

from __future__ import annotations

from samhold.core.planning.model import (
    Link,
    Need,
    Pin,
    Place,
    Problem,
    Rest,
    Shift,
    Together,
    TravelModel,
    Visit,
    Weights,
    Worker,
    ticks,
)
from samhold.core.planning.plan import Pause, Plan, Route, Score, Stop
from samhold.core.planning.verify import Report, Rule, Violation, verify

__all__ = [
    "Link",
    "Need",
    "Pause",
    "Pin",
    "Place",
    "Plan",
    "Problem",
    "Report",
    "Rest",
    "Route",
    "Rule",
    "Score",
    "Shift",
    "Stop",
    "Together",
    "TravelModel",
    "Violation",
    "Visit",
    "Weights",
    "Worker",
    "ticks",
    "verify",
]
