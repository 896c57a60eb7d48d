from datetime import date
from decimal import Decimal

import factory

from samhold.rooms.care.enums import ComplainedBy, DeadlineKind, DecisionState, RecordRegime, RequestRoad
from samhold.rooms.care.models import (
    Complaint,
    Deadline,
    Decision,
    DecisionStep,
    LegalBasis,
    RequestForHelp,
    ServiceType,
)
from tests.support.factories.access import UserFactory
from tests.support.factories.organisations import STARTED, UnitFactory
from tests.support.factories.people import PersonFactory

DAY = date(2026, 1, 1)


class ServiceTypeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ServiceType

    code = factory.Sequence(lambda number: f"SERVICE_{number}")
    first_date = DAY
    source = "made up"
    name_nb = factory.Sequence(lambda number: f"Tjeneste {number}")
    name_nn = factory.Sequence(lambda number: f"Teneste {number}")
    name_en = factory.Sequence(lambda number: f"Service {number}")
    record_regime = RecordRegime.HEALTH_RECORD


class LegalBasisFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LegalBasis

    code = factory.Sequence(lambda number: f"BASIS_{number}")
    first_date = DAY
    source = "made up"
    text_nb = "loven § 1"
    text_nn = "lova § 1"
    text_en = "the act § 1"
    record_regime = RecordRegime.HEALTH_RECORD


class DeadlineFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Deadline

    code = factory.Sequence(lambda number: f"DEADLINE_{number}")
    first_date = DAY
    source = "made up"
    kind = DeadlineKind.COMPLAIN
    days = 28


class RequestForHelpFactory(factory.django.DjangoModelFactory):
    """A request about somebody who is not registered, and not answered yet."""

    class Meta:
        model = RequestForHelp

    unit = factory.SubFactory(UnitFactory)
    tenant = factory.SelfAttribute("unit.organisation")
    road = RequestRoad.PHONE
    asked_date = DAY
    asked_by = "A neighbour"
    asked_for = "Somebody to talk to"
    answer_by_date = date(2026, 1, 15)
    recorded_by = factory.SubFactory(UserFactory)
    recorded_at = STARTED


class DecisionFactory(factory.django.DjangoModelFactory):
    """A decision that is applied for."""

    class Meta:
        model = Decision

    person = factory.SubFactory(PersonFactory)
    tenant = factory.SelfAttribute("person.tenant")
    unit = factory.SubFactory(UnitFactory)
    service = factory.SubFactory(ServiceTypeFactory)
    applied_date = DAY
    wish = "Help at home"
    decide_by_date = date(2026, 1, 31)


class GrantedFactory(DecisionFactory):
    """A decision in force, five hours a week from the first day of the year."""

    state = DecisionState.IN_FORCE
    hours_per_week = Decimal(5)
    first_date = DAY
    grounds = "Needs it"
    letter = "{}"
    legal_basis = factory.SubFactory(LegalBasisFactory)
    decided_by = factory.SubFactory(UserFactory)
    decided_date = DAY
    told_date = DAY
    complain_by_date = date(2026, 1, 29)


class ComplaintFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Complaint

    decision = factory.SubFactory(GrantedFactory)
    person = factory.SelfAttribute("decision.person")
    tenant = factory.SelfAttribute("decision.tenant")
    complained_by = ComplainedBy.PERSON
    received_date = date(2026, 1, 20)
    words = "Too little"
    reconsider_by_date = date(2026, 2, 19)


class DecisionStepFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DecisionStep

    decision = factory.SubFactory(DecisionFactory)
    person = factory.SelfAttribute("decision.person")
    tenant = factory.SelfAttribute("decision.tenant")
    state = DecisionState.APPLIED
    at = STARTED
    by = factory.SubFactory(UserFactory)
