"""What a person reads on the own page, and what is not told there."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from pypdf import PdfReader

from samhold.rooms.access.enums import Category
from samhold.rooms.access.queries.audit import looks
from samhold.rooms.care.models import Appointment, Contact
from samhold.rooms.meetings.enums import MeetingKind
from samhold.sites.portal.doors import DOORS
from tests.sites.staff.counting import counting
from tests.support.factories.care import ContactCommentFactory, FinishedResponseFactory
from tests.support.factories.life import SafetyAssessmentFactory
from tests.support.factories.meetings import AgendaItemFactory, AttendeeFactory, MeetingFactory
from tests.support.factories.people import NextOfKinFactory
from tests.support.factories.plans import (
    CrisisCallFactory,
    CrisisPlanFactory,
    CrisisStepFactory,
    GoalFactory,
    IndividualPlanFactory,
)


def page(client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def pdf(client, path: str) -> str:
    return "".join(sheet.extract_text() for sheet in PdfReader(BytesIO(client.get(path).content)).pages)


@pytest.fixture
def plan(scene):
    made = IndividualPlanFactory(person=scene.person, about_me="Fiske og bil", needs="Ein stad å bu")
    GoalFactory(plan=made, words="Bu for meg sjølv", next_step="Sjå på leilegheit", owner=scene.worker)
    return made


@pytest.fixture
def crisis(scene):
    made = CrisisPlanFactory(person=scene.person, meet_me="Rolig og utan uniform")
    CrisisStepFactory(plan=made, signs="Søv lite", doing="Ring Kari")
    CrisisCallFactory(plan=made, name="Testperson Syster", phone="90 11 22 33")
    return made


def test_home_shows_what_comes_next_and_whom_to_call(own_client):
    seen = page(own_client, "/me/")

    assert "Vågåvegen 1" in seen
    assert 'href="tel:90000001"' in seen
    assert "Melding" in seen
    assert [door.url for door in DOORS if f'href="{door.url}"' not in seen] == []


def test_home_without_appointments_and_people_says_so(own_client, scene):
    Appointment.objects.all().delete()

    assert page(own_client, "/me/").count('class="card planned"') == 0


def test_people_are_all_there_with_their_phone(own_client):
    seen = page(own_client, "/me/people/")

    assert [name for name in ("Kari Lunde", "Liv Sletten", "NAV Vågå", "Berit Haugen") if name not in seen] == []
    assert 'href="tel:55553333"' in seen


def test_plan_is_shown_in_the_persons_own_words(own_client, plan):
    seen = page(own_client, "/me/plan/")

    assert [
        text for text in ("Fiske og bil", "Bu for meg sjølv", "Sjå på leilegheit", "Kari Lunde") if text not in seen
    ] == []


def test_plan_is_given_on_paper(own_client, plan):
    assert "Bu for meg sjølv" in pdf(own_client, "/me/plan/paper/")


@pytest.mark.parametrize("path", ["/me/plan/paper/", "/me/crisis/paper/"])
def test_paper_that_there_is_not_is_not_found(own_client, path):
    assert own_client.get(path).status_code == 404


def test_page_without_a_plan_names_whom_to_ask(own_client):
    assert "Kari Lunde" in page(own_client, "/me/plan/")


def test_crisis_plan_has_the_calls_first(own_client, crisis):
    seen = page(own_client, "/me/crisis/")

    assert seen.index('href="tel:90112233"') < seen.index('href="tel:113"') < seen.index("Søv lite")
    assert "Rolig og utan uniform" in pdf(own_client, "/me/crisis/paper/")


def test_crisis_numbers_are_there_without_a_plan(own_client):
    assert 'href="tel:116117"' in page(own_client, "/me/crisis/")


def test_crisis_plan_is_one_tap_from_every_page(own_client):
    assert [door.url for door in DOORS if 'href="/me/crisis/"' not in page(own_client, door.url)] == []


def test_meeting_to_which_the_person_is_asked_is_shown(own_client, scene):
    later = timezone.now() + timedelta(days=2)
    meeting = MeetingFactory(person=scene.person, starts_at=later, where="Rådhuset", chair=scene.worker)
    AttendeeFactory(meeting=meeting)

    assert "Rådhuset" in page(own_client, "/me/meetings/")


@pytest.mark.parametrize(
    ("video", "is_link"),
    [("https://video.test/1", True), ("javascript:alert(1)", False), ("Teams: lenkja kjem på SMS", False)],
)
def test_only_an_address_of_the_web_is_a_link_to_press(own_client, scene, video, is_link):
    later = timezone.now() + timedelta(days=2)
    AttendeeFactory(meeting=MeetingFactory(person=scene.person, chair=scene.worker, starts_at=later, video=video))

    seen = page(own_client, "/me/meetings/")

    assert (f'href="{video}"' in seen, video in seen) == (is_link, True)


def test_meeting_without_the_person_is_not_shown(own_client, scene):
    later = timezone.now() + timedelta(days=2)
    MeetingFactory(person=scene.person, kind=MeetingKind.BOARD, starts_at=later, where="Rådhuset")

    assert "Rådhuset" not in page(own_client, "/me/meetings/")


def test_nothing_of_others_or_of_safety_stands_on_any_page(own_client, scene, plan, crisis):
    """Each text here is of somebody else, of safety, or of the staff alone."""
    other = scene.others[0]
    SafetyAssessmentFactory(person=scene.person, two_persons=True, hazards="Lekkasje hund")
    IndividualPlanFactory(person=other, about_me="Lekkasje plan")
    CrisisPlanFactory(person=other, meet_me="Lekkasje krise")
    NextOfKinFactory(person=other, name="Lekkasje slekt")
    meeting = MeetingFactory(person=other, starts_at=timezone.now() + timedelta(days=1), where="Lekkasje stad")
    AttendeeFactory(meeting=meeting)
    AgendaItemFactory(meeting=meeting, title="Lekkasje sak")

    paths = [*(door.url for door in DOORS), "/me/plan/paper/", "/me/crisis/paper/"]
    seen = "".join(pdf(own_client, path) if "paper" in path else page(own_client, path) for path in paths)

    assert "Lekkasje" not in seen
    assert "Granli" not in seen
    assert "To personer" not in seen
    assert "To ansatte" not in seen
    assert str(scene.person.pk) not in seen


def test_what_is_read_is_in_the_log_with_its_kind(own_client, scene, crisis):
    own_client.get("/me/crisis/")

    last, *_rest = looks(person_id=scene.person.pk, limit=1)
    assert (last.action, last.subject, last.basis) == ("READ", "crisis plan", "the person sees (own)")
    assert Category.CRISIS in last.categories


def test_own_answers_and_comments_are_in_the_log_where_they_are_shown(own_client, scene):
    of_person = Contact.objects.filter(person=scene.person)
    makes = (
        lambda: None,
        lambda: FinishedResponseFactory(person=scene.person, about=Category.SUBSTANCE),
        lambda: ContactCommentFactory(person=scene.person, contact=of_person.latest("took_place_at")),
    )
    logged = []
    for make in makes:
        make()
        for path in ("/me/answers/", "/me/notes/"):
            own_client.get(path)
            last, *_rest = looks(person_id=scene.person.pk, limit=1)
            logged.append(set(last.categories) - {Category.IDENTITY})

    contacts, feedback, substance = ({one} for one in (Category.CONTACTS, Category.FEEDBACK, Category.SUBSTANCE))
    assert logged == [set(), contacts, substance, contacts, substance, contacts | feedback]


@pytest.mark.parametrize("path", ["/me/", "/me/meetings/", "/me/people/", "/me/plan/", "/me/crisis/"])
def test_page_asks_few_questions(own_client, plan, crisis, path):
    own_client.get(path)

    with counting() as asked:
        own_client.get(path)

    assert asked.count <= 15, asked.statements
