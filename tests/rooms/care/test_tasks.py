"""Drafts that nobody went on with are forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from samhold.rooms.care.models import Draft
from samhold.rooms.care.tasks import forget_drafts
from tests.support.factories.care import DraftFactory
from tests.support.jobs import work_off

pytestmark = pytest.mark.django_db


def test_forget_drafts_takes_each_author_s_old_ones_and_no_others():
    now = timezone.now()
    old, new = now - timedelta(days=31), now - timedelta(days=29)
    one, _other = DraftFactory(saved_at=old), DraftFactory(saved_at=old)
    kept = {DraftFactory(saved_at=new).pk, DraftFactory(author=one.author, saved_at=new).pk}

    forget_drafts.enqueue()

    assert work_off() == [("forget_drafts", "SUCCESSFUL", 2)]
    assert set(Draft.objects.values_list("pk", flat=True)) == kept
