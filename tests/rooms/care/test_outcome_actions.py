from datetime import timedelta
from decimal import Decimal

import pytest

from samhold.foundation.errors import NotAllowed
from samhold.foundation.identifiers import new_id
from samhold.infrastructure.idempotency import MutationKey
from samhold.infrastructure.versioned import StaleVersion
from samhold.rooms.care.actions import activities, follow_ups, life_events, tenancies
from samhold.rooms.care.models import Activity, FollowUp, LifeEvent, Tenancy
from samhold.rooms.care.outcome_enums import ActivityKind, Home, LifeEventKind, Obstacle
from samhold.rooms.people.actions.taken_back import NothingToTakeBack
from tests.rooms.conftest import NOW
from tests.support.factories.life import DwellingFactory

TODAY = NOW.date()
TOMORROW, YESTERDAY, LAST_WEEK = TODAY + timedelta(days=1), TODAY - timedelta(days=1), TODAY - timedelta(days=7)


def event(near, *, by=None, key=None, **changes):
    new = life_events.NewLifeEvent(**{"kind": LifeEventKind.ACUTE_ADMISSION, "first_date": LAST_WEEK} | changes)
    return life_events.record(person=near.person, event=new, by=by or near.worker, now=NOW, key=key)


def follow(near, first_date=LAST_WEEK, *, by=None):
    return follow_ups.begin(person=near.person, unit=near.unit, first_date=first_date, by=by or near.worker, now=NOW)


def activity(near, *, by=None, **changes):
    values = {"kind": ActivityKind.WORK, "hours_per_week": Decimal("7.5"), "first_date": LAST_WEEK} | changes
    new = activities.NewActivity(**values)
    return activities.begin(person=near.person, activity=new, by=by or near.worker, now=NOW)


def move_in(near, *, by=None, key=None, **changes):
    new = tenancies.NewTenancy(**{"home": Home.MUNICIPAL, "first_date": LAST_WEEK} | changes)
    return tenancies.move_in(person=near.person, tenancy=new, by=by or near.worker, now=NOW, key=key)


@pytest.mark.parametrize("write", [event, follow, activity, move_in])
def test_what_is_written_down_is_logged(near, log, write):
    write(near)

    assert log() == ("RECORD", "DONE", near.person.pk)


@pytest.mark.parametrize("write", [event, follow, activity, move_in])
def test_a_stranger_writes_nothing_down(near, stranger, write):
    with pytest.raises(NotAllowed):
        write(near, by=stranger)


@pytest.mark.parametrize("write", [event, move_in])
def test_the_same_key_writes_once(near, write):
    key = MutationKey(value=new_id(), actor_id=near.worker.pk, payload="the same", sent_at=NOW)

    assert write(near, key=key) == write(near, key=key)


@pytest.mark.parametrize("days", [{"first_date": TOMORROW}, {"first_date": YESTERDAY, "last_date": TOMORROW}])
def test_an_event_has_happened(near, days):
    with pytest.raises(life_events.EventInFuture):
        event(near, **days)

    assert LifeEvent.objects.count() == 0


def test_an_event_does_not_end_before_it_starts(near):
    with pytest.raises(life_events.EventRunsBackwards):
        event(near, first_date=YESTERDAY, last_date=LAST_WEEK)


def test_an_admission_ends_once(near):
    stay = life_events.end(event=event(near), last_date=YESTERDAY, by=near.worker, now=NOW)

    with pytest.raises(life_events.EventEnded):
        life_events.end(event=stay, last_date=TODAY, by=near.worker, now=NOW)


def test_an_event_is_taken_back_and_stands_again(near):
    taken_back = life_events.undo(event=event(near), by=near.worker, now=NOW)
    with pytest.raises(life_events.EventEnded):
        life_events.undo(event=taken_back, by=near.worker, now=NOW)

    stands = life_events.redo(event=taken_back, by=near.worker, now=NOW)

    assert stands.undone_at is None
    with pytest.raises(NothingToTakeBack):
        life_events.redo(event=stands, by=near.worker, now=NOW)


def test_follow_up_does_not_begin_tomorrow(near):
    with pytest.raises(follow_ups.FollowUpDays):
        follow(near, TOMORROW)


