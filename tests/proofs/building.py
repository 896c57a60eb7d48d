"""Puts a world of plain values into the database."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from samhold.foundation.identifiers import new_id
from samhold.infrastructure.database import maintenance
from samhold.rooms.access.models import User
from samhold.rooms.care.models import (
    Appointment,
    AppointmentWorker,
    Contact,
    CrisisCall,
    CrisisCopy,
    CrisisEdition,
    CrisisPlan,
    CrisisStep,
    Draft,
    Goal,
    IndividualPlan,
    PlanEdition,
)
from samhold.rooms.meetings.models import (
    AgendaItem,
    Attendee,
    Meeting,
    MeetingAction,
    MeetingDecision,
    Minutes,
    MinutesDraft,
)
from samhold.rooms.organisations.models import Agreement, Membership, Organisation, Unit
from samhold.rooms.people.models import Block, Conflict, Consent, Grant, NetworkMember, Person, Residence

if TYPE_CHECKING:
    from uuid import UUID

    from tests.proofs.worlds import Line, Period, World


def build(world: World) -> None:
    """Insert every row of a world, and one residence, contact, draft and meeting per person."""
    with maintenance():
        _set_up(world)
        tenants = {person.id: person.tenant for person in world.persons}
        NetworkMember.objects.bulk_create(_line(line, tenants) for line in world.lines)
        _limits(world, tenants)
        _visits(world, tenants)
        _records(world)
        _meetings(world, tenants)


def _set_up(world: World) -> None:
    Organisation.objects.bulk_create(
        Organisation(id=one, kind="MUNICIPALITY", name=f"Municipality {one}") for one in world.organisations
    )
    Unit.objects.bulk_create(
        Unit(
            id=unit.id,
            organisation_id=unit.organisation,
            name=f"Unit {unit.id}",
            service="TEAM" if unit.is_team else "MENTAL_HEALTH_SUBSTANCE",
        )
        for unit in world.units
    )
    User.objects.bulk_create(
        User(id=user.id, email=f"{user.id}@example.test", name="Testworker", is_active=user.is_active)
        for user in world.users
    )
    Membership.objects.bulk_create(
        Membership(id=one.id, user_id=one.user, unit_id=one.unit, role=one.role, **_days(one.period))
        for one in world.memberships
    )
    Agreement.objects.bulk_create(
        Agreement(unit_id=one.unit, guest_id=one.guest, **_days(one.period)) for one in world.agreements
    )
    Person.objects.bulk_create(
        Person(id=one.id, tenant_id=one.tenant, account_id=one.account, given_name="Testperson", family_name="Furu")
        for one in world.persons
    )


def _days(period: Period) -> dict[str, object]:
    return {"starts_at": period.starts_at, "ends_at": period.ends_at}


def _line(line: Line, tenants: dict[UUID, UUID]) -> NetworkMember:
    kind = "WORKER" if line.membership else "UNIT" if line.unit else "NEXT_OF_KIN"
    return NetworkMember(
        tenant_id=tenants[line.person],
        person_id=line.person,
        kind=kind,
        membership_id=line.membership.id if line.membership else None,
        unit_id=line.unit,
        account_id=line.account,
        name="Testkin" if kind == "NEXT_OF_KIN" else "",
        role=line.role,
        basis="HEALTHCARE",
        categories=line.mask,
        **_days(line.period),
    )


def _limits(world: World, tenants: dict[UUID, UUID]) -> None:
    by = world.users[0].id
    Consent.objects.bulk_create(
        Consent(
            tenant_id=tenants[one.person], person_id=one.person, recipient_id=one.unit, categories=one.mask,
            given_how="SPOKEN", recorded_by_id=by, **_days(one.period),
        )
        for one in world.consents
    )  # fmt: skip
    Block.objects.bulk_create(
        Block(
            tenant_id=tenants[one.person], person_id=one.person, user_id=one.user, unit_id=one.unit,
            categories=one.mask, recorded_by_id=by, **_days(one.period),
        )
        for one in world.blocks
    )  # fmt: skip
    Conflict.objects.bulk_create(
        Conflict(
            tenant_id=tenants[one.person], person_id=one.person, user_id=one.user, home_unit_id=one.unit,
            routed_unit_id=next(unit.id for unit in world.units if unit.id != one.unit), declared_by="WORKER",
            recorded_by_id=by, **_days(one.period),
        )
        for one in world.conflicts
    )  # fmt: skip
    Grant.objects.bulk_create(
        Grant(
            tenant_id=tenants[one.person], person_id=one.person, membership_id=one.membership.id,
            reason="ACUTE_HELP", review_by=one.period.starts_at + timedelta(hours=72), **_days(one.period),
        )
        for one in world.grants
    )  # fmt: skip


def _visits(world: World, tenants: dict[UUID, UUID]) -> None:
    for visit in world.visits:
        row = Appointment.objects.create(
            tenant_id=tenants[visit.person],
            person_id=visit.person,
            unit_id=visit.unit,
            kind="HOME_VISIT",
            starts_at=visit.starts_at,
            state="CANCELLED" if visit.is_cancelled else "PLANNED",
        )
        AppointmentWorker.objects.bulk_create(
            AppointmentWorker(appointment=row, user_id=worker, starts_at=visit.starts_at) for worker in visit.workers
        )


def _records(world: World) -> None:
    started = world.now - timedelta(days=20)
    for number, person in enumerate(world.persons):
        common = {"tenant_id": person.tenant, "person_id": person.id}
        author = world.users[number % len(world.users)].id
        Residence.objects.create(**common, municipality_id=person.tenant, starts_at=started)
        Contact.objects.create(
            **common,
            unit_id=world.units[0].id,
            kind="HOME_VISIT",
            took_place_at=started,
            minutes=45,
            recorded_by_id=author,
            recorded_at=started,
        )
        Draft.objects.create(**common, author_id=author, form="contact", body="{}", saved_at=started)
        _plans(common, author, started)


def _plans(common: dict[str, object], author: UUID, at: datetime) -> None:
    """Give a person an individual plan and a crisis plan, with a row in every table of theirs."""
    day = at.date()
    edited = {"number": 1, "part": "PLAN", "fields": "needs", "content": "{}", "at": at, "by_id": author}
    plan = IndividualPlan.objects.create(
        **common, consented_date=day, consent_form="ORAL", first_date=day, revise_date=day
    )
    Goal.objects.create(**common, plan=plan, position=1, words="w")
    PlanEdition.objects.create(**common, plan=plan, **edited)
    crisis = CrisisPlan.objects.create(
        **common, made_with_person=True, made_date=day, valid_until_date=day + timedelta(days=9)
    )
    CrisisStep.objects.create(**common, plan=crisis, stage="RED")
    CrisisCall.objects.create(**common, plan=crisis, position=1, name="n", phone="1")
    CrisisCopy.objects.create(**common, plan=crisis, given_to="g", given_date=day, of_version=1, given_by_id=author)
    CrisisEdition.objects.create(**common, plan=crisis, **edited)


def _meetings(world: World, tenants: dict[UUID, UUID]) -> None:
    """Insert a meeting per person to which nobody is invited, and one per invitation."""
    for number, person in enumerate(world.persons):
        _meeting(new_id(), person.id, tenants, world, author=world.users[number % len(world.users)].id)
    for one in world.invitations:
        _meeting(one.meeting, one.person, tenants, world, author=world.users[0].id)
        Attendee.objects.create(
            tenant_id=tenants[one.person], person_id=one.person, meeting_id=one.meeting,
            kind="UNIT" if one.membership is None else "WORKER", unit_id=one.unit,
            membership_id=one.membership.id if one.membership else None,
            state="WITHDRAWN" if one.is_withdrawn else "INVITED", gets_minutes=one.gets_minutes,
            invited_at=one.period.starts_at,
            reaches_until=one.period.ends_at or world.now + timedelta(days=4000),
        )  # fmt: skip


def _meeting(id_: UUID, person: UUID, tenants: dict[UUID, UUID], world: World, *, author: UUID) -> None:
    common = {"tenant_id": tenants[person], "person_id": person}
    Meeting.objects.create(
        **common, id=id_, kind="RESPONSIBILITY_GROUP", starts_at=world.now - timedelta(hours=2), chair_id=author,
        called_by_id=author,
    )  # fmt: skip
    common["meeting_id"] = id_
    AgendaItem.objects.create(**common, position=1, title="t", added_by_id=author)
    Minutes.objects.create(**common, text="t", saved_by_id=author, saved_at=world.now)
    MeetingDecision.objects.create(**common, line=1, text="t")
    MeetingAction.objects.create(
        **common, line=1, text="t", owner_kind="WORKER", owner_id=author, due_date=world.now.date()
    )
    MinutesDraft.objects.create(**common, author_id=author, text="t", saved_at=world.now)
