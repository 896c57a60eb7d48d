import json
from datetime import timedelta

import pytest

from samhold.foundation.errors import NotAllowed
from samhold.foundation.identifiers import new_id
from samhold.infrastructure.idempotency import MutationKey
from samhold.infrastructure.versioned import StaleVersion
from samhold.rooms.access.enums import Role
from samhold.rooms.care.actions import goals, individual_plans
from samhold.rooms.care.enums import ConsentForm, GoalState
from samhold.rooms.care.models import IndividualPlan, PlanEdition
from samhold.rooms.people.actions.taken_back import NothingToTakeBack
from samhold.rooms.people.enums import NetworkRole
from tests.rooms.conftest import NOW
from tests.support.factories.care import ContactFactory
from tests.support.factories.organisations import MembershipFactory
from tests.support.factories.people import NetworkMemberFactory
from tests.support.factories.plans import GoalFactory, IndividualPlanFactory

TODAY = NOW.date()
SOON = TODAY + timedelta(days=90)


def consent(given_date=TODAY, form=ConsentForm.WRITTEN):
    return individual_plans.PlanConsent(given_date=given_date, form=form, covers="Alle i nettverket")


def begin(near, *, by=None, key=None, **changes):
    values = {"consent": consent(), "revise_date": SOON} | changes
    return individual_plans.begin(person=near.person, by=by or near.worker, now=NOW, key=key, **values)


def change(plan, by, base_version=None, **texts):
    version = plan.version if base_version is None else base_version
    changed = individual_plans.PlanTexts(**texts)
    return individual_plans.change(plan=plan, texts=changed, base_version=version, by=by, now=NOW)


def set_period(plan, by, last_date=None, revise_date=SOON):
    period = individual_plans.PlanPeriod(last_date=last_date, revise_date=revise_date)
    return individual_plans.set_period(plan=plan, period=period, base_version=plan.version, by=by, now=NOW)


def goal(plan, by, **changes):
    text = goals.GoalText(**{"words": "Ha det roleg heime"} | changes)
    return goals.add(plan=plan, text=text, by=by, now=NOW)


def contents(plan):
    rows = PlanEdition.objects.filter(plan=plan).order_by("number")
    return [(row.number, row.by, json.loads(row.content)) for row in rows]


def test_a_plan_begins_with_consent_and_is_logged(near, log):
    plan = begin(near)

    assert (plan.first_date, plan.revise_date, plan.consent_form) == (TODAY, SOON, "WRITTEN")
    assert log() == ("PLAN", "DONE", near.person.pk)


def test_a_plan_without_consent_does_not_begin(near):
    with pytest.raises(individual_plans.ConsentMissing):
        begin(near, consent=consent(None))

    assert IndividualPlan.objects.count() == 0


def test_a_consent_is_given_before_it_is_written_down(near):
    with pytest.raises(individual_plans.ConsentInFuture):
        begin(near, consent=consent(TODAY + timedelta(days=1)))


def test_a_plan_is_looked_at_again_later(near):
    with pytest.raises(individual_plans.PlanRunsBackwards):
        begin(near, revise_date=TODAY)


def test_a_person_has_one_plan(near):
    begin(near)

    with pytest.raises(individual_plans.PlanIsOpen):
        begin(near)


def test_the_same_key_begins_one_plan(near):
    key = MutationKey(value=new_id(), actor_id=near.worker.pk, payload="the same", sent_at=NOW)

    assert begin(near, key=key) == begin(near, key=key)


def test_a_stranger_begins_no_plan(near, stranger):
    with pytest.raises(NotAllowed):
        begin(near, by=stranger)


def test_a_save_leaves_an_edition_of_what_was_changed(near):
    plan = begin(near)

    change(plan, near.worker, about_me=" Eg likar å fiske ")

    assert contents(plan)[1:] == [(2, near.worker, {"about_me": "Eg likar å fiske"})]


def test_a_save_that_changes_nothing_leaves_no_edition(near):
    plan = begin(near)

    change(plan, near.worker)

    assert len(contents(plan)) == 1


def test_a_stale_save_gives_both_texts_and_changes_nothing(near):
    plan = begin(near)
    mine = IndividualPlan.objects.get(pk=plan.pk)
    change(plan, near.worker, needs="Hjelp med husleiga")

    with pytest.raises(StaleVersion) as stale:
        change(mine, near.worker, needs="Hjelp med mat", base_version=1)

    assert stale.value.differences() == (("needs", "Hjelp med husleiga", "Hjelp med mat"),)
    assert IndividualPlan.objects.get().needs == "Hjelp med husleiga"


def test_two_writers_of_different_parts_do_not_disturb_each_other(near):
    plan = begin(near)
    mine = IndividualPlan.objects.get(pk=plan.pk)
    change(plan, near.worker, needs="Hjelp med husleiga")

    change(mine, near.worker, about_me="Glad i å fiske", base_version=1)

    saved = IndividualPlan.objects.get()
    assert (saved.needs, saved.about_me, saved.version) == ("Hjelp med husleiga", "Glad i å fiske", 3)