def test_a_unit_follows_up_once_at_a_time(near):
    first = follow(near)
    with pytest.raises(follow_ups.FollowUpIsOpen):
        follow(near)

    follow_ups.end(follow_up=first, last_date=YESTERDAY, why="Flytta", by=near.worker, now=NOW)
    follow(near, TODAY)

    assert FollowUp.objects.count() == 2


def test_follow_up_ends_once_and_not_before_it_begins(near):
    first = follow(near)
    with pytest.raises(follow_ups.FollowUpDays):
        follow_ups.end(follow_up=first, last_date=LAST_WEEK - timedelta(days=1), why="", by=near.worker, now=NOW)
    follow_ups.end(follow_up=first, last_date=TODAY, why="", by=near.worker, now=NOW)

    with pytest.raises(follow_ups.FollowUpEnded):
        follow_ups.end(follow_up=first, last_date=TODAY, why="", by=near.worker, now=NOW)


@pytest.mark.parametrize("hours", ["0", "-1", "168.5"])
def test_an_activity_fits_in_a_week(near, hours):
    with pytest.raises(activities.ActivityHours):
        activity(near, hours_per_week=Decimal(hours))

    assert Activity.objects.count() == 0


def test_an_activity_has_days_it_can_have(near):
    with pytest.raises(activities.ActivityDays):
        activity(near, first_date=TOMORROW)


def test_an_activity_ends_once(near):
    ended = activities.end(activity=activity(near), last_date=TODAY, by=near.worker, now=NOW)

    with pytest.raises(activities.ActivityEnded):
        activities.end(activity=ended, last_date=TODAY, by=near.worker, now=NOW)


def test_moving_in_ends_where_one_lived_before(near):
    move_in(near, home=Home.TEMPORARY)

    move_in(near, first_date=YESTERDAY)

    rows = Tenancy.objects.order_by("first_date").values_list("home", "first_date", "last_date")
    assert list(rows) == [
        ("TEMPORARY", LAST_WEEK, YESTERDAY - timedelta(days=1)),
        ("MUNICIPAL", YESTERDAY, None),
    ]


@pytest.mark.parametrize("first_date", [LAST_WEEK, TOMORROW])
def test_one_does_not_move_before_the_last_move_or_tomorrow(near, first_date):
    move_in(near)

    with pytest.raises(tenancies.TenancyDays):
        move_in(near, first_date=first_date)


def test_somebody_newly_sober_is_not_sent_among_active_use_unseen(near):
    among = DwellingFactory(tenant=near.unit.organisation)
    sober = tenancies.Situation(lives_sober=True)

    with pytest.raises(tenancies.AmongActiveUse):
        move_in(near, dwelling=among, situation=sober)
    made = move_in(near, dwelling=among, situation=sober, in_spite_why="Ho vil dit, og broren bur der")

    assert (made.dwelling, made.in_spite_why) == (among, "Ho vil dit, og broren bur der")


def test_a_substance_free_place_needs_no_warning(near):
    place = DwellingFactory(tenant=near.unit.organisation, is_substance_free=True)

    made = move_in(near, dwelling=place, situation=tenancies.Situation(lives_sober=True))

    assert made.dwelling == place


def test_what_stands_in_the_way_is_saved_and_a_stale_save_gives_both_texts(near):
    home = move_in(near)
    obstacles = frozenset({Obstacle.DEBT, Obstacle.GUESTS})
    situation = tenancies.Situation(guests_since=YESTERDAY, obstacles=obstacles, note="Tre menn")
    tenancies.change(tenancy=home, situation=situation, base_version=1, by=near.worker, now=NOW)

    with pytest.raises(StaleVersion) as stale:
        tenancies.change(
            tenancy=home, situation=tenancies.Situation(note="To"), base_version=1, by=near.worker, now=NOW
        )

    assert ("note", "Tre menn", "To") in stale.value.differences()
    assert Tenancy.objects.get().obstacles == "DEBT GUESTS"


def test_guests_have_come(near):
    with pytest.raises(tenancies.GuestsInFuture):
        move_in(near, situation=tenancies.Situation(guests_since=TOMORROW))
