from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samhold.core.checks import RULES, CheckKind, Facts, Knowledge, Owner, open_checks

TODAY = date(2026, 6, 1)


def ago(days):
    return TODAY - timedelta(days=days)


DONE = Facts(
    begun=ago(400),
    has_coordinator=True,
    children_asked=ago(390),
    safety_until=ago(-60),
    crisis_made=ago(100),
    crisis_until=ago(-265),
    plan_since=ago(300),
    talked_about_goals=ago(20),
    open_goals=2,
    assessed_whole=ago(380),
    evaluated=ago(90),
    checked_somatic=ago(200),
    asked_view=ago(90),
    met=ago(3),
)


def kinds(facts):
    return [check.kind for check in open_checks(facts, today=TODAY)]


def test_nothing_is_open_when_everything_is_done():
    assert kinds(DONE) == []


@pytest.mark.parametrize(
    ("changes", "kind", "due"),
    [
        ({"children_asked": None}, CheckKind.ASK_ABOUT_CHILDREN, ago(372)),
        ({"children_due": ago(-3)}, CheckKind.FOLLOW_UP_CHILDREN, ago(-3)),
        ({"safety_until": ago(-7)}, CheckKind.ASSESS_SAFETY, ago(-7)),
        ({"crisis_made": None}, CheckKind.MAKE_CRISIS_PLAN, ago(372)),
        ({"crisis_made": ago(366)}, CheckKind.RENEW_CRISIS_PLAN, ago(1)),
        ({"crisis_until": ago(5)}, CheckKind.RENEW_CRISIS_PLAN, ago(5)),
        ({"open_goals": 0}, CheckKind.AGREE_ON_GOALS, ago(310)),
        ({"talked_about_goals": ago(91)}, CheckKind.OPEN_PLAN, ago(1)),
        ({"talked_about_goals": None}, CheckKind.OPEN_PLAN, ago(210)),
        ({"goals_without_step": 1}, CheckKind.FIND_NEXT_STEP, TODAY),
        ({"has_coordinator": False}, CheckKind.NAME_COORDINATOR, ago(372)),
        ({"assessed_whole": None}, CheckKind.ASSESS_WHOLE, ago(372)),
        ({"evaluated": ago(183)}, CheckKind.EVALUATE, ago(1)),
        ({"checked_somatic": None}, CheckKind.CHECK_SOMATIC_HEALTH, ago(35)),
        ({"guests_since": ago(1)}, CheckKind.WIN_HOME_BACK, ago(-2)),
        ({"asked_view": ago(200)}, CheckKind.ASK_PERSONS_VIEW, ago(18)),
        ({"met": ago(20), "missed": ago(2)}, CheckKind.REACH_PERSON, ago(6)),
        ({"met": ago(4), "missed": ago(2), "missed_after_days": 3}, CheckKind.REACH_PERSON, ago(1)),
        ({"met": None, "missed": ago(2)}, CheckKind.REACH_PERSON, ago(386)),
        ({"ring_since": ago(1)}, CheckKind.RING_PERSON, ago(1)),
        ({"look_in_since": TODAY}, CheckKind.LOOK_IN, TODAY),
        ({"evaluate_decision_by": ago(-10)}, CheckKind.EVALUATE_DECISION, ago(-10)),
    ],
)
def test_one_thing_undone_is_one_check_with_its_day(changes, kind, due):
    found = open_checks(replace(DONE, **changes), today=TODAY)

    assert [(check.kind, check.due_date) for check in found] == [(kind, due)]


@pytest.mark.parametrize(
    "changes",
    [
        {"safety_until": ago(-8)},
        {"children_due": ago(-15)},
        {"plan_since": None, "goals_without_step": 1, "talked_about_goals": None},
        {"met": ago(20), "missed": None},
        {"met": ago(2), "missed": ago(20)},
        {"met": ago(13), "missed": ago(1)},
        {"main_pathway": 2, "crisis_made": None, "open_goals": 0, "has_coordinator": False},
        {"begun": ago(13), "children_asked": None, "has_coordinator": False, "assessed_whole": None},
    ],
)
def test_what_is_not_near_or_does_not_concern_the_person_is_not_told_of(changes):
    assert kinds(replace(DONE, **changes)) == []


def test_nobody_who_is_not_followed_up_has_checks():
    assert kinds(Facts()) == []


def test_each_kind_has_one_rule_and_each_owner_something_to_do():
    assert sorted(rule.kind for rule in RULES) == sorted(CheckKind)
    assert {rule.owner for rule in RULES} == set(Owner)


def test_a_check_that_rests_on_what_one_may_not_know_is_not_told_of():
    facts = replace(DONE, children_asked=None, crisis_made=None, known=frozenset({Knowledge.CRISIS}))

    assert kinds(facts) == [CheckKind.MAKE_CRISIS_PLAN]


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.sets(st.sampled_from(Knowledge)))
def test_less_knowledge_never_tells_more_and_the_earliest_comes_first(today, known):
    facts = Facts(begun=date(2024, 1, 1), missed=date(2025, 1, 1), plan_since=date(2024, 2, 1), goals_without_step=1)
    every, some = open_checks(facts, today=today), open_checks(replace(facts, known=frozenset(known)), today=today)

    assert set(some) <= set(every)
    assert [check.due_date for check in every] == sorted(check.due_date for check in every)
