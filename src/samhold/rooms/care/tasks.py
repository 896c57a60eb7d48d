"""What happens by itself: what nobody went on with is forgotten, and visits that last too long are told of."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Final
from uuid import UUID

from django.utils import timezone
from django_tasks import task

from samhold.infrastructure.database import acting_as
from samhold.infrastructure.jobs.schedule import Daily, Periodic
from samhold.rooms.access.models import User
from samhold.rooms.care.models import Draft, Response
from samhold.rooms.care.models.response import PUT_BACK_WITHIN
from samhold.rooms.care.watching import look

KEPT_FOR: Final = timedelta(days=30)


@task
def forget_drafts() -> int:
    """
    Delete the drafts that were not saved for a month; give their number.

    Each author's own, as that author: row-level security shows a draft to nobody else.
    """
    before = timezone.now() - KEPT_FOR
    count = 0
    for author_id in User.objects.values_list("pk", flat=True).order_by("pk"):
        with acting_as(author_id):
            count += Draft.objects.filter(author_id=author_id, saved_at__lt=before).delete()[0]
    return count


@task
def forget_thrown() -> int:
    """
    Delete the answers that were thrown away more than a day ago; give their number.

    Each as somebody who may reach them: behind the second wall nobody sees everybody's.
    """
    before = timezone.now() - PUT_BACK_WITHIN
    count = 0
    for user_id in User.objects.values_list("pk", flat=True).order_by("pk"):
        with acting_as(user_id):
            count += Response.objects.filter(thrown_at__lt=before).delete()[0]
    return count


@task
def look_after_visit(watch_id: str) -> str:
    """
    Look whether somebody who checked in on a visit is out by now, and tell the colleague or the leaders if not.

    Asked for when somebody checks in, at the time they should be out, and done as they: behind the second wall nobody
    sees everybody's visits. What is late is done as soon as a worker runs.
    """
    return str(look(watch_id=UUID(watch_id), now=timezone.now()) or "")


SCHEDULE: Final = (
    Periodic(task=forget_drafts, rhythm=Daily(time(3, 30))),
    Periodic(task=forget_thrown, rhythm=Daily(time(3, 40))),
)
