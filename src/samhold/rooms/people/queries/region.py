"""What the five sheets say of the region as it is stored, as far as somebody may see it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from samhold.rooms.access.enums import Action, Language, Purpose, Role
from samhold.rooms.organisations.access import tenants_of
from samhold.rooms.organisations.enums import CompetenceKind, OrganisationKind, Profession, ServiceKind, WrittenForm
from samhold.rooms.organisations.models import Agreement, Competence, Membership, Organisation, Road, Unit
from samhold.rooms.people.enums import Basis, NetworkRole
from samhold.rooms.people.models import NetworkMember, Person, Residence
from samhold.rooms.people.workbook.cells import one_line, tidy
from samhold.rooms.people.workbook.rows import (
    NetworkRow,
    OrganisationProfile,
    PartyKey,
    PersonRow,
    Region,
    RoadRow,
    UnitKey,
    UnitRow,
    WorkerRow,
)
from samhold.rooms.people.workbook.words import OPENED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from django.db.models import QuerySet

    from samhold.rooms.access.models import User

NOWHERE = UnitKey("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reach:
    """Which rows of organisations are told: those acted for or named, and single units that persons' networks name."""

    organisations: frozenset[UUID]
    units: frozenset[UUID]
    mentioned: frozenset[UUID]


def stored(*, by: User, now: datetime, named: Iterable[str] = (), action: Action = Action.READ) -> Region:
    """
    Return the region: the organisations somebody acts for, their units and workers, and the persons they may read.

    Units elsewhere are told if they are in these persons' networks. The office that runs the installation is not.

    :param named: organisations that are told besides, by name: those that a file names.
    :param action: what is done with the persons: read, or exported, which fewer of them may be.
    """
    persons = Person.objects.visible_to(by, action, now=now, purpose=Purpose.COORDINATION)
    persons = persons.exclude(tenant__kind=OrganisationKind.INSTALLATION).select_related("tenant")
    homes = Residence.objects.visible_to(by, action, now=now, purpose=Purpose.COORDINATION)
    open_homes = {home.person_id: home for home in homes.filter(ends_at=None).select_related("municipality")}
    people = {person.pk: _person(person, open_homes.get(person.pk)) for person in persons}
    members = [member for member in _members(by, now, action) if member.person_id in people and _lasted(member)]
    reach = _reach(by, now, named, members, [*open_homes.values()], persons)
    return Region(
        units=tuple(sorted(_units(reach), key=lambda row: row.key)),
        workers=tuple(sorted(_workers(reach), key=lambda row: (row.key, row.starts_at))),
        persons=tuple(sorted(people.values(), key=_person_order)),
        networks=_networks(members, people),
        roads=tuple(sorted(_roads(), key=lambda row: row.key)),
    )


def _members(by: User, now: datetime, action: Action) -> QuerySet[NetworkMember]:
    rows = NetworkMember.objects.visible_to(by, action, now=now, purpose=Purpose.COORDINATION)
    office = Q(unit__organisation__kind=OrganisationKind.INSTALLATION) | Q(
        membership__unit__organisation__kind=OrganisationKind.INSTALLATION
    )
    return rows.exclude(office).select_related(
        "unit__organisation", "membership__user", "membership__unit__organisation"
    )


def _reach(
    by: User,
    now: datetime,
    named: Iterable[str],
    members: list[NetworkMember],
    homes: list[Residence],
    persons: Iterable[Person],
) -> _Reach:
    wanted = Q(pk__in=tenants_of(by.pk, now)) | Q(name__in=set(named))
    organisations = Organisation.objects.filter(wanted).exclude(kind=OrganisationKind.INSTALLATION)
    ids = frozenset(organisations.values_list("pk", flat=True))
    units = {member.membership.unit_id if member.membership else member.unit_id for member in members}
    served = Agreement.objects.filter(unit__organisation_id__in=ids, ends_at=None).values_list("guest_id", flat=True)
    mentioned = {home.municipality_id for home in homes} | {person.tenant_id for person in persons} | set(served)
    return _Reach(
        organisations=ids,
        units=frozenset(unit for unit in units if unit is not None),
        mentioned=frozenset(mentioned),
    )


def _of(reach: _Reach, path: str = "") -> Q:
    return Q(**{f"{path}organisation_id__in": reach.organisations}) | Q(**{f"{path}pk__in": reach.units})


def _units(reach: _Reach) -> Iterable[UnitRow]:
    units = list(Unit.objects.filter(_of(reach)).select_related("organisation__centre", "place"))
    guests: dict[UUID, set[str]] = defaultdict(set)
    for agreement in Agreement.objects.filter(unit__in=units, ends_at=None).select_related("guest", "unit"):
        if agreement.guest_id != agreement.unit.organisation_id:
            guests[agreement.unit_id].add(agreement.guest.name)
    for unit in units:
        yield UnitRow(
            id=unit.pk,
            organisation=unit.organisation.name,
            profile=_profile(unit.organisation),
            name=unit.name,
            service=ServiceKind(unit.service),
            zone=unit.zone,
            phone=unit.phone,
            place=unit.place.name if unit.place else "",
            serves=tuple(sorted(guests[unit.pk])),
        )
    told = {unit.organisation_id for unit in units}
    bare = Organisation.objects.filter(pk__in=(reach.organisations | reach.mentioned) - told).select_related("centre")
    yield from map(_bare, bare.exclude(kind=OrganisationKind.INSTALLATION))


