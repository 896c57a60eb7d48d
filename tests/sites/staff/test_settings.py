"""My settings: language, and logging out everywhere else."""

from __future__ import annotations

import pytest

from samhold.rooms.access.enums import Language
from tests.sites.staff.circle import client_of, text_of


@pytest.mark.parametrize("language", Language.values)
def test_language_follows_the_user_to_every_machine(scene, worker_client, language):
    worker_client.post("/settings/language/", {"language": language, "next": "/inbox/"})

    shown = text_of(client_of(scene.worker).get("/settings/"))

    assert f'<html lang="{language}"' in shown


def test_language_goes_back_only_to_own_pages(scene, worker_client):
    response = worker_client.post("/settings/language/", {"language": "nn", "next": "https://elsewhere.example/"})

    assert response.headers["Location"] == "/settings/"


def test_unknown_language_changes_nothing(scene, worker_client):
    worker_client.post("/settings/language/", {"language": "tlh"})

    scene.worker.refresh_from_db()
    assert scene.worker.language == Language.BOKMAL


def test_language_stays_on_the_machine_after_log_out(scene, worker_client):
    worker_client.post("/settings/language/", {"language": "nn"})
    worker_client.logout()

    worker_client.cookies["django_language"] = "nn"
    assert '<html lang="nn"' in text_of(worker_client.get("/"))


def test_log_out_everywhere_else_keeps_this_session_only(scene, worker_client):
    elsewhere = client_of(scene.worker)

    worker_client.post("/settings/sessions/")

    assert (worker_client.get("/settings/").status_code, elsewhere.get("/settings/").status_code) == (200, 302)


@pytest.mark.parametrize("url", ["/settings/", "/inbox/", "/reviews/", "/emergency/", "/region/"])
def test_page_of_somebody_logged_out_asks_for_log_in(client, db, url):
    assert client.get(url).headers["Location"] == f"/account/login/?next={url}"
