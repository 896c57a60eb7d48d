"""Individual plans and crisis plans of a plausible share of the persons, written by their primary contacts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Final

from samhold.demo.calendar import at, working_day
from samhold.demo.chance import stream
from samhold.demo.circles import Circle
from samhold.demo.lives import Need
from samhold.demo.plan import Plan
from samhold.demo.world import World, as_worker
from samhold.demo.writing import bank
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.care.actions import crisis_calls, crisis_plans, goals, individual_plans
from samhold.rooms.care.enums import ConsentForm, GoalState
from samhold.rooms.care.models import Contact, Goal

if TYPE_CHECKING:
    from samhold.rooms.access.models import User
    from samhold.rooms.people.models import Person

_AFTERNOON: Final = 14 * 60
_WITH_PLAN: Final = {Need.LIGHT: 0.03, Need.MEDIUM: 0.2, Need.HIGH: 0.55, Need.DAILY: 0.8}
_WITH_CRISIS_PLAN: Final = {Need.LIGHT: 0.03, Need.MEDIUM: 0.2, Need.HIGH: 0.7, Need.DAILY: 0.9}
_OLDEST: Final = 400
"""How many days ago a plan was begun at most; a crisis plan from then is out of date."""
_TOLD: Final = frozenset({"whole network", "emergency"})
"""The stories of those who have both plans."""


@dataclass(slots=True)
class Planning:
    """Which plans are still going to be made, by day; `happen` makes what is due."""

    world: World
    plan: Plan
    due: dict[date, list[Callable[[datetime], None]]] = field(default_factory=lambda: defaultdict(list))
    begun: list[tuple[Circle, Goal]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Draw who has plans, and from when."""
        for circle in self.plan.circles:
            chance = stream(self.plan.seed, "plans", circle.life.number)
            is_told = circle.life.story in _TOLD
            if chance.random() < _WITH_PLAN[circle.life.need] or is_told:
                self._on(circle, chance, Writing(planning=self, circle=circle, chance=chance).begin)
            if chance.random() < _WITH_CRISIS_PLAN[circle.life.need] or is_told:
                self._on(circle, chance, Writing(planning=self, circle=circle, chance=chance).prepare)

    def _on(self, circle: Circle, chance: Random, act: Callable[[datetime], None]) -> None:
        first = max(circle.primary.first + timedelta(days=14), self.plan.today - timedelta(days=_OLDEST))
        days = (self.plan.today - first).days
        if days > 1:
            self.due[working_day(first + timedelta(days=chance.randrange(days - 1)))].append(act)

    def happen(self, day: date) -> None:
        """Make the plans that are due by a day; the evening before today, tell what contacts were about."""
        minutes = _AFTERNOON
        for past in sorted(past for past in self.due if past <= day):
            for act in self.due.pop(past):
                act(at(day, minutes))
                minutes += 1
        if day == self.plan.today - timedelta(days=1):
            for circle, goal in self.begun:
                _tick(self, circle, goal, at(day, minutes))


@dataclass(slots=True)
class Writing:
    """One person's plans, in the person's written form."""

    planning: Planning
    circle: Circle
    chance: Random

    def line(self, heading: str) -> str:
        """Choose a line of the text bank."""
        return self.chance.choice(bank(f"plans-{self.circle.life.written_form.value}")[heading])

    def begin(self, now: datetime) -> None:
        """Begin an individual plan with two or three goals, of which one may be reached."""
        with as_worker(self.planning.world, self.circle.primary.name) as worker:
            person = self.planning.world.open(self.circle.life.number, worker, now)
            if not _may(person, Category.PLAN):
                return
            consent = individual_plans.PlanConsent(given_date=now.date(), form=ConsentForm.WRITTEN)
            revise_date = now.date() + timedelta(days=182)
            plan = individual_plans.begin(person=person, consent=consent, revise_date=revise_date, by=worker, now=now)
            names = ("about_me", "needs", "contributions", "cooperation")
            headings = ("ABOUT", "NEEDS", "CONTRIBUTES", "COOPERATES")
            written = {name: self.line(heading) for name, heading in zip(names, headings, strict=True)}
            texts = individual_plans.PlanTexts(**written)
            individual_plans.change(plan=plan, texts=texts, base_version=1, by=worker, now=now)
            lines = self.chance.sample(bank(f"plans-{self.circle.life.written_form.value}")["GOAL"], 3)
            added = [goals.add(plan=plan, text=self.goal(line, worker, now), by=worker, now=now) for line in lines]
            if self.chance.random() < 0.3:  # noqa: PLR2004 -- some goals are reached
                goals.settle(goal=added[-1], state=GoalState.REACHED, by=worker, now=now)
            self.planning.begun.append((self.circle, added[0]))

    def goal(self, line: str, worker: User, now: datetime) -> goals.GoalText:
        """Return a goal; now and then nothing is agreed yet."""
        words, measure, step = line.split("|")
        if self.chance.random() < 0.25:  # noqa: PLR2004 -- a share
            return goals.GoalText(words=words, measure=measure)
        due_date = max(now.date(), self.planning.plan.today) + timedelta(days=self.chance.randrange(-10, 60))
        return goals.GoalText(words=words, measure=measure, next_step=step, owner=worker, due_date=due_date)

    def prepare(self, now: datetime) -> None:
        """Make a crisis plan together with the person: texts, three steps, whom to call."""
        with as_worker(self.planning.world, self.circle.primary.name) as worker:
            person = self.planning.world.open(self.circle.life.number, worker, now)
            if not _may(person, Category.CRISIS):
                return
            until = now.date() + crisis_plans.VALID_FOR
            days = crisis_plans.CrisisDays(made_with_person=True, made_date=now.date(), valid_until_date=until)
            plan = crisis_plans.make(person=person, days=days, by=worker, now=now)
            texts = crisis_plans.CrisisTexts(
                meet_me=self.line("MEET"), early_signs=self.line("SIGNS"), triggers=self.line("TRIGGERS"),
                own_coping=self.line("COPING"), wanted_help=self.line("HELP"), kin_do=self.line("KIN"),
                children_and_pets=self.line("HOME"),
            )  # fmt: skip
            crisis_plans.change(plan=plan, texts=texts, base_version=1, by=worker, now=now)
            for step in plan.steps.order_by("stage"):
                signs, doing = self.line(step.stage).split("|")
                text = crisis_plans.StepText(signs=signs, doing=doing)
                crisis_plans.change_step(step=step, text=text, base_version=1, by=worker, now=now)
            call = crisis_calls.CallText(name=worker.name, phone=worker.phone or "116 117", when="08.00-15.30")
            crisis_calls.add(plan=plan, text=call, by=worker, now=now)


def _may(person: Person, category: Category) -> bool:
    return person.standing is not None and person.standing.allows(Action.PLAN, category)


def _tick(planning: Planning, circle: Circle, goal: Goal, now: datetime) -> None:
    """Let the primary contact say that their last contacts were about the first goal."""
    with as_worker(planning.world, circle.primary.name) as worker:
        person = planning.world.open(circle.life.number, worker, now)
        met = Contact.objects.filter(person_id=person.pk, recorded_by=worker, minutes__gt=0)
        for contact in met.order_by("-took_place_at", "-pk")[:3]:
            contact.person = person
            goals.tick(contact=contact, goals=[goal], by=worker, now=now)
