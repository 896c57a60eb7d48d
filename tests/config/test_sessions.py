"""Sessions end when idle and when old; pages in a session are stored nowhere."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils import timezone

from samhold.infrastructure.http.sessions import RENEWED, STARTED

pytestmark = pytest.mark.django_db
PAGE = "/account/password/change/"


@pytest.fixture
def session_of_somebody(client):
    user = get_user_model().objects.create_user(
        email="testperson@example.test", name="Testperson Furu", password="x" * 14
    )
    client.force_login(user)
    return client


def _age(client, *, started: timedelta, renewed: timedelta) -> None:
    now = timezone.now()
    session = client.session
    session[STARTED] = (now - started).timestamp()
    session[RENEWED] = (now - renewed).timestamp()
    session.save()


def test_session_first_page_notes_the_start(session_of_somebody):
    session_of_somebody.get(PAGE)

    assert {STARTED, RENEWED} <= set(session_of_somebody.session.keys())


def test_session_within_the_minute_is_not_saved(session_of_somebody):
    _age(session_of_somebody, started=timedelta(hours=1), renewed=timedelta(seconds=20))
    before = session_of_somebody.session[RENEWED]

    answer = session_of_somebody.get(PAGE)

    assert session_of_somebody.session[RENEWED] == before
    assert settings.SESSION_COOKIE_NAME not in answer.cookies


def test_session_after_a_minute_is_renewed(session_of_somebody):
    _age(session_of_somebody, started=timedelta(hours=1), renewed=timedelta(seconds=61))

    answer = session_of_somebody.get(PAGE)

    assert answer.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == 1800


def test_session_after_twelve_hours_ends(session_of_somebody):
    _age(session_of_somebody, started=timedelta(hours=12), renewed=timedelta(seconds=1))

    answer = session_of_somebody.get(PAGE)

    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/")


def test_page_in_a_session_is_stored_nowhere(session_of_somebody):
    answer = session_of_somebody.get(PAGE)

    assert answer["Cache-Control"] == "no-store"


def test_page_names_what_it_may_do(client):
    answer = client.get("/account/login/")

    directives = dict(
        part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";") if part.strip()
    )
    scripts = directives.pop("script-src").split()

    assert scripts[0] == "'self'"
    assert directives == {
        "default-src": "'self'",
        "style-src": "'self'",
        "style-src-attr": "'unsafe-inline'",
        "img-src": "'self' data:",
        "connect-src": "'self'",
        "font-src": "'self'",
        "worker-src": "'self'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
        "form-action": "'self'",
    }
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("method", ["get", "post"])
def test_sign_up_is_closed(client, method):
    getattr(client, method)("/account/signup/", {"email": "stranger@example.test", "password1": "A-long-one-1234"})

    assert not get_user_model().objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/account/email/", "/account/3rdparty/"])
def test_pages_for_changing_ones_own_address_lead_to_the_settings(client, path):
    answer = client.post(path, {"email": "other@test.example", "action_add": ""})

    assert (answer.status_code, answer["Location"]) == (302, "/settings/")
