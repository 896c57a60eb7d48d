"""Consents and blocks: what they open and close from the next request on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from samhold.rooms.access.enums import EVERYTHING, Category, Role, categories_in
from samhold.rooms.organisations.enums import ServiceKind
from samhold.rooms.people.enums import ConsentForm
from samhold.rooms.people.models import Block, Consent
from tests.sites.staff.circle import client_of, page, text_of
from tests.support.factories.access import UserFactory
from tests.support.factories.organisations import MembershipFactory, UnitFactory
from tests.support.factories.people import BlockFactory, ConsentFactory, NetworkMemberFactory


@pytest.fixture
def nav(scene):
    return MembershipFactory(unit=UnitFactory(service=ServiceKind.NAV), role=Role.NAV_WORKER)


def test_consent_opens_the_person_until_it_is_withdrawn(scene, worker_client, nav):
    client = client_of(nav.user)
    seen = [client.get(page(scene.person, "network/")).status_code]

    worker_client.post(
        page(scene.person, f"consents/give/?unit={nav.unit_id}"),
        {"categories": [Category.NETWORK], "given_how": ConsentForm.SPOKEN, "ends_on": "", "note": "Forklart muntlig"},
    )
    seen.append(client.get(page(scene.person, "network/")).status_code)
    consent = Consent.objects.get(person=scene.person)
    shown = text_of(worker_client.get(page(scene.person, f"consents/{consent.pk}/withdraw/")))
    worker_client.post(page(scene.person, f"consents/{consent.pk}/withdraw/"))
    seen.append(client.get(page(scene.person, "network/")).status_code)

    assert seen == [404, 200, 404]
    assert nav.unit.name in shown
    assert categories_in(consent.categories) == (Category.IDENTITY, Category.NETWORK)


def test_withdrawn_consent_can_be_let_hold_again_from_the_message_and_the_list_for_a_day(scene, worker_client):
    consent, old = ConsentFactory(person=scene.person), timezone.now() - timedelta(days=2)
    late = ConsentFactory(person=scene.person, ends_at=old, withdrawn_at=old)
    said_no = UserFactory()
    theirs = ConsentFactory(
        person=scene.person, ends_at=timezone.now(), withdrawn_at=timezone.now(), withdrawn_by=said_no
    )
    undo, *others = (page(scene.person, f"consents/{row.pk}/restore/") for row in (consent, late, theirs))

    shown = text_of(worker_client.post(page(scene.person, f"consents/{consent.pk}/withdraw/"), follow=True))
    again = worker_client.post(undo, follow=True)
    refused = [
        [message.level_tag for message in worker_client.post(one, follow=True).context["messages"]]
        for one in (undo, *others)
    ]

    consent.refresh_from_db()
    assert [shown.count(f'action="{one}"') for one in (undo, *others)] == [2, 0, 0]
    assert (consent.withdrawn_at, consent.ends_at, undo in text_of(again)) == (None, None, False)
    assert refused == [["error"], ["error"], ["error"]]


def test_only_those_who_change_consents_let_one_hold_again(scene):
    now = timezone.now()
    consent = ConsentFactory(person=scene.person, ends_at=now, withdrawn_at=now)
    reader = MembershipFactory(role=Role.NAV_WORKER)
    NetworkMemberFactory(person=scene.person, membership=reader)
    client, undo = client_of(reader.user), page(scene.person, f"consents/{consent.pk}/restore/")

    shown = text_of(client.get(page(scene.person, "consents/")))

    assert (undo in shown, client.post(undo).status_code) == (False, 403)


def test_consent_to_nothing_is_refused(scene, worker_client, nav):
    response = worker_client.post(
        page(scene.person, f"consents/give/?unit={nav.unit_id}"), {"given_how": ConsentForm.SPOKEN}
    )

    assert list(response.context["form"].errors) == ["categories"]
    assert not Consent.objects.exists()


def test_withdrawing_twice_is_told(scene, worker_client):
    consent = ConsentFactory(person=scene.person, ends_at=timezone.now(), withdrawn_at=timezone.now())

    response = worker_client.post(page(scene.person, f"consents/{consent.pk}/withdraw/"), follow=True)

    assert [message.level_tag for message in response.context["messages"]] == ["error"]


def test_block_of_identity_hides_the_person_and_ends(scene, worker_client):
    post = MembershipFactory(user=scene.colleague, unit=UnitFactory())
    NetworkMemberFactory(person=scene.person, membership=post)
    client = client_of(scene.colleague)
    seen = [client.get(page(scene.person, "network/")).status_code]

    worker_client.post(
        page(scene.person, f"blocks/add/?unit={post.unit_id}"),
        {"who": str(post.pk), "categories": list(Category.values)[:1], "reason": "Uvenner"},
    )
    seen.append(client.get(page(scene.person, "network/")).status_code)
    worker_client.post(page(scene.person, f"blocks/{Block.objects.get().pk}/end/"))
    seen.append(client.get(page(scene.person, "network/")).status_code)

    assert seen == [200, 404, 200]


def test_block_of_one_category_closes_only_that(scene, worker_client):
    nav = MembershipFactory(role=Role.NAV_WORKER)
    NetworkMemberFactory(person=scene.person, membership=nav)
    client = client_of(nav.user)

    worker_client.post(
        page(scene.person, f"blocks/add/?unit={nav.unit_id}"), {"who": "unit", "categories": [Category.NETWORK]}
    )

    assert (client.get(page(scene.person, "")).status_code, client.get(page(scene.person, "network/")).status_code) == (
        200,
        403,
    )


def test_consents_show_open_and_earlier_and_notes_only_to_those_who_change_them(scene, worker_client):
    ConsentFactory(person=scene.person, note="Hemmelig merknad", categories=EVERYTHING)
    BlockFactory(person=scene.person, reason="Hemmelig grunn", ends_at=timezone.now())
    reader = MembershipFactory(role=Role.NAV_WORKER)
    NetworkMemberFactory(person=scene.person, membership=reader)

    mine = text_of(worker_client.get(page(scene.person, "consents/")))
    theirs = text_of(client_of(reader.user).get(page(scene.person, "consents/")))

    assert [text in mine for text in ("Hemmelig merknad", "Hemmelig grunn")] == [True, True]
    assert [text in theirs for text in ("Hemmelig merknad", "Hemmelig grunn")] == [False, False]


@pytest.mark.parametrize("made", [ConsentFactory, BlockFactory])
def test_row_of_another_person_is_not_found(scene, worker_client, made):
    row = made()
    rest = f"consents/{row.pk}/withdraw/" if made is ConsentFactory else f"blocks/{row.pk}/end/"

    assert worker_client.post(page(scene.person, rest)).status_code == 404


def test_consent_with_a_last_day_without_bounds_is_refused_next_to_the_field(scene, worker_client, nav):
    response = worker_client.post(
        page(scene.person, f"consents/give/?unit={nav.unit_id}"),
        {"categories": [Category.NETWORK], "given_how": ConsentForm.SPOKEN, "ends_on": "9999-12-31"},
    )

    assert (response.status_code, list(response.context["form"].errors)) == (200, ["ends_on"])


def test_nothing_is_ticked_before_the_person_has_said_so(scene, worker_client):
    nav = MembershipFactory(role=Role.NAV_WORKER)

    shown = text_of(worker_client.get(page(scene.person, f"consents/give/?unit={nav.unit_id}")))

    assert "checked" not in shown.partition("<main")[2].partition("</main>")[0]
