"""The plans on paper: the words of a plan in the person's written form, typeset on A4."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samhold.infrastructure.documents import render
from samhold.rooms.access.enums import Category
from samhold.rooms.care.enums import ConsentForm, CrisisStage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from samhold.rooms.care.models import IndividualPlan
    from samhold.rooms.care.queries.crisis_plans import Shown
    from samhold.rooms.care.queries.plans import GoalLine
    from samhold.rooms.people.models import Person
    from samhold.rooms.people.queries.network import Involved

FOLDER: Final = Path(__file__).resolve().parents[1] / "papers"


def crisis_plan(*, shown: Shown, language: str) -> bytes:
    """Return a crisis plan as a PDF of one sheet, in `nb`, `nn` or `en`."""
    with translation.override(language):
        values, title = _crisis_values(shown), _("Crisis plan")
    return render(template=FOLDER / "crisis_plan.typ", values=values, language=language, title=title)


def individual_plan(
    *, plan: IndividualPlan, goals: Sequence[GoalLine], network: Sequence[Involved], language: str
) -> bytes:
    """Return an individual plan as a PDF, in `nb`, `nn` or `en`."""
    with translation.override(language):
        values, title = _plan_values(plan, goals, network), _("Individual plan")
    return render(template=FOLDER / "individual_plan.typ", values=values, language=language, title=title)


def _head(person: Person) -> dict[str, object]:
    return {"person": person.name, "born": _day(person.birth_date)}


def _crisis_values(shown: Shown) -> Mapping[str, object]:
    plan = shown.plan
    made = _("Made with the person on %(day)s") if plan.made_with_person else _("Made for the person on %(day)s")
    texts = (
        (_("How I want to be met"), plan.meet_me), (_("Early signs"), plan.early_signs),
        (_("What sets it off"), plan.triggers), (_("What I do myself"), plan.own_coping),
        (_("The help I want"), plan.wanted_help), (_("Medication not to use"), plan.unwanted_medication),
        (_("What those close to me do"), plan.kin_do), (_("Children and pets"), plan.children_and_pets),
    )  # fmt: skip
    return _head(plan.person) | {
        "heading": _("Crisis plan"),
        "made": made % {"day": _day(plan.made_date)},
        "valid": _("Valid until %(day)s") % {"day": _day(plan.valid_until_date)},
        "always": _("Danger to life: 113. Out-of-hours doctor: 116 117. Police: 112."),
        "foot": _("A crisis plan tells what the person wants. It is not legally binding."),
        "labels": _crisis_labels(),
        "calls": [{"name": call.name, "phone": call.phone, "when": call.when} for call in shown.calls],
        "steps": [
            {"stage": step.stage, "title": str(CrisisStage(step.stage).label), "signs": step.signs, "doing": step.doing}
            for step in shown.steps
        ],
        "texts": [[title, text] for title, text in texts if text],
    }


def _crisis_labels() -> dict[str, str]:
    return {
        "page": _("Page"), "born": _("born"), "calls": _("Call in this order"), "signs": _("What is seen"),
        "doing": _("Who does what"), "no_calls": _("Nobody is named."),
    }  # fmt: skip


def _plan_values(plan: IndividualPlan, goals: Sequence[GoalLine], network: Sequence[Involved]) -> Mapping[str, object]:
    consent = _("Given on %(day)s, %(how)s.") % {
        "day": _day(plan.consented_date),
        "how": str(ConsentForm(plan.consent_form).label).lower(),
    }
    return _head(plan.person) | {
        "heading": _("Individual plan"),
        "period": _period(plan),
        "foot": _("The plan is the person's. It gives no right to the measures in it."),
        "labels": _plan_labels(),
        "own": [[_("What matters to me, and what I am good at"), plan.about_me], [_("What I need"), plan.needs]],
        "goals": [_goal(line) for line in goals if line.is_open],
        "network": [_member(member) for member in network],
        "rest": [
            [_("Who contributes with what"), plan.contributions],
            [_("Cooperation with others"), plan.cooperation],
            [_("Consent"), f"{consent}\n{plan.consent_covers}"],
        ],
    }


def _plan_labels() -> dict[str, str]:
    return {
        "page": _("Page"), "born": _("born"), "goals": _("My goals"), "no_goals": _("No goals are written yet."),
        "step": _("Next step"), "owner": _("Who"), "due": _("By when"), "network": _("Who takes part"),
        "phone": _("phone"),
    }  # fmt: skip


def _period(plan: IndividualPlan) -> str:
    first, last, revise = _day(plan.first_date), _day(plan.last_date), _day(plan.revise_date)
    until = _("From %(first)s to %(last)s.") if plan.last_date else _("From %(first)s.")
    return f"{until % {'first': first, 'last': last}} {_('Looked at again by %(day)s.') % {'day': revise}}"


def _goal(line: GoalLine) -> dict[str, str]:
    goal = line.goal
    owner = goal.owner.name if goal.owner is not None else goal.owner_words
    due = _day(goal.due_date)
    return {"words": goal.words, "measure": goal.measure, "step": goal.next_step, "owner": owner, "due": due}


def _member(member: Involved) -> dict[str, str]:
    sees = _("Sees the plan.") if Category.PLAN in member.categories else _("Does not see the plan.")
    role = str(member.role.label)
    return {"name": member.name, "role": role, "where": member.where, "phone": member.phone, "sees": sees}


def _day(day: date | None) -> str:
    return "" if day is None else date_format(day, "DATE_FORMAT")
