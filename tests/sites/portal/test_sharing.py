"""What is shared with whom: seen in plain words, taken back with one press, and let hold again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from samhold.foundation.identifiers import new_id
from samhold.rooms.access.engine import standing_of
from samhold.rooms.access.enums import Action, Category, Role, mask_of
from samhold.rooms.people.models import Consent
from tests.sites.staff.counting import counting
from tests.support.factories.access import UserFactory
from tests.support.factories.organisations import MembershipFactory, UnitFactory
from tests.support.factories.people import BlockFactory, ConsentFactory, NetworkMemberFactory, PersonFactory


@pytest.fixture
def nurse(scene):
    """Give a home care worker elsewhere to whose unit the person has said yes."""
    post = MembershipFactory(role=Role.HOME_CARE_WORKER, unit=UnitFactory(name="Heimetenesta"))
    mask = mask_of({Category.IDENTITY, Category.CRISIS, Category.SUBSTANCE})
    ConsentFactory(person=scene.person, recipient=post.unit, categories=mask)
    return post.user


def reads(user, scene):
    return standing_of(user, scene.person.pk, timezone.now()).allows(Action.READ, Category.CRISIS)


def test_consent_is_told_by_what_it_really_opens(own_client, nurse):
    (yes,) = own_client.get("/me/sharing/").context["yes"]

    assert (yes.name, len(yes.reads)) == ("Heimetenesta", 2)  # no rule lets home care read about substance use


def test_yes_is_taken_back_with_one_press_from_the_next_request_and_holds_again(own_client, scene, nurse):
    consent = Consent.objects.get()
    before = reads(nurse, scene)

    page = own_client.post(f"/me/sharing/{consent.pk}/withdraw/", follow=True)
    after = reads(nurse, scene)
    own_client.post(f"/me/sharing/{consent.pk}/restore/")

    assert f"/me/sharing/{consent.pk}/restore/" in page.content.decode()
    assert (before, after, page.context["yes"], reads(nurse, scene)) == (True, False, [], True)


def test_pressing_twice_is_told_kindly(own_client, nurse):
    consent = Consent.objects.get()
    for _time in range(2):
        answer = own_client.post(f"/me/sharing/{consent.pk}/withdraw/", follow=True)

    assert answer.status_code == 200


def test_what_was_withdrawn_long_ago_is_not_offered_again(own_client, scene):
    at = timezone.now() - timedelta(days=2)
    ConsentFactory(person=scene.person, ends_at=at, withdrawn_at=at, starts_at=at - timedelta(days=1))

    assert [one.may_restore for one in own_client.get("/me/sharing/").context["withdrawn"]] == [False]


@pytest.mark.parametrize("verb", ["withdraw", "restore"])
def test_consent_of_another_is_not_there(own_client, verb):
    other = ConsentFactory(person=PersonFactory(account=UserFactory()))

    for missing in (other.pk, new_id()):
        assert own_client.post(f"/me/sharing/{missing}/{verb}/").status_code == 404
    other.refresh_from_db()
    assert other.withdrawn_at is None


def test_consent_is_not_taken_back_by_an_address_alone(own_client, nurse):
    assert own_client.get(f"/me/sharing/{Consent.objects.get().pk}/withdraw/").status_code == 405


def test_each_reader_is_told_as_the_rules_and_the_card_say_and_blocks_show(own_client, scene):
    post = MembershipFactory(role=Role.NAV_WORKER, user=UserFactory(name="Testperson Nav"))
    mask = mask_of({Category.IDENTITY, Category.PLAN, Category.HEALTH})
    NetworkMemberFactory(person=scene.person, membership=post, categories=mask)
    BlockFactory(person=scene.person, user=post.user, categories=mask_of({Category.PLAN}))

    page = own_client.get("/me/sharing/")

    (nav,) = [one for one in page.context["readers"] if one.name == "Testperson Nav"]
    assert (len(nav.reads), len(nav.closed)) == (1, 1)
    assert [one.name for one in page.context["no"]] == ["Testperson Nav"]


def test_kin_without_a_log_in_sees_nothing(own_client):
    readers = own_client.get("/me/sharing/").context["readers"]

    assert {one.reads for one in readers if not one.has_log_in} == {()}


@pytest.mark.parametrize("count", [1, 3])
def test_more_readers_take_no_more_questions(own_client, scene, count):
    for _number in range(count):
        NetworkMemberFactory(person=scene.person, membership=MembershipFactory())
        ConsentFactory(person=scene.person)
    own_client.get("/me/sharing/")

    with counting() as asked:
        own_client.get("/me/sharing/")

    assert asked.count <= 13
