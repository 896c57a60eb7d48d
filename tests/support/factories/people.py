from datetime import timedelta

import factory

from samhold.rooms.access.enums import EVERYTHING
from samhold.rooms.people.enums import Basis, ConsentForm, DeclaredBy, EmergencyReason, NetworkRole, PartyKind
from samhold.rooms.people.models import Block, Conflict, Consent, Grant, NetworkMember, Person, Residence
from tests.support.factories.access import UserFactory
from tests.support.factories.organisations import STARTED, MembershipFactory, OrganisationFactory, UnitFactory


class PersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Person

    tenant = factory.SubFactory(OrganisationFactory)
    given_name = "Testperson"
    family_name = factory.Sequence(lambda number: f"Furu{number}")


class OfPerson(factory.django.DjangoModelFactory):
    """A row about a person, owned by the person's own tenant."""

    class Meta:
        abstract = True

    person = factory.SubFactory(PersonFactory)
    tenant = factory.SelfAttribute("person.tenant")
    starts_at = STARTED


class ResidenceFactory(OfPerson):
    class Meta:
        model = Residence

    municipality = factory.SelfAttribute("tenant")


class NetworkMemberFactory(OfPerson):
    """A worker in the person's network; see the others for a unit and next of kin."""

    class Meta:
        model = NetworkMember

    kind = PartyKind.WORKER
    membership = factory.SubFactory(MembershipFactory)
    role = NetworkRole.CASE_WORKER
    basis = Basis.HEALTHCARE
    categories = EVERYTHING


class NetworkUnitFactory(NetworkMemberFactory):
    kind = PartyKind.UNIT
    membership = None
    unit = factory.SubFactory(UnitFactory)
    role = NetworkRole.SERVICE


class NextOfKinFactory(NetworkMemberFactory):
    kind = PartyKind.NEXT_OF_KIN
    membership = None
    name = "Testkin Bjork"
    relation = "Sister"
    role = NetworkRole.NEXT_OF_KIN
    basis = Basis.CONSENT
    categories = 0


class ConsentFactory(OfPerson):
    class Meta:
        model = Consent

    recipient = factory.SubFactory(UnitFactory)
    categories = EVERYTHING
    given_how = ConsentForm.SPOKEN
    recorded_by = factory.SubFactory(UserFactory)


class BlockFactory(OfPerson):
    """A block against a worker; for a unit, say `user=None, unit=…`."""

    class Meta:
        model = Block

    user = factory.SubFactory(UserFactory)
    categories = EVERYTHING
    recorded_by = factory.SubFactory(UserFactory)


class ConflictFactory(OfPerson):
    class Meta:
        model = Conflict

    user = factory.SubFactory(UserFactory)
    home_unit = factory.SubFactory(UnitFactory)
    routed_unit = factory.SubFactory(UnitFactory)
    declared_by = DeclaredBy.WORKER
    recorded_by = factory.SelfAttribute("user")


class GrantFactory(OfPerson):
    class Meta:
        model = Grant

    membership = factory.SubFactory(MembershipFactory)
    reason = EmergencyReason.ACUTE_HELP
    explanation = "Found outside at night."
    ends_at = factory.LazyAttribute(lambda row: row.starts_at + timedelta(hours=4))
    review_by = factory.LazyAttribute(lambda row: row.starts_at + timedelta(hours=72))
