from datetime import UTC, date, datetime, timedelta

import pytest

from samhold.foundation.errors import NotAllowed
from samhold.rooms.access.actions import users
from samhold.rooms.access.enums import Role
from samhold.rooms.access.models import AuditEvent, User
from samhold.rooms.organisations.access import AnotherRegion, tenants_of
from samhold.rooms.organisations.actions import memberships, organisations, places, units
from samhold.rooms.organisations.enums import CompetenceKind, OrganisationKind, ServiceKind
from samhold.rooms.organisations.models import Agreement, Membership, Road, Unit
from samhold.rooms.organisations.queries import units as unit_queries
from tests.support.factories.access import UserFactory
from tests.support.factories.organisations import (
    AgreementFactory,
    MembershipFactory,
    OrganisationFactory,
    PlaceFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, 10, tzinfo=UTC)
TEAM = units.Profile(name="Testteam", service=ServiceKind.MENTAL_HEALTH_SUBSTANCE)


@pytest.fixture
def coordinator():
    return MembershipFactory(role=Role.SUBSTANCE_COORDINATOR).user


def _municipality(coordinator, **changes):
    profile = {"kind": OrganisationKind.MUNICIPALITY, "name": "Testkommune", "number": "3499"} | changes
    return organisations.create(profile=organisations.Profile(**profile), by=coordinator, now=NOW)


def test_coordinator_sets_up_a_municipality(coordinator):
    own_unit = coordinator.memberships.get().unit
    municipality = _municipality(coordinator)

    units.agree(unit=own_unit, guest=municipality, starts_at=NOW, by=coordinator, now=NOW)
    unit = units.create(organisation=municipality, profile=TEAM, by=coordinator, now=NOW)
    worker = users.create(email="NY@example.test", name="Testarbeider Ny", by=coordinator, now=NOW)
    for role in (Role.CARE_WORKER, Role.UNIT_LEADER):
        memberships.start(user=worker, unit=unit, role=role, starts_at=NOW, by=coordinator, now=NOW)

    assert (worker.email, worker.has_usable_password()) == ("ny@example.test", False)
    assert [row.role for row in unit_queries.workers_of(unit.pk, NOW).order_by("role")] == [
        "CARE_WORKER",
        "UNIT_LEADER",
    ]
    assert tenants_of(coordinator.pk, NOW) == {own_unit.organisation_id, municipality.pk}
    assert AuditEvent.objects.filter(chain_id=municipality.pk, actor_id=coordinator.pk).count() == 5


def test_worker_sets_up_nothing():
    worker = MembershipFactory(role=Role.UNIT_LEADER)
    attempts = [
        lambda: _municipality(worker.user),
        lambda: units.create(organisation=worker.unit.organisation, profile=TEAM, by=worker.user, now=NOW),
        lambda: memberships.start(
            user=worker.user, unit=worker.unit, role=Role.CARE_WORKER, starts_at=NOW, by=worker.user, now=NOW
        ),
        lambda: users.create(email="a@example.test", name="A", by=worker.user, now=NOW),
        lambda: places.create(name="A", by=worker.user, now=NOW),
    ]

    for attempt in attempts:
        with pytest.raises(NotAllowed):
            attempt()

    assert (Unit.objects.count(), User.objects.count(), Membership.objects.count()) == (1, 1, 1)


def test_coordinator_gives_themselves_no_place_in_another_region(coordinator):
    elsewhere = MembershipFactory().unit
    own_unit = coordinator.memberships.get().unit
    attempts = [
        lambda: units.agree(unit=own_unit, guest=elsewhere.organisation, starts_at=NOW, by=coordinator, now=NOW),
        lambda: memberships.start(
            user=coordinator, unit=elsewhere, role=Role.UNIT_LEADER, starts_at=NOW, by=coordinator, now=NOW
        ),
        lambda: units.create(organisation=elsewhere.organisation, profile=TEAM, by=coordinator, now=NOW),
    ]

    for attempt in attempts:
        with pytest.raises(AnotherRegion):
            attempt()

    assert (Agreement.objects.count(), Membership.objects.filter(user=coordinator).count()) == (0, 1)


def test_coordinator_gives_themselves_no_role(coordinator):
    unit = coordinator.memberships.get().unit

    with pytest.raises(memberships.OwnMembership):
        memberships.start(user=coordinator, unit=unit, role=Role.CLINICIAN, starts_at=NOW, by=coordinator, now=NOW)

    assert coordinator.memberships.count() == 1


@pytest.mark.parametrize("is_over", [False, True])
def test_organisation_that_others_serve_or_left_is_not_taken_over(coordinator, is_over):
    ended = NOW - timedelta(days=1) if is_over else None
    old = NOW - timedelta(days=100)
    served = AgreementFactory(starts_at=old, ends_at=ended).guest
    left = MembershipFactory(starts_at=old, ends_at=ended).unit.organisation

    for organisation in (served, left):
        with pytest.raises(AnotherRegion):
            units.create(organisation=organisation, profile=TEAM, by=coordinator, now=NOW)


