"""
A part of a plan that is read and changed where it stands, and saves by itself.

With script, htmx swaps the part between reading and writing, and saves a while after the last key; without, the same
addresses answer with the whole page. A stale save shows both texts, and what is typed stands in the form until then.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from samhold.foundation.errors import DomainError, NotAllowed
from samhold.infrastructure.versioned import StaleVersion
from samhold.rooms.care.forms.plans import Part as PartForm

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.sites.staff.requests import StaffRequest

KEEPS_SAVED, KEEPS_BOTH = "theirs", "both"


@dataclass(frozen=True, slots=True, kw_only=True)
class Both:
    """Two texts of the same part: what was typed, and what somebody saved in the meantime, in its version."""

    mine: str
    theirs: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """
    A part as it is drawn: to read, to write, or as two texts to choose between.

    :param key: names it on the page.
    :param url: where it is changed; empty for those who may not.
    :param template: how it is read; it draws `shown`.
    :param row: what is saved.
    """

    key: str
    title: str | Promise
    template: str
    row: object
    shown: object = None
    url: str = ""
    help: str | Promise = ""
    form: PartForm | None = None
    both: Both | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """
    How a part is changed.

    :param save: does it, by the valid form; raises refusals.
    :param fresh: gives the part as it is read afterwards.
    :param whole: draws the whole page with the part as it stands now.
    :param place: the address of the page.
    :param refused: next to which field a refusal is told.
    """

    part: Part
    form: PartForm
    save: Callable[[PartForm], object]
    fresh: Callable[[], Part]
    whole: Callable[[Part], HttpResponse]
    place: str
    refused: Mapping[type[DomainError], str] = field(default_factory=dict)


def changed(request: StaffRequest, change: Change, *, now: datetime) -> HttpResponse:
    """Answer a request to read, write or save a part."""
    part = replace(change.part, form=change.form)
    if request.method != "POST":
        return _answer(request, change, change.fresh() if "read" in request.GET else part)
    if request.POST.get("keep") == KEEPS_SAVED:
        return _done(request, change)
    if not change.form.is_valid():
        return _refused(request, change, part, now=now)
    if request.POST.get("keep") == KEEPS_BOTH:
        _join(change.form, part.row)
    try:
        change.save(change.form)
    except StaleVersion as stale:
        return _answer(request, change, replace(part, both=_both(stale, change.form)))
    except NotAllowed:
        raise
    except DomainError as refusal:
        change.form.add_error(change.refused.get(type(refusal)), str(refusal.message))
        return _refused(request, change, part, now=now)
    return _done(request, change) if _is_asked_for(request) else _saved(request, change, now=now)


def is_htmx(request: StaffRequest) -> bool:
    """Say that a piece of the page is wanted."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-Boosted") != "true"


def _is_asked_for(request: StaffRequest) -> bool:
    """Say that somebody pressed a button; else the page saves what is being typed."""
    return not is_htmx(request) or "done" in request.POST or "keep" in request.POST


def _answer(request: StaffRequest, change: Change, part: Part) -> HttpResponse:
    if is_htmx(request):
        return render(request, "staff/plans/part.html", {"part": part, "is_alone": True})
    return change.whole(part)


def _done(request: StaffRequest, change: Change) -> HttpResponse:
    if is_htmx(request):
        return _answer(request, change, change.fresh())
    return redirect(f"{change.place}#{change.part.key}")


def _refused(request: StaffRequest, change: Change, part: Part, *, now: datetime) -> HttpResponse:
    """Tell the sentence next to the field; while somebody types, only that it is not saved yet."""
    if _is_asked_for(request):
        return _answer(request, change, part)
    sentence = next(iter(next(iter(change.form.errors.values()), [])), "")
    return _status(request, part, f"{_('Not saved yet')}. {sentence}", now=now)


def _saved(request: StaffRequest, change: Change, *, now: datetime) -> HttpResponse:
    """Tell that what is being typed is saved, and which version it is now; the field keeps its cursor."""
    return _status(request, change.fresh(), "", now=now)


def _status(request: StaffRequest, part: Part, sentence: str, *, now: datetime) -> HttpResponse:
    text = sentence or f"{_('Saved')} {date_format(localtime(now), 'H:i')}"
    version = "" if sentence else str(getattr(part.row, "version", ""))
    context = {"part": part, "text": text, "version": version, "is_saved": not sentence}
    answer = render(request, "staff/plans/saved.html", context)
    answer.headers["HX-Reswap"] = "none"
    return answer


def _both(stale: StaleVersion, form: PartForm) -> Both:
    """Return both texts; of several fields, line by line in the same order, with the field's name before it."""
    different = stale.differences()
    if len(form.visible_fields()) == 1:
        mine, theirs = (_text(value) for value in (different[0][2], different[0][1]))
        return Both(mine=mine, theirs=theirs, version=stale.current.version)
    lines = [(str(form.fields[name].label), _text(saved), _text(mine)) for name, saved, mine in different]
    return Both(
        mine="\n".join(f"{label}: {mine}" for label, _theirs, mine in lines),
        theirs="\n".join(f"{label}: {theirs}" for label, theirs, _mine in lines),
        version=stale.current.version,
    )


def _text(value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    return str(value or _("nothing"))


def _join(form: PartForm, row: object) -> None:
    """Put what is saved before what was typed, in every text where the two differ; in the rest the typed counts."""
    for name, typed in form.cleaned_data.items():
        saved = getattr(row, name, "")
        if isinstance(typed, str) and isinstance(saved, str) and saved and saved != typed.strip():
            form.cleaned_data[name] = f"{saved}\n\n{typed}"
