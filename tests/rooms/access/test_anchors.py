"""What somebody holds is asked once in a unit of work, and again as soon as something was written in it."""

from datetime import timedelta

import pytest
from django.db import connection, transaction

from samhold.infrastructure.database import acting_as, unit_of_work
from samhold.rooms.access.anchors import Anchor, Through, anchors_of
from samhold.rooms.access.engine import roles_of, standing_of
from samhold.rooms.access.enums import Action, Category, Reach, Role
from samhold.rooms.organisations.enums import ServiceKind
from samhold.rooms.organisations.models import Membership
from samhold.rooms.people.models import Person
from tests.rooms.conftest import NOW
from tests.support.factories.access import UserFactory
from tests.support.factories.organisations import AgreementFactory, MembershipFactory

pytestmark = pytest.mark.django_db


class Undone(Exception):
    """Takes a savepoint back."""


def held(actor, now=NOW):
    return {(anchor.through, anchor.id, anchor.role) for anchor in anchors_of(actor.pk, now)}


def own(actor):
    return {(Through.ACCOUNT, actor.pk, role) for role in (Role.PERSON, Role.NEXT_OF_KIN, Role.GUARDIAN)}


def test_anchors_are_the_account_the_posts_the_units_and_whom_these_serve():
    post = MembershipFactory(role=Role.CARE_WORKER, unit__service=ServiceKind.TEAM)
    agreement = AgreementFactory(unit=post.unit)
    AgreementFactory(unit=post.unit, ends_at=NOW)
    MembershipFactory(user=post.user, ends_at=NOW)
    MembershipFactory(user=post.user, starts_at=NOW + timedelta(hours=1))

    found = anchors_of(post.user_id, NOW)

    ids = {Through.POST: post.pk, Through.UNIT: post.unit_id, Through.ORGANISATION: agreement.guest_id}
    by_post = {Anchor(through=through, id=one, role=Role.CARE_WORKER, is_team=True) for through, one in ids.items()}
    assert {anchor for anchor in found if anchor.through != Through.ACCOUNT} == by_post
    assert {(anchor.through, anchor.id, anchor.role) for anchor in found} - own(post.user) == {
        (through, one, Role.CARE_WORKER) for through, one in ids.items()
    }


def test_anchors_are_asked_once_in_a_unit_of_work(django_assert_num_queries):
    post = MembershipFactory()

    with unit_of_work(post.user_id, is_reading=True):
        with django_assert_num_queries(0 if connection.vendor == "postgresql" else 1):
            roles_of(post.user_id, NOW)
        with django_assert_num_queries(0):
            again = roles_of(post.user_id, NOW + timedelta(days=1))

    assert again == {Role(post.role)}


def test_anchors_of_somebody_without_a_post_are_asked_once_too(django_assert_num_queries):
    user = UserFactory()

    with unit_of_work(user.pk, is_reading=True):
        first = held(user)
        with django_assert_num_queries(0):
            again = held(user)

    assert first == again == own(user)


def test_anchors_end_with_the_post_in_the_same_unit_of_work(near):
    with unit_of_work(near.worker.pk):
        before = standing_of(near.worker, near.person.pk, NOW).relations
        Membership.objects.filter(pk=near.post.pk).update(ends_at=NOW)
        after = standing_of(near.worker, near.person.pk, NOW)
        listed = Person.objects.visible_to(near.worker, Action.FIND, now=NOW).count()

    assert {relation.reach for relation in before} == {Reach.IN_NETWORK, Reach.PRIMARY_CONTACT}
    assert (after.relations, after.allows(Action.READ, Category.IDENTITY), listed) == ((), False, 0)


def test_anchors_end_with_the_post_in_the_next_unit_of_work(near):
    with unit_of_work(near.worker.pk, is_reading=True):
        before = held(near.worker)
    Membership.objects.filter(pk=near.post.pk).update(ends_at=NOW)

    with unit_of_work(near.worker.pk, is_reading=True):
        after = held(near.worker)

    assert (len(before - after), after) == (2, own(near.worker))


def test_anchors_come_back_when_what_ended_the_post_is_undone(near):
    def end_and_regret():
        with transaction.atomic():
            Membership.objects.filter(pk=near.post.pk).update(ends_at=NOW)
            assert roles_of(near.worker.pk, NOW) == frozenset()
            raise Undone

    with unit_of_work(near.worker.pk):
        with pytest.raises(Undone):
            end_and_regret()
        after = roles_of(near.worker.pk, NOW)

    assert after == {Role(near.post.role)}


def test_anchors_of_one_are_not_anothers(near, stranger):
    with unit_of_work(None):
        with acting_as(near.worker.pk):
            mine = held(near.worker)
        with acting_as(stranger.pk):
            theirs = held(stranger)

    assert mine & theirs == set()


def test_anchors_outside_a_unit_of_work_are_asked_each_time(near):
    before = roles_of(near.worker.pk, NOW)
    Membership.objects.filter(pk=near.post.pk).update(ends_at=NOW)

    assert (before, roles_of(near.worker.pk, NOW)) == ({Role(near.post.role)}, frozenset())
