"""Where somebody has lived: days in each home, since when it is stable, and when a place needs a second thought."""

from __future__ import annotations

from samhold.core.homes.stays import Stay, days_in, is_among_active_use, stable_since

__all__ = ["Stay", "days_in", "is_among_active_use", "stable_since"]
