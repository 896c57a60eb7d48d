"""The region's workbook on a page."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from samhold.rooms.access.enums import Role
from samhold.rooms.people.forms import upload
from samhold.sites.middleware import LIMITS, Limit
from tests.sites.staff.circle import client_of, text_of
from tests.support.factories.organisations import MembershipFactory


@pytest.fixture
def coordinator(scene):
    return MembershipFactory(role=Role.SUBSTANCE_COORDINATOR, unit=scene.unit)


def _file(content: bytes, name: str = "region.xlsx") -> dict[str, SimpleUploadedFile]:
    return {"workbook": SimpleUploadedFile(name, content)}


def _exported(client) -> bytes:
    return client.post("/region/export/").content


def _workbook(fill) -> bytes:
    book, out = Workbook(), io.BytesIO()
    fill(book)
    book.save(out)
    return out.getvalue()


def test_region_is_for_those_who_set_it_up(scene, worker_client):
    answers = [
        worker_client.get("/region/").status_code,
        worker_client.post("/region/", _file(b"x")).status_code,
        worker_client.post("/region/export/").status_code,
    ]

    assert answers == [403, 403, 403]


def test_exported_region_taken_in_again_changes_nothing(coordinator):
    client = client_of(coordinator.user)

    response = client.post("/region/", _file(_exported(client)), follow=True)

    assert response.status_code == 200
    assert (response.context["preview"].faults, response.context["preview"].changes_nothing) == ((), True)


def test_faults_are_shown_and_downloaded_and_nothing_is_written(coordinator):
    client = client_of(coordinator.user)
    book = load_workbook(io.BytesIO(_exported(client)))
    sheet = book.worksheets[0]
    sheet.cell(2, 2).value = "Tulleby"
    out = io.BytesIO()
    book.save(out)

    shown = client.post("/region/", _file(out.getvalue()), follow=True)
    token = shown.context["preview"].token
    faults = load_workbook(io.BytesIO(client.get(f"/region/{token}/faults/").content)).worksheets[0]
    refused = client.post(f"/region/{token}/", follow=True)

    assert ("Tulleby" in text_of(shown), faults.max_row > 1) == (True, True)
    assert [message.level_tag for message in refused.context["messages"]] == ["error"]


def test_file_of_another_user_is_not_found(scene, coordinator):
    client = client_of(coordinator.user)
    shown = client.post("/region/", _file(_exported(client)), follow=True)
    other = client_of(MembershipFactory(role=Role.SUBSTANCE_COORDINATOR).user)

    assert other.get(f"/region/{shown.context['preview'].token}/").status_code == 404


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 damaged"])
def test_file_that_is_no_workbook_is_refused_beside_the_field(coordinator, content):
    response = client_of(coordinator.user).post("/region/", _file(content))

    assert "workbook" in response.context["form"].errors


def test_nobody_hands_in_files_without_end(coordinator):
    client = client_of(coordinator.user)

    answers = [client.post("/region/").status_code for _ in range(LIMITS["/region/"].times + 1)]

    assert answers == [200] * LIMITS["/region/"].times + [429]


def test_file_that_is_too_large_is_refused(coordinator, monkeypatch):
    monkeypatch.setattr(upload, "LARGEST", 10)

    response = client_of(coordinator.user).post("/region/", _file(b"x" * 11))

    assert "workbook" in response.context["form"].errors


@pytest.mark.parametrize("last", ["", "faults/"])
def test_preview_opened_again_too_often_is_stopped(coordinator, monkeypatch, last):
    client = client_of(coordinator.user)
    monkeypatch.setitem(LIMITS, "/region/*", Limit(times=4, per_seconds=3600))
    shown = client.post("/region/", _file(_exported(client))).url

    answers = [client.get(f"{shown}{last}").status_code for _time in range(4)]

    assert (answers, client.get("/region/").status_code) == ([200, 200, 200, 429], 200)


def test_file_that_is_only_called_a_workbook_is_refused_beside_the_field(coordinator):
    response = client_of(coordinator.user).post("/region/", _file(b"just;some text\n"))

    assert list(response.context["form"].errors) == ["workbook"]
