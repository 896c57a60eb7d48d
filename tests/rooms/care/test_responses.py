from datetime import timedelta

import pytest

from samhold.core.questionnaires import Direction
from samhold.foundation.errors import NotAllowed, NotAvailable
from samhold.foundation.identifiers import new_id
from samhold.infrastructure.idempotency import KeyReused, MutationKey
from samhold.infrastructure.versioned import StaleVersion
from samhold.rooms.access.enums import Action, Category, Role
from samhold.rooms.care.access import access_response
from samhold.rooms.care.actions import responses
from samhold.rooms.care.actions.responses import Finish
from samhold.rooms.care.enums import AnsweredBy
from samhold.rooms.care.models import Response
from samhold.rooms.care.queries.response_timeline import responses as timeline
from samhold.rooms.care.queries.responses import begun, history
from samhold.rooms.people.access import access_person
from samhold.rooms.people.actions.taken_back import NothingToTakeBack
from samhold.rooms.people.timeline import LATEST
from samhold.rooms.questionnaires.licences import LicenceExpired, TextsMissing
from samhold.rooms.questionnaires.queries.library import offered
from tests.rooms.conftest import NOW
from tests.support.factories.access import UserFactory
from tests.support.factories.care import FinishedResponseFactory, ResponseFactory
from tests.support.factories.organisations import MembershipFactory
from tests.support.factories.people import NetworkMemberFactory
from tests.support.factories.questionnaires import LoadedQuestionnaireFactory

pytestmark = pytest.mark.django_db

SLIDERS = {"body": ["7"], "mind": ["6"], "days": ["5"], "ahead": ["8"]}


def questionnaire(near, name="HowHaveYouBeen"):
    found = offered(tenant_id=near.person.tenant_id, today=NOW.date())
    return next(one for one in found if one.definition.name == name)


def start(near, name="HowHaveYouBeen", **changes):
    given = {"person": near.person, "questionnaire": questionnaire(near, name), "by": near.worker, "now": NOW}
    return responses.start(**given | changes)


def finish(near, response, answers=SLIDERS, **changes):
    how = Finish(answers=answers, answered_by=AnsweredBy.TOGETHER, answered_at=changes.pop("answered_at", NOW))
    given = {"response": response, "how": how, "by": near.worker, "now": NOW, "base_version": response.version}
    return responses.finish(**given | changes)


def save(near, response, answers, **changes):
    given = {"response": response, "answers": answers, "by": near.worker, "now": NOW, "base_version": response.version}
    return responses.save(**given | changes)


def at_the_door(near, user=None):
    from samhold.rooms.access.enums import Purpose

    return access_person(actor=user or near.worker, person_id=near.person.pk, purpose=Purpose.CARE, now=NOW)


def test_begun_twice_with_one_key_is_one(near, log):
    key = MutationKey(value=new_id(), actor_id=near.worker.pk, sent_at=NOW)

    made = [start(near, key=key) for _turn in range(2)]

    assert made[0] == made[1] == Response.objects.get()
    assert (made[0].about, made[0].definition_version) == (Category.FEEDBACK, "1.0.0")
    assert log() == ("RECORD", "DONE", near.person.pk)


def test_answers_are_kept_one_by_one_and_replaced(near):
    response = start(near)

    save(near, response, {"body": ["7"], "mind": ["2"]})
    save(near, response, {"mind": ["6"]})
    save(near, response, {"body": [""]})

    response.refresh_from_db()
    assert response.kept_answers() == {"mind": ["6"]}


def test_answer_outside_its_scale_is_refused_at_its_question_and_nothing_is_kept(near):
    response = start(near)

    with pytest.raises(responses.WrongAnswers) as refused:
        save(near, response, {"body": ["11"], "mind": ["5"]})

    response.refresh_from_db()
    assert {fault.link_id: str(fault) for fault in refused.value.judged.all_faults} == {
        "body": "The answer is outside its scale. Choose 10 or lower."
    }
    assert response.kept_answers() == {}


def test_late_save_overwrites_nothing(near):
    response = start(near)
    save(near, Response.objects.get(), {"body": ["7"]})

    with pytest.raises(StaleVersion):
        save(near, response, {"body": ["1"]})