def test_names_and_periods_that_clash_are_refused(coordinator):
    unit = coordinator.memberships.get().unit
    membership = MembershipFactory(unit=unit)
    doing = {"by": coordinator, "now": NOW}

    with pytest.raises(units.UnitExists):
        units.create(
            organisation=unit.organisation, profile=units.Profile(name=unit.name, service=ServiceKind.NAV), **doing
        )
    with pytest.raises(organisations.OrganisationExists):
        _municipality(coordinator, name=unit.organisation.name)
    with pytest.raises(organisations.NumberNotValid):
        _municipality(coordinator, number="34")
    with pytest.raises(memberships.AlreadyMember):
        memberships.start(user=membership.user, unit=unit, role=Role.CARE_WORKER, starts_at=NOW, **doing)
    with pytest.raises(memberships.NotARoleAtWork):
        memberships.start(user=membership.user, unit=unit, role=Role.PERSON, starts_at=NOW, **doing)
    with pytest.raises(memberships.MembershipEnded):
        memberships.end(membership=membership, ends_at=membership.starts_at, **doing)
    with pytest.raises(users.UserExists):
        users.create(email=membership.user.email, name="A", **doing)


def test_agreement_ends_once(coordinator):
    unit = coordinator.memberships.get().unit
    agreement = units.agree(unit=unit, guest=OrganisationFactory(), starts_at=NOW, by=coordinator, now=NOW)
    later = NOW + timedelta(days=1)

    with pytest.raises(units.AlreadyAgreed):
        units.agree(unit=unit, guest=agreement.guest, starts_at=NOW, by=coordinator, now=NOW)
    units.end_agreement(agreement=agreement, ends_at=later, by=coordinator, now=NOW)
    with pytest.raises(units.AgreementEnded):
        units.end_agreement(agreement=agreement, ends_at=later, by=coordinator, now=NOW)

    assert Agreement.objects.get().ends_at == later


def test_places_and_roads(coordinator):
    doing = {"by": coordinator, "now": NOW}
    start, end = (places.create(name=name, latitude=61.9, longitude=8.6, **doing) for name in ("Lom", "Otta"))

    places.connect(start=start, end=end, kilometres=62, minutes=60, **doing)
    places.connect(start=start, end=end, kilometres=62, minutes=61, **doing)
    places.change(place=start, name="Fossbergom", latitude=None, longitude=None, **doing)

    assert Road.objects.get().minutes == 61
    for refused, attempt in [
        (places.PlaceExists, lambda: places.create(name="Otta", **doing)),
        (places.PlaceExists, lambda: places.change(place=start, name="Otta", latitude=1, longitude=1, **doing)),
        (places.PositionNotOnEarth, lambda: places.create(name="A", latitude=91, longitude=0, **doing)),
        (places.PositionNotOnEarth, lambda: places.create(name="A", latitude=9, **doing)),
        (places.RoadGoesNowhere, lambda: places.connect(start=end, end=end, kilometres=1, minutes=1, **doing)),
        (places.RoadGoesNowhere, lambda: places.connect(start=start, end=end, kilometres=1, minutes=0, **doing)),
    ]:
        with pytest.raises(refused):
            attempt()


def test_competence_is_replaced_not_doubled(coordinator):
    worker = UserFactory()
    for day in (None, date(2027, 1, 1)):
        memberships.learn(user=worker, kind=CompetenceKind.DRIVING, valid_until_date=day, by=coordinator, now=NOW)

    assert [row.valid_until_date for row in worker.competences.all()] == [date(2027, 1, 1)]


def test_units_and_organisations_change(coordinator):
    unit = coordinator.memberships.get().unit
    profile = organisations.Profile(kind=OrganisationKind.MUNICIPALITY, name="Ny kommune", population=2211)

    units.change(unit=unit, profile=TEAM, by=coordinator, now=NOW)
    organisations.change(organisation=unit.organisation, profile=profile, by=coordinator, now=NOW)

    found = Unit.objects.select_related("organisation").get()
    assert (found.name, found.organisation.name, found.organisation.population) == ("Testteam", "Ny kommune", 2211)


def test_neighbours_come_in_the_order_of_the_road(coordinator):
    here, near, far = (PlaceFactory(name=name) for name in ("Lom", "Bismo", "Otta"))
    lom, _skjak, _sel = (
        OrganisationFactory(name=n, centre=c) for n, c in (("Lom", here), ("Skjåk", near), ("Sel", far))
    )
    for end, minutes in ((near, 16), (far, 60)):
        places.connect(start=here, end=end, kilometres=1, minutes=minutes, by=coordinator, now=NOW)

    found = unit_queries.neighbours_of(lom)

    assert [(row.name, row.minutes) for row in found][:2] == [("Skjåk", 16), ("Sel", 60)]
    assert [row.minutes for row in found][2:] == [None]


def test_units_that_serve_are_own_and_agreed(coordinator):
    municipality = OrganisationFactory(name="Testkommune")
    own = UnitFactory(organisation=municipality)
    host = coordinator.memberships.get().unit
    UnitFactory()
    units.agree(unit=host, guest=municipality, starts_at=NOW, by=coordinator, now=NOW)

    assert set(unit_queries.units_serving(municipality.pk, NOW)) == {own, host}
    assert [row.user for row in unit_queries.workers_serving(municipality.pk, NOW)] == [coordinator]
    assert list(unit_queries.units_of([municipality.pk])) == [own]
