"""What minutes say is to be done: lines that are actions or decisions, who does it, and by when."""

from samhold.core.minutes.due import Due, find_due
from samhold.core.minutes.lines import Candidate, Parsed, ParsedAction, ParsedDecision, parse

__all__ = ["Candidate", "Due", "Parsed", "ParsedAction", "ParsedDecision", "find_due", "parse"]