def test_finished_is_scored_and_the_same_key_finishes_once(near):
    response, key = start(near), MutationKey(value=new_id(), actor_id=near.worker.pk, sent_at=NOW)

    finish(near, response, key=key)
    again = finish(near, Response.objects.get(), key=key)

    assert again.kept_score() == {"mean": 6.5}
    assert (again.is_complete, again.answered_by, again.finished_by) == (True, AnsweredBy.TOGETHER, near.worker)
    with pytest.raises(responses.FinishedAlready):
        finish(near, again)
    with pytest.raises(responses.FinishedAlready):
        save(near, again, {"body": ["1"]})
    with pytest.raises(responses.FinishedAlready):
        responses.discard(response=again, by=near.worker, now=NOW)


def test_key_of_a_beginning_finishes_nothing(near):
    key = MutationKey(value=new_id(), actor_id=near.worker.pk, sent_at=NOW)
    response = start(near, key=key)

    with pytest.raises(KeyReused):
        finish(near, response, key=MutationKey(value=key.value, actor_id=near.worker.pk, sent_at=NOW, payload="other"))


def test_answered_tomorrow_is_refused(near):
    with pytest.raises(responses.AnsweredInFuture):
        finish(near, start(near), answered_at=NOW + timedelta(seconds=1))


def test_required_question_without_an_answer_is_refused(near):
    LoadedQuestionnaireFactory(tenant=near.person.tenant)

    with pytest.raises(responses.WrongAnswers) as refused:
        finish(near, start(near, "AUDIT"), {"1": ["0"], "9": ["2"]})

    assert refused.value.judged.missing == ("10",)


def test_audit_of_one_who_never_drinks_is_scored(near):
    LoadedQuestionnaireFactory(tenant=near.person.tenant)

    done = finish(near, start(near, "AUDIT"), {"1": ["0"], "9": ["2"], "10": ["0"]})

    assert (done.about, done.kept_score(), done.is_complete) == ("SUBSTANCE", {"total": 2, "consumption": 0}, True)


def test_questionnaire_without_texts_or_with_an_ended_licence_cannot_be_begun(near):
    with pytest.raises(TextsMissing):
        start(near, "AUDIT")

    LoadedQuestionnaireFactory(tenant=near.person.tenant, expires_on=NOW.date() - timedelta(days=1))
    with pytest.raises(LicenceExpired):
        start(near, "AUDIT")


def test_finished_is_opened_again_by_who_finished_it_within_a_day(near):
    done = finish(near, start(near))
    with pytest.raises(responses.TooLateToOpen):
        responses.reopen(response=done, by=near.worker, now=NOW + timedelta(hours=25))

    opened = responses.reopen(response=done, by=near.worker, now=NOW + timedelta(hours=23))

    opened.refresh_from_db()
    assert (opened.finished_at, opened.score, opened.kept_answers()) == (None, "", SLIDERS)
    with pytest.raises(responses.NotFinished):
        responses.reopen(response=opened, by=near.worker, now=NOW)
    assert responses.discard(response=opened, by=near.worker, now=NOW).thrown_at == NOW


def test_thrown_away_is_put_back_with_its_answers_for_a_day(near):
    response = save(near, start(near), SLIDERS)
    with pytest.raises(NothingToTakeBack):
        responses.put_back(response=response, by=near.worker, now=NOW)
    thrown = responses.discard(response=response, by=near.worker, now=NOW)
    person = at_the_door(near)
    hidden = begun(person=person)
    with pytest.raises(NothingToTakeBack):
        responses.put_back(response=thrown, by=near.worker, now=NOW + timedelta(hours=25))

    back = responses.put_back(response=thrown, by=near.worker, now=NOW + timedelta(hours=23))

    assert (hidden, [row.pk for row in begun(person=person)], back.kept_answers()) == ((), [back.pk], SLIDERS)


def test_another_who_may_record_does_not_open_it_again(near):
    done = finish(near, start(near))
    other = NetworkMemberFactory(person=near.person, membership=MembershipFactory(unit=near.unit)).membership.user

    with pytest.raises(responses.TooLateToOpen):
        responses.reopen(response=done, by=other, now=NOW)


