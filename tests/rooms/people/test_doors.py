"""The door to a person, and the periods that open and close it."""

from datetime import timedelta

import pytest

from samhold.foundation.errors import NotAvailable
from samhold.foundation.identifiers import new_id
from samhold.rooms.access import noted
from samhold.rooms.access.enums import Action, Category, Purpose
from samhold.rooms.access.models import AuditEvent
from samhold.rooms.people.access import access_person, note_listed
from samhold.rooms.people.models import Person
from samhold.rooms.people.queries.persons import search
from tests.rooms.conftest import NOW


def enter(user, person_id, at=NOW):
    wanted = (Category.CONTACTS, Category.THIRD_PARTY, Category.MAPPING)
    purpose = Purpose.CARE
    return access_person(actor=user, person_id=person_id, purpose=purpose, now=at, subject="x", categories=wanted)


def test_a_pass_is_logged_with_what_may_be_read(near, log):
    found = enter(near.worker, near.person.pk)

    payload = AuditEvent.objects.get().payload
    assert (found, log()) == (near.person, ("READ", "DONE", near.person.pk))
    assert '"categories":["CONTACTS","IDENTITY","THIRD_PARTY"]' in payload
    assert '"basis":"care worker sees (in_network)"' in payload or "(primary_contact)" in payload


def test_hidden_and_unknown_are_the_same_and_noted(near, stranger):
    for person_id in (near.person.pk, new_id()):
        with pytest.raises(NotAvailable):
            enter(stranger, person_id)

    assert [one.actor_id for one in noted.take()] == [stranger.pk, stranger.pk]


@pytest.mark.parametrize("what", ["line", "post"])
def test_the_door_closes_when_line_or_membership_ends(near, what):
    row = getattr(near, what)
    row.ends_at = NOW + timedelta(hours=1)
    row.save()

    enter(near.worker, near.person.pk, NOW + timedelta(minutes=59, seconds=59))
    with pytest.raises(NotAvailable):
        enter(near.worker, near.person.pk, NOW + timedelta(hours=1))


def test_the_door_opens_when_the_line_begins(near):
    near.line.starts_at = NOW
    near.line.save()

    enter(near.worker, near.person.pk, NOW)
    with pytest.raises(NotAvailable):
        enter(near.worker, near.person.pk, NOW - timedelta(seconds=1))


def test_who_may_not_log_in_passes_no_door(near):
    near.worker.is_active = False

    with pytest.raises(NotAvailable):
        enter(near.worker, near.person.pk)
    assert list(Person.objects.visible_to(near.worker, Action.FIND, now=NOW)) == []


def test_search_finds_whom_one_may_find(near, stranger):
    words = near.person.family_name[:4]

    found = [search(actor=user, words=words, now=NOW) for user in (near.worker, stranger)]

    assert found == [(near.person,), ()]


def test_a_list_is_logged_person_by_person(near, log):
    note_listed([near.person], actor=near.worker, purpose=Purpose.CARE, now=NOW, subject="search")

    assert log() == ("READ", "DONE", near.person.pk)


def test_a_standing_counts_for_its_own_person_only(near):
    from samhold.rooms.access.engine import may
    from tests.support.factories.people import PersonFactory

    other = PersonFactory()
    other.standing = enter(near.worker, near.person.pk).standing

    assert not may(near.worker, Action.READ, other, Category.IDENTITY, now=NOW)
