"""Who is let in to the own page, and where they are not."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from samhold.rooms.access.models import AuditEvent
from samhold.rooms.people.models import Person
from samhold.sites.portal.doors import DOORS

NEUTRAL = {"/", "/help/", "/accessibility/", "/privacy/", "/ui/scheme/"}


def test_person_who_logs_in_lands_on_the_own_page(own_client):
    assert own_client.get("/").headers["Location"] == "/me/"


def test_worker_lands_on_my_day(worker_client):
    assert worker_client.get("/").headers["Location"] == "/my-day/"


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.name)
def test_page_is_not_there_for_a_worker(worker_client, door):
    assert worker_client.get(door.url).status_code == 404


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.name)
def test_page_asks_a_stranger_to_log_in(client, db, door):
    assert client.get(door.url).headers["Location"] == f"/account/login/?next={door.url}"


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.name)
def test_page_opens_for_the_person_and_is_logged(own_client, scene, door):
    assert own_client.get(door.url).status_code == 200

    seen = AuditEvent.objects.filter(person_id=scene.person.pk, action="READ")
    assert {row.actor_id for row in seen} == {Person.objects.get(pk=scene.person.pk).account_id}


@pytest.mark.parametrize("name", ["my_day", "persons", "search", "inbox", "settings", "emergency", "hand_over"])
def test_staff_page_is_not_there_for_the_person(own_client, name):
    assert own_client.get(reverse(f"staff:{name}")).status_code == 404


@pytest.mark.parametrize("name", ["person", "network", "consents", "looks", "individual_plan", "safety", "meetings"])
def test_staff_page_about_themselves_is_not_there_for_the_person(own_client, scene, name):
    assert own_client.get(reverse(f"staff:{name}", args=[scene.person.pk])).status_code == 404


def test_pages_speak_the_language_that_the_person_chose(own_client):
    own_client.post("/me/language/", {"language": "en", "next": "/me/"})

    assert '<html lang="en"' in own_client.get("/me/").content.decode()


def test_pages_about_log_in_have_the_frame_of_the_own_page(own_client):
    page = own_client.get("/account/2fa/").content.decode()

    assert 'href="/me/"' in page
    assert 'href="/my-day/"' not in page


def test_no_address_of_the_own_page_holds_an_id_of_the_person(own_client, scene):
    assert str(scene.person.pk) not in own_client.get("/me/").content.decode()


@pytest.mark.parametrize("path", ["/account/email/", "/account/3rdparty/"])
def test_what_nobody_changes_alone_leads_to_the_own_page(own_client, client, path):
    assert own_client.get(path).headers["Location"] == "/me/"
    assert client.get(path).headers["Location"] == "/settings/"


@pytest.mark.parametrize(
    "path",
    ["password/change/", "2fa/totp/activate/", "2fa/recovery-codes/generate/", "2fa/webauthn/", "2fa/webauthn/add/"],
)
def test_no_page_about_log_in_leads_to_a_page_of_the_staff(own_client, path):
    page = own_client.get(f"/account/{path}", follow=True).content.decode()

    leads_to = set(re.findall(r'(?:href|action)="(/[^"#?]*)', page))
    assert {one for one in leads_to if not one.startswith(("/me/", "/account/", "/static/", "/i18n/"))} <= NEUTRAL
