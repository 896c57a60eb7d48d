"""The sentences of the core, in the reader's language, and numbers as the language writes them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, gettext

if TYPE_CHECKING:
    from datetime import date

    from samhold.core.questionnaires import Fault, Text


def sentence(fault: Fault) -> str:
    """Return what is wrong, in the reader's language."""
    translated = gettext(fault.sentence)
    return translated % fault.values if fault.values else translated


def said(text: Text) -> str:
    """Return a text of a questionnaire in the reader's language."""
    return text.in_language((get_language() or "nb")[:2])


def written_number(value: Decimal | int) -> str:
    """Return a number as the reader's language writes it, with the decimals it has."""
    exponent = Decimal(value).as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return str(number_format(value, decimal_pos=decimals, use_l10n=True))


def written_day(day: date) -> str:
    """Return a day as the reader's language writes it."""
    return date_format(day, "DATE_FORMAT")
