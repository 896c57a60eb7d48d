"""A small region, grown once for a module of tests; each test's own changes are rolled back, and then the region."""

from datetime import date

import pytest

SEED = 1
TODAY = date(2026, 11, 18)
PASSWORD = "one password of the region"


@pytest.fixture(scope="module")
def region(django_db_setup, django_db_blocker):
    from django.db import transaction

    from samhold.demo.growth import grow

    with django_db_blocker.unblock(), transaction.atomic():
        yield grow(seed=SEED, today=TODAY, password=PASSWORD, months=1, one_in=7)
        transaction.set_rollback(True)
