from datetime import date, timedelta

import pytest

from samhold.foundation.errors import NotAllowed, NotAvailable
from samhold.foundation.identifiers import new_id
from samhold.infrastructure.idempotency import MutationKey
from samhold.infrastructure.versioned import StaleVersion
from samhold.rooms.access.enums import Role
from samhold.rooms.access.models import AuditEvent
from samhold.rooms.care.access import access_request
from samhold.rooms.care.actions import requests
from samhold.rooms.care.enums import RequestOutcome, RequestRoad
from samhold.rooms.care.models import RequestForHelp
from samhold.rooms.care.queries.requests import Counts, counts, requests_to
from tests.rooms.conftest import NOW
from tests.support.factories.decisions import RequestForHelpFactory
from tests.support.factories.organisations import MembershipFactory, UnitFactory
from tests.support.factories.people import PersonFactory

TODAY = date(2026, 6, 1)


def new(**changes):
    values = {"road": RequestRoad.NEXT_OF_KIN, "asked_by": "Moren", "about": "Sønnen", "asked_for": "Noen å ringe"}
    return requests.NewRequest(**values | {"asked_date": TODAY} | changes)


def take(near, request=None, **more):
    return requests.take(unit=near.unit, request=request or new(), **{"by": near.worker, "now": NOW} | more)


def reply(row, by, **changes):
    values = {"outcome": RequestOutcome.OFFER, "answer": "Kom i morgen"}
    return requests.answer(request=row, answer=requests.Answer(**values | changes), base_version=1, by=by, now=NOW)


def test_a_request_about_somebody_unknown_is_the_units_and_is_due_in_a_fortnight(near):
    key = MutationKey(value=new_id(), actor_id=near.worker.pk, sent_at=NOW)

    first, second = take(near, key=key), take(near, key=key)

    assert (first.pk, RequestForHelp.objects.count(), first.person_id) == (second.pk, 1, None)
    assert first.answer_by_date == date(2026, 6, 15)
    event = AuditEvent.objects.get(payload__contains=f"{first.pk} taken")
    assert (event.person_id, event.actor_id) == (None, near.worker.pk)


def test_what_was_said_of_somebody_unknown_is_not_in_the_clear(near):
    row = take(near)

    stored = RequestForHelp.objects.filter(pk=row.pk).values_list("asked_by", "about", "asked_for").get()

    assert not any(word in str(stored) for word in ("Moren", "Sønnen", "ringe"))


def test_requests_are_taken_by_those_who_work_in_the_unit(near):
    elsewhere = MembershipFactory().user
    peer = MembershipFactory(unit=near.unit, role=Role.PEER_WORKER).user

    for by in (elsewhere, peer):
        with pytest.raises(NotAllowed):
            take(near, by=by)


def test_a_request_about_a_person_whom_one_does_not_reach_is_refused(near):
    with pytest.raises(NotAllowed):
        take(near, new(person=PersonFactory(tenant=near.unit.organisation)))


def test_a_request_of_tomorrow_is_refused(near):
    with pytest.raises(requests.AskedInFuture):
        take(near, new(asked_date=TODAY + timedelta(days=1)))


def test_an_answer_is_given_once(near):
    row = take(near)

    reply(row, near.worker)

    assert (row.outcome, row.answered_date, row.answered_by) == ("OFFER", TODAY, near.worker)
    with pytest.raises(requests.AnsweredAlready):
        reply(row, near.worker)


@pytest.mark.parametrize(
    ("reason", "offer", "refusal"),
    [
        (" ", "Fastlegen", requests.TurnedAwayWithoutReason),
        ("Bor ikke her", "", requests.TurnedAwayWithoutOffer),
    ],
)
def test_nobody_is_turned_away_without_a_reason_and_an_offer(near, reason, offer, refusal):
    row = take(near)

    with pytest.raises(refusal):
        reply(row, near.worker, outcome=RequestOutcome.TURNED_AWAY, reason=reason, offer=offer)

    assert RequestForHelp.objects.get().outcome == ""


def test_a_stale_answer_is_refused(near):
    row = take(near)
    requests.link(request=row, person=near.person, by=near.worker, now=NOW)

    with pytest.raises(StaleVersion):
        reply(row, near.worker)


def test_a_request_that_is_linked_is_the_persons(near):
    row = requests.link(request=take(near), person=near.person, by=near.worker, now=NOW)

    colleague = MembershipFactory(unit=near.unit).user

    assert access_request(actor=near.worker, request_id=row.pk, now=NOW).person == near.person
    with pytest.raises(NotAvailable):
        access_request(actor=colleague, request_id=row.pk, now=NOW)
    assert list(requests_to(viewer=colleague, now=NOW)) == []
    assert list(requests_to(viewer=near.worker, now=NOW)) == [row]


def test_those_who_wait_come_first_and_of_the_answered_the_newest(near):
    leader = MembershipFactory(unit=near.unit, role=Role.UNIT_LEADER).user
    days = [TODAY + timedelta(days=number) for number in range(20)]
    common = {"unit": near.unit, "answered_by": leader, "answer": "x", "asked_date": TODAY, "answer_by_date": days[14]}
    old = RequestForHelpFactory(**common, outcome="APPLICATION", answered_date=days[0])
    newest = RequestForHelpFactory(**common, outcome="OFFER", answered_date=days[2])
    later = RequestForHelpFactory(unit=near.unit, asked_date=TODAY, answer_by_date=days[15])
    first = RequestForHelpFactory(unit=near.unit, asked_date=TODAY, answer_by_date=days[3])

    assert list(requests_to(viewer=leader, now=NOW)) == [first, later, newest, old]


def test_an_unlinked_request_is_opened_in_its_unit_only_and_reading_it_is_logged(near, stranger):
    row = take(near)
    colleague = MembershipFactory(unit=near.unit).user

    assert access_request(actor=colleague, request_id=row.pk, now=NOW) == row
    for request_id in (row.pk, new_id()):
        with pytest.raises(NotAvailable):
            access_request(actor=stranger, request_id=request_id, now=NOW)
    assert AuditEvent.objects.filter(action="READ", payload__contains='"subject":"request"').count() == 1


def test_counts_are_of_one_unit_and_one_period(near):
    leader = MembershipFactory(unit=near.unit, role=Role.UNIT_LEADER).user
    common = {"unit": near.unit, "answered_by": leader, "answer": "x", "asked_date": TODAY}
    due = {"answer_by_date": TODAY + timedelta(days=14)}
    RequestForHelpFactory(**common, **due, outcome="OFFER", answered_date=TODAY)
    RequestForHelpFactory(**common, **due, outcome="APPLICATION", answered_date=TODAY + timedelta(days=15))
    RequestForHelpFactory(**common, **due, outcome="TURNED_AWAY", reason="x", offer="x", answered_date=TODAY)
    RequestForHelpFactory(unit=near.unit, asked_date=TODAY, **due)
    RequestForHelpFactory(unit=near.unit, asked_date=TODAY - timedelta(days=40), **due)
    RequestForHelpFactory(unit=UnitFactory(), asked_date=TODAY, **due)

    found = counts(viewer=leader, unit_id=near.unit.pk, first=TODAY, last=TODAY, now=NOW)

    assert found == Counts(came=4, offer=1, application=1, turned_away=1, waiting=1, on_time=2)
