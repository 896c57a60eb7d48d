from datetime import date

import factory

from samhold.rooms.care.enums import ConsentForm, CrisisStage, PlanPart
from samhold.rooms.care.models import (
    CrisisCall,
    CrisisCopy,
    CrisisEdition,
    CrisisPlan,
    CrisisStep,
    Goal,
    GoalContact,
    IndividualPlan,
    PlanEdition,
)
from tests.support.factories.access import UserFactory
from tests.support.factories.care import ContactFactory
from tests.support.factories.organisations import STARTED
from tests.support.factories.people import PersonFactory

DAY = date(2026, 1, 1)


class IndividualPlanFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = IndividualPlan

    person = factory.SubFactory(PersonFactory)
    tenant = factory.SelfAttribute("person.tenant")
    consented_date = DAY
    consent_form = ConsentForm.WRITTEN
    first_date = DAY
    revise_date = date(2026, 7, 1)


class OfPlan(factory.django.DjangoModelFactory):
    """A row of an individual plan, of its person and tenant."""

    class Meta:
        abstract = True

    plan = factory.SubFactory(IndividualPlanFactory)
    person = factory.SelfAttribute("plan.person")
    tenant = factory.SelfAttribute("plan.tenant")


class GoalFactory(OfPlan):
    class Meta:
        model = Goal

    position = factory.Sequence(lambda number: number)
    words = "Bu for meg sjølv"


class GoalContactFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = GoalContact

    goal = factory.SubFactory(GoalFactory)
    person = factory.SelfAttribute("goal.person")
    tenant = factory.SelfAttribute("goal.tenant")
    contact = factory.SubFactory(ContactFactory, person=factory.SelfAttribute("..person"))


class PlanEditionFactory(OfPlan):
    class Meta:
        model = PlanEdition

    part = PlanPart.PLAN
    number = factory.Sequence(lambda number: number)
    fields = "about_me"
    content = "{}"
    at = STARTED
    by = factory.SubFactory(UserFactory)


class CrisisPlanFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CrisisPlan

    person = factory.SubFactory(PersonFactory)
    tenant = factory.SelfAttribute("person.tenant")
    made_with_person = True
    made_date = DAY
    valid_until_date = date(2027, 1, 1)


class OfCrisisPlan(OfPlan):
    """A row of a crisis plan."""

    class Meta:
        abstract = True

    plan = factory.SubFactory(CrisisPlanFactory)


class CrisisStepFactory(OfCrisisPlan):
    class Meta:
        model = CrisisStep

    stage = CrisisStage.GREEN


class CrisisCallFactory(OfCrisisPlan):
    class Meta:
        model = CrisisCall

    position = factory.Sequence(lambda number: number)
    name = "Testperson Syster"
    phone = "90000000"


class CrisisCopyFactory(OfCrisisPlan):
    class Meta:
        model = CrisisCopy

    given_to = "Legevakt"
    given_date = DAY
    of_version = 1
    given_by = factory.SubFactory(UserFactory)


class CrisisEditionFactory(OfCrisisPlan):
    class Meta:
        model = CrisisEdition

    number = factory.Sequence(lambda number: number)
    part = "PLAN"
    fields = "triggers"
    content = "{}"
    at = STARTED
    by = factory.SubFactory(UserFactory)
