import pytest

from samhold.foundation.identifiers import new_id
from samhold.rooms.access.enums import Role
from samhold.rooms.people.models import Person, Residence
from tests.support.factories.organisations import MembershipFactory, OrganisationFactory
from tests.support.factories.people import NetworkMemberFactory


@pytest.fixture
def address(scene):
    return f"/persons/{scene.person.pk}/"


def typed(**changes):
    first = {
        "given_name": "Testperson Ola",
        "family_name": "Furuset",
        "birth_date": "1979-05-14",
        "phone": "911 11 111",
        "contact_wish": "By letter",
        "written_form": "nb",
        "base_version": "1",
    }
    return first | changes


def test_details_are_saved(scene, worker_client, address):
    answer = worker_client.post(f"{address}details/", typed())

    person = Person.objects.get(pk=scene.person.pk)
    assert (answer.url, person.phone, person.contact_wish, person.written_form) == (
        address,
        "911 11 111",
        "By letter",
        "nb",
    )


def test_stale_details_stand_side_by_side_and_lose_neither(scene, worker_client, address):
    worker_client.post(f"{address}details/", typed())

    answer = worker_client.post(f"{address}details/", typed(phone="922 22 222", base_version="1"))

    page, person = answer.content.decode(), Person.objects.get(pk=scene.person.pk)
    assert (person.phone, "922 22 222" in page, "911 11 111" in page) == ("911 11 111", True, True)
    assert 'name="base_version" value="2"' in page

    worker_client.post(f"{address}details/", typed(phone="922 22 222", base_version="2"))
    assert Person.objects.get(pk=scene.person.pk).phone == "922 22 222"


def test_details_sent_twice_are_no_conflict(scene, worker_client, address):
    answers = [worker_client.post(f"{address}details/", typed()) for _number in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]


def test_details_that_cannot_be_come_back(scene, worker_client, address):
    answer = worker_client.post(f"{address}details/", typed(given_name="", family_name=""))

    assert (answer.status_code, 'class="error-summary"' in answer.content.decode()) == (200, True)


def test_national_number_is_never_shown_and_stays_when_left_empty(scene, worker_client, address):
    number = "02838012363"
    scene.person.national_number, scene.person.national_number_index = number, "index"
    scene.person.save()

    assert number not in worker_client.get(f"{address}details/").content.decode()


def test_move_ends_the_old_address(scene, worker_client, address):
    other = OrganisationFactory(name="Lom")
    sent = {"move-municipality": str(other.pk), "move-address": "Sognefjellsvegen 1", "mutation_key": str(new_id())}

    answer = worker_client.post(f"{address}move/", sent | {"move-moved_on": "2026-10-01"})

    homes = Residence.objects.filter(person=scene.person).order_by("starts_at")
    assert answer.url == address
    assert [(home.municipality.name, home.ends_at is None) for home in homes] == [("Vågå", False), ("Lom", True)]


def test_move_to_the_future_is_refused(scene, worker_client, address):
    sent = {"move-municipality": str(scene.unit.organisation_id), "move-address": "X", "move-moved_on": "2031-01-01"}

    answer = worker_client.post(f"{address}move/", sent)

    assert (answer.status_code, Residence.objects.filter(person=scene.person).count()) == (200, 1)


@pytest.mark.parametrize("path", ["details/", "move/"])
def test_worker_who_may_not_change_details_is_refused(scene, client, address, path):
    nav = MembershipFactory(role=Role.NAV_WORKER)
    NetworkMemberFactory(person=scene.person, membership=nav)
    client.force_login(nav.user)

    assert client.post(f"{address}{path}", typed()).status_code == 403


def registering(scene, **changes):
    first = typed(given_name="Testperson Ny", family_name="Person", mutation_key=str(new_id()))
    home = {"municipality": str(scene.unit.organisation_id), "address": "Vegen 2", "membership": str(scene.post.pk)}
    return first | home | changes


def test_person_is_registered_once_and_opened(scene, worker_client):
    sent = registering(scene)

    answers = [worker_client.post("/persons/new/", sent) for _number in range(2)]

    made = Person.objects.get(given_name="Testperson Ny")
    assert [answer.url for answer in answers] == [f"/persons/{made.pk}/"] * 2
    assert worker_client.get(f"/persons/{made.pk}/").status_code == 200


def test_person_with_a_wrong_number_comes_back(scene, worker_client):
    answer = worker_client.post("/persons/new/", registering(scene, national_number="12345678901"))

    assert (answer.status_code, Person.objects.filter(given_name="Testperson Ny").count()) == (200, 0)


def test_worker_who_may_not_register_makes_nobody(scene, client):
    post = MembershipFactory(role=Role.HOME_CARE_WORKER, unit=scene.unit)
    client.force_login(post.user)

    client.post("/persons/new/", registering(scene, membership=str(post.pk)))

    assert Person.objects.filter(given_name="Testperson Ny").count() == 0
