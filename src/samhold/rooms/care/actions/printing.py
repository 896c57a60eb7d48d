"""Put plans on paper, in the person's written form or another language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samhold.rooms.access.engine import require
from samhold.rooms.access.enums import Action, Category, Purpose
from samhold.rooms.care.adapters import papers
from samhold.rooms.care.queries.crisis_plans import purpose_of, shown
from samhold.rooms.care.queries.plans import goals_of
from samhold.rooms.organisations.enums import WrittenForm
from samhold.rooms.people.queries.network import involved

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.rooms.access.models import User
    from samhold.rooms.care.models import CrisisPlan, IndividualPlan
    from samhold.rooms.people.models import Person

LANGUAGES = ("nb", "nn", "en")


def print_plan(*, plan: IndividualPlan, by: User, now: datetime, language: str = "") -> bytes:
    """
    Return an individual plan that came through the door as a PDF.

    :param language: `nb`, `nn` or `en`; another word means the person's own.
    :raises NotAllowed: if `by` may not read the plan.
    """
    require(by, Action.READ, plan.person, Category.PLAN, now=now)
    network = involved(person=plan.person, now=now)
    chosen = _language(plan.person, language)
    return papers.individual_plan(plan=plan, goals=goals_of(plan=plan), network=network, language=chosen)


def print_crisis_plan(*, plan: CrisisPlan, by: User, now: datetime, language: str = "") -> bytes:
    """
    Return a crisis plan that came through the door as a PDF of one sheet.

    :param language: as for `print_plan`.
    :raises NotAllowed: if `by` may not read the plan, in care or in an emergency.
    """
    require(by, Action.READ, plan.person, Category.CRISIS, now=now, purpose=purpose_of(plan.person) or Purpose.CARE)
    return papers.crisis_plan(shown=shown(plan=plan, now=now), language=_language(plan.person, language))


def _language(person: Person, wanted: str) -> str:
    if wanted in LANGUAGES:
        return wanted
    return "nn" if person.written_form == WrittenForm.NYNORSK else "nb"
