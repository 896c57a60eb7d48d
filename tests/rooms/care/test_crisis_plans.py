import json
from datetime import timedelta

import pytest

from samhold.foundation.errors import NotAllowed
from samhold.foundation.identifiers import new_id
from samhold.infrastructure.idempotency import MutationKey
from samhold.infrastructure.versioned import StaleVersion
from samhold.rooms.care.actions import crisis_calls, crisis_plans
from samhold.rooms.care.models import CrisisEdition, CrisisPlan, CrisisStep
from samhold.rooms.people.actions.taken_back import NothingToTakeBack
from tests.rooms.conftest import NOW
from tests.support.factories.plans import CrisisPlanFactory, CrisisStepFactory

TODAY = NOW.date()
NEXT_YEAR = TODAY + timedelta(days=365)


def days(**changes):
    values = {"made_with_person": True, "made_date": TODAY, "valid_until_date": NEXT_YEAR}
    return crisis_plans.CrisisDays(**values | changes)


def make(near, *, by=None, key=None, **changes):
    return crisis_plans.make(person=near.person, days=days(**changes), by=by or near.worker, now=NOW, key=key)


def write(plan, by, base_version, **texts):
    changed = crisis_plans.CrisisTexts(**texts)
    return crisis_plans.change(plan=plan, texts=changed, base_version=base_version, by=by, now=NOW)


def call(plan, by, name, phone="1"):
    return crisis_calls.add(plan=plan, text=crisis_calls.CallText(name=name, phone=phone), by=by, now=NOW)


def test_a_crisis_plan_is_made_with_three_steps_and_logged(near, log):
    plan = make(near)

    assert (plan.made_with_person, [step.stage for step in plan.steps.order_by("stage")]) == (
        True,
        ["GREEN", "RED", "YELLOW"],
    )
    assert log() == ("PLAN", "DONE", near.person.pk)


def test_a_person_has_one_crisis_plan(near):
    make(near)

    with pytest.raises(crisis_plans.CrisisPlanIsOpen):
        make(near)


def test_the_same_key_makes_one_crisis_plan(near):
    key = MutationKey(value=new_id(), actor_id=near.worker.pk, payload="the same", sent_at=NOW)

    assert make(near, key=key) == make(near, key=key)


@pytest.mark.parametrize(("made", "valid"), [(1, 100), (0, 0), (0, 731), (-10, -10)])
def test_a_crisis_plan_has_days_it_can_have(near, made, valid):
    chosen = {"made_date": TODAY + timedelta(days=made), "valid_until_date": TODAY + timedelta(days=valid)}

    with pytest.raises(crisis_plans.CrisisPlanDays):
        make(near, **chosen)

    assert CrisisPlan.objects.count() == 0


def test_a_stranger_makes_no_crisis_plan(near, stranger):
    with pytest.raises(NotAllowed):
        make(near, by=stranger)


def test_a_stale_save_gives_both_texts(near):
    plan = make(near)
    write(plan, near.worker, 1, triggers="Uro")

    with pytest.raises(StaleVersion) as stale:
        write(plan, near.worker, 1, triggers="Åleine")

    assert stale.value.differences() == (("triggers", "Uro", "Åleine"),)


def test_two_writers_of_different_texts_do_not_disturb_each_other(near):
    plan = make(near)
    write(plan, near.worker, 1, triggers="Uro")

    write(CrisisPlan.objects.get(), near.worker, 1, meet_me="Med ro")

    saved = CrisisPlan.objects.get()
    assert (saved.triggers, saved.meet_me, saved.version) == ("Uro", "Med ro", 3)


def test_the_days_are_set_again_when_the_plan_was_gone_through(near):
    plan = make(near, valid_until_date=TODAY + timedelta(days=1))

    crisis_plans.set_days(plan=plan, days=days(), base_version=1, by=near.worker, now=NOW)

    assert CrisisPlan.objects.get().valid_until_date == NEXT_YEAR


def test_a_closing_of_today_is_taken_back_and_an_older_one_is_not(near):
    plan = crisis_plans.close(plan=make(near), by=near.worker, now=NOW)
    with pytest.raises(NothingToTakeBack):
        crisis_plans.reopen(plan=plan, by=near.worker, now=NOW + timedelta(days=1))

    crisis_plans.reopen(plan=plan, by=near.worker, now=NOW)

    assert CrisisPlan.objects.get().closed_date is None