def test_a_version_that_never_was_is_stale(near):
    plan = begin(near)

    with pytest.raises(StaleVersion):
        change(IndividualPlan.objects.get(), near.worker, about_me="Glad i å fiske", base_version=7)

    assert IndividualPlan.objects.get().version == plan.version


def test_the_period_is_set_and_kept_as_an_edition(near):
    plan = set_period(begin(near), near.worker, last_date=SOON, revise_date=TODAY + timedelta(days=30))

    assert contents(plan)[1:] == [(2, near.worker, {"last_date": str(SOON), "revise_date": "2026-07-01"})]


def test_a_plan_does_not_end_before_it_starts(near):
    plan = begin(near)

    with pytest.raises(individual_plans.PlanRunsBackwards):
        set_period(plan, near.worker, last_date=TODAY)


def test_a_closed_plan_is_kept_and_another_begins(near):
    plan = individual_plans.close(plan=begin(near), why="Ønskjer ikkje plan no", by=near.worker, now=NOW)

    another = begin(near)

    assert (plan.closed_date, plan.closed_why, another.closed_date) == (TODAY, "Ønskjer ikkje plan no", None)


def test_a_closed_plan_is_not_changed(near):
    plan = individual_plans.close(plan=begin(near), why="", by=near.worker, now=NOW)

    with pytest.raises(individual_plans.PlanIsClosed):
        change(plan, near.worker, needs="x")
    with pytest.raises(individual_plans.PlanIsClosed):
        goal(plan, near.worker)


def test_a_closing_of_today_is_taken_back(near):
    plan = individual_plans.close(plan=begin(near), why="Feil", by=near.worker, now=NOW)

    individual_plans.reopen(plan=plan, by=near.worker, now=NOW)

    assert IndividualPlan.objects.get().closed_date is None


def test_an_older_closing_is_not_taken_back(near):
    plan = individual_plans.close(plan=begin(near), why="", by=near.worker, now=NOW)

    with pytest.raises(NothingToTakeBack):
        individual_plans.reopen(plan=plan, by=near.worker, now=NOW + timedelta(days=1))


def test_goals_keep_the_order_in_which_they_were_added(near):
    plan = begin(near)

    goal(plan, near.worker, words="Først")
    goal(plan, near.worker, words="Så")

    assert [one.words for one in plan.goals.order_by("position")] == ["Først", "Så"]


def test_a_goal_has_words(near):
    with pytest.raises(goals.GoalWithoutWords):
        goal(begin(near), near.worker, words="  ")


def test_somebody_takes_the_next_step(near):
    with pytest.raises(goals.StepWithoutOwner):
        goal(begin(near), near.worker, next_step="Ringe NAV")


def test_the_person_takes_the_next_step(near):
    made = goal(begin(near), near.worker, next_step="Ringe NAV", owner_words="Eg", due_date=SOON)

    assert (made.owner, made.owner_words, made.due_date) == (None, "Eg", SOON)


def test_a_changed_goal_leaves_an_edition_by_whoever_changed_it(near):
    plan = begin(near)
    made = goal(plan, near.worker)

    goals.change(goal=made, text=goals.GoalText(words="Ha eigen bustad"), base_version=1, by=near.worker, now=NOW)

    assert contents(plan)[2:] == [(3, near.worker, {"words": "Ha eigen bustad"})]


def test_a_stale_goal_gives_both_texts(near):
    made = goal(begin(near), near.worker)
    goals.change(goal=made, text=goals.GoalText(words="Mi"), base_version=1, by=near.worker, now=NOW)

    with pytest.raises(StaleVersion) as stale:
        goals.change(goal=made, text=goals.GoalText(words="Di"), base_version=1, by=near.worker, now=NOW)

    assert stale.value.differences() == (("words", "Mi", "Di"),)


def test_a_settled_goal_is_taken_up_before_it_is_changed(near):
    made = goals.settle(goal=goal(begin(near), near.worker), state=GoalState.REACHED, by=near.worker, now=NOW)

    with pytest.raises(goals.GoalSettled):
        goals.change(goal=made, text=goals.GoalText(words="x"), base_version=made.version, by=near.worker, now=NOW)
    goals.settle(goal=made, state=GoalState.OPEN, by=near.worker, now=NOW)

    assert (made.state, made.settled_date) == ("OPEN", None)


def test_a_contact_is_about_a_goal_once(near):
    made = goal(begin(near), near.worker)
    contact = ContactFactory(person=near.person, recorded_by=near.worker)

    for _ in range(2):
        goals.tick(contact=contact, goals=[made], by=near.worker, now=NOW)

    assert [tick.contact for tick in made.contacts.all()] == [contact]


def test_a_contact_is_not_about_another_persons_goal(near):
    contact = ContactFactory(person=near.person, recorded_by=near.worker)

    with pytest.raises(goals.GoalOfAnotherPlan):
        goals.tick(contact=contact, goals=[GoalFactory()], by=near.worker, now=NOW)


def test_home_care_does_not_change_the_plan(near):
    post = MembershipFactory(role=Role.HOME_CARE_WORKER, unit=near.unit)
    NetworkMemberFactory(person=near.person, membership=post, role=NetworkRole.HELPER)

    with pytest.raises(NotAllowed):
        change(IndividualPlanFactory(person=near.person), post.user)
