from datetime import timedelta

import pytest

from samhold.foundation.errors import NotAllowed
from samhold.rooms.care.actions import safety
from samhold.rooms.care.models import SafetyAssessment
from samhold.rooms.care.safety_enums import RiskLevel, RiskOf
from tests.rooms.conftest import NOW

TODAY = NOW.date()
TWO = safety.Measures(two_persons=True)


def assess(near, *, by=None, days=90, **changes):
    values = {"risk_of": RiskOf.PERSON, "level": RiskLevel.HIGH, "measures": TWO}
    new = safety.NewAssessment(**values | {"valid_until_date": TODAY + timedelta(days=days)} | changes)
    return safety.assess(person=near.person, assessment=new, by=by or near.worker, now=NOW)


def test_an_assessment_is_logged(near, log):
    made = assess(near)

    assert (made.two_persons, made.assessed_date, log()) == (True, TODAY, ("RECORD", "DONE", near.person.pk))


@pytest.mark.parametrize("days", [0, 91])
def test_an_assessment_is_valid_for_ninety_days_at_most(near, days):
    with pytest.raises(safety.ValidTooLong):
        assess(near, days=days)

    assert SafetyAssessment.objects.count() == 0


def test_something_is_done_about_a_risk(near):
    with pytest.raises(safety.NoMeasure):
        assess(near, measures=safety.Measures())


def test_a_low_risk_needs_no_measure(near):
    assert assess(near, level=RiskLevel.LOW, measures=safety.Measures()).two_persons is False


def test_a_new_assessment_takes_the_place_of_the_one_before(near):
    first, second = assess(near), assess(near, level=RiskLevel.MODERATE)

    first.refresh_from_db()
    assert (first.ended_at, second.ended_at) == (NOW, None)


def test_person_and_address_are_assessed_apart(near):
    first, _second = assess(near), assess(near, risk_of=RiskOf.ADDRESS)

    first.refresh_from_db()
    assert first.ended_at is None


def test_an_assessment_ends_once(near):
    ended = safety.end(assessment=assess(near), by=near.worker, now=NOW)

    with pytest.raises(safety.AssessmentEnded):
        safety.end(assessment=ended, by=near.worker, now=NOW)


def test_a_stranger_assesses_nothing(near, stranger):
    with pytest.raises(NotAllowed):
        assess(near, by=stranger)