def test_a_changed_step_leaves_an_edition(near):
    step = make(near).steps.get(stage="RED")

    crisis_plans.change_step(
        step=step, text=crisis_plans.StepText(doing="Ring 113"), base_version=1, by=near.worker, now=NOW
    )

    last = CrisisEdition.objects.order_by("-number").first()
    assert (last.part, json.loads(last.content), last.by) == ("RED", {"doing": "Ring 113"}, near.worker)


def test_a_stale_step_gives_both_texts(near):
    step = CrisisStepFactory(plan=CrisisPlanFactory(person=near.person))
    crisis_plans.change_step(step=step, text=crisis_plans.StepText(signs="A"), base_version=1, by=near.worker, now=NOW)

    with pytest.raises(StaleVersion) as stale:
        crisis_plans.change_step(
            step=step, text=crisis_plans.StepText(signs="B"), base_version=1, by=near.worker, now=NOW
        )

    assert stale.value.differences() == (("signs", "A", "B"),)


def test_a_closed_crisis_plan_is_not_changed(near):
    step = CrisisStepFactory(plan=CrisisPlanFactory(person=near.person, closed_date=TODAY))

    with pytest.raises(crisis_plans.CrisisPlanIsClosed):
        crisis_plans.change_step(step=step, text=crisis_plans.StepText(), base_version=1, by=near.worker, now=NOW)

    assert CrisisStep.objects.get().version == 1


def test_calls_keep_their_order_and_one_is_removed_and_put_back(near):
    plan = make(near)
    first, _second = (call(plan, near.worker, name) for name in ("Syster", "Lege"))

    edition = crisis_calls.remove(call=first, by=near.worker, now=NOW)
    left = [one.name for one in plan.calls.order_by("position")]
    crisis_calls.put_back(edition=edition, by=near.worker, now=NOW)

    assert (left, [one.name for one in plan.calls.order_by("position")]) == (["Lege"], ["Lege", "Syster"])


def test_a_call_is_put_back_once(near):
    plan = make(near)
    edition = crisis_calls.remove(call=call(plan, near.worker, "Syster"), by=near.worker, now=NOW)
    crisis_calls.put_back(edition=edition, by=near.worker, now=NOW)

    with pytest.raises(crisis_calls.CallStands):
        crisis_calls.put_back(edition=edition, by=near.worker, now=NOW)


def test_a_stale_call_gives_both_texts(near):
    line = call(make(near), near.worker, "Syster")
    text = crisis_calls.CallText(name="Syster Anna", phone="1")
    crisis_calls.change(call=line, text=text, base_version=1, by=near.worker, now=NOW)

    text = crisis_calls.CallText(name="Syster Berit", phone="1")

    with pytest.raises(StaleVersion) as stale:
        crisis_calls.change(call=line, text=text, base_version=1, by=near.worker, now=NOW)

    assert stale.value.differences() == (("name", "Syster Anna", "Syster Berit"),)


def test_a_call_has_a_number(near):
    with pytest.raises(crisis_calls.CallIncomplete):
        call(make(near), near.worker, "Syster", phone=" ")


def test_a_closed_plan_takes_no_more_calls(near):
    plan = make(near)
    line = call(plan, near.worker, "Syster")
    crisis_plans.close(plan=plan, by=near.worker, now=NOW)

    with pytest.raises(crisis_plans.CrisisPlanIsClosed):
        crisis_calls.remove(call=line, by=near.worker, now=NOW)


def test_a_copy_is_of_the_edition_that_was_given(near):
    plan = write(make(near), near.worker, 1, triggers="Uro")

    copy = crisis_plans.give_copy(plan=plan, given_to="Legevakta", by=near.worker, now=NOW)

    assert (copy.of_version, copy.given_date) == (2, TODAY)


def test_a_copy_is_given_to_somebody(near):
    with pytest.raises(crisis_plans.CopyToNobody):
        crisis_plans.give_copy(plan=make(near), given_to="", by=near.worker, now=NOW)
