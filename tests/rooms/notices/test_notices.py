import pytest

from samhold.rooms.notices import actions, queries
from samhold.rooms.notices.enums import Level, NoticeKind
from tests.rooms.conftest import NOW
from tests.support.factories.access import UserFactory

pytestmark = pytest.mark.django_db


def notify(*users):
    recipients = [user.pk for user in users]
    kind = NoticeKind.CASE_ROUTED
    return actions.notify(recipients=recipients, kind=kind, level=Level.TODAY, path="/persons/1/", now=NOW)


def test_a_notice_comes_once_to_each():
    one, other = UserFactory(), UserFactory()

    made = notify(one, other, one)

    assert sorted(notice.recipient_id for notice in made) == sorted([one.pk, other.pk])


def test_a_read_notice_waits_no_more_and_only_ones_own_is_read():
    one, other = UserFactory(), UserFactory()
    (notice,) = notify(one)

    marked = [actions.mark_read(notice_id=notice.pk, by=user, now=NOW) for user in (other, one, one)]

    assert marked == [0, 1, 0]
    assert (queries.waiting(user_id=one.pk), queries.read_lately(user_id=one.pk)) == ((), (notice,))


def test_all_of_ones_own_are_read_at_once():
    one, other = UserFactory(), UserFactory()
    notify(one, other)
    notify(one)

    assert actions.mark_all_read(by=one, now=NOW) == 2
    assert len(queries.waiting(user_id=other.pk)) == 1


def test_anothers_notice_leads_nowhere():
    one, other = UserFactory(), UserFactory()
    (notice,) = notify(one)

    paths = [queries.path_of(user_id=user.pk, notice_id=notice.pk) for user in (one, other)]

    assert paths == ["/persons/1/", ""]
