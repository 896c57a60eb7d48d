from datetime import date, timedelta

import factory

from samhold.rooms.care.models import (
    AbsencePlan,
    Activity,
    CareReview,
    ChildrenQuestion,
    Dwelling,
    FollowUp,
    HandOver,
    HandOverRead,
    LifeEvent,
    SafetyAssessment,
    Tenancy,
    VisitWatch,
)
from samhold.rooms.care.outcome_enums import ActivityKind, DwellingKind, Home, LifeEventKind
from samhold.rooms.care.safety_enums import ChildrenAnswer, ReviewKind, RiskLevel, RiskOf
from tests.support.factories.access import UserFactory
from tests.support.factories.organisations import STARTED, OrganisationFactory, UnitFactory
from tests.support.factories.people import PersonFactory

DAY = date(2026, 1, 1)


class OfPerson(factory.django.DjangoModelFactory):
    """A row about a person, of the person's tenant."""

    class Meta:
        abstract = True

    person = factory.SubFactory(PersonFactory)
    tenant = factory.SelfAttribute("person.tenant")


class FollowUpFactory(OfPerson):
    class Meta:
        model = FollowUp

    unit = factory.SubFactory(UnitFactory)
    first_date = DAY


class LifeEventFactory(OfPerson):
    class Meta:
        model = LifeEvent

    kind = LifeEventKind.ACUTE_ADMISSION
    first_date = DAY
    recorded_by = factory.SubFactory(UserFactory)
    recorded_at = STARTED


class ActivityFactory(OfPerson):
    class Meta:
        model = Activity

    kind = ActivityKind.WORK
    hours_per_week = 10
    first_date = DAY


class DwellingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Dwelling

    tenant = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence(lambda number: f"Eksempelvegen {number}")
    kind = DwellingKind.HOME


class TenancyFactory(OfPerson):
    class Meta:
        model = Tenancy

    home = Home.MUNICIPAL
    first_date = DAY


class SafetyAssessmentFactory(OfPerson):
    class Meta:
        model = SafetyAssessment

    risk_of = RiskOf.PERSON
    level = RiskLevel.MODERATE
    two_persons = True
    assessed_date = DAY
    valid_until_date = date(2026, 4, 1)
    assessed_by = factory.SubFactory(UserFactory)


class VisitWatchFactory(OfPerson):
    class Meta:
        model = VisitWatch

    worker = factory.SubFactory(UserFactory)
    colleague = factory.SubFactory(UserFactory)
    started_at = STARTED
    expected_at = STARTED + timedelta(hours=1)


class AbsencePlanFactory(OfPerson):
    class Meta:
        model = AbsencePlan

    text = "Ring syster mi"


class ChildrenQuestionFactory(OfPerson):
    class Meta:
        model = ChildrenQuestion

    asked_date = DAY
    answer = ChildrenAnswer.NONE
    asked_by = factory.SubFactory(UserFactory)


class CareReviewFactory(OfPerson):
    class Meta:
        model = CareReview

    kind = ReviewKind.SOMATIC_CHECK
    done_date = DAY
    done_by = factory.SubFactory(UserFactory)


class HandOverFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = HandOver

    unit = factory.SubFactory(UnitFactory)
    tenant = factory.SelfAttribute("unit.organisation")
    text = "Husk nøkkelen"
    written_at = STARTED
    written_by = factory.SubFactory(UserFactory)


class HandOverReadFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = HandOverRead

    unit = factory.SubFactory(UnitFactory)
    user = factory.SubFactory(UserFactory)
    read_at = STARTED
