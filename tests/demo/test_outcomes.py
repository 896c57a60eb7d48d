"""How it goes in the region: four years back, fewer bed days after on average, and not for all."""

from datetime import date, timedelta

import pytest

from samhold.core.outcomes import Happening, compare
from samhold.rooms.care.models import Activity, FollowUp, LifeEvent
from samhold.rooms.care.queries.before_after import Counted
from tests.demo.test_growth import NOON

pytestmark = pytest.mark.django_db
TODAY = NOON.date()


def bed_days(follow_up):
    events = LifeEvent.objects.filter(person_id=follow_up.person_id)
    rows = [Happening(kind=row.kind, first_date=row.first_date, last_date=row.last_date) for row in events]
    (found,) = compare([Counted.BED_DAYS.value], rows, started=follow_up.first_date, today=TODAY)
    return found.before.count, found.after.count


def test_bed_days_fall_on_average_and_not_for_all(region):
    long_ago = TODAY - timedelta(days=730)
    whole = [bed_days(row) for row in FollowUp.objects.filter(first_date__lte=long_ago, known_since_date__isnull=False)]

    before, after = (sum(days) for days in zip(*whole, strict=True))
    assert 0 < after < before
    assert any(later > earlier for earlier, later in whole)


def test_what_the_tutorial_tells_of_even_is_so(region):
    even = FollowUp.objects.get(person=region.persons[next(iter(_even(region)))])

    assert bed_days(even) == (64, 12)


def test_there_is_something_of_every_kind(region):
    assert set(LifeEvent.objects.values_list("kind", flat=True)) >= {"ACUTE_ADMISSION", "OVERDOSE"}
    assert LifeEvent.objects.order_by("first_date").values_list("first_date", flat=True)[0] < date(TODAY.year - 3, 1, 1)
    assert FollowUp.objects.filter(known_since_date=None).exists()
    assert Activity.objects.filter(is_substance_free=True, last_date=None).exists()


def _even(region):
    return (number for number, person in region.persons.items() if person.name == "Even Testperson")