def test_stranger_may_do_nothing(near, stranger):
    response, done = start(near), finish(near, start(near))

    for attempt in (
        lambda: start(near, by=stranger),
        lambda: save(near, response, SLIDERS, by=stranger),
        lambda: finish(near, response, by=stranger),
        lambda: responses.reopen(response=done, by=stranger, now=NOW),
        lambda: responses.discard(response=response, by=stranger, now=NOW),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    with pytest.raises(NotAvailable):
        access_response(actor=stranger, person_id=near.person.pk, response_id=response.pk, now=NOW)


@pytest.fixture
def home_care(near):
    """Somebody close who may see health, and neither feedback nor substance use."""
    post = MembershipFactory(unit=near.unit, role=Role.HOME_CARE_WORKER)
    NetworkMemberFactory(person=near.person, membership=post)
    return post.user


def test_answers_are_seen_by_what_they_tell_of(near, home_care):
    rows = {
        about: FinishedResponseFactory(person=near.person, about=about) for about in ("FEEDBACK", "SUBSTANCE", "HEALTH")
    }

    door = at_the_door(near, home_care)

    listed = Response.objects.visible_to(home_care, Action.READ, now=NOW)
    assert set(listed) == {rows["HEALTH"]}
    assert [one.response for one in history(person=door, now=NOW)] == [rows["HEALTH"]]
    assert [line.id for line in timeline(person=door, before=(NOW, LATEST), limit=9, now=NOW)] == [rows["HEALTH"].pk]
    assert access_response(actor=home_care, person_id=door.pk, response_id=rows["HEALTH"].pk, now=NOW).person == door
    for about in ("FEEDBACK", "SUBSTANCE"):
        with pytest.raises(NotAvailable):
            access_response(actor=home_care, person_id=door.pk, response_id=rows[about].pk, now=NOW)


def test_answers_of_another_person_are_not_found(near):
    other = ResponseFactory()

    with pytest.raises(NotAvailable):
        access_response(actor=near.worker, person_id=near.person.pk, response_id=other.pk, now=NOW)


def test_history_tells_how_each_changed_since_the_one_before(near):
    for number, mean in enumerate(("3", "5", "4")):
        at = NOW - timedelta(days=30 - number)
        FinishedResponseFactory(person=near.person, score=f'{{"mean": "{mean}"}}', answered_at=at)
    FinishedResponseFactory(person=near.person, definition="https://gone.example/one")

    found = history(person=at_the_door(near), now=NOW)

    changes = [one.change and (int(one.change.difference), one.change.direction) for one in found]
    assert changes == [None, (2, Direction.BETTER), (-1, Direction.WORSE)]


def test_lists_take_the_same_number_of_queries_for_one_and_three(near, django_assert_num_queries):
    door = at_the_door(near)
    for count in (1, 3):
        for _one in range(count):
            FinishedResponseFactory(person=near.person)
            ResponseFactory(person=near.person)
        with django_assert_num_queries(3):
            list(begun(person=door))
            list(history(person=door, now=NOW))


def test_the_person_answers_alone_and_staff_see_it_when_it_is_sent(near):
    near.person.account = own = UserFactory()
    near.person.save()
    made = start(near, by=own)
    save(near, made, {"body": ["7"]}, by=own)
    unsent = begun(person=at_the_door(near))
    with pytest.raises(NotAvailable):
        access_response(actor=near.worker, person_id=near.person.pk, response_id=made.pk, now=NOW)
    with pytest.raises(NotAllowed):
        save(near, made, {"body": ["1"]}, by=near.worker)

    mine = begun(person=at_the_door(near, own))
    done = finish(near, made, {key: value for key, value in SLIDERS.items() if key != "body"}, by=own)

    assert (unsent, mine) == ((), (made,))
    assert [one.response for one in history(person=at_the_door(near), now=NOW)] == [done]


def test_what_the_person_began_stays_theirs_when_the_own_page_gets_another_account(near):
    near.person.account = UserFactory()
    near.person.save()
    made = start(near, by=near.person.account)
    near.person.account = own = UserFactory()
    near.person.save()

    seen = begun(person=at_the_door(near))

    assert (seen, begun(person=at_the_door(near, own))) == ((), (made,))
    with pytest.raises(NotAvailable):
        access_response(actor=near.worker, person_id=near.person.pk, response_id=made.pk, now=NOW)
    save(near, made, {"body": ["7"]}, by=own)


def test_the_person_finishes_nothing_that_a_worker_began(near):
    near.person.account = own = UserFactory()
    near.person.save()
    made = start(near)

    with pytest.raises(NotAvailable):
        access_response(actor=own, person_id=near.person.pk, response_id=made.pk, now=NOW)
    with pytest.raises(NotAllowed):
        finish(near, made, by=own)


def test_the_person_answers_nothing_about_substance(near):
    near.person.account = own = UserFactory()
    near.person.save()

    with pytest.raises(NotAllowed):
        start(near, "AUDIT", by=own)
