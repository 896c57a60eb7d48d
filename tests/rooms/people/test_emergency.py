from datetime import date, timedelta

import pytest
from django.utils import timezone

from samhold.core.identity import synthetic
from samhold.foundation.errors import NotAllowed, NotAvailable
from samhold.infrastructure.database import unit_of_work
from samhold.infrastructure.keyring import blind_index
from samhold.rooms.access import noted
from samhold.rooms.access.engine import may
from samhold.rooms.access.enums import Action, Category, Purpose, Role, mask_of
from samhold.rooms.notices.models import Notice
from samhold.rooms.people.access import access_person
from samhold.rooms.people.actions import emergency
from samhold.rooms.people.enums import EmergencyReason, Verdict
from samhold.rooms.people.models import Grant, Person
from samhold.rooms.people.queries.emergency import grant_to_review, waiting_for_review
from samhold.rooms.people.queries.reviewers import REVIEWERS
from tests.rooms.conftest import NOW
from tests.support.factories.organisations import MembershipFactory
from tests.support.factories.people import BlockFactory, ConflictFactory, PersonFactory

pytestmark = pytest.mark.django_db
NUMBER = synthetic(date(1980, 3, 2), 1).reveal()
SOON = NOW + timedelta(seconds=1)


@pytest.fixture
def person():
    return PersonFactory(national_number=NUMBER, national_number_index=blind_index("national_number", NUMBER))


@pytest.fixture
def ward():
    return MembershipFactory(role=Role.WARD_WORKER)


def take(post, **changes):
    values = {
        "membership": post, "national_number": NUMBER, "reason": EmergencyReason.ACUTE_HELP,
        "explanation": "Found outside in the cold at night.", "by": post.user, "now": NOW,
    }  # fmt: skip
    values |= changes
    with unit_of_work(values["by"].pk):
        return emergency.take(**values)


def told():
    return set(Notice.objects.values_list("recipient_id", "kind", "path"))


def hinder(bar, person, post):
    if bar == "block":
        BlockFactory(person=person, user=post.user, categories=mask_of([Category.CRISIS]), starts_at=NOW)
    elif bar == "block of the unit":
        BlockFactory(person=person, user=None, unit=post.unit, starts_at=NOW)
    elif bar == "conflict":
        ConflictFactory(person=person, user=post.user, starts_at=NOW)
    elif bar == "conflict of a colleague":
        ConflictFactory(person=person, home_unit=post.unit, starts_at=NOW)
    else:
        post.user.is_active = False
        post.user.save()


def path():
    return f"/reviews/{Grant.objects.get().pk}/"


def opened(post, person, at=SOON):
    found = Person.objects.get(pk=person.pk)
    purpose = Purpose.EMERGENCY
    return {one.value for one in Category if may(post.user, Action.READ, found, one, now=at, purpose=purpose)}


def test_it_opens_the_emergency_set_for_four_hours_and_nothing_else(person, ward):
    take(ward)

    within, after = NOW + timedelta(hours=4, seconds=-1), NOW + timedelta(hours=4)
    found = Person.objects.get(pk=person.pk)
    assert opened(ward, person, within) == {"IDENTITY", "NETWORK", "CRISIS", "SAFETY"}
    assert opened(ward, person, after) == set()
    assert not may(ward.user, Action.READ, found, Category.IDENTITY, now=SOON)
    assert not may(ward.user, Action.RECORD, found, Category.CRISIS, now=SOON, purpose=Purpose.EMERGENCY)


def test_it_opens_nothing_that_a_block_closes(person, ward):
    BlockFactory(person=person, user=ward.user, categories=mask_of([Category.NETWORK]))

    take(ward)

    assert opened(ward, person) == {"IDENTITY", "CRISIS", "SAFETY"}


def test_it_is_told_to_those_who_review_and_nobody_else(person, ward):
    reviewers = [MembershipFactory(role=role, unit__organisation=person.tenant) for role in REVIEWERS]

    take(ward)

    assert told() == {(one.user_id, "EMERGENCY_ACCESS", path()) for one in reviewers}


def test_the_leaders_of_the_one_who_took_it_are_told_that_and_no_more(person, ward):
    leader = MembershipFactory(role=Role.UNIT_LEADER, unit=ward.unit)
    MembershipFactory(role=Role.UNIT_LEADER, unit__organisation=ward.unit.organisation)

    grant = take(ward)

    assert told() == {(leader.user_id, "EMERGENCY_IN_UNIT", "")}
    assert waiting_for_review(user_id=leader.user_id, now=SOON) == ()
    with pytest.raises(NotAvailable):
        grant_to_review(user_id=leader.user_id, grant_id=grant.pk, now=SOON)


