"""Responsibility groups of some persons, about every eighth week: called, held, and their actions ticked off."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Final

from samhold.core.minutes import Candidate, ParsedAction, parse
from samhold.demo.calendar import at, working_day
from samhold.demo.chance import stream
from samhold.demo.circles import Circle
from samhold.demo.lives import Need
from samhold.demo.plan import Plan
from samhold.demo.world import World, as_worker
from samhold.demo.writing import bank
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.meetings.actions import actions, agenda, finishing, meetings, minutes
from samhold.rooms.meetings.actions.calling import Details, Invitation
from samhold.rooms.meetings.actions.finishing import NewAction, Outcome
from samhold.rooms.meetings.agenda_sources import suggestions
from samhold.rooms.meetings.enums import AttendeeKind, AttendeeState, MeetingKind
from samhold.rooms.meetings.models import Attendee, Meeting, MeetingAction
from samhold.rooms.organisations.enums import WrittenForm
from samhold.rooms.people.queries.network import card, members

if TYPE_CHECKING:
    from samhold.rooms.access.models import User
    from samhold.rooms.people.models import NetworkMember, Person

EVERY: Final = timedelta(weeks=8)
CALLED_BEFORE: Final = timedelta(days=14)
_SHARE: Final = {Need.LIGHT: 0.0, Need.MEDIUM: 0.02, Need.HIGH: 0.2, Need.DAILY: 0.5}
_TOLD: Final = {"whole network": 0, "emergency": 10}
"""The stories of those who surely have a group, and how many days before today one of its meetings was."""
_NOON, _AFTER, _LATE = 12 * 60, 13 * 60 + 15, 15 * 60 + 30
_COMES: Final = {AttendeeKind.PERSON: 0.8, AttendeeKind.NEXT_OF_KIN: 0.6, AttendeeKind.GUARDIAN: 0.5}
_MOSTLY, _MOSTLY_DONE = 0.9, 0.75
_MONTHS: Final = "januar februar mars april mai juni juli august september oktober november desember"
_WHERE: Final = {WrittenForm.BOKMAL: "Kommunehuset", WrittenForm.NYNORSK: "Kommunehuset"}


@dataclass(slots=True)
class Group:
    """One person's group: what is drawn for it, the rhythm's next day, and the meeting that comes then."""

    circle: Circle
    chance: Random
    beat: date
    coming: Meeting | None = None

    def line(self, heading: str) -> str:
        """Choose a line of the text bank, in the person's written form."""
        return self.chance.choice(bank(f"meetings-{self.circle.life.written_form.value}")[heading])


