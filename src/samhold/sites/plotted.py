"""
How a questionnaire's main number moved, as a plot: workers and the person see the same drawing.

Audiences know nothing of each other; this stands beside them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samhold.core.questionnaires import Scale, rounded
from samhold.foundation.time import local_day
from samhold.rooms.questionnaires.forms.results import cut_offs, number
from samhold.rooms.questionnaires.forms.words import said, written_day, written_number
from samhold.ui.plot import Line, Plot, Point

if TYPE_CHECKING:
    from samhold.rooms.care.queries.responses import Administration


def written_day_of(one: Administration) -> str:
    """Return the day on which it was answered, in words."""
    return written_day(local_day(one.response.answered_at or one.response.started_at))


def plotted(times: tuple[Administration, ...]) -> Plot | None:
    """Return the plot of the main number; nothing where there is no number."""
    scored = [one for one in times if one.scores and one.scores[0].value is not None]
    if not scored:
        return None
    scale = scored[-1].scores[0].scale
    return Plot(
        title=said(scale.title),
        description=_description(scored),
        points=tuple(_point(one) for one in scored),
        minimum=float(scale.minimum),
        maximum=float(scale.maximum),
        lines=tuple(Line(value=float(line.at), shown=line.shown, label=line.label) for line in cut_offs(scale)),
        ticks=_ticks(scale),
    )


def _point(one: Administration) -> Point:
    main, at = one.scores[0], one.response.answered_at or one.response.started_at
    return Point(
        at=at.timestamp() / 86400,
        value=float(main.value or 0),
        shown=number(main),
        day=written_day_of(one),
        is_marked=one.change is not None and one.change.is_reliable is True,
    )


def _ticks(scale: Scale) -> tuple[tuple[float, str], ...]:
    middle = (scale.minimum + scale.maximum) / 2
    places = (scale.minimum, middle, scale.maximum)
    return tuple((float(at), written_number(rounded(at, 0 if at.denominator == 1 else 1))) for at in places)


def _description(scored: list[Administration]) -> str:
    counted = ngettext("Answered %(count)d time.", "Answered %(count)d times.", len(scored)) % {"count": len(scored)}
    values = {"first": number(scored[0].scores[0]), "last": number(scored[-1].scores[0])}
    return counted + " " + _("From %(first)s to %(last)s.") % values
