"""A questionnaire is begun, filled in a question at a time or all at once, finished, read and seen over time."""

from __future__ import annotations

import re
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from django.utils import timezone

from samhold.foundation.identifiers import new_id
from samhold.foundation.time import local_day
from samhold.rooms.access.enums import Role
from samhold.rooms.care.models import Response
from tests.sites.staff.counting import counting
from tests.support.factories.care import FinishedResponseFactory, ResponseFactory
from tests.support.factories.organisations import MembershipFactory
from tests.support.factories.people import NetworkMemberFactory
from tests.support.factories.questionnaires import LoadedQuestionnaireFactory

pytestmark = pytest.mark.django_db
BASE = "https://samhold.example/fhir/Questionnaire/"
SLIDERS = BASE + "how-have-you-been|1.0.0"
AUDIT = BASE + "audit|1.0.0"
PHONE = {"User-Agent": "Mozilla/5.0 (Linux; Android 14) Mobile"}


@pytest.fixture
def address(scene):
    scene.worker.language = "en"
    scene.worker.save()
    return f"/persons/{scene.person.pk}/questionnaires/"


@pytest.fixture
def begin(worker_client, address):
    """Begin a questionnaire; give its address."""
    return lambda key=SLIDERS: worker_client.post(f"{address}start/", {"questionnaire": key}).url


def finished(**changes):
    today = local_day(timezone.now()).isoformat()
    return {"do": "finish", "answered_by": "PERSON", "day": today, "mutation_key": str(new_id())} | changes


def sliders(*values):
    """Give the fields of the four sliders as the page that shows all sends them."""
    names = ("q0", "q1", "q2", "q3")
    fields = dict(zip(names, map(str, values), strict=False))
    return fields | {"on_page": list(names), "shown": " ".join(names), "base_version": "1"}


