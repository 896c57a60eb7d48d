"""The database itself keeps decisions on one service apart."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests.support.factories.decisions import DecisionFactory, GrantedFactory, ServiceTypeFactory
from tests.support.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
MARCH, END_OF_MARCH, APRIL = date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 1)


@pytest.fixture
def first():
    return GrantedFactory(first_date=MARCH, last_date=END_OF_MARCH)


@pytest.mark.parametrize(
    ("first_date", "last_date"),
    [(END_OF_MARCH, None), (date(2026, 1, 1), MARCH), (date(2026, 1, 1), None), (date(2026, 3, 10), APRIL)],
)
def test_two_decisions_on_one_service_share_no_day(first, first_date, last_date):
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        GrantedFactory(person=first.person, service=first.service, first_date=first_date, last_date=last_date)

    assert "care_decision_one_of_a_service_at_a_time" in str(refused.value)


def test_decision_moved_onto_anothers_days_is_refused(first):
    later = GrantedFactory(person=first.person, service=first.service, first_date=APRIL)
    later.first_date = END_OF_MARCH

    with pytest.raises(IntegrityError), transaction.atomic():
        later.save()


def test_neighbouring_days_another_service_another_person_and_applications_stand_beside_each_other(first):
    GrantedFactory(person=first.person, service=first.service, first_date=APRIL)
    GrantedFactory(person=first.person, service=ServiceTypeFactory(), first_date=MARCH)
    GrantedFactory(person=PersonFactory(), service=first.service, first_date=MARCH)

    applied = DecisionFactory(person=first.person, service=first.service)

    assert applied.first_date is None
