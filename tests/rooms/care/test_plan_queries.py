from datetime import timedelta

import pytest

from samhold.rooms.access.engine import standing_of
from samhold.rooms.access.enums import Category, mask_of
from samhold.rooms.care.actions import crisis_plans, goals, individual_plans
from samhold.rooms.care.enums import ConsentForm, GoalState, PlanGap
from samhold.rooms.care.models import CrisisPlan, IndividualPlan
from samhold.rooms.care.queries.crisis_plans import open_crisis_plan, shown
from samhold.rooms.care.queries.plan_history import history_of_plan
from samhold.rooms.care.queries.plan_timeline import plans
from samhold.rooms.care.queries.plans import GOAL, goals_of, open_goals, open_plan, use_of
from samhold.rooms.meetings.agenda_sources import suggestions
from samhold.rooms.people.timeline import LATEST
from tests.rooms.conftest import NOW
from tests.support.factories.care import ContactFactory
from tests.support.factories.meetings import AgendaItemFactory, MeetingFactory
from tests.support.factories.organisations import MembershipFactory
from tests.support.factories.people import NetworkMemberFactory
from tests.support.factories.plans import GoalContactFactory

TODAY = NOW.date()
SOON = TODAY + timedelta(days=90)


@pytest.fixture
def person(near):
    """The person as the worker came through the door to them."""
    near.person.standing = standing_of(near.worker, near.person.pk, NOW)
    return near.person


@pytest.fixture
def plan(near, person):
    consent = individual_plans.PlanConsent(given_date=TODAY, form=ConsentForm.ORAL)
    return individual_plans.begin(person=person, consent=consent, revise_date=SOON, by=near.worker, now=NOW)


def goal(plan, by, words="Bu for meg sjølv", now=NOW, **more):
    return goals.add(plan=plan, text=goals.GoalText(words=words, **more), by=by, now=now)


def talked(plan, days_ago):
    meeting = MeetingFactory(person=plan.person)
    item = {"source_key": f"{GOAL}:x", "discussed_at": NOW - timedelta(days=days_ago)}
    AgendaItemFactory(meeting=meeting, person=plan.person, **item)


def gaps(plan):
    return use_of(plan=plan, goals=goals_of(plan=plan), now=NOW).gaps


def test_a_plan_without_goals_is_not_in_use(plan):
    assert gaps(plan) == (PlanGap.NO_GOAL, PlanGap.NOT_DISCUSSED)


def test_a_plan_is_in_use_when_talked_about_and_every_goal_is_on_its_way(near, plan):
    goal(plan, near.worker, next_step="Ringe", owner_words="Eg", due_date=SOON)
    goals.settle(goal=goal(plan, near.worker), state=GoalState.LEFT, by=near.worker, now=NOW)
    talked(plan, days_ago=90)

    assert gaps(plan) == ()


@pytest.mark.parametrize(
    "step",
    [
        {"owner_words": "Eg", "due_date": SOON},
        {"next_step": "Ringe", "owner_words": "Eg"},
        {"due_date": SOON},
    ],
)
def test_a_goal_that_lacks_something_keeps_the_plan_from_being_in_use(near, plan, step):
    goal(plan, near.worker, **step)
    talked(plan, days_ago=1)

    assert gaps(plan) == (PlanGap.STEP_MISSING,)


def test_a_plan_that_was_talked_about_long_ago_is_not_in_use(near, plan):
    goal(plan, near.worker, next_step="Ringe", owner_words="Eg", due_date=SOON)
    talked(plan, days_ago=91)

    assert gaps(plan) == (PlanGap.NOT_DISCUSSED,)


def test_a_goal_counts_the_contacts_that_stand(near, plan):
    made = goal(plan, near.worker)
    for minutes, undone_at in ((30, None), (45, None), (60, NOW)):
        contact = ContactFactory(person=near.person, recorded_by=near.worker, minutes=minutes, undone_at=undone_at)
        GoalContactFactory(goal=made, contact=contact)

    (line,) = goals_of(plan=plan)

    assert (line.contacts, line.minutes) == (2, 75)


