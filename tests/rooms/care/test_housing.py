"""The register, moves and guests: one test per exit that the pages' tests do not take."""

from datetime import timedelta

import pytest

from samhold.foundation.errors import NotAllowed, NotAvailable
from samhold.infrastructure.versioned import StaleVersion
from samhold.rooms.access.enums import Role
from samhold.rooms.access.models import AuditEvent
from samhold.rooms.care.actions import dwellings, guests, tenancies
from samhold.rooms.care.housing_access import AnotherRegister, access_dwelling, access_tenancy, kept_by
from samhold.rooms.care.models import Dwelling, Tenancy
from samhold.rooms.care.outcome_enums import DwellingKind, Home
from samhold.rooms.care.queries.checks import mine, of_person
from samhold.rooms.care.queries.housing import homes_of, offered, register
from samhold.rooms.organisations.enums import OrganisationKind
from samhold.rooms.people.access import access_person
from samhold.rooms.people.actions.taken_back import NothingToTakeBack
from tests.rooms.conftest import NOW
from tests.support.factories.life import DwellingFactory, TenancyFactory
from tests.support.factories.organisations import MembershipFactory, OrganisationFactory
from tests.support.factories.people import PersonFactory

TODAY = NOW.date()
TOMORROW, YESTERDAY, LAST_WEEK = TODAY + timedelta(days=1), TODAY - timedelta(days=1), TODAY - timedelta(days=7)
PROFILE = dwellings.Profile(name="Granvegen 4", kind=DwellingKind.HOME)


@pytest.fixture
def leader(near):
    return MembershipFactory(unit=near.unit, role=Role.UNIT_LEADER).user


@pytest.fixture
def place(near):
    return DwellingFactory(tenant=near.unit.organisation)


def move_in(near, **changes):
    new = tenancies.NewTenancy(**{"home": Home.MUNICIPAL, "first_date": LAST_WEEK} | changes)
    return tenancies.move_in(person=near.person, tenancy=new, by=near.worker, now=NOW)


def through_the_door(near):
    return access_person(actor=near.worker, person_id=near.person.pk, now=NOW, purpose="CARE")


def test_a_place_is_added_by_a_leader_and_logged_without_a_person(near, leader):
    made = dwellings.add(organisation=near.unit.organisation, profile=PROFILE, by=leader, now=NOW)

    event = AuditEvent.objects.get(payload__contains=f"care.dwelling {made.pk} added")
    assert (event.action, event.person_id, event.chain_id) == ("CONFIGURE", None, near.unit.organisation_id)


def test_nobody_keeps_the_register_of_another_municipality(near, leader):
    with pytest.raises(AnotherRegister):
        dwellings.add(organisation=OrganisationFactory(), profile=PROFILE, by=leader, now=NOW)
    with pytest.raises(NotAllowed):
        dwellings.add(organisation=near.unit.organisation, profile=PROFILE, by=near.worker, now=NOW)

    assert Dwelling.objects.count() == 0


def test_a_leader_of_a_hospital_keeps_no_register(near):
    post = MembershipFactory(role=Role.UNIT_LEADER, unit__organisation__kind=OrganisationKind.HOSPITAL_TRUST)

    assert kept_by(post.user, now=NOW) == frozenset()


def test_a_place_is_named_once_and_has_room_for_somebody(place, leader):
    for profile, refusal in (
        (dwellings.Profile(name=place.name, kind=DwellingKind.HOME), dwellings.NameTaken),
        (dwellings.Profile(name="Tom", kind=DwellingKind.HOME, capacity=0), dwellings.NoRoom),
    ):
        with pytest.raises(refusal):
            dwellings.add(organisation=place.tenant, profile=profile, by=leader, now=NOW)


def test_a_stale_change_gives_both(place, leader):
    dwellings.change(dwelling=place, profile=PROFILE, base_version=1, by=leader, now=NOW)

    with pytest.raises(StaleVersion) as stale:
        dwellings.change(
            dwelling=place, profile=dwellings.Profile(name="Nei", kind="HOME"), base_version=1, by=leader, now=NOW
        )

    assert ("name", "Granvegen 4", "Nei") in stale.value.differences()


def test_a_place_is_closed_and_opened_once(place, leader):
    with pytest.raises(dwellings.AlreadyOpen):
        dwellings.reopen(dwelling=place, by=leader, now=NOW)

    closed = dwellings.close(dwelling=place, by=leader, now=NOW)

    assert closed.closed_date == TODAY
    with pytest.raises(dwellings.AlreadyClosed):
        dwellings.close(dwelling=place, by=leader, now=NOW)


def test_a_place_that_one_may_not_know_of_and_one_that_there_is_not_answer_the_same(near, leader):
    elsewhere = DwellingFactory()

    for dwelling_id in (elsewhere.pk, near.person.pk):
        with pytest.raises(NotAvailable):
            access_dwelling(actor=leader, dwelling_id=dwelling_id, now=NOW)


@pytest.mark.parametrize(
    ("changes", "home", "refusal"),
    [
        ({"kind": DwellingKind.MEETING_PLACE}, Home.MUNICIPAL, tenancies.NotOffered),
        ({"closed_date": TODAY}, Home.MUNICIPAL, tenancies.NotOffered),
        ({"tenant": None}, Home.MUNICIPAL, tenancies.NotOffered),
        ({}, Home.OWNED, tenancies.NotLet),
    ],
)
def test_nobody_moves_into_a_place_that_is_not_offered(near, changes, home, refusal):
    tenant = {"tenant": OrganisationFactory() if "tenant" in changes else near.unit.organisation}
    dwelling = DwellingFactory(**changes | tenant)

    with pytest.raises(refusal):
        move_in(near, dwelling=dwelling, home=home)

    assert Tenancy.objects.count() == 0


