import re
from datetime import timedelta

import pytest
from django.utils import timezone

from samhold.foundation.time import local_day
from samhold.rooms.access.enums import Category, Role, mask_of
from samhold.rooms.access.models import AuditEvent
from samhold.rooms.access.queries.audit import looks
from samhold.rooms.meetings.enums import MeetingState
from samhold.rooms.people.enums import NetworkRole
from tests.sites.staff.counting import counting
from tests.support.factories.care import (
    AppointmentFactory,
    AppointmentWorkerFactory,
    ContactCommentFactory,
    ContactFactory,
    FinishedResponseFactory,
)
from tests.support.factories.decisions import DecisionFactory, DecisionStepFactory, RequestForHelpFactory
from tests.support.factories.life import LifeEventFactory, SafetyAssessmentFactory
from tests.support.factories.meetings import MeetingFactory
from tests.support.factories.organisations import MembershipFactory
from tests.support.factories.people import ConsentFactory, GrantFactory, NetworkMemberFactory
from tests.support.factories.plans import CrisisEditionFactory, PlanEditionFactory

SECRET = "Marker-secret-text"
ALWAYS = (Category.IDENTITY, Category.NETWORK, Category.APPOINTMENTS)


@pytest.fixture
def address(scene):
    return f"/persons/{scene.person.pk}/"


def without_tokens(answer):
    return re.sub(rb'(hx-headers|nonce|value)=("[^"]*"|\'[^\']*\')', b"", answer.content)


def entries(answer):
    return [line.entry for day in answer.context["timeline"].days for line in day.lines]


def test_person_shows_the_network_with_phone_and_wish_first(scene, worker_client, address):
    page = worker_client.get(address).content.decode()

    assert page.index("61 00 00 02") < page.index("Ikke på jobb") < page.index('id="new-contact"')
    assert 'href="tel:90000001"' in page


def test_form_of_a_contact_is_one_line_that_leads_to_its_page_and_opens_here(scene, worker_client, address):
    page = worker_client.get(address).content.decode()
    line = page[page.index('id="new-contact"') :][:400]

    assert ("<textarea" in page, f'href="{address}contacts/new/?appointment="' in line) == (False, True)
    assert 'id="contact-card"' in worker_client.get(f"{address}contacts/new/?appointment=").content.decode()


def test_person_names_nobody_in_the_title(scene, worker_client, address):
    page = worker_client.get(address).content.decode()

    assert scene.person.family_name not in page[page.index("<title>") : page.index("</title>")]


@pytest.mark.parametrize("path", ["", "why/", "details/", "move/", "contacts/new/", "appointments/new/"])
def test_pages_of_a_person_do_not_exist_for_a_stranger(scene, stranger_client, address, path):
    hidden = stranger_client.get(f"{address}{path}")
    unknown = stranger_client.get(f"/persons/01900000-0000-7000-8000-000000000000/{path}")

    assert (hidden.status_code, without_tokens(hidden)) == (404, without_tokens(unknown))


def test_stranger_who_tries_is_written_down(scene, stranger_client, address):
    stranger_client.get(address)

    assert AuditEvent.objects.filter(person_id=scene.person.pk, outcome="REFUSED").count() == 1


def test_person_page_is_written_in_the_log_with_what_it_showed(scene, worker_client, address):
    worker_client.get(address)

    (last, *_older) = looks(person_id=scene.person.pk, limit=5)
    assert (last.who, last.subject) == (scene.worker.name, "person")
    assert set(last.categories) == {*ALWAYS, Category.CONTACTS}


def step_with_words(person, at):
    decision = DecisionFactory(person=person)
    DecisionStepFactory(decision=decision, at=at, text="Because of the winter")


@pytest.mark.parametrize(
    ("make", "only", "shown"),
    [
        (lambda person, at: ContactFactory(person=person, took_place_at=at), "contacts", {Category.CONTACTS}),
        (
            lambda person, at: ContactCommentFactory(person=person, contact__took_place_at=at),
            "contacts",
            {Category.CONTACTS, Category.FEEDBACK},
        ),
        (lambda person, at: AppointmentFactory(person=person, starts_at=at), "appointments", set()),
        (
            lambda person, at: MeetingFactory(person=person, starts_at=at, state=MeetingState.HELD),
            "meetings",
            set(),
        ),
        (
            lambda person, at: FinishedResponseFactory(person=person, about=Category.SUBSTANCE, answered_at=at),
            "outcomes",
            {Category.SUBSTANCE},
        ),
        (lambda person, at: FinishedResponseFactory(person=person, answered_at=at), "outcomes", {Category.FEEDBACK}),
        (lambda person, at: LifeEventFactory(person=person, first_date=local_day(at)), "outcomes", {Category.HEALTH}),
        (
            lambda person, at: PlanEditionFactory(plan__person=person, number=1, at=at),
            "plan",
            {Category.PLAN},
        ),
        (lambda person, at: CrisisEditionFactory(plan__person=person, number=1, at=at), "plan", {Category.CRISIS}),
        (
            lambda person, at: DecisionStepFactory(decision__person=person, at=at),
            "decisions",
            {Category.PLAN},
        ),
        (step_with_words, "decisions", {Category.PLAN, Category.HEALTH}),
        (
            lambda person, at: RequestForHelpFactory(person=person, tenant=person.tenant, recorded_at=at),
            "decisions",
            {Category.REFERRAL_STATUS},
        ),
        (lambda person, at: ConsentFactory(person=person, starts_at=at), "consents", set()),
    ],
    ids=[
        *("contact", "comment", "appointment", "meeting", "substances", "feedback", "event", "plan", "crisis plan"),
        *("step", "words of a step", "request", "consent"),
    ],
)
def test_the_log_names_each_kind_of_knowledge_that_a_line_shows_and_no_other(scene, worker_client, make, only, shown):
    person = scene.others[0]
    LifeEventFactory(person=scene.person, first_date=local_day(timezone.now()))  # of somebody else
    make(person, timezone.now() - timedelta(days=3))

    answer = worker_client.get(f"/persons/{person.pk}/", {"only": only})

    (last, *_older) = looks(person_id=person.pk, limit=5)
    assert (len(entries(answer)) > 0, set(last.categories)) == (True, {*ALWAYS, *shown})


