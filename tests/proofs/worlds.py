"""
Random small regions as plain values, and an oracle that knows who may what in them.

The oracle reads the values, never the database, and decides by the table written by hand: so it shares nothing with the
engine but the words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from tests.proofs.access_table import CATEGORIES, ROLES, allowed_cells

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

OSLO = ZoneInfo("Europe/Oslo")
ALL = 2**15 - 1
STAFF = ROLES[:17]
LEADING = ("UNIT_LEADER", "SERVICE_DIRECTOR")
ORDER = tuple(CATEGORIES.values())
CELLS = allowed_cells()


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    starts_at: datetime
    ends_at: datetime | None

    def holds(self, now: datetime) -> bool:
        return self.starts_at <= now and (self.ends_at is None or now < self.ends_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    id: UUID
    organisation: UUID
    is_team: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    id: UUID
    is_active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    id: UUID
    user: UUID
    unit: UUID
    role: str
    period: Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    unit: UUID
    guest: UUID
    period: Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    id: UUID
    tenant: UUID
    account: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of somebody's network: of a worker, a unit or a next of kin."""

    person: UUID
    role: str
    mask: int
    period: Period
    membership: Membership | None = None
    unit: UUID | None = None
    account: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A consent, block or conflict: concerning a unit or a worker."""

    person: UUID
    mask: int
    period: Period
    unit: UUID | None = None
    user: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    person: UUID
    membership: Membership
    period: Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    person: UUID
    unit: UUID
    workers: tuple[UUID, ...]
    starts_at: datetime
    is_cancelled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """A worker, or a whole unit, is invited to a meeting of its own about a person."""

    meeting: UUID
    person: UUID
    unit: UUID
    period: Period
    membership: Membership | None = None
    is_withdrawn: bool = False
    gets_minutes: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    now: datetime
    organisations: tuple[UUID, ...]
    units: tuple[Unit, ...]
    users: tuple[User, ...]
    memberships: tuple[Membership, ...]
    agreements: tuple[Agreement, ...]
    persons: tuple[Person, ...]
    lines: tuple[Line, ...]
    consents: tuple[Limit, ...]
    blocks: tuple[Limit, ...]
    conflicts: tuple[Limit, ...]
    grants: tuple[Grant, ...]
    visits: tuple[Visit, ...]
    invitations: tuple[Invitation, ...] = ()


class Maker:
    """Makes one world from a seed."""

    def __init__(self, seed: int, now: datetime) -> None:
        self.random = Random(seed)
        self.now = now

    def id(self) -> UUID:
        return UUID(int=self.random.getrandbits(128))

    def period(self) -> Period:
        """Mostly one that holds; else one that is over or has not begun."""
        hours = self.random.choice([1, 5, 24, 400])
        begun, begins = self.now - timedelta(hours=hours + 1), self.now + timedelta(hours=hours)
        kind = self.random.choices(["open", "ends", "over", "future"], [5, 2, 2, 1])[0]
        if kind == "open":
            return Period(starts_at=begun, ends_at=None)
        if kind == "ends":
            return Period(starts_at=begun, ends_at=begins)
        if kind == "over":
            return Period(starts_at=begun, ends_at=self.now - timedelta(minutes=30))
        return Period(starts_at=begins, ends_at=None)

    def mask(self) -> int:
        return self.random.choice([ALL, ALL, self.random.getrandbits(15) | 1, self.random.getrandbits(15), 1])

    def world(self) -> World:
        random = self.random
        organisations = tuple(self.id() for _ in range(random.randint(2, 3)))
        units = tuple(
            Unit(id=self.id(), organisation=random.choice(organisations), is_team=random.random() < 0.3)
            for _ in range(random.randint(3, 5))
        )
        users = tuple(User(id=self.id(), is_active=random.random() < 0.9) for _ in range(7))
        memberships = tuple(self.memberships(users, units))
        persons = tuple(self.persons(organisations, users))
        return World(
            now=self.now,
            organisations=organisations,
            units=units,
            users=users,
            memberships=memberships,
            agreements=tuple(self.agreements(units, organisations)),
            persons=persons,
            lines=tuple(self.lines(persons, memberships, units, users)),
            consents=tuple(
                Limit(person=self.one(persons), mask=self.mask() or 1, period=self.period(), unit=self.one(units))
                for _ in range(3)
            ),
            blocks=tuple(self.limits(persons, units, users, 2)),
            conflicts=tuple(self.conflicts(persons, units, users)),
            grants=tuple(self.grants(persons, memberships)),
            visits=tuple(self.visits(persons, memberships)),
            invitations=tuple(self.invitations(persons, memberships)),
        )

    def one(self, things: Sequence[Unit | User | Person]) -> UUID:
        return self.random.choice(things).id

    def memberships(self, users: Sequence[User], units: Sequence[Unit]) -> Iterator[Membership]:
        seen = set()
        for number in range(11):
            role = self.random.choice(STAFF[:7] if number % 2 else STAFF)
            user = users[number] if number < len(users) - 1 else self.random.choice(users)
            key = (user.id, self.one(units), role)
            if key not in seen:
                seen.add(key)
                yield Membership(id=self.id(), user=key[0], unit=key[1], role=role, period=self.period())

    def agreements(self, units: Sequence[Unit], organisations: Sequence[UUID]) -> Iterator[Agreement]:
        pairs = {(self.one(units), self.random.choice(organisations)) for _ in range(2)}
        for unit, guest in sorted(pairs, key=str):
            yield Agreement(unit=unit, guest=guest, period=self.period())

    def persons(self, organisations: Sequence[UUID], users: Sequence[User]) -> Iterator[Person]:
        for number in range(7):
            account = users[number].id if self.random.random() < 0.15 else None
            yield Person(id=self.id(), tenant=self.random.choice(organisations), account=account)

    def lines(
        self,
        persons: Sequence[Person],
        memberships: Sequence[Membership],
        units: Sequence[Unit],
        users: Sequence[User],
    ) -> Iterator[Line]:
        seen = set()
        for person in persons:
            for _ in range(self.random.randint(0, 4)):
                kind = self.random.choices(["worker", "unit", "kin"], [4, 4, 2])[0]
                if kind == "worker":
                    role = self.random.choice(["PRIMARY_CONTACT", "CASE_WORKER", "COORDINATOR"])
                    member = self.random.choice(memberships)
                    line = self.line(person, role, membership=member)
                elif kind == "unit":
                    line = self.line(person, "SERVICE", unit=self.one(units))
                else:
                    role = self.random.choice(["NEXT_OF_KIN", "GUARDIAN"])
                    line = self.line(person, role, account=self.one(users))
                key = (line.person, line.role, line.unit, line.membership)
                key = (line.person, line.role) if line.role == "PRIMARY_CONTACT" else key
                if kind == "kin" or key not in seen:
                    seen.add(key)
                    yield line

    def line(self, person: Person, role: str, **party: object) -> Line:
        return Line(person=person.id, role=role, mask=self.mask(), period=self.period(), **party)

    def limits(
        self, persons: Sequence[Person], units: Sequence[Unit], users: Sequence[User], count: int
    ) -> Iterator[Limit]:
        for _ in range(count):
            against = {"user": self.one(users)} if self.random.random() < 0.5 else {"unit": self.one(units)}
            yield Limit(person=self.one(persons), mask=self.mask() or 1, period=self.period(), **against)

    def conflicts(self, persons: Sequence[Person], units: Sequence[Unit], users: Sequence[User]) -> Iterator[Limit]:
        for _ in range(self.random.randint(0, 1)):
            person, user, unit = self.one(persons), self.one(users), self.one(units)
            yield Limit(person=person, mask=ALL, period=self.period(), unit=unit, user=user)

    def grants(self, persons: Sequence[Person], memberships: Sequence[Membership]) -> Iterator[Grant]:
        for _ in range(self.random.randint(0, 2)):
            first, last = self.random.choice([(-1, 2), (-3.5, 0.4), (-6, -3), (1, 3)])
            starts_at, ends_at = (self.now + timedelta(hours=hours) for hours in (first, last))
            period = Period(starts_at=starts_at, ends_at=ends_at)
            yield Grant(person=self.one(persons), membership=self.random.choice(memberships), period=period)

    def visits(self, persons: Sequence[Person], memberships: Sequence[Membership]) -> Iterator[Visit]:
        for _ in range(3):
            first = self.random.choice(memberships)
            others = [one.user for one in memberships if one.unit == first.unit]
            yield Visit(
                person=self.one(persons),
                unit=first.unit,
                workers=tuple(sorted({first.user, self.random.choice(others)}, key=str)),
                starts_at=self.now + timedelta(hours=self.random.choice([-30, -2, 0, 2, 30])),
                is_cancelled=self.random.random() < 0.2,
            )

    def invitations(self, persons: Sequence[Person], memberships: Sequence[Membership]) -> Iterator[Invitation]:
        for _ in range(3):
            member = self.random.choice(memberships)
            yield Invitation(
                meeting=self.id(),
                person=self.one(persons),
                unit=member.unit,
                period=self.period(),
                membership=member if self.random.random() < 0.6 else None,
                is_withdrawn=self.random.random() < 0.2,
                gets_minutes=self.random.random() < 0.5,
            )


def world_of(seed: int, now: datetime) -> World:
    return Maker(seed, now).world()


class Oracle:
    """Answers for one user of a world."""

    def __init__(self, world: World, user: User) -> None:
        self.world, self.user, self.now = world, user, world.now
        mine = [one for one in world.memberships if one.user == user.id and one.period.holds(self.now)]
        self.mine = mine
        self.units = {one.unit for one in mine}

    def may(self, person: Person, action: str, category: str, purpose: str) -> bool:
        bit = 1 << ORDER.index(category)
        if not self.user.is_active or self.is_conflicted(person) or self.blocked(person) & bit:
            return False
        return any(
            mask & bit and (role, reach, action, category, purpose) in CELLS
            for reach, role, mask in self.relations(person)
        )

    def relations(self, person: Person) -> Iterator[tuple[str, str, int]]:
        if person.account == self.user.id:
            yield "OWN", "PERSON", ALL
        for line in self.world.lines:
            if line.person == person.id and line.period.holds(self.now):
                yield from self.by_line(line)
        for grant in self.world.grants:
            if grant.person == person.id and grant.period.holds(self.now) and grant.membership in self.mine:
                yield "GRANTED", grant.membership.role, ALL
        for invitation in self.invitations(person):
            yield from (("INVITED", one.role, ALL) for one in self.invited_as(invitation))
        for reach, unit, mask in self.by_unit(person):
            yield from ((reach, one.role, mask) for one in self.mine if one.unit == unit)

    def by_unit(self, person: Person) -> Iterator[tuple[str, UUID | None, int]]:
        for consent in self.world.consents:
            if consent.person == person.id and consent.period.holds(self.now):
                yield "CONSENTED", consent.unit, consent.mask
        for agreement in self.world.agreements:
            if agreement.guest == person.tenant and agreement.period.holds(self.now):
                yield "AGREEMENT", agreement.unit, ALL
        for visit in self.visits_today(person):
            yield "ON_SHIFT", visit.unit, ALL

    def invitations(self, person: Person) -> Iterator[Invitation]:
        """Give the invitations by which the user is invited now to meetings about the person."""
        for one in self.world.invitations:
            holds = one.person == person.id and one.period.holds(self.now) and not one.is_withdrawn
            if holds and self.invited_as(one):
                yield one

    def invited_as(self, invitation: Invitation) -> list[Membership]:
        return [one for one in self.mine if one.unit == invitation.unit and invitation.membership in {None, one}]

    def by_line(self, line: Line) -> Iterator[tuple[str, str, int]]:
        if line.membership in self.mine:
            yield "IN_NETWORK", line.membership.role, line.mask
            if line.role == "PRIMARY_CONTACT":
                yield "PRIMARY_CONTACT", line.membership.role, line.mask
        for one in self.mine:
            if one.unit == line.unit:
                is_team = next(unit.is_team for unit in self.world.units if unit.id == line.unit)
                yield "TEAM_CASELOAD" if is_team else "UNIT_CARES", one.role, line.mask
                if one.role in LEADING:
                    yield "LEADS_UNIT", one.role, line.mask
        if line.account == self.user.id:
            guards = line.role == "GUARDIAN"
            yield ("GUARDIAN_SCOPE", "GUARDIAN", line.mask) if guards else ("KIN_CONSENTED", "NEXT_OF_KIN", line.mask)

    def visits_today(self, person: Person) -> Iterator[Visit]:
        today = self.now.astimezone(OSLO).date()
        for visit in self.world.visits:
            is_mine = visit.person == person.id and self.user.id in visit.workers and visit.unit in self.units
            if is_mine and visit.starts_at.astimezone(OSLO).date() == today and not visit.is_cancelled:
                yield visit

    def concerned(self, limits: Sequence[Limit], person: Person) -> Iterator[Limit]:
        for limit in limits:
            holds = limit.person == person.id and limit.period.holds(self.now)
            if holds and (limit.user == self.user.id or limit.unit in self.units):
                yield limit

    def blocked(self, person: Person) -> int:
        masks = 0
        for block in self.concerned(self.world.blocks, person):
            masks |= block.mask
        return masks

    def is_conflicted(self, person: Person) -> bool:
        return any(True for _ in self.concerned(self.world.conflicts, person))

    def behind_the_wall(self, person: Person) -> bool:
        """Say whether row-level security shows the person's rows: by tenant, agreement, relation or grant."""
        organisations = {unit.organisation for unit in self.world.units if unit.id in self.units}
        served = {one.guest for one in self.world.agreements if one.unit in self.units and one.period.holds(self.now)}
        return person.tenant in organisations | served or any(True for _ in self.relations(person))
