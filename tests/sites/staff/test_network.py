"""The network's pages: add, change, end; what ends is gone from the next request."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from samhold.rooms.access.enums import Category, Role, categories_in
from samhold.rooms.organisations.enums import ServiceKind
from samhold.rooms.people.enums import Basis, NetworkRole, PartyKind
from samhold.rooms.people.models import NetworkMember
from tests.sites.staff.circle import client_of, page, text_of
from tests.support.factories.organisations import MembershipFactory, UnitFactory
from tests.support.factories.people import NetworkMemberFactory

EDITING = ["network/add/", "network/kin/"]


def _terms(**changed):
    return {
        "role": NetworkRole.HELPER,
        "basis": Basis.HEALTHCARE,
        "categories": [Category.NETWORK, Category.CONTACTS],
        "starts_on": timezone.localdate().isoformat(),
        "ends_on": "",
        "contact_wish": "Ring etter tolv",
        "phone": "",
    } | changed


def _open(person, **wanted):
    return NetworkMember.objects.filter(person=person, ends_at=None, **wanted)


def test_network_shows_cards_with_phone_and_wish(scene, worker_client):
    shown = text_of(worker_client.get(page(scene.person, "network/")))

    assert [text in shown for text in ("Testperson Berit Haugen", "900 00 003", "Ikke på jobb", "NAV Vågå")] == [
        True
    ] * 4


@pytest.mark.parametrize("rest", ["network/", *EDITING, "consents/", "conflict/", "looks/"])
def test_page_of_stranger_is_not_found(scene, stranger_client, rest):
    response = stranger_client.get(page(scene.person, rest))

    assert response.status_code == 404
    assert scene.person.family_name not in text_of(response)


@pytest.mark.parametrize("rest", [*EDITING, "consents/give/", "blocks/add/"])
def test_editing_page_of_reader_is_forbidden(scene, rest):
    nav = MembershipFactory(role=Role.NAV_WORKER)
    NetworkMemberFactory(person=scene.person, membership=nav)
    client = client_of(nav.user)

    assert (
        client.get(page(scene.person, "network/")).status_code,
        client.get(page(scene.person, rest)).status_code,
    ) == (
        200,
        403,
    )


def test_add_offers_services_of_other_municipalities_first_without_workers(scene, worker_client):
    elsewhere = UnitFactory(name="Poliklinikken langt borte")

    shown = text_of(worker_client.get(page(scene.person, "network/add/")))

    assert (elsewhere.name in shown, 'name="who"' in shown) == (True, False)


def test_add_worker_of_another_municipality_opens_the_person_for_them(scene, worker_client):
    helper = MembershipFactory(unit=UnitFactory(service=ServiceKind.HOME_CARE), role=Role.HOME_CARE_WORKER)
    client = client_of(helper.user)
    before = client.get(page(scene.person, "network/")).status_code

    response = worker_client.post(
        page(scene.person, f"network/add/?unit={helper.unit_id}"), _terms(who=str(helper.pk)), follow=True
    )

    added = _open(scene.person, membership=helper).get()
    assert (before, response.status_code, client.get(page(scene.person, "network/")).status_code) == (404, 200, 200)
    assert categories_in(added.categories) == (Category.IDENTITY, Category.NETWORK, Category.CONTACTS)
    assert added.contact_wish == "Ring etter tolv"


def test_add_whole_unit_is_always_a_service(scene, worker_client):
    unit = UnitFactory()

    worker_client.post(page(scene.person, f"network/add/?unit={unit.pk}"), _terms(who="unit"))

    assert _open(scene.person, unit=unit).values_list("kind", "role").get() == (PartyKind.UNIT, NetworkRole.SERVICE)


def test_add_sent_twice_is_made_once(scene, worker_client):
    unit = UnitFactory()
    form = _terms(who="unit", mutation_key="01a1ffb9-0000-7000-8000-000000000001")

    for _time in range(2):
        worker_client.post(page(scene.person, f"network/add/?unit={unit.pk}"), form)

    assert _open(scene.person, unit=unit).count() == 1


def test_add_of_second_primary_contact_is_refused_with_a_sentence(scene, worker_client):
    other = MembershipFactory(unit=scene.unit)

    response = worker_client.post(
        page(scene.person, f"network/add/?unit={scene.unit.pk}"),
        _terms(who=str(other.pk), role=NetworkRole.PRIMARY_CONTACT),
        headers={"Accept-Language": "en"},
    )

    assert response.status_code == 200
    assert len(response.context["form"].non_field_errors()) == 1
    assert not _open(scene.person, membership=other).exists()


def test_add_worker_who_does_not_work_there_is_refused(scene, worker_client):
    elsewhere = MembershipFactory()

    response = worker_client.post(
        page(scene.person, f"network/add/?unit={scene.unit.pk}"), _terms(who=str(elsewhere.pk))
    )

    assert "who" in response.context["form"].errors


def test_add_next_of_kin_may_see_nothing(scene, worker_client):
    worker_client.post(
        page(scene.person, "network/kin/"),
        _terms(name="Testkin Hegg", relation="Bror", role=NetworkRole.NEXT_OF_KIN, categories=[], phone="900 11 222"),
    )

    made = next(member for member in _open(scene.person, kind=PartyKind.NEXT_OF_KIN) if member.name == "Testkin Hegg")
    assert (made.categories, made.phone, made.relation) == (0, "900 11 222", "Bror")


def test_end_is_gone_from_the_next_request_and_undone(scene, worker_client):
    helper = MembershipFactory(role=Role.HOME_CARE_WORKER)
    member = NetworkMemberFactory(person=scene.person, membership=helper)
    client = client_of(helper.user)
    seen = [client.get(page(scene.person, "network/")).status_code]

    worker_client.post(page(scene.person, f"network/{member.pk}/end/"))
    seen.append(client.get(page(scene.person, "network/")).status_code)
    worker_client.post(page(scene.person, f"network/{member.pk}/reopen/"))
    seen.append(client.get(page(scene.person, "network/")).status_code)

    assert seen == [200, 404, 200]


def test_end_of_what_has_ended_is_told_and_not_broken(scene, worker_client):
    member = NetworkMemberFactory(person=scene.person, ends_at=timezone.now() - timedelta(days=1))

    response = worker_client.post(page(scene.person, f"network/{member.pk}/end/"), follow=True)

    assert response.status_code == 200
    assert [message.level_tag for message in response.context["messages"]] == ["error"]


def test_end_of_own_part_leads_to_own_day(scene):
    own = MembershipFactory(role=Role.COORDINATOR)
    member = NetworkMemberFactory(person=scene.person, membership=own)

    response = client_of(own.user).post(page(scene.person, f"network/{member.pk}/end/"))

    assert response.headers["Location"] == "/my-day/"


def test_member_of_another_person_is_not_found(scene, worker_client):
    foreign = NetworkMemberFactory()

    assert worker_client.post(page(scene.person, f"network/{foreign.pk}/end/")).status_code == 404


def _member(scene):
    return NetworkMemberFactory(person=scene.person, role=NetworkRole.HELPER, contact_wish="Om morgenen")


def test_change_saves_and_keeps_the_instant_of_the_start(scene, worker_client):
    member = _member(scene)
    form = _terms(base_version="1", phone="900 22 333", starts_on="2026-01-01")

    worker_client.post(page(scene.person, f"network/{member.pk}/change/"), form)

    member.refresh_from_db()
    assert (member.phone, member.starts_at.isoformat(), member.version) == (
        "900 22 333",
        "2026-01-01T00:00:00+00:00",
        2,
    )


def _stale(scene, worker_client):
    member = _member(scene)
    url = page(scene.person, f"network/{member.pk}/change/")
    worker_client.post(url, _terms(base_version="1", contact_wish="Lagret ønske", starts_on="2026-01-01"))
    form = _terms(base_version="1", contact_wish="Mitt ønske", starts_on="2026-01-01")
    return member, url, form, worker_client.post(url, form)


def test_change_of_stale_version_shows_both_texts(scene, worker_client):
    member, _url, _form, response = _stale(scene, worker_client)

    member.refresh_from_db()
    assert ("Lagret ønske" in text_of(response), "Mitt ønske" in text_of(response)) == (True, True)
    assert member.contact_wish == "Lagret ønske"


@pytest.mark.parametrize(
    ("keep", "wish"),
    [("mine", "Mitt ønske"), ("theirs", "Lagret ønske"), ("both", "Lagret ønske\nMitt ønske")],
)
def test_stale_change_is_settled_by_choice(scene, worker_client, keep, wish):
    member, url, form, response = _stale(scene, worker_client)

    worker_client.post(url, form | {"base_version": response.context["version"], "keep": keep})

    member.refresh_from_db()
    assert member.contact_wish == wish


@pytest.mark.parametrize(("field", "day"), [("starts_on", "0001-01-01"), ("ends_on", "9999-12-31")])
def test_day_without_bounds_is_refused_next_to_its_field(scene, worker_client, field, day):
    unit = UnitFactory()

    response = worker_client.post(
        page(scene.person, f"network/add/?unit={unit.pk}"), _terms(who="unit", **{field: day})
    )

    assert (response.status_code, list(response.context["form"].errors)) == (200, [field])
