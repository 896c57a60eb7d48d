"""Words that several pages use for the same things."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samhold.rooms.access.enums import categories_in
from samhold.rooms.people.enums import Basis, NetworkRole
from samhold.rooms.people.forms.network import last_day

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import timedelta

    from samhold.rooms.access.enums import Category


def listed(categories: Iterable[Category]) -> str:
    """Return categories as one line."""
    return ", ".join(str(category.label) for category in categories)


def time_left(left: timedelta) -> str:
    """Return how long something still lasts, in hours and minutes."""
    minutes = max(int(left.total_seconds()) // 60, 0)
    hours, rest = divmod(minutes, 60)
    shown_minutes = ngettext("%(count)d minute", "%(count)d minutes", rest) % {"count": rest}
    if not hours:
        return shown_minutes
    shown_hours = ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
    return shown_hours if hours >= 10 else f"{shown_hours} {shown_minutes}"  # noqa: PLR2004 -- then minutes are noise


def moment(at: datetime) -> str:
    """Return a day and a time of day."""
    return date_format(localtime(at), "DATETIME_FORMAT")


def in_words(field: str, value: object) -> str:
    """Return a value of a line of the network, as the form would say it."""
    if field == "role":
        return str(NetworkRole(str(value)).label)
    if field == "basis":
        return str(Basis(str(value)).label)
    if field == "categories" and isinstance(value, int):
        return listed(categories_in(value)) or _("nothing")
    if isinstance(value, datetime):
        day = last_day(value) if field == "ends_at" else localtime(value).date()
        return date_format(day, "DATE_FORMAT")  # type: ignore[arg-type] # a day
    return str(value or _("nothing"))


_LABELS = {
    "role": lambda: _("What they do for the person"),
    "basis": lambda: _("Why they may be involved"),
    "categories": lambda: _("What they may see"),
    "starts_at": lambda: _("First day"),
    "ends_at": lambda: _("Last day"),
    "contact_wish": lambda: _("When and how the person wants them contacted"),
    "phone": lambda: _("Phone"),
}


def two_texts(differences: Iterable[tuple[str, object, object]]) -> tuple[str, str]:
    """Return what was typed and what is saved, as two texts in which the same lines stand in the same order."""
    mine, theirs = [], []
    for field, saved, rejected in differences:
        label = _LABELS[field]()
        mine.append(f"{label}: {in_words(field, rejected)}")
        theirs.append(f"{label}: {in_words(field, saved)}")
    return "\n".join(mine), "\n".join(theirs)
