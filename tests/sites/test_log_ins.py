"""Log-ins in the installation's chain: who, and never what a stranger typed."""

from __future__ import annotations

import json

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache

from samhold.rooms.access.enums import LogIn
from samhold.rooms.access.models import AuditEvent
from samhold.rooms.access.models.audit import INSTALLATION
from tests.support.factories.access import UserFactory
from tests.support.factories.organisations import MembershipFactory

PASSWORD = "testperson-and-furu"


@pytest.fixture
def user(db):
    cache.clear()
    made = UserFactory(email="kari@example.test")
    made.set_password(PASSWORD)
    made.save()
    return made


def _log_in(client, password=PASSWORD, login="kari@example.test"):
    return client.post("/account/login/", {"login": login, "password": password})


def _events():
    rows = AuditEvent.objects.filter(action__in=LogIn.values).order_by("pk")
    return [(row.action, row.actor_id, row.chain_id, row.outcome) for row in rows]


def test_log_in_and_log_out_are_written_in_the_installations_chain(client, user):
    _log_in(client)
    client.post("/account/logout/")

    assert _events() == [
        (LogIn.LOGIN, user.pk, INSTALLATION, "DONE"),
        (LogIn.LOGOUT, user.pk, INSTALLATION, "DONE"),
    ]


def test_failed_log_in_is_written_without_the_address(client, user):
    _log_in(client, password="wrong")

    assert _events() == [(LogIn.LOGIN_FAILED, None, INSTALLATION, "REFUSED")]
    payload = AuditEvent.objects.get(action=LogIn.LOGIN_FAILED).payload
    assert ("kari" in payload, json.loads(payload)["subject"].startswith("typed ")) == (False, True)


def test_same_address_leaves_the_same_mark(client, user):
    _log_in(client, password="wrong")
    _log_in(client, password="wrong again", login="KARI@example.test ")

    marks = {json.loads(row.payload)["subject"] for row in AuditEvent.objects.filter(action=LogIn.LOGIN_FAILED)}
    assert len(marks) == 1


def test_log_in_is_stopped_after_too_many_failures(client, user):
    for _time in range(6):
        _log_in(client, password="wrong")

    _log_in(client)

    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("is_logged_in", [False, True])
def test_wrong_one_time_code_is_written_with_the_account_it_was_for(client, user, is_logged_in):
    _log_in(client)
    TOTP.activate(user, generate_totp_secret())
    if not is_logged_in:
        client.logout()
        _log_in(client)

    client.post("/account/2fa/reauthenticate/" if is_logged_in else "/account/2fa/authenticate/", {"code": "000000"})

    row = AuditEvent.objects.filter(action=LogIn.LOGIN_FAILED).get()
    assert (row.outcome, row.actor_id) == ("REFUSED", user.pk if is_logged_in else None)
    assert json.loads(row.payload)["subject"] == f"access.user {user.pk} one-time code"


@pytest.mark.parametrize("path", ["totp/activate/", "webauthn/add/"])
@pytest.mark.parametrize(("seconds", "status"), [(0, 200), (299, 200), (301, 302)])
def test_key_is_added_without_the_password_again_for_five_minutes_after_log_in(client, user, path, seconds, status):
    _log_in(client)
    session = client.session
    session["account_authentication_methods"][-1]["at"] -= seconds
    session.save()

    assert client.get(f"/account/2fa/{path}").status_code == status


def test_emergency_asks_again_right_after_log_in_too(client, user):
    MembershipFactory(user=user)
    _log_in(client)

    answer = client.get("/emergency/")

    assert (answer.status_code, answer.url.partition("?")[0]) == (302, "/account/reauthenticate/")
