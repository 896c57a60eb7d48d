"""Writes the frame of a region in bulk: places, roads, organisations, units, agreements, accounts and memberships."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Model

from samhold.rooms.access.enums import Role
from samhold.rooms.access.models import User
from samhold.rooms.organisations.models import Agreement, Competence, Membership, Organisation, Place, Road, Unit
from samhold.rooms.people.workbook.rows import MemberKey, UnitKey

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from samhold.rooms.people.workbook.rows import OrganisationProfile, Pair, Plan, UnitRow, WorkerRow


@dataclass(slots=True)
class Frame:
    """What stands, by its name in the workbook; and what was written, with a word for the log and the organisation."""

    places: dict[str, Place]
    organisations: dict[str, Organisation]
    units: dict[UnitKey, Unit]
    memberships: dict[MemberKey, list[Membership]]
    written: list[tuple[Model, str, Organisation | None]] = field(default_factory=list)

    def note(self, rows: Iterable[Model], what: str, organisation: Organisation | None = None) -> None:
        """Remember for the log that rows were written."""
        self.written += [(row, what, organisation) for row in rows]


def write_frame(plan: Plan, *, today: datetime, now: datetime) -> Frame:
    """Write the frame as the plan asks, and return what stands afterwards."""
    frame = Frame({row.name: row for row in Place.objects.all()}, {}, {}, {})
    _write_places(plan, frame)
    _write_organisations(plan, frame)
    _write_units(plan.units, frame)
    _write_agreements(plan.units, frame, today=today, now=now)
    users = _write_users(plan.workers, frame, now)
    _write_memberships(plan.workers, users, frame)
    _write_roads(plan, frame)
    return frame


def _write_places(plan: Plan, frame: Frame) -> None:
    roads = [pair.row for pair in plan.roads]
    positions = {row.start: (row.latitude, row.longitude) for row in roads}
    named = {row.end: None for row in roads} | {pair.row.place: None for pair in plan.units}
    named |= {pair.row.profile.centre: None for pair in plan.units} | dict.fromkeys(positions)
    for name, place in frame.places.items():
        wanted = positions.get(name, (place.latitude, place.longitude))
        if wanted != (place.latitude, place.longitude):
            place.latitude, place.longitude = wanted
            place.save(update_fields=["latitude", "longitude"])
            frame.note([place], "changed")
    missing = [name for name in named if name and name not in frame.places]
    new = [
        Place(name=name, latitude=positions.get(name, (None,))[0], longitude=positions.get(name, (None,))[-1])
        for name in missing
    ]
    Place.objects.bulk_create(new)
    frame.note(new, "created")
    frame.places |= {place.name: place for place in new}


def _write_organisations(plan: Plan, frame: Frame) -> None:
    profiles = {pair.row.organisation: pair.row.profile for pair in plan.units}
    before = {row.organisation: row.profile for row in plan.stored.units}
    frame.organisations = {row.name: row for row in Organisation.objects.all()}
    for name, profile in profiles.items():
        known = frame.organisations.get(name)
        if known is None:
            known = _set_profile(Organisation(name=name), profile, frame)
            known.save(force_insert=True)
            frame.organisations[name] = known
            frame.note([known], "created", known)
        elif before.get(name) != profile:
            _set_profile(known, profile, frame).save()
            frame.note([known], "changed", known)


def _set_profile(organisation: Organisation, profile: OrganisationProfile, frame: Frame) -> Organisation:
    organisation.kind, organisation.number = profile.kind, profile.number
    organisation.population, organisation.written_form = profile.population, profile.written_form
    organisation.centre = frame.places[profile.centre] if profile.centre else None
    return organisation


def _write_units(pairs: Iterable[Pair[UnitRow]], frame: Frame) -> None:
    for unit in Unit.objects.select_related("organisation"):
        frame.units[UnitKey(unit.organisation.name, unit.name)] = unit
    for pair in pairs:
        row, organisation = pair.row, frame.organisations[pair.row.organisation]
        if not row.name or not (pair.is_new or pair.is_changed):
            continue
        unit = frame.units.get(row.key) or Unit(organisation=organisation, name=row.name)
        unit.service, unit.zone, unit.phone = row.service or "", row.zone, row.phone
        unit.place = frame.places[row.place] if row.place else None
        unit.save(force_insert=pair.is_new)
        frame.units[row.key] = unit
        frame.note([unit], "created" if pair.is_new else "changed", organisation)


def _write_agreements(pairs: Iterable[Pair[UnitRow]], frame: Frame, *, today: datetime, now: datetime) -> None:
    for pair in pairs:
        before = set(pair.stored.serves) if pair.stored else set()
        for guest in sorted(set(pair.row.serves) - before):
            agree(frame, frame.units[pair.row.key], frame.organisations[guest], today=today)
        for guest in sorted(before - set(pair.row.serves)):
            organisation = frame.organisations[guest]
            ended = Agreement.objects.filter(unit=frame.units[pair.row.key], guest=organisation, ends_at=None)
            frame.note(list(ended), "ended", organisation)
            ended.update(ends_at=now)


def agree(frame: Frame, unit: Unit, guest: Organisation, *, today: datetime) -> None:
    """Let a unit serve an organisation from the start of the day on."""
    agreement = Agreement.objects.create(unit=unit, guest=guest, starts_at=today)
    frame.note([agreement], "started", guest)


def _write_users(pairs: Iterable[Pair[WorkerRow]], frame: Frame, now: datetime) -> dict[str, User]:
    rows = {pair.row.email: pair.row for pair in pairs}
    users = {user.email: user for user in User.objects.filter(email__in=rows)}
    new = []
    for email, row in rows.items():
        user = users.get(email)
        if user is None:
            user = User(email=email, name=row.name, phone=row.phone, language=row.language, created_at=now)
            user.set_unusable_password()
            new.append(user)
        elif (user.name, user.phone, user.language) != (row.name, row.phone, row.language):
            user.name, user.phone, user.language = row.name, row.phone, row.language
            user.save(update_fields=["name", "phone", "language"])
            frame.note([user], "changed")
    User.objects.bulk_create(new)
    frame.note(new, "created")
    users |= {user.email: user for user in new}
    _write_competences(rows.values(), users, frame)
    return users


def _write_competences(rows: Iterable[WorkerRow], users: dict[str, User], frame: Frame) -> None:
    before: dict[object, dict[str, Competence]] = defaultdict(dict)
    for row in Competence.objects.filter(user__in=users.values()):
        before[row.user_id][row.kind] = row
    for worker in rows:
        user, wanted = users[worker.email], dict(worker.competences)
        has = {kind: row.valid_until_date for kind, row in before[user.pk].items()}
        if has == wanted:
            continue
        Competence.objects.filter(user=user).delete()
        Competence.objects.bulk_create(
            Competence(user=user, kind=kind, valid_until_date=until) for kind, until in wanted.items()
        )
        frame.note([user], "learned")


def _write_memberships(pairs: Iterable[Pair[WorkerRow]], users: dict[str, User], frame: Frame) -> None:
    touched = [pair for pair in pairs if pair.is_new or pair.is_changed]
    known = Membership.objects.in_bulk([pair.stored.id for pair in touched if pair.stored and pair.stored.id])
    for pair in sorted(touched, key=lambda pair: pair.row.ends_at is None):
        row, unit = pair.row, frame.units[pair.row.unit]
        membership = known[pair.stored.id] if pair.stored and pair.stored.id else Membership()
        membership.user, membership.unit, membership.role = users[row.email], unit, row.role
        membership.profession, membership.starts_at, membership.ends_at = row.profession, row.starts_at, row.ends_at
        membership.save(force_insert=pair.is_new)
        frame.note([membership], "started" if pair.is_new else "changed", frame.organisations[row.unit.organisation])
    for membership in Membership.objects.select_related("user", "unit__organisation"):
        unit_key = UnitKey(membership.unit.organisation.name, membership.unit.name)
        key = MemberKey(membership.user.email, unit_key, Role(membership.role))
        frame.memberships.setdefault(key, []).append(membership)


def _write_roads(plan: Plan, frame: Frame) -> None:
    new = []
    for pair in plan.roads:
        row, start, end = pair.row, frame.places[pair.row.start], frame.places[pair.row.end]
        if pair.is_new:
            new.append(Road(start=start, end=end, kilometres=row.kilometres, minutes=row.minutes))
        elif pair.is_changed:
            road = Road.objects.get(start=start, end=end)
            road.kilometres, road.minutes = row.kilometres, row.minutes
            road.save(update_fields=["kilometres", "minutes"])
            frame.note([road], "changed")
    Road.objects.bulk_create(new)
    frame.note(new, "created")
