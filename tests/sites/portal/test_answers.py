"""How I am: one question a page, leave and come back, send, and what it came to since last time."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from samhold.foundation.identifiers import new_id
from samhold.rooms.care.models import Response
from tests.support.factories.access import UserFactory
from tests.support.factories.care import FinishedResponseFactory, ResponseFactory
from tests.support.factories.people import PersonFactory

KEY = "https://samhold.example/fhir/Questionnaire/how-have-you-been|1.0.0"


def begin(client):
    answer = client.post("/me/answers/start/", {"questionnaire": KEY, "mutation_key": str(new_id())})
    return answer.headers["Location"]


def give(client, place, step, value, do="next"):
    page = client.get(f"{place}?step={step}")
    found = page.context["page"]
    sent = {found.current.name: value, "on_page": found.current.name, "do": do, "base_version": found.base_version}
    return client.post(f"{place}?step={step}", sent | {"mutation_key": str(new_id())})


def answer_all(client, place, values="7658"):
    for step, value in enumerate(values[:-1], start=1):
        give(client, place, step, value)
    return give(client, place, len(values), values[-1], do="send")


def test_each_question_has_its_page_with_a_button_for_each_number(own_client):
    place = begin(own_client)

    page = own_client.get(place).content.decode()
    _before, form = page.split('<form method="post" action="?step=1"')
    question, _after = form.split("</form>", 1)

    assert (question.count('type="radio"'), "<script" in question) == (11, False)


def test_answers_are_kept_when_i_leave_and_i_go_on_where_i_left(own_client, worker_client, scene):
    place = begin(own_client)
    give(own_client, place, 1, "7")
    left = give(own_client, place, 2, "6", do="later")

    assert left.headers["Location"] == "/me/answers/"
    assert begin(own_client) == place
    assert own_client.get(place).context["page"].step == 3
    assert worker_client.get(f"/persons/{scene.person.pk}/questionnaires/").context["begun"] == ()
    hidden = worker_client.get(f"/persons/{scene.person.pk}/questionnaires/{Response.objects.get().pk}/")
    assert hidden.status_code == 404


def test_sent_answers_are_thanked_for_and_staff_see_that_i_answered_alone(own_client, worker_client, scene):
    place = begin(own_client)

    sent = answer_all(own_client, place)

    row = Response.objects.get()
    assert (sent.headers["Location"], row.answered_by, row.kept_score()) == (place, "PERSON", {"mean": Decimal("6.5")})
    assert own_client.get(place).context["answers"][0].answer == "7"
    shown = worker_client.get(f"/persons/{scene.person.pk}/questionnaires/{row.pk}/")
    assert shown.context["answered_by"] == row.get_answered_by_display()


def test_thanks_tell_in_a_sentence_how_it_was_last_time(own_client, scene):
    before = timezone.now() - timedelta(days=30)
    FinishedResponseFactory(
        person=scene.person, answered_by="TOGETHER", answered_at=before, finished_at=before, started_at=before,
        started_by=scene.worker, finished_by=scene.worker,
    )  # fmt: skip
    place = begin(own_client)
    answer_all(own_client, place)

    page = own_client.get(place)

    assert page.context["sentence"] == "Betre enn sist: 6,5 no, 5,0 då."
    assert "<svg" in page.content.decode()


def test_answer_outside_the_scale_is_refused_and_the_question_stays(own_client):
    place = begin(own_client)

    answer = give(own_client, place, 2, "11")

    assert (answer.status_code, answer.context["page"].step) == (200, 2)
    assert Response.objects.get().kept_answers() == {}


def test_answers_that_are_sent_from_a_page_that_is_late_go_through_the_second_time(own_client):
    place = begin(own_client)
    for step, value in enumerate("765", start=1):
        give(own_client, place, step, value)
    page = own_client.get(f"{place}?step=4").context["page"]
    name = page.current.name
    late = {"on_page": name, name: "8", "do": "send", "base_version": page.base_version}
    give(own_client, place, 1, "2")

    first = own_client.post(f"{place}?step=4", late | {"mutation_key": str(new_id())})
    again = late | {"base_version": first.context["page"].base_version, "mutation_key": str(new_id())}
    second = own_client.post(f"{place}?step=4", again)

    assert (first.status_code, bool(first.context["page"].problem), second.status_code) == (200, True, 302)
    assert sorted(given for (given,) in Response.objects.get().kept_answers().values()) == ["2", "5", "6", "8"]


def test_sent_answers_are_taken_back_and_thrown_away(own_client):
    place = begin(own_client)
    answer_all(own_client, place)
    opened = own_client.post(f"{place}reopen/").headers["Location"]
    thrown = own_client.post(f"{place}discard/", follow=True)
    gone = own_client.get(place).status_code
    back = own_client.post(f"{place}put-back/").headers["Location"]

    assert (opened, gone, back) == (f"{place}?step=1", 404, place)
    assert f'action="{place}put-back/"' in thrown.content.decode()
    assert own_client.get(place).status_code == 200
    assert own_client.post(f"{place}put-back/").status_code == 404


@pytest.mark.parametrize("verb", ["", "reopen/", "discard/", "put-back/"])
def test_answers_of_another_are_not_there(own_client, scene, verb):
    other = PersonFactory(account=UserFactory())
    theirs = ResponseFactory(person=other, started_by=other.account)
    of_workers = ResponseFactory(person=scene.person, started_by=scene.worker)

    for missing in (theirs.pk, of_workers.pk, new_id()):
        assert own_client.post(f"/me/answers/{missing}/{verb}").status_code == 404


def test_what_is_not_offered_is_not_begun(own_client):
    offered = own_client.get("/me/answers/").context["offers"]

    assert len(offered) == 3
    assert own_client.post("/me/answers/start/", {"questionnaire": "AUDIT|1"}).status_code == 404
    assert Response.objects.count() == 0