def test_measures_of_safety_at_the_head_are_in_the_log(scene, worker_client):
    person = scene.others[0]
    SafetyAssessmentFactory(person=person)

    worker_client.get(f"/persons/{person.pk}/why/")

    (last, *_older) = looks(person_id=person.pk, limit=5)
    assert set(last.categories) == {Category.IDENTITY, Category.NETWORK, Category.SAFETY}


def test_timeline_goes_on_without_losing_or_doubling_lines_of_one_instant(scene, worker_client, address):
    at = timezone.now() - timedelta(days=1)
    made = {ContactFactory(person=scene.others[0], unit=scene.unit, took_place_at=at).pk for _number in range(40)}
    first = worker_client.get(f"/persons/{scene.others[0].pk}/?only=contacts")
    seen, url = [entry.id for entry in entries(first)], first.context["timeline"].more_url

    while url:
        answer = worker_client.get(url, headers={"HX-Request": "true"})
        seen += [entry.id for entry in entries(answer)]
        url = answer.context["timeline"].more_url

    assert (len(seen), set(seen)) == (40, made)


@pytest.mark.parametrize("before", ["x", "2026-01-01~x", "2026-01-01T00:00:00~01900000-0000-7000-8000-000000000000"])
def test_timeline_with_a_broken_place_starts_at_the_top(scene, worker_client, address, before):
    assert worker_client.get(address, {"before": before}).context["timeline"].is_first


@pytest.mark.parametrize(
    ("only", "categories"),
    [
        ("contacts", {"CONTACT"}),
        ("appointments", {"APPOINTMENT"}),
        ("network", {"NETWORK"}),
        ("consents", {"CONSENT", "ACCESS"}),
    ],
)
def test_filter_keeps_its_own_lines(scene, worker_client, address, only, categories):
    ended = timezone.now() - timedelta(hours=1)
    ConsentFactory(person=scene.person, withdrawn_at=ended, ends_at=ended)
    GrantFactory(person=scene.person)
    AppointmentFactory(person=scene.person, unit=scene.unit, starts_at=timezone.now() - timedelta(days=2))

    answer = worker_client.get(address, {"only": only})

    assert {str(entry.category) for entry in entries(answer)} == categories


def test_worker_who_may_not_read_contacts_sees_no_word_of_them(scene, client, address):
    ContactFactory(person=scene.person, unit=scene.unit, text=SECRET, took_place_at=timezone.now())
    nav = MembershipFactory(role=Role.NAV_WORKER)
    NetworkMemberFactory(person=scene.person, membership=nav, categories=mask_of({Category.IDENTITY, Category.NETWORK}))
    client.force_login(nav.user)

    answer = client.get(address)

    assert (answer.status_code, SECRET in answer.content.decode()) == (200, False)
    assert (answer.context["may_record"], answer.context["may_plan"], answer.context["upcoming"]) == (False, False, ())


def test_worker_who_may_not_see_the_network_sees_no_phone_of_it(scene, client, address):
    child_welfare = MembershipFactory(role=Role.CHILD_WELFARE_WORKER)
    NetworkMemberFactory(person=scene.person, membership=child_welfare, categories=mask_of({Category.IDENTITY}))
    client.force_login(child_welfare.user)

    page = client.get(address).content.decode()

    assert ("61 00 00 02" in page, "900 00 003" in page) == (False, False)


def test_why_says_it_in_plain_words(scene, worker_client, address):
    from django.utils import translation

    with translation.override("en"):
        reasons = worker_client.get(f"{address}why/", headers={"Accept-Language": "en"}).context["reasons"]

    assert len(reasons) == 3
    assert len({sentence for sentence, _role in reasons}) == 3


@pytest.mark.parametrize("count", [1, 4])
def test_person_asks_as_much_for_many_lines_as_for_one(scene, worker_client, address, count):
    for _number in range(count):
        NetworkMemberFactory(person=scene.person, role=NetworkRole.HELPER)
        ConsentFactory(person=scene.person)
        visit = AppointmentFactory(person=scene.person, unit=scene.unit, starts_at=timezone.now() + timedelta(days=2))
        AppointmentWorkerFactory(appointment=visit, user=scene.worker)
    worker_client.get(address)

    with counting() as asked:
        worker_client.get(address)

    assert asked.count == 12


def test_tabs_beyond_the_row_are_folded_with_the_reader_on_one_of_them(worker_client, address):
    answer = worker_client.get(f"{address}safety/")

    head = answer.context["head"]
    assert [tab.key for tab in head.folded] == ["safety", "consents", "looks"]
    assert (*head.in_row, *head.folded) == head.tabs
    summary = answer.content.decode().split('class="menu tabs-more"', 1)[1].split("</summary>", 1)[0]
    assert 'data-current="true"' in summary
    assert "Sikkerhet" in summary
