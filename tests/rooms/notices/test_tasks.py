"""Who does not look into Samhold is told that something waits: seldom, in their language, and never what."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core import mail
from django.utils import timezone

from samhold.infrastructure.jobs.models import Job
from samhold.rooms.notices.enums import Level
from samhold.rooms.notices.tasks import tell, tell_of_waiting
from tests.support.factories.access import UserFactory
from tests.support.factories.notices import NoticeFactory
from tests.support.jobs import work_off

if TYPE_CHECKING:
    from pytest_django.fixtures import SettingsWrapper

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def mail_server(settings: SettingsWrapper) -> None:
    settings.SAMHOLD_EMAIL_SENDER = "samhold.infrastructure.senders.EmailSender"


def notice(level: Level = Level.NOW, **changes: object):
    return NoticeFactory(level=level, created_at=timezone.now() - timedelta(minutes=1), **changes)


def sent() -> list[tuple[list[str], str]]:
    return sorted((message.to, message.subject) for message in mail.outbox)


def test_waiting_notices_are_told_of_once_to_each():
    one, other = notice(), notice(Level.TODAY)
    notice(recipient=one.recipient)

    tell_of_waiting.enqueue()
    tell_of_waiting.enqueue()

    work_off()
    assert sent() == sorted(
        [
            ([one.recipient.email], "Noe som haster i Samhold"),
            ([other.recipient.email], "Noe nytt i Samhold"),
        ]
    )
    assert Job.objects.filter(task__endswith=".tell").count() == 2


@pytest.mark.parametrize(
    "make",
    [
        lambda: notice(read_at=timezone.now()),
        lambda: notice(Level.INFO),
        lambda: NoticeFactory(level=Level.NOW, created_at=timezone.now() - timedelta(days=2)),
        lambda: notice(recipient=UserFactory(is_active=False)),
        lambda: notice(recipient=UserFactory(is_demo=True)),
    ],
    ids=["read", "for information", "old", "account closed", "made up"],
)
def test_what_need_not_be_told_is_not(make):
    make()

    tell_of_waiting.enqueue()

    work_off()
    assert sent() == []


def test_notice_read_in_the_meantime_is_not_told_of():
    one = notice()

    tell.enqueue(str(one.recipient_id), "TODAY")

    assert work_off() == [("tell", "SUCCESSFUL", None)]
    assert sent() == []


def test_nothing_is_sent_without_a_sender(settings):
    settings.SAMHOLD_EMAIL_SENDER = ""
    notice()

    tell_of_waiting.enqueue()

    assert work_off() == [("tell_of_waiting", "SUCCESSFUL", 0)]


def test_mail_server_that_is_away_is_tried_again(settings):
    settings.SAMHOLD_EMAIL_SENDER = "tests.rooms.notices.test_tasks.Away"
    one = notice()

    tell.enqueue(str(one.recipient_id), "NOW")

    assert work_off() == [("tell", "READY", None)]
    job = Job.objects.get()
    assert one.recipient.email not in str(job.errors)


class Away:
    """A mail server that does not answer."""

    def send(self, receiver: str, *_: object) -> None:
        raise ConnectionRefusedError(receiver)
