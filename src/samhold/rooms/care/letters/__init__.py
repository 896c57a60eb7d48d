"""The letter of a decision: its words, kept as they were when it was decided, and typeset in the reader's language."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Final

from django.utils import translation
from django.utils.formats import date_format, number_format

from samhold.infrastructure.documents import render

if TYPE_CHECKING:
    from samhold.rooms.care.models import Decision

FOLDER: Final = Path(__file__).resolve().parent
LANGUAGES: Final = ("nb", "nn", "en")
TITLES: Final = {"nb": "Vedtak om tjeneste", "nn": "Vedtak om teneste", "en": "Decision on a service"}
_DATES: Final = ("applied_date", "decided_date", "first_date", "last_date", "complain_by_date")


def words_of(decision: Decision) -> str:
    """Return what the letter tells, as JSON: names, days and texts as they are now, the law in every language."""
    unit, basis, decider = decision.unit, decision.legal_basis, decision.decided_by
    assert basis is not None
    assert decider is not None
    told: dict[str, object] = {
        "municipality": unit.organisation.name,
        "unit": unit.name,
        "phone": unit.phone,
        "person": decision.person.name,
        "service": {language: decision.service.name_in(language) for language in LANGUAGES},
        "basis": {language: basis.text_in(language) for language in LANGUAGES},
        "outcome": str(decision.state),
        "hours": None if decision.hours_per_week is None else str(decision.hours_per_week),
        "wish": decision.wish,
        "grounds": decision.grounds,
        "decided_by": decider.name,
        "case": str(decision.pk)[-12:],
    }
    days = {name: day.isoformat() if (day := getattr(decision, name)) else None for name in _DATES}
    return json.dumps(told | days, ensure_ascii=False)


def typeset(decision: Decision, *, language: str) -> bytes:
    """Return the letter of a decided decision as PDF, in `nb`, `nn` or `en`."""
    told = json.loads(decision.letter)
    with translation.override(language):
        values = told | {name: _day(told[name]) for name in _DATES} | {"hours": _number(told["hours"])}
    values |= {"service": told["service"][language], "basis": told["basis"][language]}
    template = FOLDER / f"decision.{language}.typ"
    return render(template=template, values=values, language=language, title=TITLES[language])


def _day(written: str | None) -> str:
    return "" if written is None else date_format(date.fromisoformat(written), "DATE_FORMAT")


def _number(written: str | None) -> str:
    return "" if written is None else number_format(Decimal(written).normalize())
