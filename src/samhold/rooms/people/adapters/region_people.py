"""Writes the persons of a region in bulk: who they are, where they live, who is involved."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from samhold.infrastructure.versioned import save_versioned
from samhold.rooms.people.details import FIELDS, PersonDetails, checked
from samhold.rooms.people.enums import PartyKind
from samhold.rooms.people.models import NetworkMember, Person, Residence
from samhold.rooms.people.workbook.words import OPENED

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from samhold.rooms.organisations.models import Membership
    from samhold.rooms.people.adapters.region_frame import Frame
    from samhold.rooms.people.workbook.rows import NetworkRow, Pair, PersonRow, Plan

CHANGING = ("phone", "basis", "contact_wish", "relation", "starts_at", "ends_at")


@dataclass(slots=True)
class Written:
    """The persons and lines that were written, each with a word for the log."""

    persons: list[tuple[Person, str]] = field(default_factory=list)
    members: list[tuple[NetworkMember, str]] = field(default_factory=list)


def write_people(plan: Plan, frame: Frame, *, now: datetime) -> Written:
    """Write persons, residences and networks as the plan asks."""
    written = Written()
    persons = Person.objects.in_bulk([row.id for row in plan.stored.persons if row.id])
    by_key: dict[str, Person] = {row.key: persons[row.id] for row in plan.stored.persons if row.id}
    for pair in plan.persons:
        if pair.is_changed:
            _change(by_key[pair.row.key], pair, frame, now)
            written.persons.append((by_key[pair.row.key], "changed"))
    new = {pair.row.key: (pair.row, _person(pair.row, frame, now)) for pair in plan.persons if pair.is_new}
    Person.objects.bulk_create([person for _row, person in new.values()])
    homes = [_home(person, row, frame) for row, person in new.values() if row.municipality]
    Residence.objects.bulk_create(homes)
    written.persons += [(person, "imported") for _row, person in new.values()]
    by_key |= {key: person for key, (_row, person) in new.items()}
    _write_networks(plan.networks, by_key, frame, written, now)
    return written


def _details(row: PersonRow, now: datetime) -> dict[str, object]:
    details = checked(
        PersonDetails(
            given_name=row.given_name,
            family_name=row.family_name,
            birth_date=row.birth_date,
            written_form=row.written_form,
            national_number=row.national_number,
            phone=row.phone,
            contact_wish=row.contact_wish,
        ),
        now=now,
    )
    values: dict[str, object] = {name: getattr(details, name) for name in FIELDS}
    return values | {"national_number_index": details.number_index}


def _person(row: PersonRow, frame: Frame, now: datetime) -> Person:
    return Person(tenant=frame.organisations[row.organisation], created_at=now, **_details(row, now))


def _home(person: Person, row: PersonRow, frame: Frame) -> Residence:
    assert row.lives_there_from is not None
    return Residence(
        tenant_id=person.tenant_id,
        person=person,
        municipality=frame.organisations[row.municipality],
        address=row.address,
        starts_at=row.lives_there_from,
    )


def _change(person: Person, pair: Pair[PersonRow], frame: Frame, now: datetime) -> None:
    values = _details(pair.row, now)
    if any(getattr(person, name) != value for name, value in values.items()):
        for name, value in values.items():
            setattr(person, name, value)
        save_versioned(person, base_version=person.version, fields=[*values, "search_name"])
    _move(person, pair, frame, now)


def _move(person: Person, pair: Pair[PersonRow], frame: Frame, now: datetime) -> None:
    """Correct where somebody lives; end it and start another when the day is later than that of the move before."""
    row, open_home = pair.row, Residence.objects.filter(person=person, ends_at=None).first()
    since = row.lives_there_from
    if open_home is not None and (since is None or since > open_home.starts_at):
        Residence.objects.filter(pk=open_home.pk).update(ends_at=since or now)
        open_home = None
    if since is None:
        return
    if open_home is None:
        _home(person, row, frame).save(force_insert=True)
    else:
        open_home.municipality, open_home.address = frame.organisations[row.municipality], row.address
        open_home.starts_at = open_home.starts_at if open_home.starts_at.replace(microsecond=0) == since else since
        open_home.save(update_fields=["municipality", "address", "starts_at"])


def _write_networks(
    pairs: Iterable[Pair[NetworkRow]], persons: dict[str, Person], frame: Frame, written: Written, now: datetime
) -> None:
    touched = [pair for pair in pairs if pair.is_new or pair.is_changed]
    known = NetworkMember.objects.in_bulk([pair.stored.id for pair in touched if pair.stored and pair.stored.id])
    for pair in sorted(touched, key=lambda pair: pair.row.ends_at is None):
        if pair.stored and pair.stored.id:
            member = known[pair.stored.id]
            for name in CHANGING:
                setattr(member, name, getattr(pair.row, name))
            member.categories = pair.row.sees | member.categories & ~OPENED
            save_versioned(member, base_version=pair.stored.version, fields=[*CHANGING, "categories"])
            written.members.append((member, "changed"))
    new = [_member(pair.row, persons[pair.row.person], frame, now) for pair in touched if pair.is_new]
    NetworkMember.objects.bulk_create(new)
    written.members += [(member, "imported") for member in new]


def _member(row: NetworkRow, person: Person, frame: Frame, now: datetime) -> NetworkMember:
    membership = _membership(row, frame) if row.key.email else None
    unit = frame.units[row.key.unit] if row.key.unit.name and membership is None else None
    kind = PartyKind.WORKER if membership else PartyKind.UNIT if unit else PartyKind.NEXT_OF_KIN
    return NetworkMember(
        tenant_id=person.tenant_id,
        person=person,
        kind=kind,
        membership=membership,
        unit=unit,
        name=row.key.name,
        role=row.key.role,
        categories=row.sees,
        created_at=now,
        **{name: getattr(row, name) for name in CHANGING},
    )


def _membership(row: NetworkRow, frame: Frame) -> Membership:
    """Return the membership that held when the line began; of several, or of none, the latest."""
    key = (row.key.email, row.key.unit, row.key.worker_role)
    candidates = sorted(frame.memberships[key], key=lambda each: each.starts_at)  # type: ignore[index] # a MemberKey's fields
    holding = [
        each
        for each in candidates
        if each.starts_at <= row.starts_at and (each.ends_at is None or each.ends_at > row.starts_at)
    ]
    return (holding or candidates)[-1]
