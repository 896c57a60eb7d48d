"""The inbox: one's own notices, opened and marked as read."""

from __future__ import annotations

import pytest

from samhold.rooms.access.models import AuditEvent
from samhold.rooms.notices.enums import Level
from samhold.rooms.notices.models import Notice
from tests.sites.staff.counting import counting
from tests.support.factories.notices import NoticeFactory
from tests.support.factories.people import PersonFactory

QUERIES = 7


def test_inbox_shows_own_notices_by_level_the_most_urgent_first(scene, worker_client):
    NoticeFactory(recipient=scene.worker, level=Level.INFO)
    NoticeFactory(recipient=scene.worker, level=Level.NOW)
    NoticeFactory(level=Level.TODAY)

    levels = worker_client.get("/inbox/").context["levels"]

    assert [(level, len(found)) for level, found in levels] == [(Level.NOW, 1), (Level.INFO, 1)]


def test_opening_a_notice_marks_it_as_read_and_goes_there(scene, worker_client):
    notice = NoticeFactory(recipient=scene.worker, path="/reviews/")

    response = worker_client.post(f"/inbox/{notice.pk}/")

    notice.refresh_from_db()
    assert (response.headers["Location"], notice.read_at is not None) == ("/reviews/", True)


def test_notice_with_a_foreign_address_goes_nowhere(scene, worker_client):
    notice = NoticeFactory(recipient=scene.worker, path="//elsewhere.example/")

    assert worker_client.post(f"/inbox/{notice.pk}/").headers["Location"] == "/inbox/"


def test_notice_of_another_stays_unread(scene, worker_client):
    notice = NoticeFactory(path="/reviews/")

    response = worker_client.post(f"/inbox/{notice.pk}/")

    notice.refresh_from_db()
    assert (response.headers["Location"], notice.read_at) == ("/inbox/", None)


def test_everything_is_marked_as_read_only_for_oneself(scene, worker_client):
    NoticeFactory(recipient=scene.worker)
    other = NoticeFactory()

    worker_client.post("/inbox/read/")

    assert list(Notice.objects.filter(read_at=None)) == [other]


@pytest.mark.parametrize("count", [1, 3])
def test_notice_names_the_person_whom_the_reader_may_find_and_logs_it(scene, worker_client, count):
    hidden = PersonFactory(family_name="Skjult")
    for person in (scene.person, hidden):
        for _number in range(count):
            NoticeFactory(recipient=scene.worker, path=f"/persons/{person.pk}/")

    with counting() as asked:
        answer = worker_client.get("/inbox/")

    told = [notice.about for _level, found in answer.context["levels"] for notice in found]
    assert sorted(told) == [""] * count + [scene.person.name] * count
    assert "Skjult" not in answer.content.decode()
    assert AuditEvent.objects.filter(person_id=hidden.pk).count() == 0
    assert AuditEvent.objects.filter(person_id=scene.person.pk, payload__contains='"subject":"inbox"').count() == 1
    assert asked.count == QUERIES
