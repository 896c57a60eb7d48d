"""Adding many to networks leaves the rows, the log and the notices that adding one by one leaves."""

from datetime import UTC, datetime

import pytest

from samhold.foundation.errors import NotAllowed
from samhold.rooms.access.enums import Category
from samhold.rooms.access.models import AuditEvent
from samhold.rooms.notices.models import Notice
from samhold.rooms.people.actions import network
from samhold.rooms.people.enums import Basis, NetworkRole
from samhold.rooms.people.models import NetworkMember
from tests.support.factories.organisations import MembershipFactory, UnitFactory
from tests.support.factories.people import NetworkMemberFactory, PersonFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 4, 15, tzinfo=UTC)
SEES = frozenset({Category.IDENTITY, Category.NETWORK})


@pytest.fixture
def place():
    return MembershipFactory()


@pytest.fixture
def persons(place):
    return [NetworkMemberFactory(membership=place, person=PersonFactory()).person for _ in range(2)]


def terms(role):
    return network.Terms(role=role, basis=Basis.DECISION, categories=SEES, starts_at=NOW, contact_wish="Når det haster")


def wanted(persons, colleague, unit):
    parties = (
        (network.Party(membership=colleague), NetworkRole.PRIMARY_CONTACT),
        (network.Party(unit=unit), NetworkRole.SERVICE),
        (network.Party(name="Testperson Bjørk", relation="søster", phone="100 00 001"), NetworkRole.NEXT_OF_KIN),
    )
    return [
        network.Entry(person=person, party=party, terms=terms(role)) for person in persons for party, role in parties
    ]


def left_behind():
    """Tell what is new, and take it back."""
    new = NetworkMember.objects.filter(created_at=NOW).order_by("pk")
    names = [field.attname for field in NetworkMember._meta.concrete_fields if field.attname != "id"]
    rows = [{name: getattr(row, name) for name in names} for row in new]
    notices = list(Notice.objects.order_by("pk").values_list("recipient_id", "kind", "level", "path"))
    new.delete()
    Notice.objects.all().delete()
    return rows, notices


def events():
    return [(event.actor_id, event.person_id, event.action, event.at) for event in AuditEvent.objects.order_by("pk")]


def test_many_and_one_leave_equal_rows(place, persons):
    entries = wanted(persons, MembershipFactory(), UnitFactory())

    for entry in entries:
        network.add(person=entry.person, party=entry.party, terms=entry.terms, by=place.user, now=NOW)
    first, first_events = left_behind(), events()
    network.add_each(entries=entries, by=place.user, now=NOW)
    second, second_events = left_behind(), events()[len(first_events) :]

    assert first == second
    assert first_events == second_events
    assert (len(first[0]), len(first[1])) == (6, 2)


def test_a_stranger_among_them_adds_nobody(place, persons):
    entries = wanted([*persons, PersonFactory()], MembershipFactory(), UnitFactory())

    with pytest.raises(NotAllowed):
        network.add_each(entries=entries, by=place.user, now=NOW)

    assert not NetworkMember.objects.filter(created_at=NOW).exists()


@pytest.mark.parametrize(
    ("role", "refusal"),
    [
        (NetworkRole.PRIMARY_CONTACT, network.PrimaryContactTaken),
        (NetworkRole.SECOND_CONTACT, network.AlreadyInvolved),
    ],
)
def test_the_same_twice_is_refused(place, persons, role, refusal):
    colleague = MembershipFactory()
    entry = network.Entry(person=persons[0], party=network.Party(membership=colleague), terms=terms(role))

    with pytest.raises(refusal):
        network.add_each(entries=[entry, entry], by=place.user, now=NOW)

    assert not NetworkMember.objects.filter(created_at=NOW).exists()


def test_a_second_primary_contact_is_refused(place, persons):
    primary = terms(NetworkRole.PRIMARY_CONTACT)
    first = network.Entry(person=persons[0], party=network.Party(membership=MembershipFactory()), terms=primary)
    second = network.Entry(person=persons[0], party=network.Party(membership=MembershipFactory()), terms=primary)
    network.add_each(entries=[first], by=place.user, now=NOW)

    with pytest.raises(network.PrimaryContactTaken):
        network.add_each(entries=[second], by=place.user, now=NOW)
