"""Reads one cell as what its column holds, and writes it again; what cannot be read says why and what would do."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from samhold.foundation.time import OSLO, day_bounds
from samhold.infrastructure.spreadsheets import Cell
from samhold.rooms.access.enums import Category, categories_in, mask_of
from samhold.rooms.organisations.enums import CompetenceKind
from samhold.rooms.people.details import NumberNotValid, normalised
from samhold.rooms.people.workbook.words import ALL, NOTHING, OPENED, nearest, understood, written

if TYPE_CHECKING:
    from django.db.models import TextChoices

ISO_DAY: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]+(\d{1,2}:\d{2}(?::\d{2})?))?")
OUR_DAY: Final = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?:,? +(?:kl\.? ?)?(\d{1,2}[:.]\d{2}(?:[:.]\d{2})?))?")
UNTIL: Final = re.compile(r"(.*?)\s*\(?\b(?:til|t\.o\.m\.|until)\s+([\d.\-]+)\)?")
LONGEST_NOTE: Final = 4000
# Unwrapped formulas and marks of programs: a name never starts so.
_NO_START: Final = ("=", "@", "#")


class Wrong(Exception):
    """Say which rule a cell breaks, and what would do."""

    def __init__(self, rule: str, suggestion: str = "") -> None:
        """Name both."""
        super().__init__(rule)
        self.rule = rule
        self.suggestion = suggestion


@dataclass(frozen=True, slots=True)
class Kind:
    """
    What a column holds: how a cell is read and written.

    :param read: raises `Wrong`; is never given an empty cell.
    :param empty: what an empty cell means.
    """

    read: Callable[[Cell], object]
    write: Callable[[object], Cell]
    empty: object = ""


def tidy(text: str) -> str:
    """Write line ends in one way, and leave out space at both ends."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def one_line(text: str) -> str:
    """Write a name with single spaces."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def as_text(cell: Cell) -> str:
    """Return a cell as somebody would have typed it; a number without a decimal point."""
    if isinstance(cell, bool):
        return "ja" if cell else "nei"
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M:%S") if cell.time() != time.min else cell.strftime("%Y-%m-%d")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def name(longest: int) -> Kind:
    """Return the kind of a short text on one line."""

    def read(cell: Cell) -> str:
        text = one_line(as_text(cell))
        if text.startswith(_NO_START):
            raise Wrong(_("A name does not start with %(sign)s; write plain text, not a formula.") % {"sign": text[0]})
        if len(text) > longest:
            raise Wrong(_("At most %(count)s characters.") % {"count": longest})
        return text

    return Kind(read, str)


def names(longest: int) -> Kind:
    """Return the kind of several names with `;` between, in the order of the alphabet."""
    one = name(longest)

    def read(cell: Cell) -> tuple[str, ...]:
        parts = [part for part in re.split(r"[;\n]", as_text(cell)) if part.strip()]
        return tuple(sorted({str(one.read(part)) for part in parts}))

    return Kind(read, lambda value: "; ".join(value) if isinstance(value, tuple) else "", ())


def choice(choices: type[TextChoices], empty: TextChoices | None) -> Kind:
    """Return the kind of one word of a list; an empty cell means `empty`."""

    def read(cell: Cell) -> TextChoices:
        found = understood(choices, as_text(cell))
        if found is None:
            words = ", ".join(written(one) for one in choices if written(one))
            rule = _("This word is not in the list: %(words)s.") % {"words": words}
            raise Wrong(rule, nearest(choices, as_text(cell)))
        return found

    return Kind(read, lambda value: written(value) if isinstance(value, choices) else "", empty)


def _read_note(cell: Cell) -> str:
    text = tidy(as_text(cell))
    if len(text) > LONGEST_NOTE:
        raise Wrong(_("At most %(count)s characters.") % {"count": LONGEST_NOTE})
    return text


def _read_email(cell: Cell) -> str:
    text = as_text(cell).strip().lower()
    try:
        validate_email(text)
    except ValidationError:
        raise Wrong(_("This is no e-mail address.")) from None
    return text


def _read_number(cell: Cell) -> str:
    text = as_text(cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        text = text.zfill(11)
    try:
        return normalised(text)
    except NumberNotValid as refusal:
        raise Wrong(str(refusal.message)) from None


def _read_whole(cell: Cell) -> int:
    text = as_text(cell).replace(" ", "").replace("\u00a0", "")
    if not re.fullmatch(r"-?\d{1,9}", text):
        raise Wrong(_("Write a whole number, in digits."))
    if int(text) < 0:
        raise Wrong(_("The number cannot be negative."), text.lstrip("-"))
    return int(text)


def _read_degrees(cell: Cell) -> float:
    text = as_text(cell).replace(",", ".").strip()
    if not re.fullmatch(r"-?\d{1,3}(\.\d+)?", text):
        raise Wrong(_("Write degrees with decimals, such as 61.772."))
    return float(text)


def _read_code(cell: Cell) -> str:
    text = as_text(cell).replace(" ", "")
    if not text.isascii() or not text.isdigit():
        raise Wrong(_("The number has digits only."))
    return text.zfill(4)


def _read_instant(cell: Cell) -> datetime:
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=OSLO, microsecond=0)
    if isinstance(cell, date):
        return day_bounds(cell)[0]
    found = ISO_DAY.fullmatch(as_text(cell).strip())
    ours = OUR_DAY.fullmatch(as_text(cell).strip())
    if found:
        year, month, day, clock = found.groups()
    elif ours:
        day, month, year, clock = ours.groups()
    else:
        raise Wrong(_("Write the date as year-month-day, such as 2026-03-31."))
    try:
        at = time.fromisoformat((clock or "00:00").replace(".", ":").zfill(5))
        return datetime.combine(date(int(year), int(month), int(day)), at, tzinfo=OSLO)
    except ValueError:
        raise Wrong(_("There is no such date.")) from None


def _write_instant(value: object) -> Cell:
    if not isinstance(value, datetime):
        return None
    at = value.astimezone(OSLO).replace(tzinfo=None)
    return at.date() if at.time() == time.min else at.strftime("%Y-%m-%d %H:%M:%S")


def _read_day(cell: Cell) -> date:
    at = _read_instant(cell)
    if at.time() != time.min:
        raise Wrong(_("Write the date without a time of day."), at.date().isoformat())
    return at.date()


def _read_sees(cell: Cell) -> int:
    text = one_line(as_text(cell))
    for word, mask in ((ALL, OPENED), (NOTHING, 0)):
        if text.casefold() == word.casefold():
            return mask
    found = set()
    for part in re.split(r"[;\n]", as_text(cell)):
        category = understood(Category, part) if part.strip() else None
        if part.strip() and category is None:
            raise Wrong(_("“%(word)s” is not in the list.") % {"word": part.strip()[:60]}, nearest(Category, part))
        found |= {Category(category)} if category is not None else set()
    return mask_of(found)


def _write_sees(value: object) -> Cell:
    mask = value & OPENED if isinstance(value, int) else 0
    if mask in {0, OPENED}:
        return ALL if mask else NOTHING
    return "; ".join(written(category) for category in categories_in(mask))


def _read_competences(cell: Cell) -> tuple[tuple[CompetenceKind, date | None], ...]:
    found: dict[CompetenceKind, date | None] = {}
    for part in re.split(r"[;\n]", as_text(cell)):
        if not part.strip():
            continue
        limited = UNTIL.fullmatch(part.strip())
        word, until = limited.groups() if limited else (part, None)
        kind = understood(CompetenceKind, word)
        if kind is None:
            raise Wrong(
                _("“%(word)s” is not in the list.") % {"word": word.strip()[:60]}, nearest(CompetenceKind, word)
            )
        found[CompetenceKind(kind)] = _read_day(until) if until else None
    return tuple(sorted(found.items()))


def _write_competences(value: object) -> Cell:
    rows = value if isinstance(value, tuple) else ()
    return "; ".join(f"{written(kind)} (til {until})" if until else written(kind) for kind, until in rows)


def _plain(value: object) -> Cell:
    return value if isinstance(value, int | float | date) else str(value) if value is not None else None


NOTE: Final = Kind(_read_note, str)
EMAIL: Final = Kind(_read_email, str)
NATIONAL_NUMBER: Final = Kind(_read_number, str)
CODE: Final = Kind(_read_code, str)
WHOLE: Final = Kind(_read_whole, _plain, None)
DEGREES: Final = Kind(_read_degrees, _plain, None)
INSTANT: Final = Kind(_read_instant, _write_instant, None)
DAY: Final = Kind(_read_day, _plain, None)
SEES: Final = Kind(_read_sees, _write_sees, None)
COMPETENCES: Final = Kind(_read_competences, _write_competences, ())
