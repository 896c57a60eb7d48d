"""My crisis plan as I read it: whom I call, how I want to be met, the three stages, and the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samhold.rooms.care.forms.crisis_plans import TITLES
from samhold.rooms.care.queries.crisis_plans import open_crisis_plan, shown
from samhold.sites.portal.pages.people import closest

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.rooms.people.models import Person


def crisis_page(person: Person, *, now: datetime) -> dict[str, object]:
    """Return what the page shows of a person who came through the door."""
    plan = open_crisis_plan(person=person)
    page = {"section": "crisis", "person": person, "plan": plan, "ask": closest(person, now=now)}
    if plan is None:
        return page
    texts = [(TITLES[name], text) for name in TITLES if name != "meet_me" and (text := getattr(plan, name))]
    return page | {"crisis": shown(plan=plan, now=now), "texts": texts}