@dataclass(slots=True)
class Meetings:
    """Which groups meet on which day; `happen` lets them."""

    world: World
    plan: Plan
    first: dict[date, list[Group]] = field(default_factory=lambda: defaultdict(list))
    held_on: dict[date, list[Group]] = field(default_factory=lambda: defaultdict(list))
    done_on: dict[date, list[tuple[Group, MeetingAction]]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        """Draw who has a group, and when it first meets, so that one meeting comes on a day near today."""
        for circle in self.plan.circles:
            chance = stream(self.plan.seed, "meetings", circle.life.number)
            told = _TOLD.get(circle.life.story)
            offset = chance.randrange(EVERY.days) if told is None else told
            if chance.random() < _SHARE[circle.life.need] or told is not None:
                begins = max(self.plan.first + timedelta(days=1), circle.primary.first + timedelta(days=21))
                day = self.plan.today - timedelta(days=offset)
                while day - EVERY - CALLED_BEFORE >= begins:
                    day -= EVERY
                called = max(begins, day - CALLED_BEFORE)
                if called < day:
                    group = Group(circle=circle, chance=chance, beat=day)
                    self.first[called].append(group)
                    self.held_on[self._day_of(group)].append(group)

    def happen(self, day: date) -> None:
        """Call the first meetings, hold those of the day, and tick off what is done."""
        for past in sorted(past for past in self.first if past <= day):
            for group in self.first.pop(past):
                self._call(group, day)
        for group in self.held_on.pop(day, ()):
            if group.coming is not None:
                self._hold(group, day)
        for group, action in self.done_on.pop(day, ()):
            self._tick(group, action, at(day, _LATE))

    def _call(self, group: Group, day: date) -> None:
        now = at(day, _LATE)
        with as_worker(self.world, group.circle.primary.name) as worker:
            person = self.world.open(group.circle.life.number, worker, now)
            if not _may(person):
                return
            where = _WHERE[group.circle.life.written_form]
            group.coming = meetings.call(
                person=person,
                kind=MeetingKind.RESPONSIBILITY_GROUP,
                details=Details(starts_at=at(self._day_of(group), _NOON), chair=worker, where=where),
                invitation=Invitation(members=tuple(members(person=person, now=now).order_by("starts_at", "pk"))),
                by=worker,
                now=now,
            )

    def _hold(self, group: Group, day: date) -> None:
        now, meeting = at(day, _AFTER), group.coming
        with as_worker(self.world, group.circle.primary.name) as worker:
            person = self.world.open(group.circle.life.number, worker, now)
            if meeting is None or not _may(person):
                return
            meeting.person = person
            for suggestion in suggestions(person=person, viewer=worker, now=now)[:2]:
                if not meeting.agenda.filter(source_key=suggestion.key).exists():
                    agenda.add_from_source(meeting=meeting, source_key=suggestion.key, by=worker, now=now)
            lines = tuple(members(person=person, now=now).order_by("starts_at", "pk"))
            text = _text(group, [card(line).name for line in lines if line.membership is not None], day)
            written = minutes.save(meeting=meeting, text=text, base_version=0, by=worker, now=now)
            group.beat += EVERY
            following = self._day_of(group)
            outcome = _outcome(group, text, lines, at(following, _NOON), base_version=written.version)
            finishing.finish(meeting=meeting, outcome=outcome, by=worker, now=now)
            group.coming = Meeting.objects.select_related("chair", "place").get(follows=meeting)
            self.held_on[following].append(group)
            self._draw_what_is_done(group, meeting)

    def _day_of(self, group: Group) -> date:
        """Return the day on which the group meets next: a working day, or the day that the demo is opened."""
        return group.beat if group.beat == self.plan.today else working_day(group.beat)

    def _draw_what_is_done(self, group: Group, meeting: Meeting) -> None:
        for action in MeetingAction.objects.filter(meeting=meeting).order_by("line"):
            if group.chance.random() < _MOSTLY_DONE:
                day = working_day(action.due_date - timedelta(days=group.chance.randrange(7)))
                self.done_on[day].append((group, action))

    def _tick(self, group: Group, action: MeetingAction, now: datetime) -> None:
        with as_worker(self.world, group.circle.primary.name) as worker:
            action.person = self.world.open(group.circle.life.number, worker, now)
            if _may(action.about):
                actions.tick(action=action, by=worker, now=now)


def _may(person: Person) -> bool:
    standing = person.standing
    return standing is not None and all(
        standing.allows(Action.PLAN, category) for category in (Category.PLAN, Category.APPOINTMENTS)
    )


def _text(group: Group, workers: list[str], day: date) -> str:
    """Write minutes as somebody would: some talk, two actions, now and then a decision."""
    talk = group.chance.sample(bank(f"meetings-{group.circle.life.written_form.value}")["TALK"], 3)
    doing = []
    for _number in range(2):
        due = working_day(day + timedelta(days=group.chance.randrange(10, 45)))
        what = group.line("ACTION").format(who=group.chance.choice(workers))
        by = "innan" if group.circle.life.written_form is WrittenForm.NYNORSK else "innen"
        doing.append(f"Tiltak: {what} {by} {due.day}. {_MONTHS.split()[due.month - 1]}")
    decided = [f"Vedtak: {group.line('DECISION')}"] if group.chance.random() < 0.5 else []  # noqa: PLR2004 -- a half
    return "\n".join([*talk, *doing, *decided])


def _outcome(
    group: Group,
    text: str,
    lines: tuple[NetworkMember, ...],
    next_at: datetime,
    *,
    base_version: int,
) -> Outcome:
    """Read the minutes as the page would, and say who came and who gets them."""
    assert group.coming is not None
    users = {card(line).name: line.membership.user for line in lines if line.membership is not None}
    candidates = [Candidate(key=name, name=name) for name in users]
    found = parse(text, candidates=candidates, today=group.coming.starts_at.date())
    invited = list(Attendee.objects.filter(meeting=group.coming).order_by("pk"))
    came = {one: group.chance.random() < _COMES.get(AttendeeKind(one.kind), _MOSTLY) for one in invited}
    getting = {AttendeeKind.PERSON, AttendeeKind.WORKER, AttendeeKind.UNIT}
    return Outcome(
        base_version=base_version,
        attendance=tuple((one.pk, AttendeeState.PRESENT if came[one] else AttendeeState.SENT_WORD) for one in invited),
        actions=tuple(_action(action, users) for action in found.actions),
        decisions=tuple((decision.line, decision.text) for decision in found.decisions),
        discussed=frozenset(item.pk for item in group.coming.agenda.all()),
        gets_minutes=frozenset(one.pk for one in invited if AttendeeKind(one.kind) in getting),
        next_at=next_at,
    )


def _action(action: ParsedAction, users: dict[str, User]) -> NewAction:
    return NewAction(line=action.line, text=action.text, due=action.due, owner=users[action.owner])
