"""What the five sheets say of the demo region is the same after a journey through an empty database."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import transaction

from samhold.demo import growth
from samhold.infrastructure.database import unit_of_work
from samhold.infrastructure.spreadsheets import read_workbook, write_workbook
from samhold.rooms.access.enums import Role
from samhold.rooms.access.models import User
from samhold.rooms.organisations.models import Organisation
from samhold.rooms.people.actions import region
from samhold.rooms.people.forms.region.judging import judge
from tests.support.region_book import found_office

TODAY = date(2026, 6, 1)
NOW = datetime(2026, 6, 1, 5, tzinfo=UTC)


def _taken_out(by):
    with unit_of_work(by.pk):
        return region.export(by=by, now=NOW)


@pytest.mark.prove
@pytest.mark.django_db
def test_demo_region_says_the_same_after_a_journey_through_an_empty_database(proves_in_full):
    with transaction.atomic():
        growth.grow(seed=1, today=TODAY, password="demo-demo-demo", months=12 if proves_in_full else 0)
        coordinators = User.objects.filter(memberships__role=Role.SUBSTANCE_COORDINATOR)
        first = _taken_out(coordinators.filter(memberships__unit__name="Regionkontoret").order_by("pk")[0])
        transaction.set_rollback(True)
    assert (User.objects.count(), Organisation.objects.count()) == (0, 0)
    office = found_office()

    with unit_of_work(office.pk):
        judged = judge(read_workbook(write_workbook(first)), is_whole=True, by=office, now=NOW)
        assert judged.faults == ()
        region.write(plan=judged.plan, by=office, now=NOW)

    assert _taken_out(office) == first
    assert [(sheet.name, len(sheet.rows) > 40) for sheet in first] == [
        ("Tjenester", True),
        ("Ansatte", True),
        ("Personer", True),
        ("Nettverk", True),
        ("Veier", True),
    ]
