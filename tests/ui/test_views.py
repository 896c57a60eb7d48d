"""The gallery, the choice of colours and the pages of things gone wrong."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string

pytestmark = pytest.mark.django_db


def test_gallery_in_development_is_shown(client):
    response = client.get("/ui/")

    assert response.status_code == 200


def test_gallery_in_production_is_not_there(client, settings):
    settings.SAMHOLD_ENV = "production"

    response = client.get("/ui/")

    assert response.status_code == 404


@pytest.mark.parametrize("status", [400, 403, 404, 500, 503])
def test_page_of_a_failure_draws_without_a_request(status):
    drawn = render_to_string(f"{status}.html")

    assert "<h1>" in drawn


def test_problem_of_unknown_status_is_not_there(client):
    assert client.get("/ui/problem/999/").status_code == 404


def test_scheme_chosen_is_kept_and_leads_back(client):
    response = client.post("/ui/scheme/", {"scheme": "dark", "next": "/ui/"})

    assert (response.status_code, response.url) == (302, "/ui/")
    assert response.cookies["samhold_scheme"].value == "dark"
    assert 'data-color-scheme="dark"' in client.get("/ui/").content.decode()


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/", "javascript:alert(1)"])
def test_scheme_with_address_elsewhere_leads_home(client, elsewhere):
    response = client.post("/ui/scheme/", {"scheme": "dark", "next": elsewhere})

    assert response.url == "/"


def test_scheme_unknown_is_not_kept(client):
    response = client.post("/ui/scheme/", {"scheme": "pink"})

    assert "samhold_scheme" not in response.cookies


def test_scheme_forged_in_the_cookie_is_not_written_in_the_page(client):
    client.cookies["samhold_scheme"] = '"onload="x'

    assert 'data-color-scheme="auto"' in client.get("/ui/").content.decode()
