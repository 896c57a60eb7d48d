"""Our own sliders, answered about monthly by a share of the persons together with their primary contacts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from samhold.demo.calendar import at, working_day
from samhold.demo.chance import stream
from samhold.demo.circles import Circle
from samhold.demo.plan import Plan
from samhold.demo.world import World, as_worker
from samhold.foundation.time import local_day
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.care.actions import responses
from samhold.rooms.care.enums import AnsweredBy
from samhold.rooms.questionnaires.queries.library import offered

if TYPE_CHECKING:
    from random import Random

    from samhold.rooms.people.models import Person
    from samhold.rooms.questionnaires.queries.library import Questionnaire

_AFTER_THE_VISIT: Final = 15 * 60
_SHARE: Final = 0.25
_MONTHS: Final = 6
_TOLD: Final = frozenset({"whole network", "emergency"})
"""The stories whose persons always answer."""
_SLIDERS: Final = "HowHaveYouBeen"
_MET: Final = "HowWereYouMet"
_LOWEST, _HIGHEST = 0, 10


@dataclass(slots=True)
class Asking:
    """Who is still going to answer, by day; `happen` lets those answer whose day it is."""

    world: World
    plan: Plan
    due: dict[date, list[tuple[Circle, int]]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        """Draw who answers, and on which days."""
        for circle in self.plan.circles:
            chance = stream(self.plan.seed, "questionnaires", circle.life.number)
            if chance.random() < _SHARE or circle.life.story in _TOLD:
                self._draw(circle, chance)

    def _draw(self, circle: Circle, chance: Random) -> None:
        first = max(circle.primary.first, self.plan.today - timedelta(days=30 * _MONTHS))
        day, number = first + timedelta(days=chance.randrange(3, 20)), 0
        while day < self.plan.today:
            on = working_day(day)
            if on < self.plan.today:
                self.due[on].append((circle, number))
            day, number = day + timedelta(days=chance.randrange(25, 36)), number + 1

    def happen(self, day: date) -> None:
        """Let those answer whose day has come."""
        minutes = _AFTER_THE_VISIT
        for past in sorted(past for past in self.due if past <= day):
            for circle, number in self.due.pop(past):
                self._answer(circle, number, at(day, minutes))
                minutes += 1

    def _answer(self, circle: Circle, number: int, now: datetime) -> None:
        with as_worker(self.world, circle.primary.name) as worker:
            person = self.world.open(circle.life.number, worker, now)
            if person.standing is None or not person.standing.allows(Action.RECORD, Category.FEEDBACK):
                return
            name = _MET if number == _MONTHS - 1 else _SLIDERS
            questionnaire = named(person, name, now)
            chance = stream(self.plan.seed, "answers", circle.life.number, number)
            made = responses.start(person=person, questionnaire=questionnaire, by=worker, now=now)
            how = responses.Finish(
                answers=answers_of(questionnaire, number, chance),
                answered_by=AnsweredBy.TOGETHER if chance.random() < 0.5 else AnsweredBy.PERSON,  # noqa: PLR2004 -- half
                answered_at=now,
            )
            responses.finish(response=made, how=how, by=worker, now=now, base_version=made.version)


def named(person: Person, name: str, now: datetime) -> Questionnaire:
    """Return a questionnaire by its name, in its newest version."""
    found = offered(tenant_id=person.tenant_id, today=local_day(now))
    return next(one for one in found if one.definition.name == name)


def answers_of(questionnaire: Questionnaire, number: int, chance: Random) -> dict[str, list[str]]:
    """Return answers that most often get a little better from month to month."""
    middle = 3.5 + 0.45 * number
    scored = questionnaire.scoring.scales[0].items
    drawn = {link_id: round(chance.gauss(middle, 1.4)) for link_id in scored}
    return {link_id: [str(min(max(answer, _LOWEST), _HIGHEST))] for link_id, answer in drawn.items()}
