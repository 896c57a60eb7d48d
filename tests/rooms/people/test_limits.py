"""Consents, blocks and conflicts: what they open and close, from the next question on."""

from datetime import timedelta

import pytest

from samhold.foundation.errors import NotAllowed
from samhold.rooms.access.engine import may, standing_of
from samhold.rooms.access.enums import Action, Category, Role, mask_of
from samhold.rooms.notices.models import Notice
from samhold.rooms.people.actions import conflicts, consents
from samhold.rooms.people.actions.network import AlreadyEnded, EndsBeforeItStarts
from samhold.rooms.people.actions.persons import SEES_AT_FIRST
from samhold.rooms.people.actions.taken_back import NothingToTakeBack
from samhold.rooms.people.enums import ConsentForm, DeclaredBy
from samhold.rooms.people.models import NetworkMember, Person
from tests.rooms.conftest import NOW
from tests.support.factories.access import UserFactory
from tests.support.factories.organisations import MembershipFactory, UnitFactory
from tests.support.factories.people import NetworkUnitFactory, PersonFactory

pytestmark = pytest.mark.django_db
SOON = NOW + timedelta(seconds=1)


def give(near, *, by=None, **changes):
    values = {"recipient": UnitFactory(), "categories": frozenset({Category.IDENTITY})}
    consent = consents.NewConsent(**values | {"given_how": ConsentForm.SPOKEN} | changes)
    return consents.give(person=near.person, consent=consent, by=by or near.worker, now=NOW)


def block(near, *, by=None, **changes):
    values = {"user": near.worker, "categories": frozenset({Category.CONTACTS})}
    new = consents.NewBlock(**values | changes)
    return consents.block(person=near.person, block=new, by=by or near.worker, now=NOW)


def declare(near, **changes):
    values = {
        "person": near.person, "membership": near.post, "routed_unit": UnitFactory(), "declared_by": DeclaredBy.WORKER,
        "by": near.worker, "now": NOW,
    }  # fmt: skip
    return conflicts.declare(**values | changes)


def sees(user, near, category=Category.IDENTITY, at=SOON):
    return may(user, Action.READ, Person.objects.get(pk=near.person.pk), category, now=at)


@pytest.mark.parametrize("role", [Role.HOME_CARE_WORKER, Role.NAV_WORKER, Role.CLINICIAN])
def test_a_consent_opens_its_categories_to_the_unit_until_it_is_withdrawn(near, log, role):
    nurse = MembershipFactory(role=role)
    before = sees(nurse.user, near)

    consent = give(near, recipient=nurse.unit)
    opened = [sees(nurse.user, near), sees(nurse.user, near, Category.CONTACTS)]
    consents.withdraw(consent=consent, by=near.worker, now=SOON)

    assert (before, opened, sees(nurse.user, near)) == (False, [True, False], False)
    assert log() == ("MANAGE_CONSENT", "DONE", near.person.pk)


def test_a_consent_is_to_something(near):
    with pytest.raises(consents.NothingChosen):
        give(near, categories=frozenset())


def test_a_consent_does_not_end_before_it_begins(near):
    with pytest.raises(EndsBeforeItStarts):
        give(near, ends_at=NOW)


def test_a_consent_is_withdrawn_once(near):
    consent = consents.withdraw(consent=give(near), by=near.worker, now=SOON)

    with pytest.raises(AlreadyEnded):
        consents.withdraw(consent=consent, by=near.worker, now=SOON)


@pytest.mark.parametrize("write", [give, block])
def test_a_stranger_writes_down_no_consent_and_no_block(near, stranger, write):
    with pytest.raises(NotAllowed):
        write(near, by=stranger)


def test_a_withdrawn_consent_is_told_to_those_who_lead_the_unit_and_names_nobody(near):
    nurse = MembershipFactory(role=Role.NAV_WORKER)
    leader = MembershipFactory(role=Role.UNIT_LEADER, unit=nurse.unit)

    consents.withdraw(consent=give(near, recipient=nurse.unit), by=near.worker, now=SOON)

    told = Notice.objects.values_list("recipient_id", "kind", "path")
    assert list(told) == [(leader.user_id, "CONSENT_WITHDRAWN", "")]


def test_a_block_closes_what_the_network_opens_until_it_ends(near):
    before = sees(near.worker, near, Category.CONTACTS)

    made = block(near)
    closed = [sees(near.worker, near, Category.CONTACTS), sees(near.worker, near)]
    consents.unblock(block=made, by=near.worker, now=SOON)

    assert (before, closed) == (True, [False, True])
    assert sees(near.worker, near, Category.CONTACTS, at=SOON + timedelta(seconds=1))


def test_a_block_blocks_something(near):
    with pytest.raises(consents.NothingChosen):
        block(near, categories=frozenset())


def test_a_block_ends_once(near):
    made = consents.unblock(block=block(near), by=near.worker, now=SOON)

    with pytest.raises(AlreadyEnded):
        consents.unblock(block=made, by=near.worker, now=SOON)


def test_a_conflict_hides_the_person_at_home_and_opens_the_unit_elsewhere(near):
    NetworkUnitFactory(person=near.person, unit=near.unit)
    colleague, elsewhere = MembershipFactory(unit=near.unit), MembershipFactory()
    before = [sees(one, near) for one in (near.worker, colleague.user, elsewhere.user)]

    declare(near, routed_unit=elsewhere.unit)

    after = [sees(one, near) for one in (near.worker, colleague.user, elsewhere.user)]
    listed = [list(Person.objects.visible_to(one, Action.FIND, now=SOON)) for one in (near.worker, elsewhere.user)]
    assert (before, after) == ([True, True, False], [False, False, True])
    assert listed == [[], [near.person]]
    assert standing_of(near.worker, near.person.pk, SOON).is_conflicted


