from datetime import date

import pytest

from samhold.foundation.identifiers import new_id
from samhold.rooms.access.enums import Role
from samhold.rooms.access.models import AuditEvent
from samhold.rooms.organisations.enums import WrittenForm
from samhold.rooms.people.enums import NetworkRole
from samhold.rooms.people.models import NetworkMember, Person, Residence
from tests.support.factories.organisations import MembershipFactory, OrganisationFactory
from tests.support.factories.people import NetworkMemberFactory, NetworkUnitFactory, PersonFactory


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


@pytest.fixture
def known(scene):
    """Somebody whom the worker may see, and somebody of the same name whom they may not."""
    facts = {"given_name": "Anita", "family_name": "Mønsterengen", "birth_date": date(1954, 3, 28)}
    person = PersonFactory(tenant=scene.unit.organisation, **facts)
    NetworkUnitFactory(person=person, unit=scene.unit)
    PersonFactory(**facts)
    return person


ANITA = {"given_name": "Anita", "family_name": "Monsterengen", "birth_date": "1954-03-28"}


@pytest.mark.parametrize(
    "changes",
    [{}, {"given_name": "Annita"}, {"birth_date": ""}, {"given_name": "Anita Marie"}],
    ids=["other letters", "near", "no birth date", "one name more"],
)
def test_registering_asks_whether_it_is_somebody_one_may_see(scene, worker_client, known, changes):
    answer = worker_client.post("/persons/new/", registering(scene, **ANITA | changes))

    page = answer.content.decode()
    assert answer.context["found"] == (known,)
    assert f'href="/persons/{known.pk}/"' in page
    assert Person.objects.filter(family_name="Monsterengen").count() == 0
    last = AuditEvent.objects.filter(person_id=known.pk).order_by("-pk").first()
    assert '"subject":"register"' in last.payload


def test_registering_all_the_same_makes_a_new_person_once(scene, worker_client, known):
    sent = registering(scene, **ANITA, others=str(known.pk))

    answers = [worker_client.post("/persons/new/", sent) for _number in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Person.objects.filter(family_name="Monsterengen").count() == 1


@pytest.mark.parametrize(
    "changes", [{"birth_date": "1955-03-28"}, {"given_name": "Torstein"}], ids=["another day", "another name"]
)
def test_registering_somebody_else_asks_nothing(scene, worker_client, known, changes):
    answer = worker_client.post("/persons/new/", registering(scene, **ANITA | changes))

    assert answer.status_code == 302


def test_registering_tells_nothing_of_those_who_are_hidden(scene, worker_client):
    hidden = PersonFactory(given_name="Anita", family_name="Mønsterengen", birth_date=date(1954, 3, 28))

    answer = worker_client.post("/persons/new/", registering(scene, **ANITA))

    made = Person.objects.get(family_name="Monsterengen")
    assert answer.url == f"/persons/{made.pk}/"
    assert AuditEvent.objects.filter(person_id=hidden.pk).count() == 0


def test_who_registers_becomes_primary_contact_when_it_is_ticked(scene, worker_client):
    worker_client.post("/persons/new/", registering(scene, is_primary_contact="on"))

    made = Person.objects.get(given_name="Testperson Ny")
    (line,) = NetworkMember.objects.filter(person=made, role=NetworkRole.PRIMARY_CONTACT)
    assert line.membership == scene.post


def test_registering_begins_with_the_written_form_of_the_service(scene, worker_client):
    scene.unit.organisation.written_form = WrittenForm.NYNORSK
    scene.unit.organisation.save()

    form = worker_client.get("/persons/new/").context["form"]

    assert (form["written_form"].value(), form["is_primary_contact"].value()) == ("nn", True)


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"given_name": "", "family_name": ""}, "given_name"),
        ({"national_number": "123"}, "national_number"),
        ({"birth_date": "2199-01-01"}, "birth_date"),
    ],
)
def test_what_cannot_be_registered_marks_its_field(scene, worker_client, changes, name):
    form = worker_client.post("/persons/new/", registering(scene, **changes)).context["form"]

    assert list(form.errors) == [name]


def test_person_with_a_wrong_number_comes_back(scene, worker_client):
    answer = worker_client.post("/persons/new/", registering(scene, national_number="12345678901"))

    assert (answer.status_code, Person.objects.filter(given_name="Testperson Ny").count()) == (200, 0)


def test_worker_who_may_not_register_makes_nobody(scene, client):
    post = MembershipFactory(role=Role.HOME_CARE_WORKER, unit=scene.unit)
    client.force_login(post.user)

    client.post("/persons/new/", registering(scene, membership=str(post.pk)))

    assert Person.objects.filter(given_name="Testperson Ny").count() == 0


@pytest.mark.parametrize("path", ["/persons/new/", "{address}details/"])
def test_neither_of_the_two_names_is_called_optional(scene, worker_client, address, path):
    scene.worker.language = "en"
    scene.worker.save()

    page = worker_client.get(path.format(address=address)).content.decode()

    labels = {name: page.partition(f'for="id_{name}">')[2].partition("</label>")[0] for name in ("given_name", "phone")}
    assert ["(optional)" in labels[name] for name in ("given_name", "phone")] == [False, True]
    assert "Write at least one of the two names." in page
