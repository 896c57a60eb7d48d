"""Bokmål: 21. november 2026 kl. 14:05; what is typed may have dots or be as the browser writes it."""

from __future__ import annotations

DATETIME_FORMAT = r"j. F Y \k\l. H:i"
DATE_INPUT_FORMATS = ["%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y", "%d/%m/%Y"]
TIME_INPUT_FORMATS = ["%H:%M", "%H:%M:%S", "%H.%M"]