def test_a_conflict_is_lifted_by_whoever_has_the_case(near):
    elsewhere = MembershipFactory()
    conflict = declare(near, routed_unit=elsewhere.unit)

    with pytest.raises(NotAllowed):
        conflicts.lift(conflict=conflict, by=near.worker, now=SOON)
    lifted = conflicts.lift(conflict=conflict, by=elsewhere.user, now=SOON)

    assert sees(near.worker, near, at=SOON + timedelta(seconds=1))
    with pytest.raises(AlreadyEnded):
        conflicts.lift(conflict=lifted, by=elsewhere.user, now=SOON)


@pytest.mark.parametrize("later", [timedelta(), timedelta(hours=1)])
def test_a_conflict_that_is_lifted_and_a_block_that_ends_keep_the_day_they_began(near, later):
    elsewhere = MembershipFactory()
    blocked = consents.unblock(block=block(near), by=near.worker, now=NOW + later)
    conflict = declare(near, routed_unit=elsewhere.unit)

    lifted = conflicts.lift(conflict=conflict, by=elsewhere.user, now=NOW + later)

    shortest = max(later, timedelta.resolution)
    assert [(row.starts_at, row.ends_at) for row in (blocked, lifted)] == [(NOW, NOW + shortest)] * 2
    with pytest.raises(AlreadyEnded):
        conflicts.lift(conflict=lifted, by=elsewhere.user, now=NOW + later)


def test_a_case_leaves_the_municipality(near):
    with pytest.raises(conflicts.SameMunicipality):
        declare(near, routed_unit=UnitFactory(organisation=near.unit.organisation))


def test_a_conflict_is_declared_once(near):
    other = MembershipFactory(unit__organisation=near.unit.organisation)
    declare(near, membership=other)

    with pytest.raises(conflicts.AlreadyDeclared):
        declare(near, membership=other, routed_unit=UnitFactory())


def test_a_stranger_declares_nothing(near, stranger):
    with pytest.raises(NotAllowed):
        declare(near, by=stranger)


def test_what_the_person_says_of_another_worker_takes_the_right_to_write_it_down(near):
    NetworkUnitFactory(person=near.person, unit=near.unit)
    colleague = MembershipFactory(unit=near.unit)

    with pytest.raises(NotAllowed):
        declare(near, by=colleague.user)

    assert NetworkMember.objects.filter(person=near.person).count() == 2


@pytest.mark.parametrize(
    ("at_home", "own", "routed"),
    [
        (0, mask_of(frozenset(Category)), 0),
        (mask_of(frozenset(Category)), 0, SEES_AT_FIRST),
        (
            None,
            mask_of(frozenset({Category.IDENTITY, Category.PLAN})),
            mask_of(frozenset({Category.IDENTITY, Category.PLAN})),
        ),
    ],
)
def test_the_unit_elsewhere_sees_no_more_than_home_did(near, at_home, own, routed):
    NetworkMember.objects.filter(pk=near.line.pk).update(categories=own | mask_of({Category.IDENTITY}))
    if at_home is not None:
        NetworkUnitFactory(person=near.person, unit=near.unit, categories=at_home)
    elsewhere = UnitFactory()

    declare(near, routed_unit=elsewhere)

    assert NetworkMember.objects.get(unit=elsewhere).categories == routed


def test_a_withdrawal_is_taken_back_for_a_day_and_the_consent_runs_on_as_it_did(near):
    nurse, leader = MembershipFactory(role=Role.HOME_CARE_WORKER), MembershipFactory(role=Role.UNIT_LEADER)
    MembershipFactory(user=leader.user, unit=nurse.unit, role=Role.UNIT_LEADER)
    until = NOW + timedelta(days=30)
    consent = give(near, recipient=nurse.unit, ends_at=until)
    consents.withdraw(consent=consent, by=near.worker, now=SOON)
    closed = (sees(nurse.user, near), Notice.objects.filter(read_at=None).count())
    later = SOON + timedelta(minutes=5)

    consents.restore(consent=consent, by=near.worker, now=later)

    assert (closed, sees(nurse.user, near, at=later), consent.ends_at) == ((False, 1), True, until)
    assert Notice.objects.filter(read_at=None).count() == 0


@pytest.mark.parametrize(("withdrawn", "after"), [(False, timedelta()), (True, timedelta(hours=25))])
def test_what_was_not_withdrawn_or_long_ago_is_not_taken_back(near, withdrawn, after):
    consent = give(near)
    if withdrawn:
        consents.withdraw(consent=consent, by=near.worker, now=NOW)

    with pytest.raises(NothingToTakeBack):
        consents.restore(consent=consent, by=near.worker, now=NOW + after)


def test_a_worker_takes_no_withdrawal_of_the_persons_own_back(near):
    near.person.account = UserFactory()
    near.person.save()
    consent = consents.withdraw(consent=give(near), by=near.person.account, now=SOON)

    with pytest.raises(NothingToTakeBack):
        consents.restore(consent=consent, by=near.worker, now=SOON)
    consents.restore(consent=consent, by=near.person.account, now=SOON)

    assert (consent.ends_at, consent.withdrawn_by) == (None, None)


def test_the_person_withdraws_their_own_consent_and_nobody_elses(near):
    near.person.account = UserFactory()
    near.person.save()
    other = PersonFactory(account=UserFactory())
    consent = give(near)

    with pytest.raises(NotAllowed):
        consents.withdraw(consent=consent, by=other.account, now=SOON)
    consents.withdraw(consent=consent, by=near.person.account, now=SOON)

    assert consent.withdrawn_at == SOON
