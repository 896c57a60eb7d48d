"""Looks into a workbook's archive before anything unpacks it, and packs it anew from what was looked at."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from samhold.foundation.errors import BadInput

if TYPE_CHECKING:
    from samhold.infrastructure.spreadsheets.tables import Caps

# A document type can define entities, which unfold into any size or read other files; workbooks never have one.
_DECLARATION: Final = re.compile(rb"<\x00?!\x00?(?:D\x00?O\x00?C\x00?T|E\x00?N\x00?T)", re.IGNORECASE)
_SHEET: Final = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_PLACED: Final = re.compile(rb"<(?:\w+:)?(?:c|row)\b[^>]*?\sr\s*=\s*[\"']([^\"'>]*)[\"']")
_PLACE: Final = re.compile(rb"([A-Za-z]{0,3})([0-9]{1,7})")
_MARKUP: Final = (".xml", ".rels", ".vml")
_CHUNK: Final = 1 << 20
_IS_ENCRYPTED: Final = 0x1


def repacked(content: bytes, *, name: str, caps: Caps) -> bytes:
    """
    Give the same workbook in an archive of our own, whose sizes and names are what they say.

    :raises BadInput: naming what to do, if it is too large, encrypted, has macros, or is no workbook.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _require_modest(archive, len(content), name, caps)
            parts = _unpacked(archive, name, caps)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError):
        raise BadInput(name, _("The file is damaged. Open it, save it again as .xlsx and try once more.")) from None
    _require_workbook(parts, name)
    for path, part in parts.items():
        if _SHEET.fullmatch(path):
            _require_small_grid(part, name, caps)
    return _packed(parts)


def _require_modest(archive: zipfile.ZipFile, size: int, name: str, caps: Caps) -> None:
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    if any(entry.flag_bits & _IS_ENCRYPTED for entry in entries):
        raise BadInput(name, _("The file has a password. Save it without one."))
    if len(entries) > caps.entries or unpacked > caps.unpacked_bytes or unpacked > caps.ratio * max(size, 1):
        raise BadInput(name, _("The file unpacks to too much. Split it into smaller workbooks."))


def _unpacked(archive: zipfile.ZipFile, name: str, caps: Caps) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    left = caps.unpacked_bytes
    for entry in archive.infolist():
        if entry.is_dir():
            continue
        pieces = []
        with archive.open(entry) as file:
            while piece := file.read(_CHUNK):
                left -= len(piece)
                if left < 0:
                    raise BadInput(name, _("The file unpacks to too much. Split it into smaller workbooks."))
                pieces.append(piece)
        parts[entry.filename] = b"".join(pieces)
    return parts


def _require_workbook(parts: dict[str, bytes], name: str) -> None:
    lowered = {path.lower(): part for path, part in parts.items()}
    if any(path.endswith("vbaproject.bin") for path in lowered) or b"macroEnabled" in lowered.get(
        "[content_types].xml", b""
    ):
        raise BadInput(name, _("The file has macros. Save it as .xlsx, which has none."))
    if any(path.endswith(_MARKUP) and _DECLARATION.search(part) for path, part in lowered.items()):
        raise BadInput(name, _("The file holds declarations that no workbook needs. Save it again as .xlsx."))
    if "xl/workbook.xml" not in lowered:
        raise BadInput(name, _("The file is no Excel workbook. Save it as .xlsx or .csv."))


def _require_small_grid(part: bytes, name: str, caps: Caps) -> None:
    """A lone cell far away would make the reader build all the cells before it."""
    rows = columns = 0
    for found in _PLACED.finditer(part):
        place = _PLACE.fullmatch(found[1])
        if place is None:
            raise BadInput(name, _("The file is damaged. Open it, save it again as .xlsx and try once more."))
        rows = max(rows, int(place[2]))
        columns = max(columns, _column_number(place[1]))
    if rows > caps.rows or columns > caps.columns:
        raise BadInput(
            name,
            _("A sheet has more than %(rows)s rows or %(columns)s columns. Split it, and delete empty ones at its end.")
            % {"rows": caps.rows, "columns": caps.columns},
        )


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _packed(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for path, part in parts.items():
            archive.writestr(path, part)
    return target.getvalue()
