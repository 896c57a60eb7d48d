"""What is written about me, and what I say to it."""

from __future__ import annotations

import json

import pytest
from django.utils import timezone

from samhold.foundation.identifiers import new_id
from samhold.rooms.access.models import AuditEvent
from samhold.rooms.care.models import Contact, ContactComment
from samhold.rooms.notices.models import Notice
from samhold.rooms.people.models import Person
from tests.sites.staff.counting import counting
from tests.support.factories.access import UserFactory
from tests.support.factories.care import ContactCommentFactory, ContactFactory
from tests.support.factories.people import PersonFactory

QUERIES = 9
SAID = "Marker: I was only tired that day"


@pytest.fixture
def note(scene):
    """Give the newest note about the person of the scene."""
    return Contact.objects.filter(person=scene.person).order_by("-took_place_at").first()


def say(client, note, text=SAID, **more):
    return client.post(f"/me/notes/{note.pk}/", {"text": text, "mutation_key": str(new_id())} | more)


def test_last_notes_are_read_in_full_with_who_wrote_them(own_client, note):
    page = own_client.get("/me/notes/").content.decode()

    assert note.text in page
    assert note.recorded_by.name in page


def test_comment_stands_on_my_page_and_at_the_note_for_the_worker_who_is_told(own_client, worker_client, scene, note):
    answer = say(own_client, note)

    assert answer.headers["Location"] == f"/me/notes/#note-{note.pk}"
    assert SAID in own_client.get("/me/notes/").content.decode()
    assert SAID in worker_client.get(f"/persons/{scene.person.pk}/").content.decode()
    (told,) = Notice.objects.filter(recipient=scene.worker, kind="NOTE_COMMENTED")
    assert worker_client.post(f"/inbox/{told.pk}/").headers["Location"] == told.path
    assert SAID not in worker_client.get("/inbox/").content.decode()


def test_empty_comment_is_refused_beside_the_field(own_client, note):
    answer = say(own_client, note, text=" ")

    assert (answer.status_code, ContactComment.objects.count()) == (200, 0)
    assert list(answer.context["form"].errors) == ["text"]


def test_comment_is_changed_taken_back_and_put_back(own_client, worker_client, scene, note):
    say(own_client, note)
    say(own_client, note, text="Marker: changed", base_version="1")
    texts = [ContactComment.objects.get().text]
    own_client.post(f"/me/notes/{note.pk}/take-back/")
    hidden = "Marker: changed" in worker_client.get(f"/persons/{scene.person.pk}/").content.decode()
    own_client.post(f"/me/notes/{note.pk}/put-back/")
    again = own_client.post(f"/me/notes/{note.pk}/put-back/", follow=True).content.decode()

    assert (texts, hidden, ContactComment.objects.get().taken_back_at) == (["Marker: changed"], False, None)
    assert "Marker: changed" in again


def test_late_change_shows_both_texts_and_the_next_save_goes_through(own_client, note):
    say(own_client, note)
    say(own_client, note, text="Marker: second", base_version="1")

    late = say(own_client, note, text="Marker: third", base_version="1")
    page = late.content.decode()
    say(own_client, note, text="Marker: third", base_version=str(late.context["form"]["base_version"].value()))

    assert ("Marker: second" in page, "Marker: third" in page) == (True, True)
    assert ContactComment.objects.get().text == "Marker: third"


def test_second_page_from_before_the_comment_overwrites_nothing(own_client, note):
    say(own_client, note)

    late = say(own_client, note, text="Marker: from another page")

    assert (late.context["theirs"], ContactComment.objects.get().text) == (SAID, SAID)


def test_who_cancelled_is_told_to_me_and_not_of_a_person(own_client, scene):
    ContactFactory(person=scene.person, outcome="CANCELLED_BY_PERSON", took_place_at=timezone.now())

    told = own_client.get("/me/notes/").content.decode()

    assert ("Du avlyste" in told, "Avlyst av personen" in told) == (True, False)


@pytest.mark.parametrize("verb", ["", "take-back/", "put-back/"])
def test_note_about_another_is_not_there(own_client, scene, verb):
    other = ContactFactory(person=PersonFactory(account=UserFactory()), text="Marker-other")
    ContactCommentFactory(person=other.person, contact=other)
    undone = ContactFactory(person=scene.person, undone_at=timezone.now(), recorded_by=scene.worker)

    for missing in (other.pk, undone.pk, new_id()):
        assert own_client.post(f"/me/notes/{missing}/{verb}", {"text": "x"}).status_code == 404
    assert "Marker-other" not in own_client.get("/me/notes/").content.decode()


def test_worker_says_nothing_in_the_persons_name(worker_client, own_client, note):
    assert say(worker_client, note).status_code == 404
    assert ContactComment.objects.count() == 0


def test_what_i_read_and_say_is_in_the_log(own_client, scene, note):
    own_client.get("/me/notes/")
    say(own_client, note)

    account = Person.objects.get(pk=scene.person.pk).account_id
    events = AuditEvent.objects.filter(person_id=scene.person.pk, actor_id=account).order_by("pk")
    told = [(event.action, json.loads(event.payload)["categories"]) for event in events]
    assert ("READ", ["CONTACTS", "IDENTITY"]) in told
    assert ("RECORD", ["FEEDBACK"]) in told


@pytest.mark.parametrize("count", [1, 3])
def test_more_notes_take_no_more_questions(own_client, scene, count):
    for _number in range(count):
        ContactCommentFactory(person=scene.person, contact=ContactFactory(person=scene.person))
    own_client.get("/me/notes/")

    with counting() as asked:
        own_client.get("/me/notes/")

    assert asked.count <= QUERIES
