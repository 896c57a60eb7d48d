"""Persons for those who coordinate: a director sees who is involved, and nothing of care."""

from __future__ import annotations

import pytest

from samhold.rooms.access.enums import Category, Purpose, Role, mask_of
from samhold.rooms.access.models import AuditEvent
from samhold.rooms.people.models import NetworkMember
from samhold.sites.staff.pages import coordination
from tests.sites.staff.circle import client_of, text_of
from tests.support.factories.organisations import MembershipFactory
from tests.support.factories.people import BlockFactory, NetworkUnitFactory, PersonFactory


@pytest.fixture
def director(scene):
    return MembershipFactory(role=Role.SERVICE_DIRECTOR, unit=scene.unit)


def test_director_finds_the_persons_of_the_services_they_lead(scene, director):
    client = client_of(director.user)

    listed = client.get("/coordination/")

    assert scene.person in listed.context["persons"]
    assert scene.person.name in text_of(listed)
    assert client.get("/persons/?whose=all").context["rows"] == []


def test_director_sees_who_is_involved_and_no_note(scene, director):
    client = client_of(director.user)

    shown = text_of(client.get(f"/coordination/{scene.person.pk}/"))

    assert (scene.worker.name in shown, "Drakk kaffe" in shown) == (True, False)
    assert client.get(f"/persons/{scene.person.pk}/").status_code == 404
    row = AuditEvent.objects.filter(actor_id=director.user_id, person_id=scene.person.pk, outcome="DONE").latest("pk")
    assert (row.action, f'"purpose":"{Purpose.COORDINATION}"' in row.payload) == ("READ", True)


def test_who_is_blocked_finds_nobody(scene, director):
    BlockFactory(person=scene.person, user=director.user, categories=mask_of([Category.IDENTITY]))
    client = client_of(director.user)

    listed = client.get("/coordination/")

    assert scene.person not in listed.context["persons"]
    assert client.get(f"/coordination/{scene.person.pk}/").status_code == 404


def test_network_that_a_line_does_not_open_stays_closed(scene, director):
    NetworkMember.objects.filter(person=scene.person, unit=scene.unit).update(
        categories=mask_of([Category.IDENTITY]),
    )
    client = client_of(director.user)

    page, row = client.get(f"/coordination/{scene.person.pk}/"), client.get("/coordination/").context["persons"]

    assert page.context["network"] == ()
    assert [one.contact_name for one in row if one == scene.person] == [None]


def test_stranger_finds_nobody_and_reads_why(scene, stranger_client):
    listed = stranger_client.get("/coordination/")

    assert (listed.context["persons"], listed.status_code) == ((), 200)
    assert stranger_client.get(f"/coordination/{scene.person.pk}/").status_code == 404


def test_persons_lead_a_director_to_where_somebody_is(scene, director, worker_client):
    both = MembershipFactory(unit=scene.unit)
    MembershipFactory(role=Role.SERVICE_DIRECTOR, unit=scene.unit, user=both.user)

    pages = [one.get("/inbox/").content.decode() for one in (client_of(director.user), worker_client)]
    of_both = client_of(both.user).get("/inbox/").content.decode()

    links = ('href="/persons/"', 'href="/coordination/"')
    assert [[link in page for link in links] for page in (*pages, of_both)] == [
        [False, True],
        [True, False],
        [True, True],
    ]


@pytest.mark.parametrize(("asked", "number", "has_before"), [("", 1, False), ("2", 2, True), ("x", 1, False)])
def test_list_goes_on_page_by_page(scene, director, monkeypatch, asked, number, has_before):
    monkeypatch.setattr(coordination, "LIMIT", 1)
    NetworkUnitFactory(person=PersonFactory(tenant=scene.person.tenant), unit=scene.unit)

    page = client_of(director.user).get(f"/coordination/?page={asked}").context

    assert (page["number"], len(page["persons"]), bool(page["before_url"])) == (number, 1, has_before)


@pytest.mark.parametrize("count", [1, 5])
def test_list_takes_the_same_number_of_queries(scene, director, django_assert_max_num_queries, count):
    for _time in range(count):
        NetworkUnitFactory(person=PersonFactory(tenant=scene.person.tenant), unit=scene.unit)
    client = client_of(director.user)

    with django_assert_max_num_queries(16):
        client.get("/coordination/")
