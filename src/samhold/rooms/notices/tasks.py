"""
What happens by itself: who does not look into Samhold is told by e-mail that something waits, and nothing more.

Nothing is sent where no sender of e-mail is set (`SAMHOLD_EMAIL_SENDER`).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django_tasks import task

from samhold.foundation.time import local_day
from samhold.infrastructure.jobs.job_task import keyed
from samhold.infrastructure.jobs.schedule import Every, Periodic
from samhold.infrastructure.senders import Text, email_sender
from samhold.rooms.access.models import User
from samhold.rooms.notices.enums import Level
from samhold.rooms.notices.models import Notice

_LOOKED_BACK: Final = timedelta(days=1)
_TEXTS: Final = {Level.NOW: Text.URGENT_NEWS, Level.TODAY: Text.NEWS}


@task
def tell_of_waiting() -> int:
    """
    Ask for an e-mail to each who has unread notices: about urgent ones once an hour, about others once a day.

    Gives how many were asked for, by this run or one before it; `tell` looks again whether anything waits.
    """
    if not settings.SAMHOLD_EMAIL_SENDER:
        return 0
    now = timezone.now()
    since = now - _LOOKED_BACK
    waiting = Notice.objects.filter(read_at__isnull=True, created_at__gte=since, level__in=_TEXTS)
    found = set(waiting.values_list("recipient_id", "level"))
    for recipient_id, level in sorted(found):
        key = f"{recipient_id}/{level}/{_once_per(Level(level), now)}"
        keyed(tell, key).enqueue(str(recipient_id), str(level))
    return len(found)


@task(is_atomic=False)
def tell(recipient_id: str, level: str) -> None:
    """
    Send one e-mail, unless all was read in the meantime.

    Once, unless the worker is killed between the mail server's answer and the marking: then it comes twice.
    """
    recipient = User.objects.filter(pk=UUID(recipient_id), is_active=True, is_demo=False).first()
    waiting = Notice.objects.waiting_for(UUID(recipient_id)).filter(level=level)
    if recipient is not None and waiting.exists():
        email_sender().send(recipient.email, _TEXTS[Level(level)], recipient.language)


def _once_per(level: Level, now: datetime) -> str:
    """Name the hour, or the local day, in which one e-mail is enough."""
    return now.strftime("%Y-%m-%dT%H:00Z") if level == Level.NOW else local_day(now).isoformat()


SCHEDULE: Final = (Periodic(task=tell_of_waiting, rhythm=Every(timedelta(minutes=5))),)
