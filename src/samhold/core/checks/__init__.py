"""
What should be done for one person, told from what is known.

Nobody writes these tasks, and they vanish when the thing is done.

The questions are those an inspection asks (Norwegian Board of Health Supervision, 2017-2018), and what the service has
promised itself. Plain values in, plain values out.
"""

from __future__ import annotations

from samhold.core.checks.facts import CheckKind, Facts, Knowledge, Owner
from samhold.core.checks.rules import RULES, Check, Rule, open_checks

__all__ = ["RULES", "Check", "CheckKind", "Facts", "Knowledge", "Owner", "Rule", "open_checks"]
