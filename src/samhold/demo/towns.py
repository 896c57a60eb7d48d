"""One made-up municipality of the load database: services, workers, persons, networks, contacts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from samhold.core.identity import synthetic
from samhold.demo import masks, names
from samhold.demo.calendar import at, months_before, working_day
from samhold.demo.chance import stream, weighted
from samhold.demo.writing import note
from samhold.infrastructure.database import acting_as
from samhold.rooms.access.actions import users
from samhold.rooms.access.engine import standing_of
from samhold.rooms.access.enums import Role
from samhold.rooms.care.actions import appointments, contacts
from samhold.rooms.care.enums import AppointmentKind, ContactKind, ContactOutcome
from samhold.rooms.organisations.actions import memberships, organisations, units
from samhold.rooms.organisations.enums import OrganisationKind, ServiceKind, WrittenForm
from samhold.rooms.organisations.models import Membership, Organisation
from samhold.rooms.people.actions import network, persons
from samhold.rooms.people.details import Home, PersonDetails
from samhold.rooms.people.enums import Basis, NetworkRole

if TYPE_CHECKING:
    from random import Random

    from samhold.rooms.access.models import User
    from samhold.rooms.people.models import Person

PERSONS: Final = 500
"""How many persons a municipality has at most."""
CARE_WORKERS: Final = 8

_FIRST_BIRTH: Final = date(1946, 1, 1)
_BIRTHS: Final = 21_000
_STEP: Final = 7919
_OUTCOMES: Final = {"MET": 85, "NOT_MET": 7, "CANCELLED_BY_PERSON": 8}
_OTHERS: Final = {
    "home": (0.3, NetworkRole.SERVICE, Basis.DECISION, masks.HOME_CARE),
    "nav": (0.5, NetworkRole.SERVICE, Basis.CONSENT, masks.NAV),
}
_KIN: Final = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """
    A municipality, and who works there.

    :param first: the number of its first person in the whole load.
    """

    number: int
    first: int
    organisation: Organisation
    care: tuple[Membership, ...]
    others: dict[str, Membership] = field(default_factory=dict)

    @property
    def form(self) -> WrittenForm:
        """Return the written form of its notes."""
        return WrittenForm(self.organisation.written_form)


def name_of(number: int) -> str:
    """Return the name of the municipality with this number."""
    return f"Prøvekommune {number:04}"


def build(number: int, first: int, *, by: User, now: datetime) -> Town:
    """Found the municipality: three services and a dozen workers."""
    form = WrittenForm.NYNORSK if number % 3 == 0 else WrittenForm.BOKMAL
    profile = organisations.Profile(kind=OrganisationKind.MUNICIPALITY, name=name_of(number), written_form=form)
    town = organisations.create(profile=profile, by=by, now=now)
    places = {
        key: units.create(organisation=town, profile=units.Profile(name=name, service=service), by=by, now=now)
        for key, name, service in (
            ("mental", "Psykisk helse og rus", ServiceKind.MENTAL_HEALTH_SUBSTANCE),
            ("home", "Hjemmetjenesten", ServiceKind.HOME_CARE),
            ("nav", "Nav", ServiceKind.NAV),
        )
    }
    chance = stream(number, "town")

    def worker(key: str, role: Role, index: int) -> Membership:
        name = f"{names.given_name(chance)} {names.family_name(chance)}"
        email = f"{key}.{role.lower()}.{index}.{number}@demo.example"
        user = users.create(email=email, name=name, is_demo=True, by=by, now=now)
        return memberships.start(user=user, unit=places[key], role=role, starts_at=now, by=by, now=now)

    worker("mental", Role.UNIT_LEADER, 0)
    return Town(
        number=number,
        first=first,
        organisation=town,
        care=tuple(worker("mental", Role.CARE_WORKER, index) for index in range(CARE_WORKERS)),
        others={
            "home": worker("home", Role.HOME_CARE_WORKER, 0),
            "nav": worker("nav", Role.NAV_WORKER, 0),
        },
    )


def people(town: Town, number: int, *, seed: int, now: datetime) -> dict[Membership, tuple[Person, ...]]:
    """Let each care worker take in their share of the persons, and build the networks."""
    shares: dict[Membership, tuple[Person, ...]] = {}
    for index, place in enumerate(town.care):
        numbers = range(town.first + index, town.first + number, len(town.care))
        with acting_as(place.user_id):
            entries = [_entry(town, one, place, seed=seed, now=now) for one in numbers]
            made = persons.register_many(entries=entries, by=place.user, now=now)
            _stand(made, place.user, now)
            lines = [line for person in made for line in _lines(town, person, place, seed=seed, now=now)]
            network.add_each(entries=lines, by=place.user, now=now)
            _stand(made, place.user, now)
        shares[place] = made
    return shares


def year(town: Town, shares: dict[Membership, tuple[Person, ...]], *, months: int, seed: int, today: date) -> int:
    """Let every care worker meet each person once a month, and plan the weeks to come; returns how many contacts."""
    count = 0
    for place, share in shares.items():
        with acting_as(place.user_id):
            for month in range(months, 0, -1):
                first = months_before(today, month)
                chance = stream(seed, "month", place.user.email, month)
                now = at(first + timedelta(days=27), 16 * 60)
                entries = [_contact(town, person, place, first, chance) for person in share]
                count += len(contacts.record_each(entries=entries, by=place.user, now=now))
            _plan(place, share, seed=seed, today=today)
    return count


def _stand(made: tuple[Person, ...], user: User, now: datetime) -> None:
    """Ask once how the worker stands to each person, as the page does before it lets them write."""
    for person in made:
        person.standing = standing_of(user, person.pk, now)


def _entry(town: Town, number: int, place: Membership, *, seed: int, now: datetime) -> persons.Entry:
    chance = stream(seed, "person", number)
    birth = _FIRST_BIRTH + timedelta(days=number * _STEP % _BIRTHS)
    details = PersonDetails(
        given_name=names.given_name(chance),
        family_name=names.family_name(chance),
        birth_date=birth,
        written_form=town.form,
        national_number=synthetic(birth, number // _BIRTHS).reveal(),
        phone=names.phone(chance),
    )
    home = Home(municipality=town.organisation, address=names.address(chance, town.organisation.name), starts_at=now)
    return persons.Entry(details=details, home=home, membership=place)


def _lines(town: Town, person: Person, place: Membership, *, seed: int, now: datetime) -> list[network.Entry]:
    chance = stream(seed, "network", person.national_number_index)
    primary = network.Terms(
        role=NetworkRole.PRIMARY_CONTACT,
        basis=Basis.DECISION,
        categories=masks.CLOSE,
        starts_at=now,
    )
    lines = [network.Entry(person=person, party=network.Party(membership=place), terms=primary)]
    for key, (share, role, basis, categories) in _OTHERS.items():
        if chance.random() < share:
            terms = network.Terms(role=role, basis=basis, categories=categories, starts_at=now)
            lines.append(network.Entry(person=person, party=network.Party(unit=town.others[key].unit), terms=terms))
    if chance.random() < _KIN:
        kin = network.Party(name=f"{names.given_name(chance)} {person.family_name}", relation="bror")
        terms = network.Terms(
            role=NetworkRole.NEXT_OF_KIN,
            basis=Basis.CONSENT,
            categories=masks.KIN,
            starts_at=now,
        )
        lines.append(network.Entry(person=person, party=kin, terms=terms))
    return lines


def _contact(town: Town, person: Person, place: Membership, first: date, chance: Random) -> contacts.Entry:
    kind, outcome = chance.choice(tuple(ContactKind)), ContactOutcome(weighted(chance, _OUTCOMES))
    day = working_day(first + timedelta(days=chance.randrange(18)))
    made = contacts.NewContact(
        kind=kind,
        outcome=outcome,
        took_place_at=at(day, 8 * 60 + chance.randrange(96) * 5),
        minutes=chance.choice((15, 30, 45, 60)) if outcome is ContactOutcome.MET else 0,
        text=note(kind=kind, outcome=outcome, form=town.form, chance=chance),
    )
    return contacts.Entry(person=person, unit=place.unit, contact=made)


def _plan(place: Membership, share: tuple[Person, ...], *, seed: int, today: date) -> None:
    """Plan five visits a day for the next two weeks, today among them."""
    chance = stream(seed, "plan", place.user.email)
    wanted = [
        appointments.Entry(
            person=chance.choice(share),
            unit=place.unit,
            appointment=appointments.NewAppointment(
                kind=AppointmentKind.HOME_VISIT,
                starts_at=at(today + timedelta(days=day), 8 * 60 + 90 * hour),
                minutes=45,
                workers=(place.user,),
            ),
        )
        for day in range(14)
        for hour in range(5)
    ]
    appointments.plan_each(entries=wanted, by=place.user, now=at(today - timedelta(days=1), 14 * 60))
