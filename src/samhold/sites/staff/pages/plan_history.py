"""Who changed what in a plan and when, in the words of the pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samhold.rooms.care.enums import ConsentForm, CrisisStage, GoalState
from samhold.rooms.care.forms import crisis_plans, plans

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from samhold.rooms.care.queries.plan_history import Change

LABELS: Mapping[str, str | Promise] = {
    **plans.TITLES,
    **crisis_plans.TITLES,
    "words": gettext_lazy("The goal, in the person's own words"),
    "measure": gettext_lazy("What is done, how much, and how"),
    "next_step": gettext_lazy("Next step"),
    "owner": gettext_lazy("Who takes it"),
    "owner_words": gettext_lazy("Or somebody else"),
    "due_date": gettext_lazy("By when"),
    "state": gettext_lazy("Where it stands"),
    "settled_date": gettext_lazy("Settled on"),
    "last_date": gettext_lazy("Last day"),
    "revise_date": gettext_lazy("Look at the plan again by"),
    "consented_date": gettext_lazy("Consented on"),
    "consent_form": gettext_lazy("How"),
    "consent_covers": gettext_lazy("What the consent covers"),
    "closed_date": gettext_lazy("Closed on"),
    "closed_why": gettext_lazy("Why the plan was closed"),
    "made_with_person": gettext_lazy("Made together with the person"),
    "made_date": gettext_lazy("Gone through on"),
    "valid_until_date": gettext_lazy("Valid until"),
    "signs": gettext_lazy("What is seen"),
    "doing": gettext_lazy("Who does what"),
    "name": gettext_lazy("Whom to call"),
    "phone": gettext_lazy("Phone"),
    "when": gettext_lazy("When"),
}
_WORDS: Mapping[str, Mapping[str, str | Promise]] = {
    "state": dict(GoalState.choices),
    "consent_form": dict(ConsentForm.choices),
    "made_with_person": {"True": gettext_lazy("yes"), "False": gettext_lazy("no")},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One field: what it said before and after."""

    label: str | Promise
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One sitting: when, who, what part, and each field that says something else since."""

    at: datetime
    who: str
    part: str
    about: str
    told: tuple[Told, ...]


def lines(changes: Iterable[Change]) -> tuple[Line, ...]:
    """Return the changes as they are told, newest first."""
    return tuple(
        Line(
            at=change.at,
            who=change.by.name,
            part=_part(change),
            about=change.about,
            told=tuple(
                Told(label=LABELS[one.field], before=_said(one.field, one.before), after=_said(one.field, one.after))
                for one in change.differences
                if one.before != one.after
            ),
        )
        for change in changes
    )


def _part(change: Change) -> str:
    if change.part in CrisisStage.values:
        return str(CrisisStage(change.part).label)
    names = {"GOAL": _("Goal"), "CALL": _("Taken off the list") if change.was_removed else _("Whom to call")}
    return names.get(change.part, _("The plan"))


def _said(field: str, value: str) -> str:
    if field.endswith("_date") and value:
        return date_format(date.fromisoformat(value), "DATE_FORMAT")
    return str(_WORDS.get(field, {}).get(value, value))
