"""Conflict of interest: hidden at home from the next request, and with a named unit elsewhere."""

from __future__ import annotations

import pytest

from samhold.rooms.access.enums import Role
from samhold.rooms.people.enums import NetworkRole
from samhold.rooms.people.models import Conflict
from tests.sites.staff.circle import client_of, page
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
        {"own-membership": str(scene.post.pk), "own-routed_unit": str(elsewhere.unit_id)},
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
        {"worker-membership": str(known.pk), "worker-routed_unit": str(elsewhere.unit_id)},
    )

    assert response.headers["Location"] == page(scene.person, "consents/")
    assert (client.get(page(scene.person, "network/")).status_code, Conflict.objects.get().user) == (404, known.user)


def test_lift_lets_the_unit_at_home_find_the_person_again(scene, elsewhere):
    NetworkMemberFactory(person=scene.person, membership=elsewhere)
    conflict = ConflictFactory(person=scene.person, user=scene.worker, home_unit=scene.unit, routed_unit=elsewhere.unit)
    home = client_of(scene.worker)
    seen = [home.get(page(scene.person, "network/")).status_code]

    client_of(elsewhere.user).post(page(scene.person, f"conflict/{conflict.pk}/lift/"))
    seen.append(home.get(page(scene.person, "network/")).status_code)

    assert seen == [404, 200]
