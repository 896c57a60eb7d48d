"""The pages of the crisis plan: to read in a hurry, and to write in calm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samhold.foundation.time import age_on, local_day
from samhold.rooms.access.enums import Action, Category, Purpose
from samhold.rooms.care.enums import CrisisStage
from samhold.rooms.care.forms.crisis_plans import TITLES, GiveCopy, SetDays, WriteCall, soon_invalid
from samhold.rooms.care.queries.crisis_plans import open_crisis_plan, purpose_of, shown
from samhold.sites.staff.pages.head import head_of
from samhold.sites.staff.pages.parts import Part
from samhold.sites.staff.pages.person import may

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.rooms.care.models import CrisisCall, CrisisPlan, CrisisStep
    from samhold.rooms.people.models import Person

TEXT, STEP, CALL, DAYS = (f"staff/crisis/{name}.html" for name in ("text", "step", "call", "days"))
LEVELS = {CrisisStage.GREEN: "green", CrisisStage.YELLOW: "yellow", CrisisStage.RED: "red"}
"""How a stage is drawn: with its word, its shape and its colour."""


def frame(person: Person, *, now: datetime) -> dict[str, object]:
    """Return what stands around the plan: the head of the person's pages in care, a plain one in an emergency."""
    in_care = purpose_of(person) != Purpose.EMERGENCY
    born = person.birth_date
    return {
        "section": "persons",
        "tab": "crisis_plan",
        "base": "staff/person/base.html" if in_care else "staff/crisis/emergency.html",
        "head": head_of(person, now=now) if in_care else None,
        "age": "" if born is None else str(age_on(born, local_day(now))),
        "person": person,
        "may_plan": may(person, Action.PLAN, Category.CRISIS),
    }


def crisis_page(person: Person, *, now: datetime, make: SetDays | None = None) -> dict[str, object]:
    """
    Return what the page to read shows of a person who came through the door.

    :param make: the form that a plan is made with, if it was sent.
    """
    plan = open_crisis_plan(person=person)
    if plan is None:
        return frame(person, now=now) | {"plan": None, "make": make or SetDays(None, today=local_day(now))}
    return frame(person, now=now) | {
        "plan": plan,
        "crisis": shown(plan=plan, now=now),
        "levels": LEVELS,
        "texts": [(TITLES[name], text) for name in TITLES if name != "meet_me" and (text := getattr(plan, name))],
        "ends_soon": soon_invalid(plan, local_day(now)),
    }


def edit_page(plan: CrisisPlan, *, now: datetime, open_part: Part | None = None) -> dict[str, object]:
    """Return what the page to write shows; `open_part` stands in place of the same part to read."""
    found = shown(plan=plan, now=now)

    def drawn(part: Part) -> Part:
        return open_part if open_part is not None and open_part.key == part.key else part

    return frame(plan.person, now=now) | {
        "plan": plan,
        "crisis": found,
        "days": drawn(days_part(plan)),
        "calls": [drawn(call_part(plan, call)) for call in found.calls],
        "new_call": open_part if open_part is not None and open_part.key == "new-call" else None,
        "steps": [drawn(step_part(plan, step)) for step in found.steps],
        "texts": [drawn(text_part(plan, name)) for name in TITLES],
        "copy": GiveCopy(),
    }


def days_part(plan: CrisisPlan) -> Part:
    """Return the days of the plan, to read."""
    url = _url(plan, "crisis_days", plan.person_id, plan.pk)
    return Part(key="days", title=_("When it was made"), template=DAYS, row=plan, shown=plan, url=url)


def text_part(plan: CrisisPlan, name: str) -> Part:
    """Return one of the plan's texts, to read."""
    url = _url(plan, "crisis_text", plan.person_id, plan.pk, name)
    key = name.replace("_", "-")
    return Part(key=key, title=TITLES[name], template=TEXT, row=plan, shown=getattr(plan, name), url=url)


def step_part(plan: CrisisPlan, step: CrisisStep) -> Part:
    """Return one of the three steps, to read."""
    url = _url(plan, "crisis_step", plan.person_id, step.pk)
    stage = CrisisStage(step.stage)
    shown_as = {"step": step, "level": LEVELS[stage]}
    return Part(key=stage.lower(), title=stage.label, template=STEP, row=step, shown=shown_as, url=url)


def call_part(plan: CrisisPlan, call: CrisisCall) -> Part:
    """Return somebody to call, to read."""
    url = _url(plan, "crisis_call", plan.person_id, call.pk)
    return Part(key=f"call-{call.pk}", title=_("Whom to call"), template=CALL, row=call, shown=call, url=url)


def new_call_part(plan: CrisisPlan, form: WriteCall) -> Part:
    """Return the place of somebody who is being added to the list."""
    url = _url(plan, "crisis_call_add", plan.person_id, plan.pk)
    return Part(key="new-call", title=_("Whom to call"), template=CALL, row=None, url=url, form=form)


def _url(plan: CrisisPlan, name: str, *arguments: object) -> str:
    if not plan.is_open or not may(plan.person, Action.PLAN, Category.CRISIS):
        return ""
    return reverse(f"staff:{name}", args=arguments)
