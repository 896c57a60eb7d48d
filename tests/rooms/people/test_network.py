from datetime import timedelta

import pytest

from samhold.foundation.errors import NotAllowed
from samhold.foundation.identifiers import new_id
from samhold.infrastructure.idempotency import MutationKey
from samhold.infrastructure.versioned import StaleVersion
from samhold.rooms.access.enums import Category
from samhold.rooms.notices.models import Notice
from samhold.rooms.people.actions import network
from samhold.rooms.people.actions.network import Party, Terms
from samhold.rooms.people.actions.taken_back import NothingToTakeBack
from samhold.rooms.people.enums import Basis, NetworkRole
from samhold.rooms.people.models import NetworkMember
from samhold.rooms.people.queries.network import involved
from tests.rooms.conftest import NOW
from tests.support.factories.organisations import MembershipFactory, UnitFactory
from tests.support.factories.people import NextOfKinFactory

pytestmark = pytest.mark.django_db


def terms(**changes):
    values = {"role": NetworkRole.HELPER, "basis": Basis.HEALTHCARE, "categories": frozenset(Category)}
    return Terms(**values | {"starts_at": NOW} | changes)


def add(near, party, **changes):
    return network.add(person=near.person, party=party, terms=terms(**changes), by=near.worker, now=NOW)


def test_adding_a_worker_is_logged_and_told_them(near, log):
    colleague = MembershipFactory(unit=near.unit)

    line = add(near, Party(membership=colleague))

    assert (line.person_id, line.tenant_id, line.kind) == (near.person.pk, near.person.tenant_id, "WORKER")
    assert log() == ("MANAGE_NETWORK", "DONE", near.person.pk)
    assert Notice.objects.get().recipient_id == colleague.user_id


def test_adding_twice_with_one_key_adds_once(near):
    key = MutationKey(value=new_id(), actor_id=near.worker.pk, sent_at=NOW)
    party, once = Party(unit=UnitFactory()), {"person": near.person, "terms": terms(), "by": near.worker, "now": NOW}

    first, second = (network.add(party=party, key=key, **once) for _ in range(2))

    assert first.pk == second.pk


def test_a_stranger_adds_nobody(near, stranger):
    with pytest.raises(NotAllowed):
        network.add(person=near.person, party=Party(unit=UnitFactory()), terms=terms(), by=stranger, now=NOW)

    assert NetworkMember.objects.count() == 1


def test_a_party_is_not_two():
    with pytest.raises(ValueError, match="one of"):
        Party(membership=MembershipFactory(), unit=UnitFactory())


def test_a_role_is_had_once(near):
    party = Party(unit=UnitFactory())
    add(near, party)

    with pytest.raises(network.AlreadyInvolved):
        add(near, party)


def test_there_is_one_primary_contact(near):
    with pytest.raises(network.PrimaryContactTaken):
        add(near, Party(membership=MembershipFactory()), role=NetworkRole.PRIMARY_CONTACT)


def test_a_period_runs_forwards(near):
    with pytest.raises(network.EndsBeforeItStarts):
        add(near, Party(unit=UnitFactory()), ends_at=NOW)


def test_a_next_of_kin_has_a_name(near):
    with pytest.raises(network.KinNeedsName):
        add(near, Party(name="  "), role=NetworkRole.NEXT_OF_KIN)


def test_a_change_of_an_old_version_loses_neither_text(near):
    kin = NextOfKinFactory(person=near.person, phone="1")
    change = {"terms": terms(role=NetworkRole.NEXT_OF_KIN), "by": near.worker, "now": NOW, "base_version": 1}
    network.change(member=NetworkMember.objects.get(pk=kin.pk), phone="2", **change)

    with pytest.raises(StaleVersion) as stale:
        network.change(member=NetworkMember.objects.get(pk=kin.pk), phone="3", **change)

    assert ("phone", "2", "3") in stale.value.differences()


def test_what_is_ended_ends_once_and_opens_again(near):
    helper = add(near, Party(unit=UnitFactory()), starts_at=NOW - timedelta(days=1))

    network.end(member=helper, by=near.worker, now=NOW)
    with pytest.raises(network.AlreadyEnded):
        network.end(member=helper, by=near.worker, now=NOW)
    reopened = network.reopen(member=helper, by=near.worker, now=NOW)

    assert reopened.ends_at is None


def test_reopening_is_refused_when_the_place_is_taken(near):
    other = MembershipFactory(unit=near.unit)
    second = add(near, Party(membership=other), starts_at=NOW - timedelta(days=1))
    network.end(member=second, by=near.worker, now=NOW)
    add(near, Party(membership=other))

    with pytest.raises(network.AlreadyInvolved):
        network.reopen(member=second, by=near.worker, now=NOW)


def test_whoever_may_not_see_the_network_sees_nobody(near):
    assert involved(person=near.person, now=NOW) == ()


def test_what_has_not_begun_ends_without_a_past_and_opens_as_it_was(near):
    start = NOW + timedelta(days=7)
    line = add(near, Party(unit=UnitFactory()), starts_at=start)

    network.end(member=line, by=near.worker, now=NOW)
    with pytest.raises(network.AlreadyEnded):
        network.end(member=line, by=near.worker, now=NOW)
    ended = NetworkMember.objects.get(pk=line.pk)
    reopened = network.reopen(member=line, by=near.worker, now=NOW)

    assert (ended.starts_at, ended.ends_at - start, reopened.ends_at) == (start, timedelta.resolution, None)


def test_only_what_ended_within_a_day_opens_again(near):
    line = add(near, Party(unit=UnitFactory()), starts_at=NOW - timedelta(days=1), ends_at=NOW + timedelta(days=1))

    with pytest.raises(NothingToTakeBack):
        network.reopen(member=line, by=near.worker, now=NOW)
    with pytest.raises(NothingToTakeBack):
        network.reopen(member=line, by=near.worker, now=NOW + timedelta(days=2, seconds=1))
