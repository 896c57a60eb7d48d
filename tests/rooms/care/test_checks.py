from datetime import timedelta

import pytest
from django.utils.translation import override

from samhold.core.checks import CheckKind
from samhold.infrastructure.database import unit_of_work
from samhold.rooms.access.engine import standing_of
from samhold.rooms.access.enums import Category, Role, mask_of
from samhold.rooms.care.check_words import QUESTIONS, TO_DO
from samhold.rooms.care.enums import ContactOutcome, DecisionState
from samhold.rooms.care.queries.checks import mine, of_person, of_unit
from samhold.rooms.care.safety_enums import ChildrenAnswer, ReviewKind
from samhold.rooms.people.enums import NetworkRole
from tests.rooms.conftest import NOW
from tests.sites.staff.counting import counting
from tests.support.factories.care import ContactFactory
from tests.support.factories.decisions import DecisionFactory
from tests.support.factories.life import (
    AbsencePlanFactory,
    CareReviewFactory,
    ChildrenQuestionFactory,
    FollowUpFactory,
    SafetyAssessmentFactory,
)
from tests.support.factories.meetings import AgendaItemFactory, MeetingFactory
from tests.support.factories.organisations import MembershipFactory
from tests.support.factories.people import BlockFactory, NetworkMemberFactory, NetworkUnitFactory, PersonFactory
from tests.support.factories.plans import CrisisPlanFactory, GoalFactory, IndividualPlanFactory

TODAY = NOW.date()


def ago(days):
    return TODAY - timedelta(days=days)


@pytest.fixture
def followed(near):
    """A person for whom everything is done, whose coordinator is another."""
    person = near.person
    FollowUpFactory(person=person, unit=near.unit, first_date=ago(400))
    coordinator = MembershipFactory(unit=near.unit, role=Role.COORDINATOR)
    NetworkMemberFactory(person=person, membership=coordinator, role=NetworkRole.COORDINATOR)
    ChildrenQuestionFactory(person=person, asked_date=ago(390))
    SafetyAssessmentFactory(person=person, assessed_date=ago(10), valid_until_date=ago(-60))
    CrisisPlanFactory(person=person, made_date=ago(30), valid_until_date=ago(-300))
    plan = IndividualPlanFactory(person=person, consented_date=ago(200), first_date=ago(200), revise_date=ago(-90))
    goal = GoalFactory(plan=plan, person=person, next_step="Ringe", owner=near.worker, due_date=ago(-9))
    AgendaItemFactory(
        meeting=MeetingFactory(person=person),
        person=person,
        source_key=f"care.goal:{goal.pk}",
        discussed_at=NOW - timedelta(days=9),
    )
    for kind in ReviewKind:
        CareReviewFactory(person=person, kind=kind, done_date=ago(60))
    ContactFactory(person=person, unit=near.unit, took_place_at=NOW - timedelta(days=2), recorded_by=near.worker)
    return near


def told(duties):
    return [(duty.check.kind, duty.owner_id) for duty in duties]


def of(near):
    near.person.standing = standing_of(near.worker, near.person.pk, NOW)
    return of_person(person=near.person, now=NOW).duties


def test_nothing_is_to_be_done_when_everything_is_done(followed):
    assert of(followed) == ()


def test_what_is_missing_is_told_with_its_day_and_whoever_owns_it(followed):
    person, worker = followed.person, followed.worker
    SafetyAssessmentFactory(
        person=person, risk_of="ADDRESS", assessed_date=ago(80), valid_until_date=ago(-5), assessed_by=worker
    )
    followed.person.carereviews.filter(kind=ReviewKind.SOMATIC_CHECK).update(done_date=ago(366))
    followed.person.goals.update(next_step="")
    coordinator = followed.person.networkmembers.get(role=NetworkRole.COORDINATOR).membership.user_id

    assert told(of(followed)) == [
        (CheckKind.CHECK_SOMATIC_HEALTH, worker.pk),
        (CheckKind.FIND_NEXT_STEP, coordinator),
        (CheckKind.ASSESS_SAFETY, worker.pk),
    ]


def test_without_a_coordinator_the_primary_contact_owns_the_plan(followed):
    followed.person.networkmembers.filter(role=NetworkRole.COORDINATOR).update(ends_at=NOW)
    followed.person.goals.update(next_step="")

    assert set(told(of(followed))) == {
        (CheckKind.NAME_COORDINATOR, followed.worker.pk),
        (CheckKind.FIND_NEXT_STEP, followed.worker.pk),
    }


def test_children_belong_to_whoever_is_in_charge_until_they_are_followed_up(followed):
    aunt = MembershipFactory(unit=followed.unit).user
    NetworkUnitFactory(person=followed.person, unit=followed.unit)
    asked = ChildrenQuestionFactory(
        person=followed.person, answer=ChildrenAnswer.SOME, in_charge=aunt, follow_up_by_date=ago(-2), asked_date=ago(3)
    )

    before = told(mine(worker=aunt, now=NOW))
    asked.followed_up_date = TODAY
    asked.save()

    assert (before, mine(worker=aunt, now=NOW)) == ([(CheckKind.FOLLOW_UP_CHILDREN, aunt.pk)], ())