def test_a_closed_place_is_still_where_somebody_once_lived(near):
    place = DwellingFactory(tenant=near.unit.organisation, closed_date=TODAY)

    made = move_in(near, dwelling=place, last_date=YESTERDAY)

    assert (made.dwelling, made.last_date) == (place, YESTERDAY)


def test_a_home_of_the_past_moves_nobody_out_and_days_do_not_meet(near):
    now = move_in(near, first_date=YESTERDAY)

    move_in(near, home=Home.PRISON, last_date=YESTERDAY - timedelta(days=1))
    with pytest.raises(tenancies.LivedElsewhere):
        move_in(near, home=Home.NONE, first_date=LAST_WEEK - timedelta(days=9), last_date=LAST_WEEK)

    now.refresh_from_db()
    assert now.last_date is None


def test_what_was_written_long_ago_or_changed_since_is_not_taken_back(near):
    old = move_in(near, home=Home.TEMPORARY)
    moved = move_in(near, first_date=TODAY)

    with pytest.raises(NothingToTakeBack):
        tenancies.take_back(tenancy=old, by=near.worker, now=NOW)
    with pytest.raises(NothingToTakeBack):
        tenancies.take_back(tenancy=moved, by=near.worker, now=NOW + timedelta(hours=25))

    assert tenancies.take_back(tenancy=moved, by=near.worker, now=NOW) == old


def test_guests_come_once_and_leave_once_on_days_they_can(near, place):
    home = move_in(near, dwelling=place)
    for day in (TOMORROW, LAST_WEEK - timedelta(days=1)):
        with pytest.raises(guests.GuestDays):
            guests.came(tenancy=home, day=day, by=near.worker, now=NOW)
    guests.came(tenancy=home, day=YESTERDAY, by=near.worker, now=NOW)
    for act, day, refusal in (
        (guests.came, TODAY, guests.GuestsAsBefore),
        (guests.left, LAST_WEEK, guests.GuestDays),
        (guests.left, TOMORROW, guests.GuestDays),
    ):
        with pytest.raises(refusal):
            act(tenancy=home, day=day, by=near.worker, now=NOW)

    guests.left(tenancy=home, day=TODAY, by=near.worker, now=NOW)

    with pytest.raises(guests.GuestsAsBefore):
        guests.left(tenancy=home, day=TODAY, by=near.worker, now=NOW)


def test_what_was_said_of_guests_is_taken_back_one_step_at_a_time(near):
    home = move_in(near)
    with pytest.raises(NothingToTakeBack):
        guests.take_back(tenancy=home, by=near.worker, now=NOW)
    guests.came(tenancy=home, day=YESTERDAY, by=near.worker, now=NOW)
    guests.left(tenancy=home, day=TODAY, by=near.worker, now=NOW)

    still = guests.take_back(tenancy=home, by=near.worker, now=NOW).has_guests
    never = guests.take_back(tenancy=home, by=near.worker, now=NOW).guests_since_date

    assert (still, never) == (True, None)


def test_a_stranger_writes_of_nobodys_home(near, stranger, place):
    home = move_in(near, dwelling=place)

    for act in (
        lambda: guests.came(tenancy=home, day=TODAY, by=stranger, now=NOW),
        lambda: guests.left(tenancy=home, day=TODAY, by=stranger, now=NOW),
        lambda: guests.take_back(tenancy=home, by=stranger, now=NOW),
        lambda: tenancies.take_back(tenancy=home, by=stranger, now=NOW),
    ):
        with pytest.raises(NotAllowed):
            act()
    with pytest.raises(NotAvailable):
        access_tenancy(actor=stranger, person_id=near.person.pk, tenancy_id=home.pk, now=NOW)


def test_guests_are_the_primary_contacts_until_they_are_gone(near):
    home = move_in(near)
    guests.came(tenancy=home, day=YESTERDAY, by=near.worker, now=NOW)

    duties = mine(worker=near.worker, now=NOW)
    guests.left(tenancy=home, day=TODAY, by=near.worker, now=NOW)
    gone = of_person(person=through_the_door(near), now=NOW)

    found = [(duty.check.kind, duty.check.due_date) for duty in duties if duty.check.kind == "WIN_HOME_BACK"]
    assert found == [("WIN_HOME_BACK", TODAY + timedelta(days=2))]
    assert "WIN_HOME_BACK" not in {duty.check.kind for duty in gone.duties}


def test_a_place_is_full_when_as_many_live_there_as_can(near, place):
    TenancyFactory(person=PersonFactory(tenant=place.tenant), dwelling=place)
    moved_out = DwellingFactory(tenant=place.tenant, name="Tom")
    TenancyFactory(
        person=PersonFactory(tenant=place.tenant), dwelling=moved_out, first_date=LAST_WEEK, last_date=YESTERDAY
    )

    listed = register(organisations={place.tenant_id})

    assert {one.row.name: one.has_room for one in listed} == {place.name: False, "Tom": True}
    assert offered(person=near.person, readable=()) == ()


def test_whoever_may_not_read_of_housing_is_told_nothing(near):
    move_in(near)

    assert homes_of(person=near.person, now=NOW).now is None
    assert homes_of(person=through_the_door(near), now=NOW).stable_days == 8
