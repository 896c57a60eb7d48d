"""Homes of the region: registers in every municipality, homes that reach back four years, guests in one of them."""

from datetime import timedelta

import pytest
from django.db.models import F

from samhold.rooms.care.models import Dwelling, Tenancy
from samhold.rooms.care.queries.checks import mine
from tests.demo.conftest import TODAY
from tests.demo.test_growth import NOON

pytestmark = pytest.mark.django_db


def test_every_municipality_has_homes_and_meeting_places_of_every_kind(region):
    rows = Dwelling.objects.values_list("tenant__name", "kind", "is_substance_free").distinct()

    assert len({tenant for tenant, _kind, _is_free in rows}) == 6
    assert {(kind, is_free) for _tenant, kind, is_free in rows} >= {
        ("HOME", False), ("SHARED_HOME", True), ("SHARED_HOME", False), ("MEETING_PLACE", True)
    }  # fmt: skip
    assert Dwelling.objects.filter(closed_date__isnull=False).count() == 6


def test_homes_reach_back_and_nobody_lives_in_more_than_there_is_room_for(region):
    lived = Tenancy.objects.filter(last_date=None, dwelling__isnull=False).values_list("dwelling", "dwelling__capacity")

    assert Tenancy.objects.filter(first_date__lt=TODAY - timedelta(days=730)).exists()
    assert Tenancy.objects.exclude(dwelling__tenant=F("tenant")).filter(dwelling__isnull=False).count() == 0
    assert all([dwelling for dwelling, _ in lived].count(one) <= capacity for one, capacity in lived)


def test_guests_have_taken_over_one_home_and_the_primary_contact_is_asked_to_help(region):
    kinds = [duty.check.kind for duty in mine(worker=region.users["Kari Testdal"], now=NOON)]

    assert Tenancy.objects.filter(guests_since_date__isnull=False, guests_left_date=None).count() == 1
    assert kinds.count("WIN_HOME_BACK") == 1
