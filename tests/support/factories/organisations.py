from datetime import UTC, datetime

import factory

from samhold.rooms.access.enums import Role
from samhold.rooms.organisations.enums import CompetenceKind, OrganisationKind, ServiceKind
from samhold.rooms.organisations.models import Agreement, Competence, Membership, Organisation, Place, Road, Unit
from tests.support.factories.access import UserFactory

STARTED = datetime(2026, 1, 1, tzinfo=UTC)


class PlaceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Place

    name = factory.Sequence(lambda number: f"Place {number}")


class RoadFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Road

    start = factory.SubFactory(PlaceFactory)
    end = factory.SubFactory(PlaceFactory)
    kilometres = 31
    minutes = 30


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    kind = OrganisationKind.MUNICIPALITY
    name = factory.Sequence(lambda number: f"Municipality {number}")


class UnitFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Unit

    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence(lambda number: f"Unit {number}")
    service = ServiceKind.MENTAL_HEALTH_SUBSTANCE


class AgreementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Agreement

    unit = factory.SubFactory(UnitFactory)
    guest = factory.SubFactory(OrganisationFactory)
    starts_at = STARTED


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    unit = factory.SubFactory(UnitFactory)
    role = Role.CARE_WORKER
    starts_at = STARTED


class CompetenceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Competence

    user = factory.SubFactory(UserFactory)
    kind = CompetenceKind.DRIVING
