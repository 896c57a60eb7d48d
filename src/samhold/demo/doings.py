"""Carries out what is planned around a person, each by the action that a page would call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samhold.demo import events
from samhold.demo.world import as_worker
from samhold.rooms.people.actions import conflicts, consents, emergency, network, persons
from samhold.rooms.people.actions.network import Party, Terms
from samhold.rooms.people.actions.persons import Entry
from samhold.rooms.people.details import Home, PersonDetails
from samhold.rooms.people.enums import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from uuid import UUID

    from samhold.demo.lives import Life
    from samhold.demo.world import World
    from samhold.rooms.access.models import User
    from samhold.rooms.people.models import NetworkMember


def do(world: World, life: Life, event: events.Event, *, now: datetime) -> None:
    """Let the worker do what the event says, around this person."""
    with as_worker(world, event.by) as worker:
        _DOINGS[type(event)](world, life, event, worker, now)
    world.forget(life.number, _concerned(world, event))


def _concerned(world: World, event: events.Event) -> set[UUID]:
    """Return the workers who stand differently to the person afterwards; nobody named means everybody."""
    if isinstance(event, events.Joins) and event.kin is not None:
        return {world.users[event.by].pk}
    if isinstance(event, events.Joins | events.Leaves) and event.worker:
        return {world.users[event.worker].pk}
    if isinstance(event, events.Joins | events.Leaves | events.Consents | events.Withdraws):
        return world.workers_of(event.unit)
    return set()


def _registers(world: World, life: Life, event: events.Event, by: User, now: datetime) -> None:
    assert isinstance(event, events.Registers)
    details = PersonDetails(
        given_name=life.given_name,
        family_name=life.family_name,
        birth_date=life.birth_date,
        written_form=life.written_form,
        national_number=life.national_number,
        phone=life.phone,
        contact_wish=life.contact_wish,
    )
    home = Home(municipality=world.organisations[life.municipality], address=life.address, starts_at=now)
    entry = Entry(details=details, home=home, membership=world.memberships[event.by, event.unit])
    world.persons[life.number] = persons.register(entry=entry, by=by, now=now)


def _joins(world: World, life: Life, event: events.Event, by: User, now: datetime) -> None:
    assert isinstance(event, events.Joins)
    if event.kin is not None:
        party = Party(name=event.kin.name, relation=event.kin.relation, phone=event.kin.phone)
    elif event.worker:
        party = Party(membership=world.memberships[event.worker, event.unit])
    else:
        party = Party(unit=world.units[event.unit])
    terms = Terms(
        role=event.role,
        basis=event.basis,
        categories=event.categories,
        starts_at=now,
        contact_wish=event.wish,
    )
    person = world.open(life.number, by, now)
    member = network.add(person=person, party=party, terms=terms, by=by, now=now)
    world.members[_place_of(life, event)] = member


def _leaves(world: World, life: Life, event: events.Event, by: User, now: datetime) -> None:
    assert isinstance(event, events.Leaves)
    member: NetworkMember = world.members.pop(_place_of(life, event))
    member.person = world.open(life.number, by, now)
    network.end(member=member, by=by, now=now)


def _place_of(life: Life, event: events.Joins | events.Leaves) -> tuple[int, str, str, str]:
    return life.number, event.role.value, event.unit, event.worker


def _consents(world: World, life: Life, event: events.Event, by: User, now: datetime) -> None:
    assert isinstance(event, events.Consents)
    world.consents[life.number, event.unit] = consents.give(
        person=world.open(life.number, by, now),
        consent=consents.NewConsent(
            recipient=world.units[event.unit], categories=event.categories, given_how=event.how
        ),
        by=by,
        now=now,
    )


def _withdraws(world: World, life: Life, event: events.Event, by: User, now: datetime) -> None:
    assert isinstance(event, events.Withdraws)
    consent = world.consents.pop((life.number, event.unit))
    consent.person = world.open(life.number, by, now)
    consents.withdraw(consent=consent, by=by, now=now)


def _blocks(world: World, life: Life, event: events.Event, by: User, now: datetime) -> None:
    assert isinstance(event, events.Blocks)
    consents.block(
        person=world.open(life.number, by, now),
        block=consents.NewBlock(
            categories=event.categories,
            user=world.users[event.worker] if event.worker else None,
            unit=world.units[event.unit] if event.unit else None,
            reason=event.reason,
        ),
        by=by,
        now=now,
    )


def _declares(world: World, life: Life, event: events.Event, by: User, now: datetime) -> None:
    assert isinstance(event, events.Declares)
    conflicts.declare(
        person=world.open(life.number, by, now),
        membership=world.memberships[event.worker, event.home],
        routed_unit=world.units[event.routed],
        declared_by=event.declared_by,
        by=by,
        now=now,
    )


def _moves(world: World, life: Life, event: events.Event, by: User, now: datetime) -> None:
    assert isinstance(event, events.Moves)
    home = Home(municipality=world.organisations[event.municipality], address=event.address, starts_at=now)
    persons.move(person=world.open(life.number, by, now), home=home, by=by, now=now)


def _breaks_glass(world: World, life: Life, event: events.Event, by: User, now: datetime) -> None:
    assert isinstance(event, events.BreaksGlass)
    world.grants[life.number] = emergency.take(
        membership=world.memberships[event.by, event.unit],
        national_number=life.national_number,
        reason=event.reason,
        explanation=event.explanation,
        by=by,
        now=now,
    )


def _reviews(world: World, life: Life, event: events.Event, by: User, now: datetime) -> None:
    assert isinstance(event, events.Reviews)
    emergency.review(
        grant=world.grants.pop(life.number),
        verdict=Verdict.JUSTIFIED,
        note_text=event.note,
        by=by,
        now=now,
    )


_DOINGS: dict[type[events.Event], Callable[[World, Life, events.Event, User, datetime], None]] = {
    events.Registers: _registers,
    events.Joins: _joins,
    events.Leaves: _leaves,
    events.Consents: _consents,
    events.Withdraws: _withdraws,
    events.Blocks: _blocks,
    events.Declares: _declares,
    events.Moves: _moves,
    events.BreaksGlass: _breaks_glass,
    events.Reviews: _reviews,
}
