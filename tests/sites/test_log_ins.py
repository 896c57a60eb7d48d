"""Log-ins in the installation's chain: who, and never what a stranger typed."""

from __future__ import annotations

import json

import pytest
from django.core.cache import cache

from samhold.rooms.access.enums import LogIn
from samhold.rooms.access.models import AuditEvent
from samhold.rooms.access.models.audit import INSTALLATION
from tests.support.factories.access import UserFactory

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
