"""What is counted before and after, of rows; and what only those see who may."""

from datetime import timedelta
from uuid import UUID

import pytest

from samhold.core.outcomes import Side
from samhold.foundation.errors import NotAllowed, NotAvailable
from samhold.rooms.access.engine import standing_of
from samhold.rooms.access.enums import Category, Role, mask_of
from samhold.rooms.care.actions import activities, follow_ups, life_events
from samhold.rooms.care.enums import ContactKind, ContactOutcome
from samhold.rooms.care.models import FollowUp
from samhold.rooms.care.outcome_access import access_activity, access_follow_up, access_life_event, open_to_outcomes
from samhold.rooms.care.queries import outcomes
from samhold.rooms.care.queries.before_after import Counted, Known, before_after
from samhold.rooms.care.queries.life_timeline import life_events as lines
from samhold.rooms.people.actions.taken_back import NothingToTakeBack
from samhold.rooms.people.timeline import LATEST
from tests.rooms.conftest import NOW
from tests.support.factories.care import AppointmentFactory, AppointmentWorkerFactory, ContactFactory
from tests.support.factories.life import ActivityFactory, FollowUpFactory, LifeEventFactory, TenancyFactory
from tests.support.factories.organisations import MembershipFactory
from tests.support.factories.people import NetworkMemberFactory

TODAY = NOW.date()


def ago(days):
    return TODAY - timedelta(days=days)


@pytest.fixture
def person(near):
    near.person.standing = standing_of(near.worker, near.person.pk, NOW)
    return near.person


def counted(person, start, *, homes=True):
    known = Known(
        life_events=outcomes.life_events(person=person),
        activities=outcomes.activities(person=person),
        homes=outcomes.homes(person=person) if homes else None,
    )
    return {line.what: (line.before, line.after) for line in before_after(start, known, today=TODAY).lines}


def test_two_years_by_hand(near, person):
    """
    Started 800 days ago. Before: 10 nights, of which 4 lie further back than two years; a compulsory stay of 5 that
    overlaps it by 2. After: 3 nights, and a stay 31 days into the third year, which is not seen.
    """
    start = FollowUpFactory(person=person, first_date=ago(800), known_since_date=ago(1530))
    for first, nights, kind in (
        (1534, 10, "ACUTE_ADMISSION"),
        (1526, 5, "COMPULSORY_ADMISSION"),
        (500, 3, "PLANNED_ADMISSION"),
        (39, 9, "ACUTE_ADMISSION"),
        (900, None, "OVERDOSE"),
        (700, None, "VIOLENCE_AGAINST"),
    ):
        last = None if nights is None else ago(first - nights)
        LifeEventFactory(person=person, kind=kind, first_date=ago(first), last_date=last)
    LifeEventFactory(person=person, kind="OVERDOSE", first_date=ago(10), undone_at=NOW)

    found = counted(person, start)

    two_years = {"days": 730}
    assert found[Counted.BED_DAYS] == (Side(count=9, **two_years), Side(count=3, **two_years))
    assert found[Counted.ACUTE_ADMISSIONS] == (Side(count=0, **two_years), Side(count=0, **two_years))
    assert found[Counted.COMPULSORY_ADMISSIONS] == (Side(count=1, **two_years), Side(count=0, **two_years))
    assert found[Counted.OVERDOSES] == (Side(count=1, **two_years), Side(count=0, **two_years))
    assert found[Counted.VIOLENCE_AGAINST] == (Side(count=0, **two_years), Side(count=1, **two_years))


def test_whoever_is_in_a_ward_today_has_not_spent_the_night_there_yet(near, person):
    start = FollowUpFactory(person=person, first_date=ago(100))
    LifeEventFactory(person=person, first_date=ago(3))

    assert counted(person, start)[Counted.BED_DAYS][1].count == 3


def test_a_before_that_nobody_asked_about_is_no_zero(near, person):
    start = FollowUpFactory(person=person, first_date=ago(100))
    LifeEventFactory(person=person, first_date=ago(200), last_date=ago(190))

    assert counted(person, start)[Counted.BED_DAYS] == (Side(count=0, days=0), Side(count=0, days=101))


def test_days_in_a_stable_home_are_of_the_days_that_are_known(near, person):
    start = FollowUpFactory(person=person, first_date=ago(100))
    TenancyFactory(person=person, home="NONE", first_date=ago(150), last_date=ago(61))
    TenancyFactory(person=person, home="RENTED", first_date=ago(60))

    found = counted(person, start)

    assert found[Counted.STABLE_HOME_DAYS] == (Side(count=0, days=50), Side(count=61, days=101))
    assert Counted.STABLE_HOME_DAYS not in counted(person, start, homes=False)
    assert outcomes.stable_home_since(outcomes.homes(person=person), today=TODAY) == ago(60)


def test_activity_that_is_substance_free_is_counted_apart(near, person):
    start = FollowUpFactory(person=person, first_date=ago(100))
    ActivityFactory(person=person, first_date=ago(50), last_date=ago(41))
    ActivityFactory(person=person, first_date=ago(45), is_substance_free=True, last_date=ago(36))
    ActivityFactory(person=person, first_date=ago(50), undone_at=NOW)

    found = counted(person, start)

    assert (found[Counted.ACTIVE_DAYS][1].count, found[Counted.SUBSTANCE_FREE_DAYS][1].count) == (15, 10)


