from datetime import date

import pytest
from django.utils import timezone

from samhold.core.identity import synthetic
from samhold.infrastructure.keyring import blind_index
from samhold.rooms.access.enums import Role
from samhold.rooms.access.models import AuditEvent
from samhold.rooms.people.queries.persons import NUMBER_INDEX
from tests.sites.staff.counting import counting
from tests.support.factories.organisations import MembershipFactory
from tests.support.factories.people import ConflictFactory, NetworkUnitFactory, PersonFactory


def find(client, words, **headers):
    return client.post("/search/", {"q": words}, headers=headers)


def test_search_finds_by_the_beginning_of_a_name_and_logs_each_hit(scene, worker_client):
    answer = find(worker_client, "ola fur")

    assert [person.pk for person in answer.context["persons"]] == [scene.person.pk]
    last = AuditEvent.objects.filter(person_id=scene.person.pk).order_by("-pk").first()
    assert '"subject":"search"' in last.payload


def test_search_finds_by_a_whole_national_number(scene, worker_client):
    number = synthetic(date(1980, 3, 2), 0).reveal()
    scene.person.national_number_index = blind_index(NUMBER_INDEX, number)
    scene.person.save()

    assert [person.pk for person in find(worker_client, number).context["persons"]] == [scene.person.pk]


def test_search_shows_no_hidden_person(scene, stranger_client):
    answer = find(stranger_client, "Furuset")

    assert (answer.context["persons"], "Ola" in answer.content.decode()) == ((), False)


def test_search_shows_nobody_with_a_conflict_of_interest(scene, worker_client):
    ConflictFactory(person=scene.person, user=scene.worker, home_unit=scene.unit)

    assert find(worker_client, "Furuset").context["persons"] == ()


@pytest.mark.parametrize("words", ["", " ", "o"])
def test_search_for_nothing_finds_nobody(scene, worker_client, words):
    assert find(worker_client, words).context["persons"] == ()


def test_search_by_the_address_finds_nobody(scene, worker_client):
    assert worker_client.get("/search/?q=Furuset").context["persons"] == ()


def test_search_in_the_palette_is_a_fragment(scene, worker_client):
    page = find(worker_client, "Furuset", **{"HX-Request": "true"}).content.decode()

    assert page.lstrip().startswith("<h3>")
    assert f'href="/persons/{scene.person.pk}/"' in page


def test_search_that_finds_nobody_says_what_to_do(scene, worker_client):
    page = find(worker_client, "Ukjent").content.decode()

    assert ('href="/persons/new/"' in page, 'href="/emergency/"' in page) == (True, True)


def test_search_finds_pages(scene, worker_client):
    from django.utils.translation import gettext, override

    with override("nb"):
        word = gettext("My day")

    assert 'href="/my-day/"' in find(worker_client, word).content.decode().split('id="q"')[1]


@pytest.mark.parametrize("count", [1, 5])
def test_search_asks_as_much_for_many_hits_as_for_one(scene, worker_client, count):
    for _number in range(count):
        NetworkUnitFactory(
            person=PersonFactory(tenant=scene.unit.organisation, family_name="Samenavn"), unit=scene.unit
        )

    with counting() as asked:
        found = find(worker_client, "Samenavn").context["persons"]

    assert (len(found), asked.count) == (count, 5)


@pytest.mark.parametrize("count", [1, 5])
def test_list_asks_as_much_for_many_rows_as_for_one(scene, worker_client, count):
    for _number in range(count):
        NetworkUnitFactory(person=PersonFactory(tenant=scene.unit.organisation), unit=scene.unit)

    with counting() as asked:
        rows = worker_client.get("/persons/?whose=all").context["rows"]

    assert (len(rows), asked.count) == (3 + count, 6)


def test_list_shows_who_the_contact_is_and_when_they_were_last_met(scene, worker_client):
    rows = worker_client.get("/persons/").context["rows"]

    shown = {row["person"].pk: (row["person"].contact_name, row["days"]) for row in rows}
    assert shown[scene.person.pk][0] == scene.worker.name
    assert shown[scene.person.pk][1] in {1, 2}
    assert shown[scene.others[0].pk] == (None, None)


def test_list_of_mine_leaves_out_those_i_only_see_through_my_unit(scene, client):
    client.force_login(scene.colleague)

    mine, everybody = client.get("/persons/").context["rows"], client.get("/persons/?whose=all").context["rows"]

    assert (len(mine), len(everybody)) == (0, 3)


def test_list_by_municipality_keeps_who_lives_there(scene, worker_client):
    other = MembershipFactory().unit.organisation

    here = worker_client.get("/persons/", {"municipality": str(scene.unit.organisation_id)}).context["rows"]
    there = worker_client.get("/persons/", {"municipality": str(other.pk)}).context["rows"]

    assert (len(here), len(there)) == (3, 0)


def test_list_tells_no_contact_to_one_who_may_not_read_contacts(scene, client):
    role = MembershipFactory(role=Role.CHILD_WELFARE_WORKER)
    NetworkUnitFactory(person=scene.person, unit=role.unit)
    client.force_login(role.user)

    (row,) = client.get("/persons/?whose=all").context["rows"]

    assert (row["person"].pk, row["days"]) == (scene.person.pk, None)


def test_list_goes_on_page_by_page(scene, worker_client):
    for _number in range(35):
        NetworkUnitFactory(person=PersonFactory(tenant=scene.unit.organisation), unit=scene.unit)
    first = worker_client.get("/persons/?whose=all")

    second = worker_client.get(first.context["after_url"])

    shown = [row["person"].pk for answer in (first, second) for row in answer.context["rows"]]
    assert (len(shown), len(set(shown)), second.context["after_url"]) == (38, 38, "")


def test_list_of_a_stranger_is_empty(scene, stranger_client):
    assert stranger_client.get("/persons/?whose=all").context["rows"] == []


def test_list_is_logged(scene, worker_client):
    before = timezone.now()

    worker_client.get("/persons/")

    assert AuditEvent.objects.filter(at__gte=before, person_id__isnull=False).count() == 3
