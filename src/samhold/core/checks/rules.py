"""The rules as rows: what is checked, who does it, on what knowledge it rests, by when, how long before it is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from samhold.core.checks.facts import CheckKind, Facts, Knowledge, Owner

FIRST_WEEKS = timedelta(weeks=4)
"""How long after follow-up began the first things are to be in place."""

LONG_HELP = 3
"""The main pathway of those who have a coordinator, a plan with goals and a crisis plan."""

QUARTER, HALF_YEAR, YEAR = timedelta(days=90), timedelta(days=182), timedelta(days=365)
SOON = timedelta(days=3)
WEEK, FORTNIGHT, MONTH = timedelta(days=7), timedelta(days=14), timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """
    One thing that should be done.

    :param due: by when; `None` where it is done, or does not concern this person. The second argument is today.
    :param ahead: how long before its day it is told of.
    """

    kind: CheckKind
    owner: Owner
    knowledge: Knowledge
    due: Callable[[Facts, date], date | None]
    ahead: timedelta = FORTNIGHT


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """Something that is not done: what, who does it, by when."""

    kind: CheckKind
    owner: Owner
    due_date: date

    def is_late(self, today: date) -> bool:
        """Say whether its day has passed."""
        return self.due_date < today


def open_checks(facts: Facts, *, today: date, rules: tuple[Rule, ...] | None = None) -> tuple[Check, ...]:
    """Return what should be done now or soon, as far as the reader may know; the earliest first."""
    found = []
    for rule in RULES if rules is None else rules:
        due = rule.due(facts, today) if rule.knowledge in facts.known else None
        if due is not None and due - rule.ahead <= today:
            found.append(Check(kind=rule.kind, owner=rule.owner, due_date=due))
    return tuple(sorted(found, key=lambda check: (check.due_date, check.kind)))


def _missing(name: str, within: timedelta) -> Callable[[Facts, date], date | None]:
    """Due so long after follow-up began, if there is none."""

    def due(facts: Facts, _today: date) -> date | None:
        return facts.begun + within if facts.begun and not getattr(facts, name) else None

    return due


def _missing_for_long_help(name: str, within: timedelta) -> Callable[[Facts, date], date | None]:
    """The same where help is long and from several (the national guide's main pathway 3), or nobody has said."""
    missing = _missing(name, within)

    def due(facts: Facts, today: date) -> date | None:
        return missing(facts, today) if facts.main_pathway in {None, LONG_HELP} else None

    return due


def _again(name: str, every: timedelta) -> Callable[[Facts, date], date | None]:
    """Due so long after the last time, the first time after follow-up began."""

    def due(facts: Facts, _today: date) -> date | None:
        last: date | None = getattr(facts, name) or facts.begun
        return last + every if facts.begun and last else None

    return due


def _on(name: str) -> Callable[[Facts, date], date | None]:
    """Due on a day that is known."""

    def due(facts: Facts, _today: date) -> date | None:
        day: date | None = getattr(facts, name)
        return day

    return due


def _crisis_plan_renewed(facts: Facts, _today: date) -> date | None:
    if facts.crisis_made is None:
        return None
    return min(facts.crisis_made + YEAR, facts.crisis_until or date.max)


def _plan_opened(facts: Facts, _today: date) -> date | None:
    if facts.plan_since is None:
        return None
    return max(facts.plan_since, facts.talked_about_goals or date.min) + QUARTER


def _next_step_found(facts: Facts, today: date) -> date | None:
    return today if facts.plan_since and facts.goals_without_step else None


def _reached(facts: Facts, today: date) -> date | None:
    """Nobody has met the person for so long, and the last who tried did not."""
    last_met = facts.met or facts.begun
    if facts.missed is None or last_met is None or facts.missed < last_met:
        return None
    day = last_met + timedelta(days=facts.missed_after_days)
    return day if day <= today else None


def _home_won_back(facts: Facts, _today: date) -> date | None:
    return None if facts.guests_since is None else facts.guests_since + SOON


_PRIMARY, _COORDINATOR = Owner.PRIMARY_CONTACT, Owner.COORDINATOR
_PLAN = Knowledge.PLAN

RULES: tuple[Rule, ...] = (
    Rule(kind=CheckKind.REACH_PERSON, owner=_PRIMARY, knowledge=Knowledge.CONTACTS, due=_reached),
    Rule(
        kind=CheckKind.ASK_ABOUT_CHILDREN,
        owner=_PRIMARY,
        knowledge=Knowledge.CHILDREN,
        due=_missing("children_asked", FIRST_WEEKS),
    ),
    Rule(
        kind=CheckKind.FOLLOW_UP_CHILDREN,
        owner=Owner.IN_CHARGE_OF_CHILDREN,
        knowledge=Knowledge.CHILDREN,
        due=_on("children_due"),
    ),
    Rule(kind=CheckKind.ASSESS_SAFETY, owner=_PRIMARY, knowledge=Knowledge.SAFETY, due=_on("safety_until"), ahead=WEEK),
    Rule(
        kind=CheckKind.MAKE_CRISIS_PLAN,
        owner=_PRIMARY,
        knowledge=Knowledge.CRISIS,
        due=_missing_for_long_help("crisis_made", FIRST_WEEKS),
    ),
    Rule(
        kind=CheckKind.RENEW_CRISIS_PLAN,
        owner=_PRIMARY,
        knowledge=Knowledge.CRISIS,
        due=_crisis_plan_renewed,
        ahead=MONTH,
    ),
    Rule(kind=CheckKind.ASSESS_WHOLE, owner=_PRIMARY, knowledge=_PLAN, due=_missing("assessed_whole", FIRST_WEEKS)),
    Rule(
        kind=CheckKind.NAME_COORDINATOR,
        owner=_PRIMARY,
        knowledge=Knowledge.NETWORK,
        due=_missing_for_long_help("has_coordinator", FIRST_WEEKS),
    ),
    Rule(
        kind=CheckKind.AGREE_ON_GOALS,
        owner=_COORDINATOR,
        knowledge=_PLAN,
        due=_missing_for_long_help("open_goals", QUARTER),
    ),
    Rule(kind=CheckKind.OPEN_PLAN, owner=_COORDINATOR, knowledge=_PLAN, due=_plan_opened),
    Rule(kind=CheckKind.FIND_NEXT_STEP, owner=_COORDINATOR, knowledge=_PLAN, due=_next_step_found),
    Rule(kind=CheckKind.EVALUATE, owner=_PRIMARY, knowledge=_PLAN, due=_again("evaluated", HALF_YEAR)),
    Rule(kind=CheckKind.ASK_PERSONS_VIEW, owner=_PRIMARY, knowledge=_PLAN, due=_again("asked_view", HALF_YEAR)),
    Rule(
        kind=CheckKind.CHECK_SOMATIC_HEALTH,
        owner=_PRIMARY,
        knowledge=_PLAN,
        due=_again("checked_somatic", YEAR),
        ahead=MONTH,
    ),
    Rule(kind=CheckKind.WIN_HOME_BACK, owner=_PRIMARY, knowledge=Knowledge.ECONOMY_HOUSING, due=_home_won_back),
    Rule(kind=CheckKind.RING_PERSON, owner=Owner.WHO_TRIED, knowledge=Knowledge.CONTACTS, due=_on("ring_since")),
    Rule(kind=CheckKind.LOOK_IN, owner=Owner.WHO_TRIED, knowledge=Knowledge.CONTACTS, due=_on("look_in_since")),
    Rule(kind=CheckKind.EVALUATE_DECISION, owner=_PRIMARY, knowledge=_PLAN, due=_on("evaluate_decision_by")),
)
