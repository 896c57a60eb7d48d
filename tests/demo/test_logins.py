"""One-click log-ins: in the demo, from this machine, as somebody made up, and in no other case."""

import pytest
from django.test import RequestFactory

from samhold.demo import logins
from samhold.rooms.access.enums import Role
from tests.support.factories.access import UserFactory
from tests.support.factories.organisations import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings):
    settings.SAMHOLD_ENV = "demo"
    settings.ROOT_URLCONF = "samhold.demo.urls"
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", "demo.example"]


@pytest.fixture
def worker():
    return UserFactory(is_demo=True, name="Kari Testdal")


def enter(client, user, **extra):
    return client.post(f"/log-in/{user.pk}/", headers={"host": extra.pop("host", "127.0.0.1:8000")}, **extra)


def test_visitor_enters_with_one_click(client, demo, worker):
    response = enter(client, worker)

    assert (response.status_code, response["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(worker.pk)


def test_visitor_who_has_just_entered_adds_a_key_without_a_password(client, demo, settings, worker):
    worker.set_password("testperson-and-furu")
    worker.save()
    enter(client, worker)
    settings.ROOT_URLCONF = "samhold.config.urls"

    assert client.get("/account/2fa/totp/activate/", headers={"host": "127.0.0.1:8000"}).status_code == 200


@pytest.mark.parametrize("name", ["production", "development", "test"])
def test_outside_the_demo_there_is_no_such_page(client, demo, settings, worker, name):
    settings.SAMHOLD_ENV = name

    assert enter(client, worker).status_code == 404
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "extra",
    [
        {"REMOTE_ADDR": "192.0.2.7"},
        {"REMOTE_ADDR": ""},
        {"HTTP_X_FORWARDED_FOR": "192.0.2.7"},
        {"HTTP_FORWARDED": "for=192.0.2.7"},
        {"host": "demo.example"},
    ],
    ids=["another machine", "unknown machine", "proxy", "proxy by the standard", "another name"],
)
def test_from_elsewhere_there_is_no_such_page(client, demo, worker, extra):
    assert enter(client, worker, **extra).status_code == 404
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("fields", [{"is_demo": False}, {"is_demo": True, "is_active": False}])
def test_somebody_real_or_gone_is_not_there(client, demo, fields):
    somebody = UserFactory(**fields)

    assert enter(client, somebody).status_code == 404
    assert "_auth_user_id" not in client.session


def test_entering_takes_a_post(client, demo, worker):
    response = client.get(f"/log-in/{worker.pk}/", headers={"host": "localhost"})

    assert response.status_code == 405


def test_entering_takes_the_pages_own_form(demo, worker):
    from django.test import Client

    response = enter(Client(enforce_csrf_checks=True), worker)

    assert response.status_code == 403


def test_cards_are_of_made_up_people_only(demo, worker, rf: RequestFactory):
    MembershipFactory(user=worker, role=Role.CARE_WORKER)
    MembershipFactory(user=UserFactory(is_demo=False, name="Gro Testhaug"), role=Role.UNIT_LEADER)

    cards = logins.cards_for(rf.get("/", headers={"host": "localhost"}))

    assert [(card.name, card.user_id) for card in cards] == [("Kari Testdal", worker.pk)]


def test_no_cards_outside_the_demo(worker, rf: RequestFactory):
    MembershipFactory(user=worker, role=Role.CARE_WORKER)

    assert logins.cards_for(rf.get("/", headers={"host": "localhost"})) == ()
