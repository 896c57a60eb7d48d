import json

import pytest
from django.test import Client

from samhold.rooms.access.enums import Category, Role, mask_of
from samhold.rooms.care.models import Contact, Draft
from samhold.rooms.care.queries.days import fields_of
from tests.support.factories.care import AppointmentFactory, DraftFactory
from tests.support.factories.organisations import MembershipFactory
from tests.support.factories.people import NetworkMemberFactory

TYPED = {"kind": "FINANCES", "outcome": "MET", "minutes": "60", "text": "Half a sentence", "mutation_key": "x"}


@pytest.fixture
def address(scene):
    return f"/persons/{scene.person.pk}/"


def save(client, address, **more):
    return client.post(f"{address}draft/", TYPED | more, headers={"X-Requested-With": "XMLHttpRequest"})


def test_draft_is_kept_encrypted_and_tells_when(scene, worker_client, address):
    answer = save(worker_client, address)

    draft = Draft.objects.get()
    assert set(answer.json()) == {"saved_at"}
    assert fields_of(draft) == {name: value for name, value in TYPED.items() if name != "mutation_key"}
    assert Draft.objects.filter(body__isnull=False).values_list("body", flat=True)[0] is not None
    assert "Half a sentence" not in str(Draft.objects.values_list("body", flat=True)[0])


def test_draft_is_there_again_after_a_new_log_in(scene, worker_client, address):
    save(worker_client, address)
    again = Client()
    again.force_login(scene.worker)

    box = again.get(f"{address}contacts/new/").context["box"]

    assert (box.form["text"].value(), box.form["kind"].value(), box.form["minutes"].value()) == (
        "Half a sentence",
        "FINANCES",
        "60",
    )
    assert box.draft is not None


def test_draft_is_its_authors_alone(scene, client, worker_client, address):
    save(worker_client, address)
    client.force_login(scene.colleague)

    answer = client.get(address)

    assert (answer.context["draft"], "Half a sentence" in answer.content.decode()) == (None, False)


def test_draft_saved_again_is_the_same(scene, worker_client, address):
    save(worker_client, address)

    save(worker_client, address, text="A whole sentence.")

    assert [fields_of(draft)["text"] for draft in Draft.objects.all()] == ["A whole sentence."]


def test_draft_without_a_script_leads_back_to_the_person(scene, worker_client, address):
    answer = worker_client.post(f"{address}draft/", TYPED)

    assert (answer.status_code, answer.url) == (302, address)


def test_draft_is_thrown_away_when_asked(scene, worker_client, address):
    save(worker_client, address)

    worker_client.post(f"{address}draft/discard/")

    assert Draft.objects.count() == 0


@pytest.mark.parametrize("path", ["draft/", "draft/discard/"])
def test_draft_of_a_stranger_is_not_found(scene, stranger_client, address, path):
    DraftFactory(person=scene.person, author=scene.worker)

    answer = stranger_client.post(f"{address}{path}", TYPED)

    assert (answer.status_code, Draft.objects.count()) == (404, 1)


def test_draft_of_an_appointment_one_may_no_longer_see_does_not_close_the_page(scene, client, address):
    post = MembershipFactory(role=Role.PEER_WORKER)
    sees = mask_of({Category.IDENTITY, Category.CONTACTS})
    NetworkMemberFactory(person=scene.person, membership=post, categories=sees)
    body = json.dumps({"text": "Kept", "day": "2026-03-02", "appointment": str(scene.visits[0].pk)})
    DraftFactory(person=scene.person, author=post.user, body=body)
    client.force_login(post.user)

    box = client.get(f"{address}contacts/new/").context["box"]

    assert (box.appointment, box.form["text"].value(), box.when.startswith("2. ")) == (None, "Kept", True)


def test_draft_of_another_visit_is_kept_and_not_filled_in(scene, worker_client, address):
    first, second = AppointmentFactory.create_batch(2, person=scene.person, unit=scene.unit)
    DraftFactory(
        author=scene.worker,
        person=scene.person,
        about=str(first.pk),
        body=json.dumps({"text": "Kept", "appointment": str(first.pk)}),
    )

    box = worker_client.get(f"{address}contacts/new/?appointment={second.pk}").context["box"]
    own = worker_client.get(f"{address}contacts/new/?appointment={first.pk}").context["box"]
    sent = {"kind": "HOME_VISIT", "outcome": "MET", "minutes": "30", "day": "2026-03-02", "time": "10:00"}
    worker_client.post(f"{address}contacts/new/", sent | {"unit": str(scene.unit.pk), "appointment": str(second.pk)})

    assert (box.appointment, box.form["text"].value() or "", box.draft) == (second, "", None)
    assert (own.appointment, own.form["text"].value()) == (first, "Kept")
    assert [Contact.objects.get(appointment=second).minutes, Draft.objects.count()] == [30, 1]


def test_drafts_of_two_visits_are_kept_side_by_side_until_each_is_saved(scene, worker_client, address):
    first, second = AppointmentFactory.create_batch(2, person=scene.person, unit=scene.unit)
    for visit, text in ((first, "Morning"), (second, "Evening")):
        save(worker_client, address, text=text, appointment=str(visit.pk))

    pages = [worker_client.get(f"{address}contacts/new/?appointment={visit.pk}") for visit in (first, second)]
    sent = TYPED | {"day": "2026-03-02", "time": "10:00", "unit": str(scene.unit.pk), "appointment": str(second.pk)}
    worker_client.post(f"{address}contacts/new/", sent | {"mutation_key": ""})
    worker_client.post(f"{address}draft/discard/", {"appointment": "not an id"})

    assert [page.context["box"].form["text"].value() for page in pages] == ["Morning", "Evening"]
    assert list(Draft.objects.values_list("about", flat=True)) == [str(first.pk)]


def test_draft_without_a_visit_is_found_from_my_day_beside_a_newer_one_of_a_visit(scene, worker_client, address):
    save(worker_client, address)
    save(worker_client, address, text="Evening", appointment=str(scene.visits[0].pk))

    page = worker_client.get("/my-day/").content.decode()
    alone = worker_client.get(f"{address}contacts/new/?appointment=&from=my_day").context["box"]

    assert f"{address}contacts/new/?appointment=&amp;from=my_day" in page
    assert (alone.form["text"].value(), alone.appointment) == ("Half a sentence", None)
