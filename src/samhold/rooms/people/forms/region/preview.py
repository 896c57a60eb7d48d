"""The two steps of the page: show what a file would do, then write just that file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samhold.foundation.errors import BadInput, DomainError
from samhold.infrastructure.spreadsheets import Fault, Sheet, read_workbook, write_workbook
from samhold.rooms.people.actions import region, uploads
from samhold.rooms.people.forms.region.judging import Judged, SheetChanges, judge
from samhold.rooms.people.queries.uploads import content_of, own_upload

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from samhold.rooms.access.models import User

ZIP = b"PK"


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """
    What a file would do, before it does it.

    :param faults: what is wrong; with any, the file cannot be committed.
    :param more_faults: how many more there are than are listed.
    :param changes: per sheet, how many rows are new, changed, unchanged, or stored and not in the file.
    :param unread: sheets that are none of the five.
    :param token: what `commit` and `preview_again` are given; holds for an hour, for the same user.
    """

    name: str
    faults: tuple[Fault, ...]
    more_faults: int
    changes: tuple[SheetChanges, ...]
    unread: tuple[str, ...]
    token: UUID

    @property
    def can_commit(self) -> bool:
        """Whether the file can be committed."""
        return not self.faults

    @property
    def changes_nothing(self) -> bool:
        """Whether everything stands already as the file says."""
        return not any(one.new or one.changed for one in self.changes)


class HasFaults(DomainError):
    """The file cannot be committed as it is."""

    message = gettext_lazy("The file has faults. Mend them and hand it in again; nothing was written.")


def preview(content: bytes, name: str, *, by: User, now: datetime) -> Preview:
    """
    Read a file, say what is wrong with it and what it would change, and keep it (encrypted) for the commit.

    :raises NotAllowed: if `by` may not import a region.
    :raises BadInput: if the file cannot be read at all, or must not be: too large, with macros, damaged.
    """
    judged = _judged(content, name, by, now)
    upload = uploads.keep(content=content, name=name, by=by, now=now)
    return _preview(judged, upload.name, upload.pk)


def preview_again(token: UUID, *, by: User, now: datetime) -> Preview:
    """
    Show once more what a file that was handed in would do; for another page of it, or its list of faults.

    :raises NotAvailable: if it is not there any more, or somebody else's.
    """
    upload = own_upload(token=token, by=by, now=now)
    return _preview(_judged(content_of(upload), upload.name, by, now), upload.name, upload.pk)


@transaction.atomic
def commit(token: UUID, *, by: User, now: datetime) -> Preview:
    """
    Write a file that was handed in, all of it or nothing, forget it, and return what it did.

    :raises NotAvailable: if it is not there any more, or somebody else's.
    :raises HasFaults: if something is wrong with it, also since the preview.
    :raises NotAllowed: if `by` may not import a region.
    :raises TakenMeanwhile: if something hidden stands in the way.
    """
    upload = own_upload(token=token, by=by, now=now)
    judged = _judged(content_of(upload), upload.name, by, now)
    if not judged.is_good:
        raise HasFaults
    region.write(plan=judged.plan, by=by, now=now)
    uploads.forget(upload=upload, by=by, now=now)
    return _preview(judged, upload.name, token)


def judge_file(source: Path, *, by: User, now: datetime) -> Judged:
    """
    Judge a workbook, a CSV file or a folder of CSV files on this machine.

    :raises BadInput: if it cannot be read.
    """
    workbook = read_workbook(source)
    is_whole = source.is_file() and source.read_bytes()[:2] == ZIP
    return judge(workbook, is_whole=is_whole, by=by, now=now)


def faults_workbook(shown: Preview | Judged) -> bytes:
    """Write the faults as a workbook, to mend the file by."""
    header = (_("Sheet"), _("Row"), _("Column"), _("Value"), _("What is wrong"), _("Suggestion"))
    rows = ((one.sheet, one.row or None, one.column, one.value, one.rule, one.suggestion) for one in shown.faults)
    return write_workbook([Sheet(name=_("Faults"), rows=(header, *rows))])


def _judged(content: bytes, name: str, by: User, now: datetime) -> Judged:
    workbook = read_workbook(content, name=name)
    if name.lower().endswith(".xlsx") and not content.startswith(ZIP):
        raise BadInput(name, _("The file is no Excel workbook. Save it as .xlsx or .csv."))
    return judge(workbook, is_whole=content.startswith(ZIP), by=by, now=now)


def _preview(judged: Judged, name: str, token: UUID) -> Preview:
    return Preview(
        name=name,
        faults=judged.faults,
        more_faults=judged.more_faults,
        changes=judged.changes,
        unread=judged.unread,
        token=token,
    )
