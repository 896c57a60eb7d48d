"""A region made for the walk: every role beside persons of every kind, each carrying texts that can be recognised."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING
from uuid import UUID

from samhold.core.identity import synthetic
from samhold.infrastructure.database import maintenance
from samhold.infrastructure.keyring import blind_index
from samhold.rooms.care.models import Appointment, Contact, Draft
from samhold.rooms.meetings.models import (
    AgendaItem,
    Meeting,
    MeetingAction,
    MeetingDecision,
    Minutes,
    MinutesDraft,
)
from samhold.rooms.people.models import Block, Consent, Grant, NetworkMember, Person, Residence
from tests.proofs import worlds
from tests.proofs.building import build
from tests.proofs.marked_comments import mark_comments
from tests.proofs.marked_decisions import mark_decisions
from tests.proofs.marked_housing import mark_housing
from tests.proofs.marked_outcomes import mark_outcomes
from tests.proofs.marked_plans import mark_plans
from tests.proofs.marked_responses import mark_responses
from tests.proofs.marked_safety import mark_safety
from tests.proofs.worlds import (
    ALL,
    ORDER,
    STAFF,
    Invitation,
    Limit,
    Line,
    Membership,
    Period,
    Unit,
    User,
    Visit,
    World,
)
from tests.proofs.worlds import (
    Grant as GrantOf,
)

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import Model

MARK = re.compile(rb"KA[0-9a-f]{10}|\b[0-9]{11}\b", re.IGNORECASE)
NARROW = 1 << ORDER.index("IDENTITY") | 1 << ORDER.index("NETWORK")
CONTACTS = 1 << ORDER.index("CONTACTS")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """
    Whose text it is, of which kind of knowledge, and who wrote it where only the author reads it.

    :param meeting: the meeting that it belongs to; an invitation to it, or being the one to do it, may show it.
    """

    person: UUID
    kind: str
    author: UUID | None = None
    meeting: UUID | None = None


@dataclass(slots=True)
class Region:
    """The world, what its texts are, and the ids of what stands under each person."""

    world: World
    marks: dict[bytes, Mark] = field(default_factory=dict)
    rows: dict[UUID, dict[str, list[UUID]]] = field(default_factory=dict)

    def person(self, person_id: UUID) -> worlds.Person:
        return next(one for one in self.world.persons if one.id == person_id)


class Planner:
    """Plans the region: for each role a worker with six persons, and three persons with accounts around them."""

    def __init__(self, now: datetime) -> None:
        self.random, self.now = Random(20), now
        self.home, self.away = self.id(), self.id()
        self.units: list[Unit] = [self.unit(self.home), self.unit(self.away)]
        self.users: list[User] = []
        self.memberships: list[Membership] = []
        self.persons: list[worlds.Person] = []
        self.lines: list[Line] = []
        self.blocks: list[Limit] = []
        self.conflicts: list[Limit] = []
        self.consents: list[Limit] = []
        self.grants: list[GrantOf] = []
        self.visits: list[Visit] = []
        self.invitations: list[Invitation] = []

    def id(self) -> UUID:
        return UUID(int=self.random.getrandbits(128))

    def unit(self, organisation: UUID, *, is_team: bool = False) -> Unit:
        return Unit(id=self.id(), organisation=organisation, is_team=is_team)

    def since(self, hours: float, until: float | None = None) -> Period:
        ends_at = None if until is None else self.now + timedelta(hours=until)
        return Period(starts_at=self.now - timedelta(hours=hours), ends_at=ends_at)

    def user(self) -> User:
        self.users.append(User(id=self.id(), is_active=True))
        return self.users[-1]

    def person_of(self, tenant: UUID, account: UUID | None = None) -> worlds.Person:
        self.persons.append(worlds.Person(id=self.id(), tenant=tenant, account=account))
        return self.persons[-1]

    def worker(self, role: str) -> None:
        """Give a role a worker, in a unit of its own, and persons in every state."""
        unit = self.unit(self.home, is_team=role == "PEER_WORKER")
        self.units.append(unit)
        user = self.user()
        member = Membership(id=self.id(), user=user.id, unit=unit.id, role=role, period=self.since(2000))
        self.memberships.append(member)
        for state in ("near", "narrow", "blocked", "conflicted", "ended", "unknown"):
            self.place(self.person_of(self.home), state, member)
        consented, granted = self.person_of(self.away), self.person_of(self.away)
        self.consents.append(Limit(person=consented.id, mask=ALL, period=self.since(9), unit=unit.id))
        self.grants.append(GrantOf(person=granted.id, membership=member, period=self.since(1, 2)))
        self.invite(member, gets_minutes=False)
        self.invite(member, gets_minutes=True)

    def invite(self, member: Membership, *, gets_minutes: bool) -> None:
        """Invite a worker to a meeting about somebody whom they have nothing else to do with."""
        person = self.person_of(self.away)
        self.invitations.append(
            Invitation(
                meeting=self.id(), person=person.id, unit=member.unit, membership=member, gets_minutes=gets_minutes,
                period=self.since(9, 99),
            )
        )  # fmt: skip

    def place(self, person: worlds.Person, state: str, member: Membership) -> None:
        mask = NARROW if state == "narrow" else ALL
        period = self.since(400, -1) if state == "ended" else self.since(400)
        common = {"person": person.id, "mask": mask, "period": period}
        if state != "unknown":
            self.lines.append(Line(role="SERVICE", unit=member.unit, **common))
            self.lines.append(Line(role="PRIMARY_CONTACT", membership=member, **common))
        if state == "blocked":
            self.blocks.append(Limit(person=person.id, mask=CONTACTS, period=self.since(9), user=member.user))
        if state == "conflicted":
            self.conflicts.append(
                Limit(person=person.id, mask=ALL, period=self.since(9), user=member.user, unit=member.unit)
            )
        starts_at = self.now + timedelta(minutes=5)
        self.visits.append(
            Visit(
                person=person.id,
                unit=member.unit,
                workers=(member.user,),
                starts_at=starts_at,
                is_cancelled=state == "unknown",
            )
        )

    def family(self) -> None:
        """Give one person an account, a next of kin and a guardian with accounts."""
        person = self.person_of(self.home, account=self.user().id)
        for role in ("NEXT_OF_KIN", "GUARDIAN"):
            account = self.user().id
            self.lines.append(Line(person=person.id, role=role, mask=ALL, period=self.since(9), account=account))

    def world(self) -> World:
        for role in STAFF:
            self.worker(role)
        self.family()
        self.user()  # somebody who logs in and belongs nowhere
        return World(
            now=self.now,
            organisations=(self.home, self.away),
            units=tuple(self.units),
            users=tuple(self.users),
            memberships=tuple(self.memberships),
            agreements=(),
            persons=tuple(self.persons),
            lines=tuple(self.lines),
            consents=tuple(self.consents),
            blocks=tuple(self.blocks),
            conflicts=tuple(self.conflicts),
            grants=tuple(self.grants),
            visits=tuple(self.visits),
            invitations=tuple(self.invitations),
        )


class Marker:
    """Writes a text that can be recognised into every column that somebody types."""

    def __init__(self, region: Region) -> None:
        self.region, self.random = region, Random(21)

    def text(self, row: Model, name: str, kind: str, author: UUID | None = None, meeting: UUID | None = None) -> None:
        mark = f"KA{self.random.getrandbits(40):010x}"
        setattr(row, name, mark)
        person_id = getattr(row, "person_id", row.pk)
        self.region.marks[mark.encode()] = Mark(person=person_id, kind=kind, author=author, meeting=meeting)

    def all(self) -> None:
        for number, person in enumerate(Person.objects.order_by("pk")):
            for name in ("given_name", "family_name", "phone", "contact_wish"):
                self.text(person, name, "IDENTITY")
            person.birth_date = date(1980, 1, 1)
            person.national_number = synthetic(person.birth_date, number).reveal()
            person.national_number_index = blind_index("national_number", person.national_number)
            self.region.marks[person.national_number.encode()] = Mark(person=person.pk, kind="IDENTITY")
            person.save()
            self.region.rows[person.pk] = {}
        for model, columns, kind in (
            (Residence, ("address",), "IDENTITY"),
            (NetworkMember, ("contact_wish",), "NETWORK"),
            (Consent, ("note",), "NETWORK"),
            (Block, ("reason",), "NETWORK"),
            (Grant, ("explanation",), "REVIEW"),
            (Appointment, ("where",), "APPOINTMENTS"),
            (Contact, ("text",), "CONTACTS"),
        ):
            self.each(model, columns, kind)
        for kin in NetworkMember.objects.filter(kind="NEXT_OF_KIN"):
            for name in ("name", "phone", "relation"):
                self.text(kin, name, "NETWORK")
            kin.save()
        mark_responses(self)
        mark_comments(self)
        mark_decisions(self)
        mark_safety(self)
        mark_outcomes(self)
        mark_plans(self)
        mark_housing(self)
        self.meetings()
        for draft in Draft.objects.all():
            self.text(draft, "body", "DRAFT", draft.author_id)
            draft.body = f'{{"text": "{draft.body}"}}'
            draft.save()

    def meetings(self) -> None:
        """Mark what is typed about meetings; an action is its owner's, a draft its author's."""
        for model, columns, kind in (
            (Meeting, ("where", "video"), "APPOINTMENTS"),
            (AgendaItem, ("title",), "PLAN"),
            (Minutes, ("text",), "PLAN"),
            (MeetingDecision, ("text",), "PLAN"),
            (MeetingAction, ("text",), "PLAN"),
            (MinutesDraft, ("text",), "MINUTES_DRAFT"),
        ):
            for row in model._base_manager.order_by("pk"):
                author = getattr(row, "owner_id", None) or getattr(row, "author_id", None)
                for name in columns:
                    self.text(row, name, kind, author, getattr(row, "meeting_id", row.pk))
                row.save()
                self.region.rows[row.person_id].setdefault(model.__name__, []).append(row.pk)

    def each(self, model: type[Model], columns: tuple[str, ...], kind: str) -> None:
        for row in model._base_manager.order_by("pk"):
            for name in columns:
                self.text(row, name, kind)
            row.save()
            self.region.rows[row.person_id].setdefault(model.__name__, []).append(row.pk)


def marked_region(now: datetime) -> Region:
    """Build the region in the database."""
    region = Region(Planner(now).world())
    build(region.world)
    with maintenance():
        Marker(region).all()
    return region
