"""A small municipality: a worker, a colleague, a person with a network, and a day's work; for pages and pictures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from samhold.foundation.time import OSLO
from samhold.rooms.access.enums import Role
from samhold.rooms.access.models import User
from samhold.rooms.care.enums import AppointmentKind, ContactKind, ContactOutcome
from samhold.rooms.care.models import Appointment
from samhold.rooms.organisations.enums import ServiceKind, WrittenForm
from samhold.rooms.organisations.models import Membership, Unit
from samhold.rooms.people.enums import NetworkRole
from samhold.rooms.people.models import Person
from tests.support.factories.access import UserFactory
from tests.support.factories.care import AppointmentFactory, AppointmentWorkerFactory, ContactFactory
from tests.support.factories.organisations import (
    MembershipFactory,
    OrganisationFactory,
    PlaceFactory,
    RoadFactory,
    UnitFactory,
)
from tests.support.factories.people import (
    NetworkMemberFactory,
    NetworkUnitFactory,
    NextOfKinFactory,
    PersonFactory,
    ResidenceFactory,
)

PASSWORD = "testperson-and-furu"
TEXTS = (
    "Drakk kaffe og snakket om leiligheten. Han vil se på den sammen med Ola torsdag.",
    "Gikk gjennom regningene. Ringte NAV om depositum, de svarer innen fredag.",
    "Ikke hjemme. La en lapp i postkassen og sendte melding.",
    "Fulgte til fastlegen. Ny time om tre uker, han vil at vi er med.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Who is who."""

    worker: User
    post: Membership
    colleague: User
    unit: Unit
    person: Person
    others: tuple[Person, ...]
    visits: tuple[Appointment, ...]


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """Give an instant of a local day."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=OSLO)


def build(now: datetime) -> Scene:
    """Make the scene, with visits on the local day of `now`."""
    otta, vaga = PlaceFactory(name="Otta"), PlaceFactory(name="Vågåmo")
    RoadFactory(start=otta, end=vaga, minutes=32)
    RoadFactory(start=vaga, end=otta, minutes=32)
    municipality = OrganisationFactory(name="Vågå", number="3435", centre=vaga)
    unit = UnitFactory(organisation=municipality, name="Psykisk helse og rus", phone="61 29 36 00", place=otta)
    worker = UserFactory(email="kari@example.test", name="Testperson Kari Lunde", phone="900 00 001")
    worker.set_password(PASSWORD)
    worker.save()
    colleague = UserFactory(name="Testperson Per Bakken", phone="900 00 002")
    post = MembershipFactory(user=worker, unit=unit)
    MembershipFactory(user=colleague, unit=unit)
    person = _person("Ola", "Furuset", unit, born=date(1979, 5, 14), wish="Melding først, helst etter klokka 11")
    NetworkMemberFactory(person=person, membership=post, role=NetworkRole.PRIMARY_CONTACT, contact_wish="Melding")
    _circle(person)
    others = (_person("Berit", "Granli", unit, born=date(1966, 1, 3)), _person("Nils", "Ospedal", unit))
    for other in others:
        NetworkMemberFactory(person=other, membership=post, role=NetworkRole.SECOND_CONTACT)
    _past(person, post, now)
    return Scene(
        worker=worker,
        post=post,
        colleague=colleague,
        unit=unit,
        person=person,
        others=others,
        visits=_visits(person, others, post, colleague, now),
    )


def _person(given: str, family: str, unit: Unit, *, born: date | None = None, wish: str = "") -> Person:
    person = PersonFactory(
        tenant=unit.organisation,
        given_name=f"Testperson {given}",
        family_name=family,
        birth_date=born,
        phone="900 00 100",
        contact_wish=wish,
        written_form=WrittenForm.NYNORSK if given == "Ola" else WrittenForm.BOKMAL,
    )
    ResidenceFactory(person=person, address="Vågåvegen 1")
    NetworkUnitFactory(person=person, unit=unit)
    return person


def _circle(person: Person) -> None:
    trust = OrganisationFactory(name="Sykehuset Innlandet", number="999")
    clinic = UnitFactory(
        organisation=trust, name="DPS Lillehammer, Otta", service=ServiceKind.DISTRICT_PSYCHIATRIC_CENTRE
    )
    clinician = MembershipFactory(user=UserFactory(name="Testperson Liv Sletten"), unit=clinic, role=Role.CLINICIAN)
    NetworkMemberFactory(person=person, membership=clinician, role=NetworkRole.CLINICIAN, phone="61 00 00 02")
    nav = UnitFactory(organisation=person.tenant, name="NAV Vågå", service=ServiceKind.NAV, phone="55 55 33 33")
    NetworkUnitFactory(person=person, unit=nav)
    NextOfKinFactory(
        person=person,
        name="Testperson Berit Haugen",
        relation="Søster",
        phone="900 00 003",
        contact_wish="Ikke på jobb",
    )


def _past(person: Person, post: Membership, now: datetime) -> None:
    kinds = (ContactKind.HOME_VISIT, ContactKind.FINANCES, ContactKind.HOME_VISIT, ContactKind.PHYSICAL_HEALTH)
    for number in range(26):
        outcome = ContactOutcome.NOT_MET if number % 4 == 2 else ContactOutcome.MET
        ContactFactory(
            person=person,
            unit=post.unit,
            recorded_by=post.user,
            kind=kinds[number % 4],
            outcome=outcome,
            minutes=0 if outcome == ContactOutcome.NOT_MET else 45,
            took_place_at=now - timedelta(days=2 * number + 1, hours=number % 5),
            text=TEXTS[number % 4],
        )


def _visits(
    person: Person, others: tuple[Person, ...], post: Membership, colleague: User, now: datetime
) -> tuple[Appointment, ...]:
    today = now.astimezone(OSLO).date()
    otta, vaga = post.unit.place, post.unit.organisation.centre
    plans = (
        (person, AppointmentKind.HOME_VISIT, at(today, 9), vaga, "Vågåvegen 1", False),
        (others[0], AppointmentKind.HOME_VISIT, at(today, 11, 30), otta, "Storgata 14", True),
        (others[1], AppointmentKind.CALL, at(today, 14), None, "", False),
        (person, AppointmentKind.HOME_VISIT, at(today + timedelta(days=3), 10), vaga, "Vågåvegen 1", True),
    )
    made = []
    for who, kind, starts_at, place, where, needs_two in plans:
        visit = AppointmentFactory(
            person=who,
            unit=post.unit,
            kind=kind,
            starts_at=starts_at,
            place=place,
            where=where,
            needs_two_workers=needs_two,
        )
        for user in (post.user, colleague) if needs_two else (post.user,):
            AppointmentWorkerFactory(appointment=visit, user=user)
        made.append(visit)
    return tuple(made)
