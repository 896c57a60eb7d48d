"""Workbooks are forgotten when their hour is over."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from samhold.rooms.people.models import Upload
from samhold.rooms.people.tasks import forget_uploads
from tests.support.factories.access import UserFactory
from tests.support.jobs import work_off

pytestmark = pytest.mark.django_db


def test_forget_uploads_takes_everybody_s_that_are_over_and_no_others():
    now = timezone.now()
    for minutes in (-1, -1, 1):
        Upload.objects.create(
            owner=UserFactory(), name="x", content="x", created_at=now - timedelta(hours=1),
            expires_at=now + timedelta(minutes=minutes),
        )  # fmt: skip

    forget_uploads.enqueue()

    assert work_off() == [("forget_uploads", "SUCCESSFUL", 2)]
    assert Upload.objects.get().expires_at > now
