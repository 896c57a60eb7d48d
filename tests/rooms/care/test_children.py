from datetime import timedelta

import pytest

from samhold.foundation.errors import NotAllowed
from samhold.rooms.care.actions import children
from samhold.rooms.care.models import ChildrenQuestion
from samhold.rooms.care.safety_enums import ChildrenAnswer
from tests.rooms.conftest import NOW

TODAY = NOW.date()


def ask(near, *, by=None, **changes):
    values = {
        "asked_date": TODAY,
        "answer": ChildrenAnswer.SOME,
        "text": " To gutar ",
        "in_charge": near.worker,
        "follow_up_by_date": TODAY + timedelta(days=14),
    }
    return children.ask(person=near.person, asked=children.Asked(**values | changes), by=by or near.worker, now=NOW)


def test_an_answer_is_logged(near, log):
    made = ask(near)

    assert (made.text, made.in_charge, log()) == ("To gutar", near.worker, ("RECORD", "DONE", near.person.pk))


def test_where_there_are_no_children_nobody_is_in_charge(near):
    made = ask(near, answer=ChildrenAnswer.NONE)

    assert (made.text, made.in_charge, made.follow_up_by_date) == ("", None, None)


@pytest.mark.parametrize("days", [None, -1, 366])
def test_children_are_followed_up_by_a_day_within_a_year(near, days):
    day = None if days is None else TODAY + timedelta(days=days)

    with pytest.raises(children.FollowUpDay):
        ask(near, follow_up_by_date=day)


def test_somebody_is_in_charge_who_may_see_it(near, stranger):
    with pytest.raises(children.NobodyInCharge):
        ask(near, in_charge=None)
    with pytest.raises(children.InChargeMayNotSee):
        ask(near, in_charge=stranger)
    assert ChildrenQuestion.objects.count() == 0


def test_nobody_asked_tomorrow(near):
    with pytest.raises(children.AskedLater):
        ask(near, asked_date=TODAY + timedelta(days=1))


def test_children_are_followed_up_once_and_it_can_be_taken_back(near):
    made = children.follow_up(question=ask(near), by=near.worker, now=NOW)

    with pytest.raises(children.NothingToFollowUp):
        children.follow_up(question=made, by=near.worker, now=NOW)
    assert made.followed_up_date == TODAY
    assert children.take_back(question=made, by=near.worker, now=NOW).followed_up_date is None
    with pytest.raises(children.NothingToFollowUp):
        children.take_back(question=made, by=near.worker, now=NOW)


def test_a_stranger_neither_asks_nor_follows_up(near, stranger):
    with pytest.raises(NotAllowed):
        ask(near, by=stranger)
    with pytest.raises(NotAllowed):
        children.follow_up(question=ask(near), by=stranger, now=NOW)
