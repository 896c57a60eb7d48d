"""Requests and decisions of the region: something of every kind, for the pages to show."""

import pytest

from samhold.rooms.care.models import Complaint, Decision, DecisionStep, RequestForHelp
from samhold.rooms.care.queries.deadlines import deadlines
from samhold.rooms.care.queries.hours import hours_in
from samhold.rooms.care.queries.requests import requests_to
from tests.demo.conftest import TODAY
from tests.demo.test_growth import NOON

pytestmark = pytest.mark.django_db


def test_decisions_stand_at_every_step_that_lasts(region):
    states = set(Decision.objects.values_list("state", flat=True))

    assert {"IN_FORCE", "EVALUATED", "CHANGED"} <= states
    assert (
        DecisionStep.objects.filter(state="APPLIED").count() + Decision.objects.filter(replaces__isnull=False).count()
        == Decision.objects.count()
    )
    assert not Decision.objects.exclude(state__in=["APPLIED", "ASSESSED"]).filter(letter="").exists()


def test_somebody_was_refused_and_complained(region):
    assert Complaint.objects.exists()


def test_requests_reach_back_four_years_and_one_waits_too_long(region):
    leader = region.users["Gro Testhaug"]
    seen = requests_to(viewer=leader, now=NOON)

    assert seen.filter(outcome="", answer_by_date__lt=TODAY).exists()
    assert {"OFFER", "APPLICATION", "TURNED_AWAY"} <= set(RequestForHelp.objects.values_list("outcome", flat=True))
    assert RequestForHelp.objects.order_by("asked_date").first().asked_date.year <= TODAY.year - 3
    assert any(one.kind == "ANSWER_REQUEST" for one in deadlines(viewer=leader, now=NOON, today=TODAY))


def test_a_leader_has_hours_to_look_at(region):
    leader = region.users["Gro Testhaug"]
    unit = region.units["sel:mental"]

    lines = hours_in(unit_id=unit.pk, viewer=leader, first=TODAY.replace(day=1), last=TODAY, now=NOON)

    assert any(line.account.granted and line.account.given for line in lines)
