"""What else must be known to judge a file: names that are taken, and what the one who imports may do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection

from samhold.infrastructure.database import is_postgresql
from samhold.rooms.access.engine import scope
from samhold.rooms.access.enums import Action, Category, Purpose
from samhold.rooms.access.models import User
from samhold.rooms.organisations.access import claimed, tenants_of
from samhold.rooms.organisations.enums import OrganisationKind
from samhold.rooms.organisations.models import Agreement, Membership, Organisation, Place
from samhold.rooms.people.models import Person
from samhold.rooms.people.workbook.rows import UnitKey

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationFacts:
    """An organisation that exists: whether the importer may set it up, and sees its persons already."""

    id: UUID
    kind: OrganisationKind
    number: str
    may_set_up: bool
    sees_persons: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """
    The facts.

    :param email: the importer's own address.
    :param users: per e-mail address of the file that has an account, whether they work where the importer may not
        set up.
    :param own_units: where the importer works.
    :param is_office: whether the importer works in the office that runs the installation.
    :param recordable: persons whose details the importer may change; `manageable`, those whose network.
    """

    email: str
    organisations: Mapping[str, OrganisationFacts]
    places: frozenset[str]
    users: Mapping[str, bool]
    own_units: Mapping[UnitKey, UUID]
    is_office: bool
    recordable: frozenset[UUID]
    manageable: frozenset[UUID]

    def may_set_up(self, organisation: str) -> bool:
        """Say whether the importer may change how an organisation is set up: a new one always, the office never."""
        facts = self.organisations.get(organisation)
        return facts is None or (facts.may_set_up and facts.kind != OrganisationKind.INSTALLATION)


def known(*, by: User, now: datetime, emails: Iterable[str]) -> Known:
    """Return what must be known to judge a file that names these e-mail addresses."""
    own = list(Membership.objects.filter(user=by).open_at(now).select_related("unit__organisation"))
    organisations = _organisations(by, now)
    return Known(
        email=by.email,
        organisations=organisations,
        places=frozenset(Place.objects.values_list("name", flat=True)),
        users=_users(frozenset(emails), now, organisations),
        own_units={UnitKey(row.unit.organisation.name, row.unit.name): row.unit_id for row in own},
        is_office=any(row.unit.organisation.kind == OrganisationKind.INSTALLATION for row in own),
        recordable=_persons(by, Action.RECORD, Category.IDENTITY, now),
        manageable=_persons(by, Action.MANAGE_NETWORK, Category.NETWORK, now),
    )


def taken_indexes(indexes: Iterable[str]) -> dict[tuple[UUID, str], UUID]:
    """Return who has these blind indexes of national numbers, by tenant and index, also persons who are hidden."""
    rows = Person.objects.filter(national_number_index__in=set(indexes) - {""})
    return {(tenant, index): pk for tenant, index, pk in rows.values_list("tenant_id", "national_number_index", "pk")}


def _organisations(by: User, now: datetime) -> dict[str, OrganisationFacts]:
    acts_for = tenants_of(by.pk, now)
    taken = claimed() | _tenants_with_persons()
    own_units = Membership.objects.filter(user=by).open_at(now).values("unit_id")
    agreed = set(Agreement.objects.filter(unit_id__in=own_units, ends_at=None).values_list("guest_id", flat=True))
    return {
        row.name: OrganisationFacts(
            id=row.pk,
            kind=OrganisationKind(row.kind),
            number=row.number,
            may_set_up=row.pk in acts_for or row.pk not in taken,
            sees_persons=row.pk in agreed,
        )
        for row in Organisation.objects.all()
    }


def _tenants_with_persons() -> set[UUID]:
    """Return the organisations that have persons; on PostgreSQL also those behind the second wall."""
    if not is_postgresql():
        return set(Person.objects.values_list("tenant_id", flat=True).distinct())
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM samhold_tenants_with_persons()")
        return {tenant for (tenant,) in cursor.fetchall()}


def _users(emails: frozenset[str], now: datetime, organisations: Mapping[str, OrganisationFacts]) -> dict[str, bool]:
    closed = [facts.id for facts in organisations.values() if not facts.may_set_up]
    users = User.objects.filter(email__in=emails)
    elsewhere = Membership.objects.filter(user__in=users, unit__organisation_id__in=closed).open_at(now)
    bound = set(elsewhere.values_list("user__email", flat=True))
    return {email: email in bound for email in users.values_list("email", flat=True)}


def _persons(by: User, action: Action, category: Category, now: datetime) -> frozenset[UUID]:
    wanted = scope(by, action, category, now=now, purpose=Purpose.COORDINATION, path="pk")
    return frozenset(Person.objects.filter(wanted).values_list("pk", flat=True))