def test_faces_are_all_who_came_in_four_weeks_and_new_ones_had_not_come_before(near, person):
    def met(days, user, **changes):
        at = NOW - timedelta(days=days)
        values = {"kind": ContactKind.HOME_VISIT, "outcome": ContactOutcome.MET} | changes
        return ContactFactory(
            person=person, unit=near.unit, recorded_by=user, took_place_at=at, recorded_at=at, **values
        )

    second, third, others = (MembershipFactory(unit=near.unit).user for _number in range(3))
    met(3, near.worker)
    met(200, near.worker)
    visit = AppointmentFactory(person=person, unit=near.unit, starts_at=NOW - timedelta(days=5))
    AppointmentWorkerFactory(appointment=visit, user=second)
    met(5, third, appointment=visit)
    met(28, others)
    met(2, others, outcome=ContactOutcome.NOT_MET)
    met(2, others, kind=ContactKind.COORDINATING)
    met(2, others, undone_at=NOW)

    assert outcomes.faces_of(person=person, now=NOW) == outcomes.Faces(met=3, new=2)


def test_lists_are_empty_for_those_who_may_not_read_them(near):
    for row in (FollowUpFactory, LifeEventFactory, ActivityFactory, TenancyFactory):
        row(person=near.person)
    post = MembershipFactory(role=Role.CARE_WORKER)
    NetworkMemberFactory(person=near.person, membership=post, categories=mask_of({Category.IDENTITY}))
    near.person.standing = standing_of(post.user, near.person.pk, NOW)

    asks = (outcomes.follow_ups, outcomes.life_events, outcomes.activities, outcomes.homes)

    assert [ask(person=near.person) for ask in asks] == [(), (), (), ()]
    assert outcomes.faces_of(person=near.person, now=NOW) is None
    assert lines(person=near.person, before=(NOW, LATEST), limit=5) == ()


def test_doors_are_shut_to_strangers_and_to_rows_of_others(near, stranger):
    mine, others = LifeEventFactory(person=near.person), LifeEventFactory()
    unknown = {"person_id": near.person.pk, "now": NOW}

    for ask in (
        lambda: open_to_outcomes(actor=stranger, **unknown),
        lambda: access_life_event(actor=stranger, event_id=mine.pk, **unknown),
        lambda: access_life_event(actor=near.worker, event_id=others.pk, **unknown),
        lambda: access_follow_up(actor=near.worker, follow_up_id=UUID(int=1), **unknown),
        lambda: access_activity(actor=near.worker, activity_id=UUID(int=1), **unknown),
    ):
        with pytest.raises(NotAvailable):
            ask()
    assert access_life_event(actor=near.worker, event_id=mine.pk, **unknown) == mine


def test_a_follow_up_is_taken_back_and_stands_again_unless_another_has_begun(near, log):
    row = FollowUpFactory(person=near.person, unit=near.unit)
    follow_ups.undo(follow_up=row, by=near.worker, now=NOW)
    again = follow_ups.begin(person=near.person, unit=near.unit, first_date=TODAY, by=near.worker, now=NOW)

    with pytest.raises(follow_ups.FollowUpIsOpen):
        follow_ups.redo(follow_up=row, by=near.worker, now=NOW)
    follow_ups.undo(follow_up=again, by=near.worker, now=NOW)
    follow_ups.redo(follow_up=row, by=near.worker, now=NOW)

    assert list(FollowUp.objects.filter(undone_at=None)) == [row]
    assert log() == ("RECORD", "DONE", near.person.pk)


def test_what_is_known_from_before_lies_before(near):
    row = FollowUpFactory(person=near.person, unit=near.unit)
    late = row.first_date + timedelta(days=1)

    with pytest.raises(follow_ups.KnownTooLate):
        follow_ups.tell_known(follow_up=row, known_since_date=late, by=near.worker, now=NOW)
    with pytest.raises(follow_ups.KnownTooLate):
        follow_ups.begin(
            person=near.person,
            unit=MembershipFactory().unit,
            first_date=ago(9),
            known_since_date=TODAY,
            by=near.worker,
            now=NOW,
        )


@pytest.mark.parametrize(
    ("factory", "module", "name"),
    [
        (LifeEventFactory, life_events, "event"),
        (FollowUpFactory, follow_ups, "follow_up"),
        (ActivityFactory, activities, "activity"),
    ],
)
def test_steps_back_are_taken_once_and_by_those_who_may(near, stranger, factory, module, name):
    row = factory(person=near.person)

    def step(do, by=near.worker):
        return do(**{name: row}, by=by, now=NOW)

    for do in (module.undo, module.redo, module.reopen):
        with pytest.raises(NotAllowed):
            step(do, stranger)
    for do in (module.reopen, module.redo):
        with pytest.raises(NothingToTakeBack):
            step(do)
    row.last_date = TODAY
    row.save()
    assert (step(module.reopen).last_date, step(module.undo).undone_at, step(module.redo).undone_at) == (
        None,
        NOW,
        None,
    )


def test_an_overdose_does_not_go_on(near):
    row = LifeEventFactory(person=near.person, kind="OVERDOSE", last_date=TODAY)

    with pytest.raises(NothingToTakeBack):
        life_events.reopen(event=row, by=near.worker, now=NOW)
