import copy
from datetime import UTC, date, datetime, timedelta

import pytest

from samhold.core.identity import synthetic
from samhold.foundation.errors import NotAllowed
from samhold.foundation.identifiers import new_id
from samhold.infrastructure.database import maintenance, unit_of_work
from samhold.infrastructure.idempotency import MutationKey
from samhold.infrastructure.versioned import StaleVersion
from samhold.rooms.access import noted
from samhold.rooms.access.engine import may
from samhold.rooms.access.enums import Action, Category, Role
from samhold.rooms.access.models import AuditEvent
from samhold.rooms.organisations.actions import memberships
from samhold.rooms.people.actions import persons
from samhold.rooms.people.details import BornInFuture, Home, MoveInFuture, NameMissing, NumberNotValid, PersonDetails
from samhold.rooms.people.models import NetworkMember, Person, Residence
from tests.support.factories.organisations import MembershipFactory, OrganisationFactory, UnitFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, 10, tzinfo=UTC)
BORN = date(1980, 3, 2)
NUMBER = synthetic(BORN, 0).reveal()


def details(**changes):
    return PersonDetails(**{"given_name": "Testperson", "family_name": "Én", "birth_date": BORN} | changes)


def do(action, *, by, **arguments):
    """Do it as a request would: in a unit of work of the one who acts."""
    with unit_of_work(by.pk):
        return action(by=by, now=NOW, **arguments)


def count(model):
    with maintenance():
        return model.objects.count()


def register(membership, **changes):
    entry = persons.Entry(details=details(**changes), home=None, membership=membership)
    return do(persons.register, entry=entry, by=membership.user)


@pytest.mark.parametrize(
    ("role", "can_see"),
    [
        (Role.CARE_WORKER, True),
        (Role.COORDINATOR, True),
        (Role.UNIT_LEADER, True),
        (Role.SUBSTANCE_COORDINATOR, True),
        (Role.INTAKE_COORDINATOR, True),
        (Role.GENERAL_PRACTITIONER, True),
    ],
)
def test_registering_worker_sees_the_person(role, can_see):
    membership = MembershipFactory(role=role)

    person = register(membership, national_number=f"{NUMBER[:6]} {NUMBER[6:]}")

    with unit_of_work(membership.user_id):
        person = Person.objects.get(pk=person.pk)
        assert person.national_number == NUMBER
        assert person.tenant_id == membership.unit.organisation_id
        assert may(membership.user, Action.READ, person, Category.IDENTITY, now=NOW) is can_see
    event = AuditEvent.objects.get(person_id=person.pk)
    assert (event.actor_id, event.action) == (membership.user_id, "RECORD")


@pytest.mark.parametrize("role", sorted(set(Role) - persons.MAY_REGISTER))
def test_other_roles_register_nobody(role):
    membership = MembershipFactory(role=role)

    with pytest.raises(NotAllowed):
        register(membership)

    assert count(Person) == 0


def test_nobody_registers_for_a_unit_they_do_not_work_in():
    worker, elsewhere = MembershipFactory(), MembershipFactory()
    noted.take()

    entry = persons.Entry(details=details(), home=None, membership=elsewhere)
    with pytest.raises(persons.NotYourUnit):
        do(persons.register, entry=entry, by=worker.user)

    assert [refusal.action for refusal in noted.take()] == ["RECORD"]


def test_known_number_is_refused_and_the_attempt_noted():
    first = MembershipFactory()
    known = register(first, national_number=NUMBER)
    second = MembershipFactory(unit=UnitFactory(organisation=first.unit.organisation))
    noted.take()

    with pytest.raises(persons.AlreadyRegistered):
        register(second, national_number=NUMBER)

    assert [refusal.person_id for refusal in noted.take()] == [known.pk]


def test_known_number_that_a_look_up_does_not_find_is_refused_by_the_database(monkeypatch):
    membership = MembershipFactory()
    register(membership, national_number=NUMBER)
    other = register(membership)
    monkeypatch.setattr(persons, "_refuse_known", lambda *_numbers, **_who: None)

    with pytest.raises(persons.AlreadyRegistered):
        register(membership, national_number=NUMBER)
    with pytest.raises(persons.AlreadyRegistered):
        do(
            persons.change,
            person=other,
            details=details(national_number=NUMBER),
            base_version=other.version,
            by=membership.user,
        )


def test_same_number_in_another_tenant_is_another_record():
    register(MembershipFactory(), national_number=NUMBER)

    register(MembershipFactory(), national_number=NUMBER)

    assert count(Person) == 2


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"given_name": " ", "family_name": ""}, NameMissing),
        ({"family_name": "x" * 81}, NameMissing),
        ({"birth_date": date(2026, 6, 2)}, BornInFuture),
        ({"national_number": "123"}, NumberNotValid),
        ({"national_number": NUMBER[:-1] + str((int(NUMBER[-1]) + 1) % 10)}, NumberNotValid),
    ],
)
def test_impossible_details_are_refused(changes, refusal):
    membership = MembershipFactory()

    with pytest.raises(refusal):
        register(membership, **changes)

    assert count(Person) == 0