def _bare(organisation: Organisation) -> UnitRow:
    """Return the row of an organisation of which no unit is told."""
    return UnitRow(
        organisation=organisation.name,
        profile=_profile(organisation),
        name="",
        service=None,
        zone="",
        phone="",
        place="",
        serves=(),
    )


def _profile(organisation: Organisation) -> OrganisationProfile:
    return OrganisationProfile(
        kind=OrganisationKind(organisation.kind),
        number=organisation.number,
        population=organisation.population,
        written_form=WrittenForm(organisation.written_form),
        centre=organisation.centre.name if organisation.centre else "",
    )


def _workers(reach: _Reach) -> Iterable[WorkerRow]:
    rows = list(Membership.objects.filter(_of(reach, "unit__")).select_related("user", "unit__organisation"))
    learned: dict[UUID, list[tuple[CompetenceKind, date | None]]] = defaultdict(list)
    for row in Competence.objects.filter(user__in={membership.user_id for membership in rows}):
        learned[row.user_id].append((CompetenceKind(row.kind), row.valid_until_date))
    for membership in rows:
        yield WorkerRow(
            id=membership.pk,
            email=membership.user.email,
            name=membership.user.name,
            phone=membership.user.phone,
            language=Language(membership.user.language),
            competences=tuple(sorted(learned[membership.user_id], key=lambda pair: pair[0])),
            unit=UnitKey(membership.unit.organisation.name, membership.unit.name),
            role=Role(membership.role),
            profession=Profession(membership.profession),
            starts_at=membership.starts_at.replace(microsecond=0),
            ends_at=membership.ends_at.replace(microsecond=0) if membership.ends_at else None,
        )


def _person(person: Person, home: Residence | None) -> PersonRow:
    return PersonRow(
        id=person.pk,
        mark=str(person.pk),
        version=person.version,
        organisation=person.tenant.name,
        national_number=person.national_number,
        given_name=one_line(person.given_name),
        family_name=one_line(person.family_name),
        birth_date=person.birth_date,
        written_form=WrittenForm(person.written_form),
        phone=one_line(person.phone),
        contact_wish=tidy(person.contact_wish),
        municipality=home.municipality.name if home else "",
        address=tidy(home.address) if home else "",
        lives_there_from=home.starts_at.replace(microsecond=0) if home else None,
    )


def _lasted(member: NetworkMember) -> bool:
    """Say whether a line lasted a second: what was undone at once has no period that a workbook could write."""
    return member.ends_at is None or member.ends_at.replace(microsecond=0) > member.starts_at.replace(microsecond=0)


def _networks(members: Iterable[NetworkMember], people: Mapping[UUID, PersonRow]) -> tuple[NetworkRow, ...]:
    rows = ((people[member.person_id], _network(member, people[member.person_id])) for member in members)
    return tuple(row for _person, row in sorted(rows, key=lambda pair: _network_order(*pair)))


def _network(member: NetworkMember, person: PersonRow) -> NetworkRow:
    membership, unit = member.membership, member.membership.unit if member.membership else member.unit
    return NetworkRow(
        id=member.pk,
        version=member.version,
        key=PartyKey(
            person=person.key,
            email=membership.user.email if membership else "",
            unit=UnitKey(unit.organisation.name, unit.name) if unit else NOWHERE,
            worker_role=Role(membership.role) if membership else None,
            name=one_line(member.name),
            role=NetworkRole(member.role),
        ),
        relation=one_line(member.relation),
        phone=one_line(member.phone),
        basis=Basis(member.basis),
        sees=member.categories & OPENED,
        contact_wish=tidy(member.contact_wish),
        starts_at=member.starts_at.replace(microsecond=0),
        ends_at=member.ends_at.replace(microsecond=0) if member.ends_at else None,
    )


def _roads() -> Iterable[RoadRow]:
    for road in Road.objects.select_related("start", "end"):
        yield RoadRow(
            id=road.pk,
            start=road.start.name,
            end=road.end.name,
            kilometres=road.kilometres,
            minutes=road.minutes,
            latitude=road.start.latitude,
            longitude=road.start.longitude,
        )


def _person_order(row: PersonRow) -> tuple[str, ...]:
    return row.organisation, row.family_name, row.given_name, str(row.birth_date), row.national_number, row.mark


def _network_order(person: PersonRow, row: NetworkRow) -> tuple[str, ...]:
    of_line = (row.starts_at.timestamp(), row.key.role, *row.key[1:5], row.ends_at or "")
    return tuple(map(str, (*person.natural_key, row.person, *of_line)))
