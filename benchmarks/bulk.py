"""
Fills a database quickly with rows as the actions would leave them, without the actions and their log.

`samhold demo grow` grows the same size by the actions, and takes ten times as long.
"""

from __future__ import annotations

import sys
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from samhold.infrastructure.database import maintenance
from samhold.rooms.access.enums import EVERYTHING, Role
from samhold.rooms.access.models import User
from samhold.rooms.care.enums import ContactKind
from samhold.rooms.care.models import Contact
from samhold.rooms.organisations.models import Membership, Organisation, Unit
from samhold.rooms.people.models import NetworkMember, Person, Residence

if TYPE_CHECKING:
    from datetime import datetime

TOWN, WORKERS = 500, 8
ROLES = [Role.CARE_WORKER] * 6 + [Role.UNIT_LEADER, Role.PEER_WORKER]
TEXT = "Talked about the week, the flat and the bills. Agreed to call on Thursday and to go to the doctor together. "


def fill(persons: int, contacts: int) -> None:
    """Add towns until there are so many persons, each with so many contacts."""
    with maintenance():
        there = Person.objects.count()
    for number in range(-(-(persons - there) // TOWN)):
        with transaction.atomic(), maintenance():
            _town(number, contacts, timezone.now())
        sys.stderr.write(f"\r{there + (number + 1) * TOWN} persons")
    sys.stderr.write("\n")


def _town(number: int, contacts: int, now: datetime) -> None:
    random, begun = Random(number), now - timedelta(days=400)
    place = Organisation.objects.create(kind="MUNICIPALITY", name=f"Measured {number} {now:%H%M%S%f}")
    unit = Unit.objects.create(organisation=place, name="Service", service="MENTAL_HEALTH_SUBSTANCE")
    users = User.objects.bulk_create(
        User(email=f"m{number}.{one}.{now:%H%M%S%f}@example.test", name=f"Testworker {one}", password="!")
        for one in range(WORKERS)
    )
    posts = Membership.objects.bulk_create(
        Membership(user=user, unit=unit, role=role, starts_at=begun) for user, role in zip(users, ROLES, strict=True)
    )
    people = Person.objects.bulk_create(
        Person(tenant=place, given_name="Testperson", family_name=f"{random.choice(NAMES)}{one}", phone="90000000")
        for one in range(TOWN)
    )
    _around(people, unit, posts, begun)
    Contact.objects.bulk_create(
        (
            Contact(
                tenant=place,
                person=person,
                unit=unit,
                kind=random.choice(ContactKind.values),
                took_place_at=now - timedelta(days=random.randint(1, 360), minutes=one),
                minutes=45,
                text=TEXT,
                recorded_by=random.choice(users),
                recorded_at=now,
            )
            for person in people
            for one in range(contacts)
        ),
        batch_size=1000,
    )


def _around(people: list[Person], unit: Unit, posts: list[Membership], begun: datetime) -> None:
    common = {"tenant_id": unit.organisation_id, "basis": "HEALTHCARE", "categories": EVERYTHING, "starts_at": begun}
    NetworkMember.objects.bulk_create(
        NetworkMember(person=person, kind="UNIT", unit=unit, role="SERVICE", **common) for person in people
    )
    NetworkMember.objects.bulk_create(
        NetworkMember(person=person, kind="WORKER", membership=posts[one % 6], role="PRIMARY_CONTACT", **common)
        for one, person in enumerate(people)
    )
    NetworkMember.objects.bulk_create(
        NetworkMember(person=person, kind="NEXT_OF_KIN", name="Testkin", role="NEXT_OF_KIN", **common)
        for person in people
    )
    Residence.objects.bulk_create(
        Residence(
            tenant_id=unit.organisation_id,
            person=person,
            municipality_id=unit.organisation_id,
            address="Way 1",
            starts_at=begun,
        )
        for person in people
    )


NAMES = ("Furu", "Gran", "Bjørk", "Rogn", "Selje", "Osp", "Hegg", "Alm")
