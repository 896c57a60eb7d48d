"""Founds the region: organisations, places, roads, units, agreements and workers, by the administrator's actions."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from samhold.demo import region
from samhold.demo.cast import workers
from samhold.demo.chance import stream
from samhold.demo.names import phone
from samhold.demo.world import World, as_worker
from samhold.infrastructure.database import unit_of_work
from samhold.rooms.access.actions import users
from samhold.rooms.access.enums import Language
from samhold.rooms.organisations.actions import founding, memberships, organisations, places, units
from samhold.rooms.organisations.enums import WrittenForm
from samhold.rooms.organisations.models import Membership

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.demo.cast import WorkerOf
    from samhold.demo.region import UnitOf
    from samhold.rooms.access.models import User

ADMINISTRATOR = "Arild Testadmin"
FIRST = "Solveig Demodalen"
OPERATIONS = "operations"
_FOR_EVER = 0.5


def found(world: World, *, seed: int, now: datetime) -> None:
    """Found the region in one transaction, at an instant before everything else."""
    with unit_of_work(None):
        first = begin(world, now=now)
        with as_worker(world, ADMINISTRATOR) as administrator:
            _places(world, by=administrator, now=now)
            _organisations(world, by=administrator, now=now)
            for unit in region.units():
                _unit(world, unit, seed=seed, by=administrator, now=now)
            for worker in workers():
                _worker(world, worker, seed=seed, by=administrator, now=now)
            memberships.end(membership=first, ends_at=now + timedelta(hours=1), by=administrator, now=now)


def begin(world: World, *, now: datetime) -> Membership:
    """Begin the installation: its first user gives the administrator a place, and later leaves the office again."""
    known = {worker.name: worker for worker in workers()}
    started = now - timedelta(days=1)
    office = founding.Office(email=known[FIRST].email, name=FIRST, unit="Drift av Samhold")
    world.users[FIRST] = founding.found(office=office, by=None, now=started)
    own = Membership.objects.select_related("unit").get(user=world.users[FIRST])
    world.units[OPERATIONS] = own.unit
    with as_worker(world, FIRST) as first:
        _worker(world, known[ADMINISTRATOR], seed=0, by=first, now=started)
    return own


def _places(world: World, *, by: User, now: datetime) -> None:
    for place in region.PLACES:
        world.places[place.name] = places.create(
            name=place.name,
            latitude=place.latitude,
            longitude=place.longitude,
            by=by,
            now=now,
        )
    for start, end, kilometres, minutes in region.roads():
        places.connect(
            start=world.places[start],
            end=world.places[end],
            kilometres=kilometres,
            minutes=minutes,
            by=by,
            now=now,
        )


def _organisations(world: World, *, by: User, now: datetime) -> None:
    for one in region.ORGANISATIONS:
        profile = organisations.Profile(
            kind=one.kind,
            name=one.name,
            number=one.number,
            population=one.population,
            written_form=one.written_form,
            centre=world.places[one.centre],
        )
        world.organisations[one.key] = organisations.create(profile=profile, by=by, now=now)


def _unit(world: World, one: UnitOf, *, seed: int, by: User, now: datetime) -> None:
    profile = units.Profile(
        name=one.name,
        service=one.service,
        zone=one.zone,
        phone=phone(stream(seed, "unit", one.key)),
        place=world.places[one.place],
    )
    unit = units.create(organisation=world.organisations[one.organisation], profile=profile, by=by, now=now)
    world.units[one.key] = unit
    for guest in one.serves:
        units.agree(unit=unit, guest=world.organisations[guest], starts_at=now, by=by, now=now)


def _worker(world: World, one: WorkerOf, *, seed: int, by: User, now: datetime) -> None:
    if one.name not in world.users:
        world.users[one.name] = users.create(
            email=one.email,
            name=one.name,
            phone=phone(stream(seed, "worker", one.name)),
            language=_language(one),
            is_demo=True,
            by=by,
            now=now,
        )
    for key in (one.unit, *one.also):
        if (one.name, key) not in world.memberships:
            world.memberships[one.name, key] = memberships.start(
                user=world.users[one.name],
                unit=world.units[key],
                role=one.role,
                profession=one.profession,
                starts_at=now,
                by=by,
                now=now,
            )
    chance = stream(seed, "competence", one.name)
    for kind in one.competences:
        until = None if chance.random() < _FOR_EVER else (now + timedelta(days=chance.randrange(1500, 2600))).date()
        memberships.learn(user=world.users[one.name], kind=kind, valid_until_date=until, by=by, now=now)


def _language(one: WorkerOf) -> Language:
    home = next((unit.organisation for unit in region.units() if unit.key == one.unit), "")
    forms = {place.key: place.written_form for place in region.ORGANISATIONS}
    return Language.NYNORSK if forms.get(home) is WrittenForm.NYNORSK else Language.BOKMAL
