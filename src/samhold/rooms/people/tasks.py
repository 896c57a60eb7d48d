"""What happens by itself: handed-in workbooks are forgotten when their hour is over."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.utils import timezone
from django_tasks import task

from samhold.infrastructure.jobs.schedule import Every, Periodic
from samhold.rooms.people.models import Upload


@task
def forget_uploads() -> int:
    """Delete the workbooks whose hour is over, whoever handed them in; give their number."""
    return Upload.objects.filter(expires_at__lt=timezone.now()).delete()[0]


SCHEDULE: Final = (Periodic(task=forget_uploads, rhythm=Every(timedelta(minutes=15))),)
