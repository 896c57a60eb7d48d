"""Minutes that nobody went on with are forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from samhold.rooms.meetings.models import MinutesDraft
from samhold.rooms.meetings.tasks import forget_minutes_drafts
from tests.support.factories.meetings import MinutesDraftFactory
from tests.support.jobs import work_off

pytestmark = pytest.mark.django_db


def test_forget_minutes_drafts_takes_each_author_s_old_ones_and_no_others():
    now = timezone.now()
    old, new = now - timedelta(days=31), now - timedelta(days=29)
    one, _other = MinutesDraftFactory(saved_at=old), MinutesDraftFactory(saved_at=old)
    kept = {MinutesDraftFactory(saved_at=new).pk, MinutesDraftFactory(author=one.author, saved_at=new).pk}

    forget_minutes_drafts.enqueue()

    assert work_off() == [("forget_minutes_drafts", "SUCCESSFUL", 2)]
    assert set(MinutesDraft.objects.values_list("pk", flat=True)) == kept
