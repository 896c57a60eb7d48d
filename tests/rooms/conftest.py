"""A care worker who is a person's primary contact, and what the tests of actions share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from samhold.rooms.access import noted
from samhold.rooms.access.models import AuditEvent, User
from samhold.rooms.organisations.models import Membership, Unit
from samhold.rooms.people.enums import NetworkRole
from samhold.rooms.people.models import NetworkMember, Person
from tests.support.factories.organisations import MembershipFactory
from tests.support.factories.people import NetworkMemberFactory, PersonFactory

NOW = datetime(2026, 6, 1, 10, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """Who is near whom."""

    person: Person
    worker: User
    post: Membership
    unit: Unit
    line: NetworkMember


@pytest.fixture
def near(db: None) -> Near:
    """Give a person and their primary contact."""
    del db
    post = MembershipFactory()
    person = PersonFactory(tenant=post.unit.organisation)
    line = NetworkMemberFactory(person=person, membership=post, role=NetworkRole.PRIMARY_CONTACT)
    return Near(person=person, worker=post.user, post=post, unit=post.unit, line=line)


@pytest.fixture(autouse=True)
def nothing_noted() -> None:
    """Begin without refusals of other tests."""
    noted.take()


@pytest.fixture
def stranger(near: Near) -> User:
    """Give a colleague of the same organisation who has no relation to the person."""
    return MembershipFactory(unit__organisation=near.unit.organisation).user


@pytest.fixture
def log() -> object:
    """Give what the audit log tells of the last thing that happened."""
    return lambda: AuditEvent.objects.order_by("-pk").values_list("action", "outcome", "person_id").first()
