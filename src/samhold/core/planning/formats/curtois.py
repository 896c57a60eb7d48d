"""Reads the published shift scheduling instances (Curtois' text), and rotas: a line `id,shift,…` each, `-` for off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from samhold.core.planning.rota.model import Cover, Employee, Request, Rota, RotaProblem, ShiftKind
from samhold.foundation.errors import BadInput

if TYPE_CHECKING:
    from pathlib import Path

_FIRST: Final = "SECTION_HORIZON"
_OFF: Final = "-"


def is_rota_problem(path: Path) -> bool:
    """Say whether a file is a shift scheduling instance; whatever cannot be read is none."""
    try:
        return _FIRST in path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return False


def read_rota_problem(path: Path) -> RotaProblem:
    """
    Read an instance.

    :raises BadInput: if it is broken; the message names the section and the mend.
    """
    sections = _sections(_text(path))
    off = {row[0]: frozenset(_whole("SECTION_DAYS_OFF", day) for day in row[1:]) for row in sections["DAYS_OFF"]}
    return RotaProblem(
        days=_whole(_FIRST, (sections["HORIZON"] or [["-"]])[0][0]),
        kinds=tuple(_kind(row) for row in sections["SHIFTS"]),
        employees=tuple(_employee(row, off) for row in sections["STAFF"]),
        requests=(
            *(_request(row, is_wanted=True) for row in sections["SHIFT_ON_REQUESTS"]),
            *(_request(row, is_wanted=False) for row in sections["SHIFT_OFF_REQUESTS"]),
        ),
        covers=tuple(_cover(row) for row in sections["COVER"]),
    )


def read_rota(path: Path) -> Rota:
    """
    Read a rota.

    :raises BadInput: if it cannot be read; rules that it breaks are `verify_rota`'s to name.
    """
    rows = [[field.strip() for field in line.split(",")] for line in _text(path).splitlines() if line.strip()]
    return Rota(rows=tuple((row[0], tuple(None if one == _OFF else one for one in row[1:])) for row in rows))


def write_rota(rota: Rota, path: Path) -> None:
    """Write a rota, a line for each employee."""
    lines = (",".join([name, *(kind or _OFF for kind in row)]) for name, row in rota.rows)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadInput(str(path), f"{error.strerror or 'it cannot be read'}; name a file that is there.") from None
    except UnicodeDecodeError:
        raise BadInput(str(path), "it is not text in UTF-8; give such a file.") from None


def _sections(text: str) -> dict[str, list[list[str]]]:
    names = ("HORIZON", "SHIFTS", "STAFF", "DAYS_OFF", "SHIFT_ON_REQUESTS", "SHIFT_OFF_REQUESTS", "COVER")
    found: dict[str, list[list[str]]] = {}
    rows: list[list[str]] = []
    for line in text.splitlines():
        told = line.strip()
        if told.startswith("SECTION_"):
            rows = found.setdefault(told.removeprefix("SECTION_"), [])
        elif told and not told.startswith("#"):
            rows.append([field.strip() for field in told.split(",")])
    for name in names:
        if name not in found:
            raise BadInput(f"SECTION_{name}", "it is missing; add it.")
    return found


def _whole(section: str, text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        raise BadInput(section, f"{text!r} is not a whole number; write digits only.") from None
    if number < 0:
        raise BadInput(section, f"{number} is negative; give 0 or more.")
    return number


def _fields(section: str, row: list[str], count: int) -> list[str]:
    if len(row) < count:
        raise BadInput(section, f"the line {','.join(row)} has {len(row)} of {count} fields; add what is missing.")
    return row


def _kind(row: list[str]) -> ShiftKind:
    id_, minutes, *rest = _fields("SECTION_SHIFTS", row, 2)
    not_before = frozenset(one for one in (rest[0].split("|") if rest else ()) if one)
    return ShiftKind(id=id_, minutes=_whole("SECTION_SHIFTS", minutes), not_before=not_before)


def _employee(row: list[str], off: dict[str, frozenset[int]]) -> Employee:
    section = "SECTION_STAFF"
    id_, kinds, *rest = _fields(section, row, 8)
    limits = [_whole(section, one) for one in rest]
    pairs = [one.partition("=") for one in kinds.split("|")]
    return Employee(
        id=id_,
        most_of=tuple((kind, _whole(section, most)) for kind, _, most in pairs),
        most_minutes=limits[0],
        least_minutes=limits[1],
        most_in_a_row=limits[2],
        least_in_a_row=limits[3],
        least_off_in_a_row=limits[4],
        most_weekends=limits[5],
        days_off=off.get(id_, frozenset()),
    )


def _request(row: list[str], *, is_wanted: bool) -> Request:
    section = "SECTION_SHIFT_ON_REQUESTS" if is_wanted else "SECTION_SHIFT_OFF_REQUESTS"
    employee, day, kind, weight = _fields(section, row, 4)[:4]
    day_, weight_ = _whole(section, day), _whole(section, weight)
    return Request(employee=employee, day=day_, kind=kind, is_wanted=is_wanted, weight=weight_)


def _cover(row: list[str]) -> Cover:
    day, kind, *rest = _fields("SECTION_COVER", row, 5)
    needed, under, over = (_whole("SECTION_COVER", one) for one in rest[:3])
    return Cover(day=_whole("SECTION_COVER", day), kind=kind, needed=needed, under=under, over=over)