def test_who_may_not_read_contacts_sees_no_number_of_them(near, plan):
    made = goal(plan, near.worker)
    GoalContactFactory(goal=made, contact=ContactFactory(person=near.person, recorded_by=near.worker))
    post = MembershipFactory()
    mask = mask_of({Category.IDENTITY, Category.PLAN})
    NetworkMemberFactory(person=near.person, membership=post, categories=mask)
    plan.person.standing = standing_of(post.user, near.person.pk, NOW)

    (line,) = goals_of(plan=plan)

    assert (line.contacts, line.shows_contacts) == (0, False)


def test_who_may_not_read_the_plan_gets_none_of_it(near, person, plan):
    goal(plan, near.worker)
    days = crisis_plans.CrisisDays(made_with_person=True, made_date=TODAY, valid_until_date=SOON)
    crisis_plans.make(person=person, days=days, by=near.worker, now=NOW)
    person.standing = None

    found = (open_plan(person=person), open_goals(person=person), open_crisis_plan(person=person))

    assert found == (None, (), None)
    assert plans(person=person, before=(NOW, LATEST), limit=9) == ()


def test_the_goals_are_offered_to_the_agenda(near, person, plan):
    made = goal(plan, near.worker)

    offered = [one for one in suggestions(person=person, viewer=near.worker, now=NOW) if one.key.startswith(GOAL)]

    assert [(one.key, one.title) for one in offered] == [(f"{GOAL}:{made.pk}", "Bu for meg sjølv")]


def test_the_timeline_tells_what_was_begun_added_and_settled_and_no_small_change(near, person, plan):
    made = goal(plan, near.worker, now=NOW + timedelta(minutes=1))
    texts = individual_plans.PlanTexts(needs="Hjelp")
    individual_plans.change(plan=plan, texts=texts, base_version=1, by=near.worker, now=NOW)
    goals.settle(goal=made, state=GoalState.REACHED, by=near.worker, now=NOW + timedelta(minutes=2))

    told = plans(person=person, before=(NOW + timedelta(hours=1), LATEST), limit=9)

    assert [(line.text, line.who) for line in told] == [
        ("Bu for meg sjølv", near.worker.name),
        ("Bu for meg sjølv", near.worker.name),
        ("", near.worker.name),
    ]


def test_a_closing_is_told_as_long_as_it_stands(near, person, plan):
    individual_plans.close(plan=plan, why="", by=near.worker, now=NOW)
    closed = len(plans(person=person, before=(NOW, LATEST), limit=9))
    individual_plans.reopen(plan=IndividualPlan.objects.get(), by=near.worker, now=NOW)

    assert (closed, len(plans(person=person, before=(NOW, LATEST), limit=9))) == (2, 1)


def test_the_history_tells_one_writers_saves_in_a_row_as_one_sitting(near, plan):
    for minutes, text in ((1, "H"), (2, "Hjelp"), (60, "Hjelp no")):
        texts = individual_plans.PlanTexts(needs=text)
        now = NOW + timedelta(minutes=minutes)
        version = IndividualPlan.objects.get().version
        individual_plans.change(plan=plan, texts=texts, base_version=version, by=near.worker, now=now)

    later, sitting = history_of_plan(plan=plan)

    assert [(one.before, one.after) for one in later.differences] == [("Hjelp", "Hjelp no")]
    assert [one.after for one in sitting.differences if one.field == "needs"] == ["Hjelp"]


def test_a_crisis_plan_past_its_day_is_overdue(near, person):
    days = crisis_plans.CrisisDays(made_with_person=True, made_date=TODAY, valid_until_date=SOON)
    crisis_plans.make(person=person, days=days, by=near.worker, now=NOW)

    overdue = [shown(plan=CrisisPlan.objects.get(), now=NOW + timedelta(days=n)).is_overdue for n in (90, 91)]

    assert overdue == [False, True]