def test_somebody_who_does_not_come_is_looked_for_after_the_days_they_chose(followed):
    ContactFactory(
        person=followed.person, unit=followed.unit, took_place_at=NOW, recorded_at=NOW, outcome=ContactOutcome.NOT_MET
    )
    before = of(followed)

    AbsencePlanFactory(person=followed.person, missed_after_days=2)

    assert (before, told(of(followed))) == ((), [(CheckKind.REACH_PERSON, followed.worker.pk)])


def test_a_decision_is_evaluated_in_time(followed):
    DecisionFactory(person=followed.person, unit=followed.unit, state=DecisionState.APPLIED)

    assert of(followed) == ()


def test_what_one_may_not_read_is_not_told_of(followed):
    followed.person.carereviews.all().delete()
    followed.person.childrenquestions.all().delete()
    BlockFactory(person=followed.person, user=followed.worker, categories=mask_of({Category.PLAN}))

    assert told(of(followed)) == [(CheckKind.ASK_ABOUT_CHILDREN, followed.worker.pk)]


def test_mine_are_those_i_own_and_no_strangers(followed, stranger):
    followed.person.carereviews.all().delete()
    other = NetworkMemberFactory(person=followed.person, membership=MembershipFactory(unit=followed.unit))

    assert len(mine(worker=followed.worker, now=NOW)) == 4
    assert len(mine(worker=followed.worker, now=NOW, limit=1)) == 1
    assert mine(worker=other.membership.user, now=NOW) == mine(worker=stranger, now=NOW) == ()


def test_a_unit_has_those_it_follows_up(followed, stranger):
    leader = MembershipFactory(unit=followed.unit, role=Role.UNIT_LEADER).user
    NetworkUnitFactory(person=followed.person, unit=followed.unit)
    NetworkUnitFactory(person=PersonFactory(tenant=followed.unit.organisation), unit=followed.unit)
    followed.person.carereviews.filter(kind=ReviewKind.EVALUATION).delete()

    found = of_unit(unit_id=followed.unit.pk, viewer=leader, now=NOW)

    assert (found.persons, told(found.duties)) == (1, [(CheckKind.EVALUATE, followed.worker.pk)])
    assert of_unit(unit_id=followed.unit.pk, viewer=stranger, now=NOW).persons == 0


@pytest.mark.parametrize("count", [1, 3])
def test_many_persons_are_one_question(near, count):
    for _number in range(count):
        person = PersonFactory(tenant=near.unit.organisation)
        NetworkMemberFactory(
            person=person, membership=near.post, role=NetworkRole.PRIMARY_CONTACT, starts_at=NOW - timedelta(days=99)
        )

    with unit_of_work(near.worker.pk), counting() as asked:
        found = mine(worker=near.worker, now=NOW)

    assert asked.count == 2

    assert len({duty.person.pk for duty in found}) >= count


def test_every_check_has_its_words():
    with override("en"):
        assert all(str(TO_DO[kind]) and str(QUESTIONS[kind]) for kind in CheckKind)


def missed(near, *, then, by, hours=2):
    at = NOW - timedelta(hours=hours)
    return ContactFactory(
        person=near.person,
        unit=near.unit,
        outcome=ContactOutcome.NOT_MET,
        absence_next=then,
        took_place_at=at,
        recorded_at=at,
        recorded_by=by,
    )


@pytest.mark.parametrize(("then", "kind"), [("PHONE", CheckKind.RING_PERSON), ("LOOK_IN", CheckKind.LOOK_IN)])
def test_what_was_said_after_a_missed_contact_waits_until_somebody_tries(followed, then, kind):
    colleague = MembershipFactory(unit=followed.unit)
    missed(followed, then=then, by=colleague.user, hours=30)
    first = told(of(followed))

    again = missed(followed, then="", by=colleague.user)
    after = told(of(followed))
    again.undone_at = NOW
    again.save()

    assert (first, after) == ([(kind, followed.worker.pk)], [])
    assert [duty.is_late for duty in of(followed)] == [True]


@pytest.mark.parametrize("then", ["NEW_TIME", "NOTHING", ""])
def test_nothing_waits_where_nobody_said_that_one_rings_or_looks_in(followed, then):
    missed(followed, then=then, by=followed.worker)

    assert of(followed) == ()


def test_whoever_tried_does_it_where_there_is_no_primary_contact(followed):
    colleague = MembershipFactory(unit=followed.unit)
    NetworkMemberFactory(person=followed.person, membership=colleague, role=NetworkRole.SECOND_CONTACT)
    missed(followed, then="PHONE", by=colleague.user)
    before = [told(mine(worker=user, now=NOW)) for user in (followed.worker, colleague.user)]

    followed.person.networkmembers.filter(role=NetworkRole.PRIMARY_CONTACT).delete()
    alone = told(mine(worker=colleague.user, now=NOW))
    ContactFactory(person=followed.person, unit=followed.unit, took_place_at=NOW, recorded_by=followed.worker)

    assert before == [[(CheckKind.RING_PERSON, followed.worker.pk)], []]
    assert alone == [(CheckKind.RING_PERSON, colleague.user.pk)]
    assert told(mine(worker=colleague.user, now=NOW)) == []
