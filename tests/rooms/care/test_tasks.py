"""Drafts that nobody went on with are forgotten, and answers that were thrown away."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from samhold.rooms.care.models import Draft, Response
from samhold.rooms.care.tasks import forget_drafts, forget_thrown
from tests.support.factories.care import DraftFactory, ResponseFactory
from tests.support.factories.people import NetworkMemberFactory
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


def test_forget_thrown_takes_what_was_thrown_away_more_than_a_day_ago():
    now = timezone.now()
    person = NetworkMemberFactory().person
    ResponseFactory(person=person, thrown_at=now - timedelta(hours=25))
    kept = {ResponseFactory(person=person, thrown_at=now - timedelta(hours=23)).pk, ResponseFactory(person=person).pk}

    forget_thrown.enqueue()

    assert work_off() == [("forget_thrown", "SUCCESSFUL", 1)]
    assert set(Response.objects.values_list("pk", flat=True)) == kept
