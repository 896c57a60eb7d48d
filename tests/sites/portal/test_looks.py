"""Who has looked, for the person: by worker and day, in plain words, what is unusual first."""

from __future__ import annotations

import pytest

from samhold.rooms.people.models import Person
from tests.sites.staff.counting import counting
from tests.support.factories.access import UserFactory
from tests.support.factories.people import PersonFactory


def test_a_worker_who_looked_stands_here_with_why(own_client, worker_client, scene):
    worker_client.get(f"/persons/{scene.person.pk}/")

    page = own_client.get("/me/looks/")

    (day,) = page.context["days"]
    (worker, me) = day.visitors
    assert (worker.who, worker.is_me, me.is_me) == (scene.worker.name, False, True)
    assert worker.saw
    assert worker.why
    assert page.context["unusual"] == ()


def test_who_was_stopped_stands_first_and_apart(own_client, scene):
    from django.test import Client

    stranger = Client()
    stranger.force_login(UserFactory(name="Testperson Framand"))
    stranger.get(f"/persons/{scene.person.pk}/")

    page = own_client.get("/me/looks/")

    (day,) = page.context["unusual"]
    assert [(one.who, one.was_refused) for one in day.visitors] == [("Testperson Framand", True)]
    assert "Testperson Framand" in page.content.decode()


def test_that_i_look_is_written_too(own_client):
    own_client.get("/me/looks/")

    visitors = own_client.get("/me/looks/").context["days"][0].visitors
    assert [one.is_me for one in visitors] == [True]


def test_nothing_about_another_stands_here(own_client, worker_client, scene):
    other = scene.others[0]
    Person.objects.filter(pk=other.pk).update(account=UserFactory())
    worker_client.get(f"/persons/{other.pk}/")
    PersonFactory()

    assert scene.worker.name not in own_client.get("/me/looks/").content.decode()


@pytest.mark.parametrize("asked", ["?before=yesterday&id=1", "?before=2026-01-01T00:00:00%2B00:00&id=x", "?id=9"])
def test_a_broken_place_begins_at_the_top(own_client, asked):
    assert own_client.get(f"/me/looks/{asked}").context["is_first"] is True


def test_the_page_takes_few_questions(own_client, worker_client, scene):
    worker_client.get(f"/persons/{scene.person.pk}/")
    own_client.get("/me/looks/")

    with counting() as asked:
        own_client.get("/me/looks/")

    assert asked.count <= 12
