"""The marks of safety: a few words that are the same on every page about a person, on each visit, in an emergency."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samhold.rooms.care.safety_enums import Measure

if TYPE_CHECKING:
    from samhold.rooms.care.queries.safety import OnVisits

ICONS = {
    Measure.TWO_PERSONS: "people",
    Measure.MEET_OUTSIDE: "walk",
    Measure.PHONE_CHECK: "phone",
    Measure.DAYLIGHT_ONLY: "sun",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A few words that must be seen."""

    text: str | Promise
    icon: str
    tone: str = "neutral"


def safety_marks(found: OnVisits) -> tuple[Mark, ...]:
    """Return the measures as marks, and one that says so when an assessment has run out."""
    marks = [Mark(text=measure.label, icon=ICONS[measure], tone="warning") for measure in found.measures]
    if found.is_outdated:
        marks.append(Mark(text=_("Assess safety again"), icon="warning", tone="warning"))
    return tuple(marks)