def test_same_key_again_returns_the_person_already_made():
    membership = MembershipFactory()
    key = MutationKey(new_id(), membership.user_id, sent_at=NOW)
    entry = persons.Entry(details=details(), home=None, membership=membership)
    arguments = {"entry": entry, "by": membership.user, "others": frozenset()}

    first = do(persons.register, **arguments, key=key)
    again = do(persons.register, **arguments, key=key)

    assert again == first
    assert (count(Person), count(NetworkMember)) == (1, 1)


def _plain(model, *names):
    with maintenance():
        return sorted(tuple(getattr(row, name) for name in names) for row in model.objects.all())


def test_many_at_once_leave_the_same_rows_as_one_by_one():
    membership = MembershipFactory()
    home = Home(municipality=membership.unit.organisation, address="Testvegen 1", starts_at=NOW - timedelta(days=9))
    numbers = [synthetic(BORN, sequence).reveal() for sequence in range(3)]
    entries = [
        persons.Entry(details=details(national_number=number), home=home, membership=membership) for number in numbers
    ]
    rows = [
        (Person, "tenant_id", "given_name", "family_name", "birth_date", "national_number", "national_number_index",
         "created_at", "version"),
        (NetworkMember, "tenant_id", "kind", "unit_id", "role", "basis", "categories", "starts_at", "version"),
        (Residence, "tenant_id", "municipality_id", "address", "starts_at"),
    ]  # fmt: skip

    for entry in entries:
        do(persons.register, entry=entry, by=membership.user)
    one_by_one = [_plain(*row) for row in rows]
    with maintenance():
        for model in (Residence, NetworkMember, Person):
            model.objects.all().delete()
    do(persons.register_many, entries=entries, by=membership.user)

    assert [_plain(*row) for row in rows] == one_by_one


def test_number_twice_in_many_takes_in_nobody():
    membership = MembershipFactory()
    entry = persons.Entry(details=details(national_number=NUMBER), home=None, membership=membership)

    with pytest.raises(persons.AlreadyRegistered):
        do(persons.register_many, entries=[entry, entry], by=membership.user)

    assert count(Person) == 0


def test_stale_change_loses_neither_text():
    membership = MembershipFactory()
    person = register(membership)
    old = copy.copy(person)
    change = {"by": membership.user, "base_version": 1}
    do(persons.change, person=person, details=details(family_name="To"), **change)

    with pytest.raises(StaleVersion) as stale:
        do(persons.change, person=old, details=details(family_name="Tre"), **change)

    assert stale.value.differences() == (("family_name", "To", "Tre"),)


def test_stranger_changes_and_moves_nobody():
    person = register(MembershipFactory())
    stranger = MembershipFactory()
    home = Home(municipality=stranger.unit.organisation, starts_at=NOW)

    with pytest.raises(NotAllowed):
        do(persons.change, person=person, details=details(), base_version=1, by=stranger.user)
    with pytest.raises(NotAllowed):
        do(persons.move, person=person, home=home, by=stranger.user)

    assert count(Residence) == 0


def test_move_ends_the_old_residence():
    membership = MembershipFactory()
    person = register(membership)
    days = [NOW - timedelta(days=day) for day in (20, 10)]
    homes = [Home(municipality=OrganisationFactory(), starts_at=day) for day in days]

    for home in homes:
        do(persons.move, person=person, home=home, by=membership.user)

    with maintenance():
        found = list(Residence.objects.order_by("starts_at").values_list("starts_at", "ends_at"))
    assert found == [(days[0], days[1]), (days[1], None)]


@pytest.mark.parametrize(
    ("day", "refusal"), [(timedelta(days=1), MoveInFuture), (timedelta(days=-10), persons.MovedBeforeLastMove)]
)
def test_move_at_an_impossible_time_is_refused(day, refusal):
    membership = MembershipFactory()
    person = register(membership)
    move = {"person": person, "by": membership.user}
    do(persons.move, home=Home(municipality=OrganisationFactory(), starts_at=NOW - timedelta(days=10)), **move)

    with pytest.raises(refusal):
        do(persons.move, home=Home(municipality=OrganisationFactory(), starts_at=NOW + day), **move)

    assert count(Residence) == 1


def test_ended_membership_registers_nobody():
    membership = MembershipFactory()
    setter = MembershipFactory(role=Role.SUBSTANCE_COORDINATOR, unit=membership.unit)
    memberships.end(membership=membership, ends_at=NOW, by=setter.user, now=NOW)

    with pytest.raises(NotAllowed):
        register(membership)

    assert count(Person) == 0
