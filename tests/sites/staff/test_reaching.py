"""Where to drive and whom to call: on my day, in the head of a person's pages, and in what is known of them."""

from __future__ import annotations

from urllib.parse import quote

from django.utils import timezone

from samhold.rooms.access.enums import Category, mask_of
from samhold.rooms.care.enums import AppointmentKind, AppointmentState
from tests.support.factories.care import AppointmentFactory, AppointmentWorkerFactory
from tests.support.factories.people import BlockFactory, NetworkMemberFactory, ResidenceFactory

DAY = "/my-day/"
HOME = "Synthetic lane 7, 2680 Vågå"


def visit_to(scene, home, **changes):
    NetworkMemberFactory(person=home.person, membership=scene.post)
    visit = AppointmentFactory(person=home.person, unit=scene.unit, starts_at=timezone.now(), **changes)
    AppointmentWorkerFactory(appointment=visit, user=scene.worker)
    return visit


def stop_of(client, visit):
    return next(stop for stop in client.get(DAY).context["my_day"].stops if stop.appointment.pk == visit.pk)


def test_home_visit_without_a_place_is_at_the_persons_address_on_a_map(scene, worker_client):
    home = ResidenceFactory(person__tenant=scene.unit.organisation, address=HOME, person__phone="900 11 222")
    visit = visit_to(scene, home)

    page = worker_client.get(DAY).content.decode()

    assert stop_of(worker_client, visit).address == HOME
    assert (f"sok={quote(HOME)}" in page, 'href="tel:90011222"' in page) == (True, True)


def test_home_visit_elsewhere_is_where_it_was_written(scene, worker_client):
    home = ResidenceFactory(person__tenant=scene.unit.organisation, address=HOME)

    assert stop_of(worker_client, visit_to(scene, home, where="Cabin road 2")).address == "Cabin road 2"


def test_address_is_that_of_today_and_not_where_the_person_lived(scene, worker_client):
    now = timezone.now()
    home = ResidenceFactory(person__tenant=scene.unit.organisation, address="Before 1", ends_at=now)
    ResidenceFactory(person=home.person, address=HOME, starts_at=now)

    assert stop_of(worker_client, visit_to(scene, home)).address == HOME


def test_person_without_a_home_is_still_shown(scene, worker_client):
    home = ResidenceFactory(person__tenant=scene.unit.organisation, ends_at=timezone.now())

    assert stop_of(worker_client, visit_to(scene, home)).address == ""


def test_call_has_no_address(scene, worker_client):
    home = ResidenceFactory(person__tenant=scene.unit.organisation, address=HOME)

    assert stop_of(worker_client, visit_to(scene, home, kind=AppointmentKind.CALL)).address == ""


def test_settled_visit_shows_neither(scene, worker_client):
    home = ResidenceFactory(person__tenant=scene.unit.organisation, address=HOME, person__phone="900 11 222")
    visit_to(scene, home, state=AppointmentState.DONE)

    page = worker_client.get(DAY).content.decode()

    assert (quote(HOME) in page, "90011222" in page) == (False, False)


def test_worker_who_may_not_know_the_person_is_told_neither_address_nor_phone(scene, worker_client):
    home = ResidenceFactory(person__tenant=scene.unit.organisation, address=HOME, person__phone="900 11 222")
    visit_to(scene, home)
    BlockFactory(person=home.person, user=scene.worker, categories=mask_of({Category.IDENTITY}))

    page = worker_client.get(DAY).content.decode()

    assert ("Synthetic lane" in page, "90011222" in page) == (False, False)


def test_head_calls_the_person_and_names_the_primary_contact_unless_it_is_oneself(scene, worker_client, client):
    client.force_login(scene.colleague)
    mine, theirs = (one.get(f"/persons/{scene.person.pk}/why/").content.decode() for one in (worker_client, client))

    assert ('href="tel:90000100"' in mine, 'href="tel:90000001"' in mine, "person-contact" in mine) == (
        True,
        False,
        False,
    )
    assert ('href="tel:90000100"' in theirs, "person-contact" in theirs) == (True, True)


def test_what_is_known_of_the_person_begins_with_the_address(scene, worker_client):
    page = worker_client.get(f"/persons/{scene.person.pk}/").content.decode()

    assert f"sok={quote('Vågåvegen 1')}" in page
