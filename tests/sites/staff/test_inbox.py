"""The inbox: one's own notices, opened and marked as read."""

from __future__ import annotations

from samhold.rooms.notices.enums import Level
from samhold.rooms.notices.models import Notice
from tests.support.factories.notices import NoticeFactory


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
