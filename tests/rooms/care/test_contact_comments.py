"""What the person says to a note: they alone write it, whoever reads the note reads it, and those near are told."""

from datetime import timedelta

import pytest

from samhold.foundation.errors import NotAllowed, NotAvailable
from samhold.foundation.identifiers import new_id
from samhold.infrastructure.idempotency import MutationKey
from samhold.infrastructure.versioned import StaleVersion
from samhold.rooms.access.enums import Category, Purpose, mask_of
from samhold.rooms.care.actions import contact_comments, contacts
from samhold.rooms.care.models import Contact, ContactComment
from samhold.rooms.care.queries.notes import comment_for, note_of, notes
from samhold.rooms.care.queries.timeline import contacts as timeline
from samhold.rooms.notices.models import Notice
from samhold.rooms.people.access import access_person
from samhold.rooms.people.actions.taken_back import NothingToTakeBack
from samhold.rooms.people.timeline import LATEST
from tests.rooms.conftest import NOW
from tests.support.factories.access import UserFactory
from tests.support.factories.care import ContactFactory
from tests.support.factories.organisations import MembershipFactory
from tests.support.factories.people import NetworkMemberFactory, PersonFactory


@pytest.fixture
def noted(near):
    """Give a note by a colleague about the person, who has an account."""
    near.person.account = UserFactory()
    near.person.save()
    return ContactFactory(person=near.person, unit=near.unit, took_place_at=NOW - timedelta(days=1))


def write(noted, *, by=None, text=" I was tired. ", **more):
    by = by or noted.person.account
    return contact_comments.write(contact=noted, text=text, by=by, **{"now": NOW} | more)


def at_the_door(person, user):
    return access_person(actor=user, person_id=person.pk, purpose=Purpose.CARE, now=NOW)


def lines(near, user):
    person = at_the_door(near.person, user)
    return timeline(person=person, viewer=user, before=(NOW, LATEST), limit=5, now=NOW)


def waiting():
    return set(Notice.objects.filter(read_at__isnull=True).values_list("recipient_id", "kind"))


def test_a_comment_is_logged_read_with_the_note_and_told_to_those_near(near, noted, log):
    made = write(noted)

    assert (made.text, made.tenant_id, log()) == ("I was tired.", noted.tenant_id, ("RECORD", "DONE", near.person.pk))
    assert [(line.answer, line.answered_at) for line in lines(near, near.worker)] == [("I was tired.", NOW)]
    assert waiting() == {(near.worker.pk, "NOTE_COMMENTED"), (noted.recorded_by_id, "NOTE_COMMENTED")}
    assert near.person.name not in Notice.objects.first().path


def test_one_key_makes_one_comment_and_a_note_has_one(near, noted):
    key = MutationKey(value=new_id(), actor_id=near.person.account_id, sent_at=NOW)
    first, second = write(noted, key=key), write(noted, key=key)

    with pytest.raises(contact_comments.CommentedAlready):
        write(noted)

    assert (first.pk, ContactComment.objects.count()) == (second.pk, 1)


def test_nobody_speaks_in_the_persons_name(near, noted, stranger):
    other = PersonFactory(account=UserFactory())

    for somebody in (near.worker, stranger, other.account):
        with pytest.raises(NotAllowed):
            write(noted, by=somebody)


@pytest.mark.parametrize("text", ["", " \n"])
def test_a_comment_says_something(noted, text):
    with pytest.raises(contact_comments.SaysNothing):
        write(noted, text=text)


def test_a_note_that_was_taken_back_is_not_commented(near, noted):
    Contact.objects.update(recorded_by=near.worker, recorded_at=NOW)
    contacts.undo(contact=Contact.objects.get(), by=near.worker, now=NOW)

    with pytest.raises(contact_comments.NoteIsGone):
        write(Contact.objects.get())


def test_a_stale_change_loses_neither_text(noted):
    made = write(noted)
    change = {"by": noted.person.account, "base_version": 1, "now": NOW}
    contact_comments.change(comment=ContactComment.objects.get(), text="Better.", **change)

    with pytest.raises(StaleVersion) as late:
        contact_comments.change(comment=made, text="Worse.", **change)

    assert (late.value.current.text, late.value.rejected["text"]) == ("Better.", "Worse.")


def test_a_comment_is_taken_back_and_put_back_and_those_told_follow(near, noted):
    made, doing = write(noted), {"by": noted.person.account, "now": NOW}
    told = waiting()
    contact_comments.take_back(comment=made, **doing)
    hidden = (lines(near, near.worker)[0].answer, waiting())
    with pytest.raises(NothingToTakeBack):
        contact_comments.change(comment=made, text="x", base_version=made.version, **doing)
    contact_comments.put_back(comment=made, **doing)

    assert (hidden, lines(near, near.worker)[0].answer, waiting()) == (("", set()), "I was tired.", told)
    with pytest.raises(NothingToTakeBack):
        contact_comments.put_back(comment=made, **doing)


def test_one_that_was_taken_back_makes_room_for_another(near, noted):
    made = write(noted)
    contact_comments.take_back(comment=made, by=noted.person.account, now=NOW)

    write(noted, text="Again.")

    assert (lines(near, near.worker)[0].answer, ContactComment.objects.count()) == ("Again.", 1)


def test_the_person_reads_the_notes_that_stand_and_a_blocked_worker_neither(near, noted):
    made = write(noted)
    ContactFactory(person=near.person, undone_at=NOW)
    near.line.categories = mask_of({Category.IDENTITY, Category.FEEDBACK})
    near.line.save()
    own = at_the_door(near.person, near.person.account)

    found = notes(person=own)

    assert [(one.id, one.comment) for one in found] == [(noted.pk, made)]
    assert comment_for(person=own, contact_id=noted.pk) == made
    narrow = at_the_door(near.person, near.worker)
    assert (notes(person=narrow), lines(near, near.worker)) == ((), ())
    with pytest.raises(NotAvailable):
        comment_for(person=narrow, contact_id=noted.pk)


def test_a_note_about_another_is_not_there(near, noted):
    other = ContactFactory(person=PersonFactory(account=UserFactory()))
    own = at_the_door(near.person, near.person.account)

    for missing in (other.pk, new_id()):
        with pytest.raises(NotAvailable):
            note_of(person=own, contact_id=missing)


def test_who_reads_contacts_and_no_feedback_reads_the_comment(near, noted):
    write(noted)
    post = MembershipFactory(role="HOME_CARE_WORKER")
    NetworkMemberFactory(person=near.person, membership=post)

    assert [line.answer for line in lines(near, post.user)] == ["I was tired."]
