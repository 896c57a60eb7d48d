"""Safety on visits, children, checks and hand-overs of the last year, written by the primary contacts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
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
from samhold.rooms.care.actions import absences, children, hand_overs, reviews, safety, watches
from samhold.rooms.care.queries.watches import colleagues
from samhold.rooms.care.safety_enums import ChildrenAnswer, ReviewKind, RiskLevel, RiskOf

if TYPE_CHECKING:
    from samhold.rooms.access.models import User
    from samhold.rooms.people.models import Person

_AFTERNOON: Final = 15 * 60
_ASSESSED: Final = {Need.LIGHT: 0.0, Need.MEDIUM: 0.05, Need.HIGH: 0.2, Need.DAILY: 0.3}
_ABSENT: Final = {Need.LIGHT: 0.05, Need.MEDIUM: 0.2, Need.HIGH: 0.5, Need.DAILY: 0.6}
_ASKED, _HAS_CHILDREN, _REVIEWED = 0.85, 0.25, 0.8
_TOLD: Final = frozenset({"whole network", "emergency"})
"""The stories of those whom two workers visit."""
_HEADINGS: Final = {
    ReviewKind.OVERALL_ASSESSMENT: "ASSESSED",
    ReviewKind.EVALUATION: "EVALUATED",
    ReviewKind.SOMATIC_CHECK: "SOMATIC",
    ReviewKind.PERSONS_VIEW: "VIEW",
}


@dataclass(slots=True)
class Keeping:
    """What is still going to be written, by day; `happen` writes what is due."""

    world: World
    plan: Plan
    due: dict[date, list[Callable[[datetime], None]]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        """Draw for whom what is written, and when."""
        for circle in self.plan.circles:
            one = Writing(keeping=self, circle=circle, chance=stream(self.plan.seed, "safety", circle.life.number))
            one.draw()

    def on(self, first: date, latest: int, chance: Random, act: Callable[[datetime], None]) -> None:
        """Let something happen on a working day from `first`, of the last `latest` days before today."""
        begun = max(first, self.plan.today - timedelta(days=latest))
        left = (self.plan.today - begun).days
        if left > 1:
            self.due[working_day(begun + timedelta(days=chance.randrange(left - 1)))].append(act)

    def happen(self, day: date) -> None:
        """Write what is due by a day; the day before today, tell the next shift of cars and keys."""
        minutes = _AFTERNOON
        for past in sorted(past for past in self.due if past <= day):
            for act in self.due.pop(past):
                act(at(day, minutes))
                minutes += 1
        if day == self.plan.today - timedelta(days=1):
            self.hand_over(at(day, minutes))

    def hand_over(self, now: datetime) -> None:
        """Let some who have visits tell the next shift something, and have a colleague wait for them."""
        posts = sorted({(circle.primary.name, circle.primary.unit) for circle in self.plan.circles})
        for number, (name, unit) in enumerate(posts):
            with as_worker(self.world, name) as worker:
                person = self._own(name, worker, now)
                waits = colleagues(worker=worker, now=now).first()
                if waits is not None and person is not None:
                    new = watches.NewWatch(colleague=waits.user, expected_at=now + timedelta(minutes=45))
                    made = watches.check_in(person=person, watch=new, by=worker, now=now)
                    watches.check_out(watch=made, by=worker, now=now + timedelta(minutes=30))
                if number % 3 == 0:
                    lines = bank("safety-nn" if unit.startswith(("vaga", "lom", "skjak")) else "safety-nb")["HAND_OVER"]
                    text = lines[number % len(lines)]
                    hand_overs.add(unit=self.world.units[unit], text=text, by=worker, now=now)

    def _own(self, name: str, worker: User, now: datetime) -> Person | None:
        for circle in self.plan.circles:
            if circle.primary.name == name:
                person = self.world.open(circle.life.number, worker, now)
                if may(person, Category.APPOINTMENTS):
                    return person
        return None


@dataclass(slots=True)
class Writing:
    """What is written about one person, in their written form."""

    keeping: Keeping
    circle: Circle
    chance: Random

    def line(self, heading: str) -> str:
        """Choose a line of the text bank."""
        return self.chance.choice(bank(f"safety-{self.circle.life.written_form.value}")[heading])

    def draw(self) -> None:
        """Draw what is written, and when."""
        life, first, chance, on = self.circle.life, self.circle.primary.first, self.chance, self.keeping.on
        if chance.random() < _ASSESSED[life.need] or life.story in _TOLD:
            on(first, 88, chance, self.assess)
        if chance.random() < _ABSENT[life.need] or life.story in _TOLD:
            on(first, 300, chance, self.agree)
        if chance.random() < _ASKED:
            on(first, 400, chance, self.ask)
        for kind in ReviewKind:
            if chance.random() < _REVIEWED:
                on(first, 420, chance, partial(self.review, kind))

    def person(self, worker: User, category: Category, now: datetime) -> Person | None:
        """Open the person, for a worker who may write of this."""
        person = self.keeping.world.open(self.circle.life.number, worker, now)
        return person if may(person, category) else None

    def assess(self, now: datetime) -> None:
        """Assess the safety of visits, until at most ninety days on."""
        is_told = self.circle.life.story in _TOLD
        measures = safety.Measures(
            two_persons=is_told or self.chance.random() < 0.5,  # noqa: PLR2004 -- half of them
            phone_check=True,
            daylight_only=self.chance.random() < 0.3,  # noqa: PLR2004 -- a share
        )
        new = safety.NewAssessment(
            risk_of=RiskOf.PERSON,
            level=RiskLevel.MODERATE,
            measures=measures,
            valid_until_date=now.date() + timedelta(days=90),
            hazards=self.line("HAZARDS"),
        )
        with as_worker(self.keeping.world, self.circle.primary.name) as worker:
            if person := self.person(worker, Category.SAFETY, now):
                safety.assess(person=person, assessment=new, by=worker, now=now)

    def agree(self, now: datetime) -> None:
        """Agree on what to do when the person does not come."""
        days = self.chance.choice((3, 7, 14))
        with as_worker(self.keeping.world, self.circle.primary.name) as worker:
            if person := self.person(worker, Category.APPOINTMENTS, now):
                text = self.line("ABSENCE")
                absences.save(person=person, text=text, missed_after_days=days, base_version=0, by=worker, now=now)

    def ask(self, now: datetime) -> None:
        """Ask about children; some follow-ups are done, some are not."""
        has_some = self.chance.random() < _HAS_CHILDREN
        with as_worker(self.keeping.world, self.circle.primary.name) as worker:
            person = self.person(worker, Category.CHILDREN, now)
            if person is None:
                return
            asked = children.Asked(
                asked_date=now.date(),
                answer=ChildrenAnswer.SOME if has_some else ChildrenAnswer.NONE,
                text=self.line("CHILDREN"),
                in_charge=worker,
                follow_up_by_date=now.date() + timedelta(days=28),
            )
            made = children.ask(person=person, asked=asked, by=worker, now=now)
            if has_some and self.chance.random() < _REVIEWED:
                children.follow_up(question=made, by=worker, now=now)

    def review(self, kind: ReviewKind, now: datetime) -> None:
        """Write down that something was looked at."""
        with as_worker(self.keeping.world, self.circle.primary.name) as worker:
            if person := self.person(worker, Category.PLAN, now):
                text = self.line(_HEADINGS[kind])
                reviews.record(person=person, kind=kind, done_date=now.date(), text=text, by=worker, now=now)


def may(person: Person, category: Category) -> bool:
    """Say whether the one at the door may write of this."""
    return person.standing is not None and person.standing.allows(Action.RECORD, category)
