"""From the worker's invitation to the person who is logged in, and links that do not work."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.test import Client

from samhold.rooms.access.models import User
from samhold.rooms.people.models import Person
from samhold.sites.middleware import STRANGERS, Limit

PASSWORD = "tre-ville-hestar"


@pytest.fixture
def invite(worker_client, scene):
    def send(**sent: str):
        return worker_client.post(f"/persons/{scene.person.pk}/own-page/", sent)

    return send


def link_in(text: str) -> str:
    return re.search(r"/me/open/[a-z0-9-]+/", text)[0]


def test_worker_finds_the_invitation_among_the_consents(worker_client, scene):
    seen = worker_client.get(f"/persons/{scene.person.pk}/consents/").content.decode()

    assert f"/persons/{scene.person.pk}/own-page/" in seen


def test_stranger_finds_no_invitation(stranger_client, scene):
    assert stranger_client.get(f"/persons/{scene.person.pk}/own-page/").status_code == 404


def test_person_without_an_email_gets_a_sheet_and_logs_in_with_its_name(invite, scene):
    sheet = invite(email="").content.decode()
    link, name = link_in(sheet), re.search(r"<strong>([a-z]+\d{4})</strong>", sheet)[1]
    client = Client()

    assert name in client.get(link).content.decode()
    answer = client.post(link, {"password": PASSWORD, "again": PASSWORD})

    assert answer.headers["Location"] == "/me/"
    assert client.get("/me/").status_code == 200
    other = Client()
    other.post("/account/login/", {"login": f" {name.upper()}", "password": PASSWORD})
    assert other.get("/me/").status_code == 200
    assert other.get("/").headers["Location"] == "/me/"


def test_person_with_an_email_gets_the_link_there_and_nobody_else_sees_it(invite, scene, settings):
    settings.SAMHOLD_EMAIL_SENDER = "samhold.infrastructure.senders.EmailSender"

    sheet = invite(email="ola@example.test").content.decode()

    (sent,) = mail.outbox
    text = f"{sent.subject} {sent.body}"
    assert (sent.to, "/me/open/" in sheet) == (["ola@example.test"], False)
    assert [word for word in ("Testperson", "Furuset", "Ola ", "Kari", "plan", "rus") if word in text] == []
    assert Client().get(link_in(text)).status_code == 200


def test_link_is_shown_when_the_mail_cannot_be_sent(invite, settings, monkeypatch):
    settings.SAMHOLD_EMAIL_SENDER = "samhold.infrastructure.senders.EmailSender"
    monkeypatch.setattr("samhold.infrastructure.senders.send_mail", broken)

    assert "/me/open/" in invite(email="ola@example.test").content.decode()


def broken(*_words: object) -> None:
    raise ConnectionRefusedError


def test_address_that_another_has_is_refused_beside_the_field(invite, scene):
    seen = invite(email=scene.worker.email).content.decode()

    assert f'value="{scene.worker.email}"' in seen
    assert 'aria-invalid="true"' in seen


def test_bad_links_all_answer_alike(invite, client):
    used, revoked = link_in(invite(email="").content.decode()), None
    client.post(used, {"password": PASSWORD, "again": PASSWORD})
    revoked = link_in(invite(email="").content.decode())
    invite(email="")

    answers = [Client().get(link) for link in (used, revoked, "/me/open/2222-2222-2222-2222/", "/me/open/x/")]

    bodies = {
        re.sub(r'(nonce|value|content)="[^"]*"|X-CSRFToken": "[^"]*"|/me/open/[^"<]*', "", one.content.decode())
        for one in answers
    }
    assert ({one.status_code for one in answers}, len(bodies)) == ({404}, 1)
    assert Client().post(used, {"password": PASSWORD, "again": PASSWORD}).status_code == 404


@pytest.mark.parametrize(("password", "again"), [("kort", "kort"), (PASSWORD, "noko anna enn det"), ("", "")])
def test_password_that_cannot_be_is_told_beside_the_field(invite, scene, password, again):
    link = link_in(invite(email="").content.decode())

    answer = Client().post(link, {"password": password, "again": again})

    assert 'aria-invalid="true"' in answer.content.decode()
    assert not User.objects.get(person=scene.person).has_usable_password()


def test_link_is_not_used_up_by_somebody_who_is_logged_in(invite, worker_client, scene):
    link = link_in(invite(email="").content.decode())

    worker_client.post(link, {"password": PASSWORD, "again": PASSWORD})

    assert Client().get(link).status_code == 200


def test_link_does_not_go_past_a_second_step_of_log_in(invite, scene):
    link = link_in(invite(email="").content.decode())
    account = User.objects.get(person=scene.person)
    TOTP.activate(account, generate_totp_secret())
    client = Client()

    answer = client.post(link, {"password": PASSWORD, "again": PASSWORD})

    assert answer.headers["Location"] == "/account/login/"
    assert client.get("/me/").status_code == 302


def test_stranger_may_not_try_links_all_day(client, db, monkeypatch):
    monkeypatch.setitem(STRANGERS, "/me/open/*", Limit(times=2, per_seconds=3600))

    assert [client.get("/me/open/x/").status_code for _ in range(3)] == [404, 404, 429]


def test_link_is_taken_back_and_the_page_closed_and_opened_again(invite, worker_client, scene):
    link = link_in(invite(email="").content.decode())
    at = f"/persons/{scene.person.pk}/own-page"

    worker_client.post(f"{at}/revoke/")
    assert Client().get(link).status_code == 404
    worker_client.post(f"{at}/close/")
    assert not Person.objects.get(pk=scene.person.pk).account.is_active
    worker_client.post(f"{at}/reopen/")
    assert Person.objects.get(pk=scene.person.pk).account.is_active


def test_closing_ends_the_session_of_the_person(own_client, worker_client, scene):
    assert own_client.get("/me/").status_code == 200

    worker_client.post(f"/persons/{scene.person.pk}/own-page/close/")

    assert own_client.get("/me/").headers["Location"].startswith("/account/login/")
