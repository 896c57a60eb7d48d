from datetime import date, timedelta

import pytest

from samhold.foundation.errors import NotAllowed
from samhold.rooms.care import deciding as rules
from samhold.rooms.care.actions import complaints
from samhold.rooms.care.actions.requests import AskedInFuture
from samhold.rooms.care.enums import ComplainedBy, DecisionState, Ruling
from samhold.rooms.care.models import Complaint, DecisionStep
from tests.rooms.care.deciding import TODAY, applied, decided, granted, leader_of, verdict
from tests.rooms.conftest import NOW


def new(**changes):
    values = {"complained_by": ComplainedBy.PERSON, "received_date": TODAY, "words": "For lite"}
    return complaints.NewComplaint(**values | changes)


def receive(near, decision, *, now=NOW, **changes):
    return complaints.receive(decision=decision, complaint=new(**changes), by=near.worker, now=now)


def consider(row, leader):
    return complaints.consider(complaint=row, text="Vurdert på nytt", base_version=row.version, by=leader, now=NOW)


@pytest.fixture
def leader(near):
    return leader_of(near)


@pytest.fixture
def refused(near, leader):
    return decided(near, leader, state=DecisionState.REFUSED, granted=None)


def test_a_complaint_goes_to_statsforvalteren_and_comes_back(near, leader, refused):
    row = consider(receive(near, refused), leader)

    complaints.send_on(complaint=row, text="Oversendt", base_version=row.version, by=leader, now=NOW)
    complaints.settle(complaint=row, ruling=Ruling.UPHELD, text="", base_version=row.version, by=leader, now=NOW)

    row.refresh_from_db()
    assert (row.state, row.ruling, row.sent_on_date, row.settled_date) == ("DECIDED", "UPHELD", TODAY, TODAY)
    assert row.reconsider_by_date == TODAY + timedelta(days=30)
    told = DecisionStep.objects.filter(complaint=row).order_by("pk").values_list("state", flat=True)
    assert list(told) == ["RECEIVED", "CONSIDERED", "SENT_ON", "DECIDED"]


def test_a_reversed_complaint_is_a_new_decision(near, leader, refused):
    row = consider(receive(near, refused), leader)

    made = complaints.reverse(
        complaint=row, verdict=verdict(granted=granted(4)), base_version=row.version, by=leader, now=NOW
    )

    refused.refresh_from_db()
    assert (row.state, refused.state, made.replaces_id, made.state) == ("REVERSED", "CHANGED", refused.pk, "GRANTED")


@pytest.mark.parametrize(("day", "is_late"), [(date(2026, 6, 29), False), (date(2026, 6, 30), True)])
def test_four_weeks_are_counted_and_a_late_complaint_is_taken_and_marked(near, leader, refused, day, is_late):
    row = receive(near, refused, received_date=day, now=NOW + timedelta(days=60))

    assert (refused.complain_by_date, row.is_late, row.state) == (date(2026, 6, 29), is_late, "RECEIVED")


def test_there_must_be_a_decision_and_one_complaint_at_a_time(near, leader, refused):
    with pytest.raises(complaints.NothingToComplainAbout):
        receive(near, applied(near, "HOME_HEALTH"))
    receive(near, refused)
    with pytest.raises(complaints.ComplaintStands):
        receive(near, refused)
    with pytest.raises(AskedInFuture):
        receive(near, refused, received_date=TODAY + timedelta(days=1))

    assert Complaint.objects.count() == 1


def test_only_leaders_consider_and_strangers_write_down_nothing(near, leader, refused, stranger):
    with pytest.raises(NotAllowed):
        complaints.receive(decision=refused, complaint=new(), by=stranger, now=NOW)
    row = receive(near, refused)
    with pytest.raises(NotAllowed):
        consider(row, near.worker)


def test_steps_of_a_complaint_are_taken_in_order(near, leader, refused):
    row = receive(near, refused)
    common = {"complaint": row, "base_version": 1, "by": leader, "now": NOW}

    with pytest.raises(rules.WrongStep):
        complaints.send_on(text="", **common)
    with pytest.raises(rules.WrongStep):
        complaints.settle(ruling=Ruling.UPHELD, text="", **common)
    with pytest.raises(rules.WrongStep):
        complaints.reverse(verdict=verdict(), **common)
