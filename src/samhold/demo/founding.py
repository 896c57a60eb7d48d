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
from samhold.rooms.access.enums import Role
from samhold.rooms.access.models import User
from samhold.rooms.access.models.user import Language
from samhold.rooms.organisations.actions import memberships, organisations, places, units
from samhold.rooms.organisations.enums import OrganisationKind, Profession, ServiceKind, WrittenForm
from samhold.rooms.organisations.models import Membership, Organisation, Unit

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.demo.cast import WorkerOf
    from samhold.demo.region import UnitOf

ADMINISTRATOR = "Arild Testadmin"
OPERATIONS = "operations"


def found(world: World, *, seed: int, now: datetime) -> None:
    """Found the region in one transaction, at an instant before everything else."""
    with unit_of_work(None):
        first_administrator(world, now=now)
        with as_worker(world, ADMINISTRATOR) as administrator:
            _places(world, by=administrator, now=now)
            _organisations(world, by=administrator, now=now)
            for unit in region.units():
                _unit(world, unit, seed=seed, by=administrator, now=now)
            for worker in workers():
                _worker(world, worker, seed=seed, by=administrator, now=now)


def first_administrator(world: World, *, now: datetime) -> None:
    """
    Make the office that runs the installation, and its administrator.

    The only rows of the region that no action makes: somebody must be there to act first.
    """
    worker = next(one for one in workers() if one.name == ADMINISTRATOR)
    office = Organisation.objects.create(kind=OrganisationKind.INSTALLATION, name="Drift av Samhold")
    unit = Unit.objects.create(organisation=office, name="Drift", service=ServiceKind.ADMINISTRATION)
    user = User.objects.create_user(email=worker.email, name=worker.name, is_demo=True)
    started = now - timedelta(days=1)
    membership = Membership.objects.create(
        user=user,
        unit=unit,
        role=Role.ADMINISTRATOR,
        profession=Profession.ADVISER,
        starts_at=started,
    )
    world.users[worker.name], world.units[OPERATIONS] = user, unit
    world.memberships[worker.name, OPERATIONS] = membership


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
        organisation = next(unit.organisation for unit in region.units() if unit.key == one.unit)
        form = next(place.written_form for place in region.ORGANISATIONS if place.key == organisation)
        world.users[one.name] = users.create(
            email=one.email,
            name=one.name,
            phone=phone(stream(seed, "worker", one.name)),
            language=Language.NYNORSK if form is WrittenForm.NYNORSK else Language.BOKMAL,
            is_demo=True,
            by=by,
            now=now,
        )
        for key in (one.unit, *one.also):
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
        until = (now + timedelta(days=365 * 4 + chance.randrange(1200))).date() if chance.random() < 0.5 else None  # noqa: PLR2004
        memberships.learn(user=world.users[one.name], kind=kind, valid_until_date=until, by=by, now=now)
