"""Conflict of interest: hidden at home from the next request, and with a named unit elsewhere."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from samhold.rooms.access.enums import Role
from samhold.rooms.notices.models import Notice
from samhold.rooms.people.enums import NetworkRole
from samhold.rooms.people.models import Conflict
from tests.sites.staff.circle import client_of, page, text_of
from tests.support.factories.care import AppointmentFactory, AppointmentWorkerFactory
from tests.support.factories.organisations import MembershipFactory, UnitFactory
from tests.support.factories.people import ConflictFactory, NetworkMemberFactory


@pytest.fixture
def elsewhere(scene):
    return MembershipFactory(unit=UnitFactory(name="Psykisk helse, nabokommunen"))


def test_own_declaration_closes_the_person_for_worker_and_unit(scene, worker_client, elsewhere):
    colleague = MembershipFactory(unit=scene.unit).user
    before = client_of(colleague).get(page(scene.person, "network/")).status_code

    response = worker_client.post(
        page(scene.person, "conflict/"),
        {"own-membership": str(scene.post.pk), "own-routed_unit": str(elsewhere.unit_id), "own-is_checked": "on"},
    )

    after = [
        client.get(page(scene.person, "network/")).status_code
        for client in (worker_client, client_of(colleague), client_of(elsewhere.user))
    ]
    assert (before, response.headers["Location"], after) == (200, "/my-day/", [404, 404, 200])


def test_declaration_to_own_municipality_is_not_offered(scene, worker_client):
    at_home = UnitFactory(organisation=scene.unit.organisation)

    response = worker_client.post(
        page(scene.person, "conflict/"),
        {"own-membership": str(scene.post.pk), "own-routed_unit": str(at_home.pk)},
    )

    assert "routed_unit" in response.context["form"].errors
    assert not Conflict.objects.exists()


def test_person_does_not_want_worker_hides_it_from_that_unit(scene, worker_client, elsewhere):
    known = MembershipFactory(role=Role.HOME_CARE_WORKER, unit=UnitFactory(organisation=scene.unit.organisation))
    NetworkMemberFactory(person=scene.person, membership=known, role=NetworkRole.HELPER)
    client = client_of(known.user)

    response = worker_client.post(
        page(scene.person, "conflict/worker/"),
        {"worker-membership": str(known.pk), "worker-routed_unit": str(elsewhere.unit_id), "worker-is_checked": "on"},
    )

    assert response.headers["Location"] == page(scene.person, "consents/")
    assert (client.get(page(scene.person, "network/")).status_code, Conflict.objects.get().user) == (404, known.user)


@pytest.fixture
def handing_over(scene, elsewhere):
    """The form as it is sent, first to be looked through."""
    return {"own-membership": str(scene.post.pk), "own-routed_unit": str(elsewhere.unit_id)}


def test_first_press_only_shows_who_takes_over_and_what_is_planned(scene, worker_client, elsewhere, handing_over):
    elsewhere.unit.phone = "61 00 00 09"
    elsewhere.unit.save()
    starts_at = timezone.now() + timedelta(days=1)
    visit = AppointmentFactory(person=scene.person, unit=scene.unit, starts_at=starts_at)
    AppointmentWorkerFactory(appointment=visit, user=scene.worker)

    response = worker_client.post(page(scene.person, "conflict/"), handing_over)

    shown = response.context["shown"]
    assert shown.unit == elsewhere.unit
    assert starts_at in [planned.appointment.starts_at for planned in shown.visits]
    assert elsewhere.unit.organisation.name in text_of(response)
    assert 'href="tel:61000009"' in text_of(response)
    assert not Conflict.objects.exists()


def test_receipt_says_who_has_the_case_and_can_be_taken_back(scene, worker_client, elsewhere, handing_over):
    leader = MembershipFactory(unit=elsewhere.unit, role=Role.UNIT_LEADER)

    receipt = text_of(
        worker_client.post(page(scene.person, "conflict/"), handing_over | {"own-is_checked": "on"}, follow=True)
    )
    conflict = Conflict.objects.get()
    waiting = Notice.objects.waiting_for(leader.user_id).count()
    worker_client.post(page(scene.person, f"conflict/{conflict.pk}/take-back/"))

    assert f"{elsewhere.unit.name}, {elsewhere.unit.organisation.name}" in receipt
    assert f'action="{page(scene.person, f"conflict/{conflict.pk}/take-back/")}"' in receipt
    statuses = [
        client.get(page(scene.person, "network/")).status_code for client in (worker_client, client_of(elsewhere.user))
    ]
    assert (waiting, Notice.objects.waiting_for(leader.user_id).count(), statuses) == (1, 0, [200, 404])


@pytest.mark.parametrize(("minutes", "is_own"), [(11, True), (1, False)], ids=["too late", "somebody else's"])
def test_conflict_is_not_taken_back(scene, client, elsewhere, minutes, is_own):
    declared = timezone.now() - timedelta(minutes=minutes)
    recorded_by = scene.worker if is_own else elsewhere.user
    conflict = ConflictFactory(
        person=scene.person,
        user=scene.worker,
        home_unit=scene.unit,
        routed_unit=elsewhere.unit,
        recorded_by=recorded_by,
        starts_at=declared,
    )

    client_of(scene.worker).post(page(scene.person, f"conflict/{conflict.pk}/take-back/"))

    conflict.refresh_from_db()
    assert conflict.ends_at is None


def test_same_kind_of_service_is_offered_first_with_its_municipality(scene, worker_client, elsewhere):
    UnitFactory(name="Aust barnevern", service="CHILD_WELFARE")

    form = worker_client.get(page(scene.person, "conflict/")).context["form"]

    _none, (_heading, first), *_rest = form.fields["routed_unit"].choices
    assert first == [(str(elsewhere.unit_id), f"{elsewhere.unit.name}, {elsewhere.unit.organisation.name}")]


def test_lift_lets_the_unit_at_home_find_the_person_again(scene, elsewhere):
    NetworkMemberFactory(person=scene.person, membership=elsewhere)
    conflict = ConflictFactory(person=scene.person, user=scene.worker, home_unit=scene.unit, routed_unit=elsewhere.unit)
    home = client_of(scene.worker)
    seen = [home.get(page(scene.person, "network/")).status_code]

    client_of(elsewhere.user).post(page(scene.person, f"conflict/{conflict.pk}/lift/"))
    seen.append(home.get(page(scene.person, "network/")).status_code)

    assert seen == [404, 200]
