from datetime import timedelta

import pytest

from samhold.foundation.errors import NotAllowed
from samhold.infrastructure.versioned import StaleVersion
from samhold.rooms.access.enums import Role
from samhold.rooms.care.actions import absences, hand_overs, reviews
from samhold.rooms.care.models import AbsencePlan, CareReview, HandOverRead
from samhold.rooms.care.safety_enums import ReviewKind
from tests.rooms.conftest import NOW
from tests.support.factories.organisations import MembershipFactory
from tests.support.factories.people import NetworkMemberFactory

TODAY = NOW.date()


def review(near, *, by=None, day=TODAY):
    kind = ReviewKind.SOMATIC_CHECK
    return reviews.record(person=near.person, kind=kind, done_date=day, text=" ok ", by=by or near.worker, now=NOW)


def test_a_review_is_logged(near, log):
    made = review(near)

    assert (made.text, made.done_by, log()) == ("ok", near.worker, ("RECORD", "DONE", near.person.pk))


def test_a_review_of_tomorrow_is_refused(near):
    with pytest.raises(reviews.ReviewedLater):
        review(near, day=TODAY + timedelta(days=1))


def test_a_review_is_taken_back_by_its_author(near):
    made = review(near)
    other = NetworkMemberFactory(person=near.person, membership=MembershipFactory(unit=near.unit)).membership.user

    with pytest.raises(reviews.NotYours):
        reviews.take_back(review=made, by=other, now=NOW)
    reviews.take_back(review=made, by=near.worker, now=NOW)

    assert CareReview.objects.count() == 0


def test_a_stranger_reviews_nothing(near, stranger):
    with pytest.raises(NotAllowed):
        review(near, by=stranger)


def save(near, *, text="Ring syster mi", days=7, version=0, by=None):
    by = by or near.worker
    return absences.save(person=near.person, text=text, missed_after_days=days, base_version=version, by=by, now=NOW)


def test_an_absence_plan_is_made_and_then_changed(near, log):
    first = save(near)
    second = save(near, text="Ring meg", days=3, version=first.version)

    assert (second.pk, second.text, second.missed_after_days, second.version) == (first.pk, "Ring meg", 3, 2)
    assert log() == ("RECORD", "DONE", near.person.pk)


@pytest.mark.parametrize("version", [0, 7])
def test_an_absence_plan_saved_meanwhile_is_not_overwritten(near, version):
    save(near)

    with pytest.raises(StaleVersion) as refused:
        save(near, text="Ring ikkje", version=version)

    assert refused.value.differences()[0] == ("text", "Ring syster mi", "Ring ikkje")
    assert AbsencePlan.objects.get().text == "Ring syster mi"


@pytest.mark.parametrize("days", [0, 91])
def test_an_absence_plan_has_some_days(near, days):
    with pytest.raises(absences.DaysOutOfRange):
        save(near, days=days)


def test_a_stranger_saves_no_absence_plan(near, stranger):
    with pytest.raises(NotAllowed):
        save(near, by=stranger)


def test_a_note_is_added_to_the_hand_over(near, log):
    made = hand_overs.add(unit=near.unit, text=" Nøkkelen ligg hos vakta ", by=near.worker, now=NOW)

    assert (made.text, made.tenant_id, log()) == (
        "Nøkkelen ligg hos vakta",
        near.unit.organisation_id,
        ("RECORD", "DONE", None),
    )


def test_an_empty_note_is_refused(near):
    with pytest.raises(hand_overs.NothingWritten):
        hand_overs.add(unit=near.unit, text=" ", by=near.worker, now=NOW)


def test_who_works_elsewhere_or_helps_nobody_has_no_part_in_the_hand_over(near, stranger):
    clerk = MembershipFactory(unit=near.unit, role=Role.ADMINISTRATOR).user

    for by in (stranger, clerk):
        with pytest.raises(NotAllowed):
            hand_overs.add(unit=near.unit, text="x", by=by, now=NOW)
        with pytest.raises(NotAllowed):
            hand_overs.mark_read(unit=near.unit, until=NOW, by=by, now=NOW)


def test_reading_moves_forwards_and_never_past_now(near):
    for until in (NOW - timedelta(hours=2), NOW - timedelta(hours=5), NOW + timedelta(hours=5)):
        read = hand_overs.mark_read(unit=near.unit, until=until, by=near.worker, now=NOW)

    assert (read.read_at, HandOverRead.objects.count()) == (NOW, 1)