def texts(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_overview_offers_what_may_be_filled_in_and_says_why_not(worker_client, address):
    page = texts(worker_client.get(address))

    assert "How have you been?" in page
    assert page.count("The texts of this questionnaire are not loaded.") == 3
    assert page.count("Not validated") == 3


def test_sliders_are_filled_in_all_at_once_and_read_in_plain_words(worker_client, begin):
    own = begin()
    page = worker_client.get(own)
    assert page.content.count(b"data-scale ") == 4

    answer = worker_client.post(own, sliders(7, 6, 5, 8) | finished(), follow=True)

    row = Response.objects.get()
    assert (row.kept_score(), row.answered_by) == ({"mean": 6.5}, "PERSON")
    assert "6.5 Mean of the sliders, from 0 to 10" in texts(answer)
    assert "These questions are not validated" in texts(answer)
    assert f"{own}reopen/".encode() in answer.content


def test_finished_twice_with_one_key_is_finished_once(worker_client, begin):
    own, sent = begin(), sliders(7, 6, 5, 8) | finished()

    answers = [worker_client.post(own, sent) for _turn in range(2)]

    assert [answer.status_code for answer in answers] == [302, 200]
    assert Response.objects.get().version == 2


def test_phone_asks_one_question_a_page_and_keeps_each_answer(worker_client, begin):
    own = begin()
    page = worker_client.get(own, headers=PHONE)
    assert page.content.count(b"data-scale ") == 1
    assert "1 of 4" in texts(page)

    step = f"{own}?view=one&step=1"
    sent = {"q0": "7", "on_page": "q0", "shown": "q0", "do": "next"}
    answer = worker_client.post(step, sent, headers=PHONE)
    assert answer.url == f"{own}?view=one&step=2"
    assert Response.objects.get().kept_answers() == {"body": ["7"]}

    second = {"q1": "2", "on_page": "q1", "shown": "q1", "do": "back"}
    assert worker_client.post(answer.url, second, headers=PHONE).url == step
    assert b'value="7" checked' in worker_client.get(step, headers=PHONE).content
    assert Response.objects.get().kept_answers() == {"body": ["7"], "mind": ["2"]}


def test_last_page_of_a_phone_lists_what_is_not_answered_and_finishes(worker_client, begin):
    own = begin()
    worker_client.post(f"{own}?view=one", {"q0": "7", "on_page": "q0", "shown": "q0", "do": "next"})

    page = worker_client.get(f"{own}?view=one&step=5")
    assert page.content.count(b"view=one&amp;step=") >= 3
    version = re.search(rb'name="base_version" value="(\d+)"', page.content)[1].decode()

    answer = worker_client.post(f"{own}?view=one&step=5", finished(base_version=version), follow=True)
    assert "Too few questions are answered for a number." in texts(answer)


def test_answer_outside_its_scale_stands_beside_its_question_and_nothing_is_lost(worker_client, begin):
    own = begin()

    answer = worker_client.post(own, sliders(7, 11, 5, 8) | finished())

    assert (answer.status_code, Response.objects.get().finished_at) == (200, None)
    assert "The answer is outside its scale. Choose 10 or lower." in texts(answer)
    assert answer.content.count(b" checked") >= 3
    assert b'href="#id_q1"' in answer.content


def test_day_that_has_not_come_is_refused(worker_client, begin):
    tomorrow = (local_day(timezone.now()) + timedelta(days=1)).isoformat()

    answer = worker_client.post(begin(), sliders(7, 6, 5, 8) | finished(day=tomorrow))

    assert "The day has not come yet." in texts(answer)
    assert Response.objects.get().finished_at is None


def test_late_save_is_told_and_typed_answers_stay(worker_client, begin):
    own = begin()
    worker_client.post(own, sliders(1, 1, 1, 1) | {"do": "save"})

    answer = worker_client.post(own, sliders(7, 6, 5, 8) | finished())
    assert "Somebody else saved this" in texts(answer)
    assert Response.objects.get().kept_answers()["body"] == ["1"]

    version = re.search(rb'name="base_version" value="(\d+)"', answer.content)[1].decode()
    worker_client.post(own, sliders(7, 6, 5, 8) | finished(base_version=version))
    assert Response.objects.get().kept_answers()["body"] == ["7"]


@pytest.fixture
def audit(scene):
    return LoadedQuestionnaireFactory(tenant=scene.person.tenant)


def test_questions_that_come_after_an_answer_are_shown_before_it_is_finished(audit, worker_client, begin):
    """Without a script the page showed those that are asked when nothing is answered."""
    own = begin(AUDIT)
    sent = {"q0": "3", "q8": "0", "q9": "0", "on_page": ["q0", "q8", "q9"], "shown": "q0 q8 q9", "base_version": "1"}

    answer = worker_client.post(own, sent | finished())

    assert "More questions have come" in texts(answer)
    assert b'data-question="q1" data-shape="choices" data-when' in answer.content
    assert re.search(rb'data-question="q1"[^>]* hidden', answer.content) is None
    assert re.search(rb'data-question="q4"[^>]* hidden', answer.content) is not None


def test_required_question_is_not_passed_by_next_but_by_back(audit, worker_client, begin):
    own = begin(AUDIT)
    nothing = {"on_page": "q0", "shown": "q0"}

    answer = worker_client.post(f"{own}?view=one", nothing | {"do": "next"})
    assert (answer.status_code, "This question must be answered." in texts(answer)) == (200, True)
    assert worker_client.post(f"{own}?view=one", nothing | {"do": "back"}).status_code == 302


def test_audit_says_what_it_means_for_both_where_cut_offs_differ(audit, worker_client, begin):
    own = begin(AUDIT)
    names = [f"q{place}" for place in range(10)]
    points = dict(zip(names, ("3", "2", "2", "0", "0", "0", "0", "0", "0", "0"), strict=True))

    answer = worker_client.post(
        own, points | {"on_page": names, "shown": " ".join(names), "base_version": "1"} | finished()
    )
    page = texts(worker_client.get(answer.url))

    assert "7 AUDIT score, from 0 to 40" in page
    assert "For men: The answers do not point to harmful drinking." in page
    assert "For women: The answers point to drinking that can do harm. Talk about it." in page
    assert "6: Increased, for women" in page


def test_ended_licence_says_what_to_do_and_what_is_answered_stays_readable(audit, scene, worker_client, address, begin):
    done = FinishedResponseFactory(
        person=scene.person,
        definition=f"{BASE}audit",
        about="SUBSTANCE",
        answers='{"1": ["0"], "9": ["0"], "10": ["0"]}',
        score='{"total": "0", "consumption": "0"}',
    )
    audit.expires_on = local_day(timezone.now()) - timedelta(days=1)
    audit.save()

    assert "The licence of Municipality ended on" in texts(worker_client.get(address))
    answer = worker_client.post(f"{address}start/", {"questionnaire": AUDIT}, follow=True)
    assert "Ask your leader to renew it" in texts(answer)
    assert "0 AUDIT score" in texts(worker_client.get(f"{address}{done.pk}/"))


def test_result_over_time_is_a_drawing_and_the_same_numbers_as_a_table(scene, worker_client, address):
    now = timezone.now()
    for days, mean in ((60, "3"), (30, "9/2"), (1, "6")):
        at = now - timedelta(days=days)
        last = FinishedResponseFactory(person=scene.person, score=f'{{"mean": "{mean}"}}', answered_at=at)

    scene.worker.language = "nb"
    scene.worker.save()
    page = worker_client.get(f"{address}{last.pk}/")

    drawing = ET.fromstring(re.search(r"<svg class=\"plot-drawing\".*?</svg>", page.content.decode(), re.DOTALL)[0])  # noqa: S314
    assert [text.text for text in drawing.findall("text[@class='plot-value']")] == ["3,0", "4,5", "6,0"]
    assert [float(circle.get("cy")) for circle in drawing.findall("circle")] == [157.8, 128.7, 99.6]
    assert [row.number for row in page.context["rows"]] == ["6,0", "4,5", "3,0"]
    assert page.context["change"].startswith("Bedre med 1,5")


def test_finished_questionnaire_stands_on_the_timeline_and_leads_to_its_page(scene, worker_client, address):
    done = FinishedResponseFactory(person=scene.person)

    page = worker_client.get(f"/persons/{scene.person.pk}/?only=outcomes")

    assert f'href="{address}{done.pk}/"' in page.content.decode()
    assert "Mean of the sliders: 5.0." in texts(page)


def test_open_one_is_thrown_away_and_a_finished_one_opened_again(scene, worker_client, begin, address):
    own = begin()
    worker_client.post(own, sliders(7, 6, 5, 8) | finished())

    assert worker_client.post(f"{own}discard/", follow=True).redirect_chain == [(own, 302)]
    worker_client.post(f"{own}reopen/")
    assert Response.objects.get().finished_at is None
    assert worker_client.post(f"{own}discard/").url == address
    assert (worker_client.get(own).status_code, worker_client.get(address).context["begun"]) == (404, ())
    assert worker_client.post(f"{own}put-back/").url == own
    assert worker_client.get(own).status_code == 200


def test_stranger_finds_nothing(scene, stranger_client, address):
    rows = ResponseFactory(person=scene.person), FinishedResponseFactory(person=scene.person)

    paths = [address, *(f"{address}{row.pk}/" for row in rows)]
    assert [stranger_client.get(path).status_code for path in paths] == [404, 404, 404]
    posts = [f"{address}start/", f"{address}{rows[0].pk}/discard/", f"{address}{rows[1].pk}/reopen/"]
    assert [stranger_client.post(path, {"questionnaire": SLIDERS}).status_code for path in posts] == [404, 404, 404]


def test_answers_are_seen_by_what_they_tell_of(scene, client, address):
    """Home care may see health, and neither feedback nor substance use."""
    post = MembershipFactory(role=Role.HOME_CARE_WORKER, user__language="en")
    NetworkMemberFactory(person=scene.person, membership=post)
    client.force_login(post.user)
    hidden = FinishedResponseFactory(person=scene.person)
    seen = FinishedResponseFactory(
        person=scene.person,
        about="HEALTH",
        definition=f"{BASE}hscl-10",
        answers='{"1": ["2"]}',
        score='{"mean": "37/20"}',
    )

    page = client.get(address)

    assert "How have you been?" not in texts(page)
    assert "1.85" in texts(page)
    paths = [f"{address}{row.pk}/" for row in (hidden, seen)]
    assert [client.get(path).status_code for path in paths] == [404, 200]


def test_reader_who_may_not_record_is_not_let_into_an_open_one(scene, client, address):
    post = MembershipFactory(role=Role.INTAKE_COORDINATOR)
    NetworkMemberFactory(person=scene.person, membership=post)
    client.force_login(post.user)
    row = ResponseFactory(person=scene.person, about="HEALTH", definition=f"{BASE}hscl-10")

    page = client.get(address)

    assert (f"{row.pk}" in page.content.decode(), b"start/" in page.content) == (False, False)
    assert client.get(f"{address}{row.pk}/").status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_overview_asks_as_much_for_many_as_for_one(scene, worker_client, address, count):
    for _one in range(count):
        FinishedResponseFactory(person=scene.person)
        ResponseFactory(person=scene.person)
    worker_client.get(address)

    with counting() as asked:
        worker_client.get(address)

    assert asked.count <= 14
