"""What is known of one person's follow-up: days and numbers, never a text."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class CheckKind(StrEnum):
    """What should be done."""

    ASK_ABOUT_CHILDREN = "ASK_ABOUT_CHILDREN"
    FOLLOW_UP_CHILDREN = "FOLLOW_UP_CHILDREN"
    ASSESS_SAFETY = "ASSESS_SAFETY"
    MAKE_CRISIS_PLAN = "MAKE_CRISIS_PLAN"
    RENEW_CRISIS_PLAN = "RENEW_CRISIS_PLAN"
    AGREE_ON_GOALS = "AGREE_ON_GOALS"
    OPEN_PLAN = "OPEN_PLAN"
    FIND_NEXT_STEP = "FIND_NEXT_STEP"
    NAME_COORDINATOR = "NAME_COORDINATOR"
    ASSESS_WHOLE = "ASSESS_WHOLE"
    EVALUATE = "EVALUATE"
    CHECK_SOMATIC_HEALTH = "CHECK_SOMATIC_HEALTH"
    ASK_PERSONS_VIEW = "ASK_PERSONS_VIEW"
    REACH_PERSON = "REACH_PERSON"
    EVALUATE_DECISION = "EVALUATE_DECISION"
    WIN_HOME_BACK = "WIN_HOME_BACK"
    RING_PERSON = "RING_PERSON"
    LOOK_IN = "LOOK_IN"


class Owner(StrEnum):
    """
    Who does it: whoever coordinates is the primary contact where nobody else does.

    What was said after a missed contact the primary contact does; whoever tried, where there is none.
    """

    PRIMARY_CONTACT = "PRIMARY_CONTACT"
    COORDINATOR = "COORDINATOR"
    IN_CHARGE_OF_CHILDREN = "IN_CHARGE_OF_CHILDREN"
    WHO_TRIED = "WHO_TRIED"


class Knowledge(StrEnum):
    """What one must be allowed to read for a check to be told of; the names are those of the categories of access."""

    NETWORK = "NETWORK"
    PLAN = "PLAN"
    CRISIS = "CRISIS"
    CONTACTS = "CONTACTS"
    SAFETY = "SAFETY"
    CHILDREN = "CHILDREN"
    ECONOMY_HOUSING = "ECONOMY_HOUSING"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """
    What is known; `None` where nothing is.

    :param known: what the reader may know; a check that rests on something else is not told of.
    :param main_pathway: 1 for help that is short, 3 for help that is long and from several; `None` if nobody has said.
    :param begun: the first day of the follow-up that is under way.
    :param met: the last day on which somebody met the person.
    :param missed: the last day on which somebody tried and did not meet them.
    :param missed_after_days: days without contact after which somebody looks.
    :param guests_since: since when guests have taken over the home where the person lives.
    :param ring_since: when they did not meet and it was said that one rings, if nobody has tried since.
    :param look_in_since: the same, where it was said that one looks in.
    :param talked_about_goals: when a meeting last took up a goal of the plan.
    """

    known: frozenset[Knowledge] = field(default=frozenset(Knowledge))
    begun: date | None = None
    main_pathway: int | None = None
    has_coordinator: bool = False
    children_asked: date | None = None
    children_due: date | None = None
    safety_until: date | None = None
    crisis_made: date | None = None
    crisis_until: date | None = None
    plan_since: date | None = None
    talked_about_goals: date | None = None
    open_goals: int = 0
    goals_without_step: int = 0
    assessed_whole: date | None = None
    evaluated: date | None = None
    checked_somatic: date | None = None
    asked_view: date | None = None
    met: date | None = None
    missed: date | None = None
    missed_after_days: int = 14
    evaluate_decision_by: date | None = None
    guests_since: date | None = None
    ring_since: date | None = None
    look_in_since: date | None = None
