"""What happens by itself: minutes that somebody began and did not go on with are forgotten."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Final

from django.utils import timezone
from django_tasks import task

from samhold.infrastructure.database import acting_as
from samhold.infrastructure.jobs.schedule import Daily, Periodic
from samhold.rooms.access.models import User
from samhold.rooms.meetings.models import MinutesDraft

KEPT_FOR: Final = timedelta(days=30)


@task
def forget_minutes_drafts() -> int:
    """
    Delete the drafts of minutes that were not saved for a month; give their number.

    Each author's own, as that author: row-level security shows a draft to nobody else.
    """
    before = timezone.now() - KEPT_FOR
    count = 0
    for author_id in User.objects.values_list("pk", flat=True).order_by("pk"):
        with acting_as(author_id):
            count += MinutesDraft.objects.filter(author_id=author_id, saved_at__lt=before).delete()[0]
    return count


SCHEDULE: Final = (Periodic(task=forget_minutes_drafts, rhythm=Daily(time(3, 40))),)
