"""Safety, children, checks and hand-overs of the region: something of every kind, for the pages to show."""

import pytest

from samhold.infrastructure.jobs.models import Job
from samhold.rooms.care.models import (
    AbsencePlan,
    CareReview,
    ChildrenQuestion,
    HandOver,
    SafetyAssessment,
    VisitWatch,
)
from samhold.rooms.care.queries.checks import mine
from tests.demo.test_growth import NOON

pytestmark = pytest.mark.django_db


def test_there_is_something_of_every_kind(region):
    for model in (AbsencePlan, CareReview, HandOver, VisitWatch):
        assert model.objects.exists(), model

    assert set(ChildrenQuestion.objects.values_list("answer", flat=True)) == {"NONE", "SOME"}
    assert SafetyAssessment.objects.filter(two_persons=True, ended_at=None).exists()


def test_nobody_is_in_on_a_visit_and_somebody_has_something_to_do(region):
    kari = region.users["Kari Testdal"]

    assert not VisitWatch.objects.filter(ended_at=None).exists()
    assert mine(worker=kari, now=NOON)
    assert Job.objects.filter(task__endswith="look_after_visit").count() == VisitWatch.objects.count()
