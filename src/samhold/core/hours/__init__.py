"""Granted hours and given hours: what a decision promises in a stretch of days, and what was given of it."""

from __future__ import annotations

from samhold.core.hours.account import Account, Contact, Grant, accounts
from samhold.core.hours.weekly import HOURS_OF_A_WEEK, Per, weekly

__all__ = ["HOURS_OF_A_WEEK", "Account", "Contact", "Grant", "Per", "accounts", "weekly"]
