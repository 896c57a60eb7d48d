"""The start page and the language of somebody who is not logged in."""

from __future__ import annotations

import pytest

from tests.support.factories.access import UserFactory


def test_start_shows_the_way_to_log_in(client, db):
    response = client.get("/")

    assert response.status_code == 200
    assert 'href="/account/login/"' in response.content.decode()


def test_start_takes_those_who_are_logged_in_to_their_day(client, db):
    client.force_login(UserFactory())

    assert client.get("/").headers["Location"] == "/my-day/"


def test_start_takes_no_post(client, db):
    assert client.post("/").status_code == 405


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_language_is_chosen_without_log_in(client, db, language):
    client.post("/i18n/setlang/", {"language": language, "next": "/"})

    assert f'<html lang="{language}"' in client.get("/").content.decode()