def test_a_leader_on_both_sides_is_told_once_to_review(person):
    post = MembershipFactory(unit__organisation=person.tenant)
    leader = MembershipFactory(role=Role.UNIT_LEADER, unit=post.unit)

    take(post)

    assert told() == {(leader.user_id, "EMERGENCY_ACCESS", path())}


@pytest.mark.parametrize(
    "bar", ["block", "block of the unit", "conflict", "conflict of a colleague", "no longer active"]
)
def test_whom_something_keeps_from_the_person_is_not_told_and_reviews_nothing(person, ward, bar):
    leader, other = (MembershipFactory(role=role, unit__organisation=person.tenant) for role in REVIEWERS)
    hinder(bar, person, leader)
    now = timezone.now()  # the second wall has a clock of its own

    grant = take(ward, now=now)

    assert {user for user, _kind, _path in told()} == {other.user_id}
    assert [waiting_for_review(user_id=one.user_id, now=now) for one in (leader, other)] == [(), (grant,)]
    with pytest.raises(NotAllowed):
        emergency.review(grant=grant, verdict=Verdict.JUSTIFIED, note_text="", by=leader.user, now=now)


@pytest.mark.parametrize("bar", ["block", "block of the unit", "conflict", "conflict of a colleague"])
def test_when_nobody_else_may_the_privacy_officer_reviews_all_the_same(person, ward, bar):
    leader, officer = (MembershipFactory(role=role, unit__organisation=person.tenant) for role in REVIEWERS)
    for one in (leader, officer):
        hinder(bar, person, one)
    now = timezone.now()  # the second wall has a clock of its own

    grant = take(ward, now=now)
    with unit_of_work(officer.user_id):
        emergency.review(grant=grant, verdict=Verdict.JUSTIFIED, note_text="", by=officer.user, now=now)

    assert {user for user, _kind, _path in told()} == {officer.user_id, ward.user_id}
    assert grant.reviewed_by == officer.user


@pytest.mark.parametrize("count", [1, 3])
def test_who_reviews_is_asked_at_once_for_all(person, ward, django_assert_num_queries, count):
    leader = MembershipFactory(role=Role.UNIT_LEADER, unit__organisation=person.tenant)
    for _time in range(count):
        hinder("block of the unit", person, MembershipFactory())
        take(ward)

    with django_assert_num_queries(6):
        assert len(waiting_for_review(user_id=leader.user_id, now=SOON)) == count


def test_it_takes_words_about_what_happened(person, ward):
    with pytest.raises(emergency.ReasonMissing):
        take(ward, explanation="Help")


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.PARTNER, Role.RESEARCHER, Role.PRIVACY_OFFICER])
def test_only_roles_that_meet_persons_take_it(person, role):
    with pytest.raises(NotAllowed):
        take(MembershipFactory(role=role))


def test_it_is_not_taken_in_the_name_of_another(person, ward):
    with pytest.raises(NotAllowed):
        take(ward, by=MembershipFactory().user)


def test_an_unknown_number_is_not_available_and_noted(ward):
    with pytest.raises(NotAvailable):
        take(ward)

    assert [one.subject for one in noted.take()] == ["emergency"]


def test_it_is_given_back_before_its_time(person, ward):
    take(ward)
    found = access_person(actor=ward.user, person_id=person.pk, purpose=Purpose.EMERGENCY, now=SOON)

    emergency.give_back(person=found, by=ward.user, now=SOON)

    assert opened(ward, person, SOON + timedelta(seconds=1)) == set()


def test_it_is_reviewed_once_and_by_another(person, ward):
    leader = MembershipFactory(role=Role.UNIT_LEADER, unit__organisation=person.tenant)
    grant = take(ward)
    review = {"grant": grant, "verdict": Verdict.JUSTIFIED, "note_text": "Right.", "now": SOON}

    reviewed = emergency.review(**review, by=leader.user)

    assert (reviewed.verdict, reviewed.reviewed_by) == (Verdict.JUSTIFIED, leader.user)
    with pytest.raises(emergency.AlreadyReviewed):
        emergency.review(**review, by=leader.user)


def test_nobody_reviews_their_own(person):
    leader = MembershipFactory(role=Role.UNIT_LEADER, unit__organisation=person.tenant)
    grant = take(leader)

    with pytest.raises(emergency.OwnReview):
        emergency.review(grant=grant, verdict=Verdict.JUSTIFIED, note_text="", by=leader.user, now=SOON)


def test_a_leader_of_another_organisation_reviews_nothing(person, ward):
    leader = MembershipFactory(role=Role.UNIT_LEADER, unit=ward.unit)
    grant = take(ward)

    with pytest.raises(NotAllowed):
        emergency.review(grant=grant, verdict=Verdict.JUSTIFIED, note_text="", by=leader.user, now=SOON)

    assert [(one.subject, one.person_id) for one in noted.take()] == [("review", person.pk)]
