from datetime import timedelta

import pytest
from django.utils import timezone

from samhold.foundation.identifiers import new_id
from samhold.foundation.time import OSLO
from samhold.rooms.care.actions import contacts
from samhold.rooms.care.enums import AppointmentState, ContactKind, ContactOutcome
from samhold.rooms.care.models import Appointment, Contact
from tests.support.factories.care import ContactFactory
from tests.support.factories.organisations import MembershipFactory
from tests.support.factories.plans import GoalFactory, IndividualPlanFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(scene):
    return f"/persons/{scene.person.pk}/"


def typed(scene, **changes):
    at = (timezone.now() - timedelta(minutes=30)).astimezone(OSLO)
    first = {
        "kind": "HOME_VISIT",
        "outcome": "MET",
        "minutes": "45",
        "text": "Talked about the flat.",
        "day": at.date().isoformat(),
        "time": at.strftime("%H:%M"),
        "unit": str(scene.unit.pk),
        "mutation_key": str(new_id()),
    }
    return first | changes


def newest():
    return Contact.objects.order_by("-recorded_at", "-pk").first()


def test_contact_is_saved_and_can_be_undone_and_redone(scene, worker_client, address):
    answer = worker_client.post(f"{address}contacts/new/", typed(scene), follow=True)

    made = newest()
    assert (made.kind, made.outcome, made.minutes, made.text) == ("HOME_VISIT", "MET", 45, "Talked about the flat.")
    assert answer.redirect_chain == [(address, 302)]
    assert f"{address}contacts/{made.pk}/undo/".encode() in answer.content

    answer = worker_client.post(f"{address}contacts/{made.pk}/undo/", follow=True)
    made.refresh_from_db()
    assert made.undone_at is not None
    assert f"{address}contacts/{made.pk}/redo/".encode() in answer.content

    worker_client.post(f"{address}contacts/{made.pk}/redo/")
    made.refresh_from_db()
    assert made.undone_at is None


def test_contact_sent_twice_is_saved_once(scene, worker_client, address):
    sent, before = typed(scene), Contact.objects.count()

    answers = [worker_client.post(f"{address}contacts/new/", sent) for _number in range(2)]

    assert ([answer.status_code for answer in answers], Contact.objects.count()) == ([302, 302], before + 1)


def test_contact_with_the_key_of_another_is_refused(scene, worker_client, address):
    sent, before = typed(scene), Contact.objects.count()
    worker_client.post(f"{address}contacts/new/", sent)

    answer = worker_client.post(f"{address}contacts/new/", sent | {"text": "Something else."})

    assert (answer.status_code, Contact.objects.count()) == (200, before + 1)
    assert answer.context["form" if "form" in answer.context else "box"] is not None
    assert "Something else." in answer.content.decode()


@pytest.mark.parametrize(
    ("changes", "minutes"),
    [
        ({"minutes": "own", "own_minutes": "20"}, 20),
        ({"minutes": "", "outcome": "NOT_MET"}, 0),
        ({"minutes": "own", "own_minutes": "50", "outcome": "NOT_MET"}, 0),
        ({"minutes": "60", "outcome": "CANCELLED_BY_PERSON"}, 0),
        ({"minutes": "15", "own_minutes": "80"}, 15),
    ],
)
def test_minutes_are_those_chosen_and_nought_when_not_met(scene, worker_client, address, changes, minutes):
    worker_client.post(f"{address}contacts/new/", typed(scene, **changes))

    assert newest().minutes == minutes


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "DANCING"},
        {"minutes": ""},
        {"minutes": "own"},
        {"minutes": "own", "own_minutes": "-3"},
        {"day": "2031-01-01"},
        {"time": "25:00"},
        {"unit": "01900000-0000-7000-8000-000000000000"},
    ],
)
def test_contact_that_cannot_be_comes_back_with_its_text(scene, worker_client, address, changes):
    before = Contact.objects.count()

    answer = worker_client.post(f"{address}contacts/new/", typed(scene, **changes))

    assert (answer.status_code, Contact.objects.count()) == (200, before)
    assert "Talked about the flat." in answer.content.decode()
    assert 'class="error-summary"' in answer.content.decode()


def test_visit_of_the_day_is_prefilled_and_settled(scene, worker_client):
    visit = scene.visits[0]
    page = f"/persons/{visit.person_id}/contacts/new/?appointment={visit.pk}&from=my_day"
    form = worker_client.get(page).context["box"].form
    first = {name: form[name].value() for name in ("kind", "outcome", "minutes", "unit")}

    sent = typed(scene, **first, appointment=str(visit.pk))
    answer = worker_client.post(page, sent)

    visit.refresh_from_db()
    assert first["kind"] == ContactKind.HOME_VISIT
    assert (visit.state, newest().appointment_id) == (AppointmentState.DONE, visit.pk)
    assert answer.url.startswith("/my-day/")


def test_planned_minutes_are_a_choice_and_the_facts_one_line(scene, worker_client):
    visit = scene.visits[0]
    Appointment.objects.filter(pk=visit.pk).update(minutes=50)
    box = worker_client.get(f"/persons/{visit.person_id}/contacts/new/?appointment={visit.pk}").context["box"]

    assert ([value for value, _label in box.form.fields["minutes"].choices][3], box.form["minutes"].value()) == (
        "50",
        "50",
    )
    assert (box.is_folded, box.facts.endswith("50 min")) == (True, True)


def test_facts_open_when_something_in_them_is_wrong(scene, worker_client):
    visit = scene.visits[0]
    page = f"/persons/{visit.person_id}/contacts/new/"

    box = worker_client.post(page, typed(scene, appointment=str(visit.pk), minutes="own", own_minutes="x")).context[
        "box"
    ]

    assert (box.is_folded, box.facts.endswith("min")) == (False, False)


@pytest.mark.parametrize(("path", "is_shown"), [("", True), ("contacts/new/", False), ("appointments/new/", False)])
def test_new_contact_in_the_head_is_not_offered_on_forms(scene, worker_client, address, path, is_shown):
    page = worker_client.get(f"{address}{path}").content.decode()
    head = page[page.index('class="person-head"') : page.index('class="tabs"')]

    assert (f'href="{address}contacts/new/"' in head) == is_shown


def test_appointment_of_another_person_is_not_found(scene, worker_client, address):
    other = scene.visits[1]

    assert worker_client.get(f"{address}contacts/new/?appointment={other.pk}").status_code == 404


def test_worker_who_may_only_read_does_not_get_the_form(scene, client, address):
    from samhold.rooms.access.enums import Role
    from tests.support.factories.people import NetworkMemberFactory

    child_welfare = MembershipFactory(role=Role.CHILD_WELFARE_WORKER)
    NetworkMemberFactory(person=scene.person, membership=child_welfare)
    client.force_login(child_welfare.user)

    assert client.get(f"{address}contacts/new/").status_code == 403


@pytest.mark.parametrize("path", ["", "undo/", "redo/"])
def test_contact_of_a_hidden_person_is_not_found(scene, stranger_client, address, path):
    contact = ContactFactory(person=scene.person, unit=scene.unit, recorded_by=scene.worker)

    assert stranger_client.post(f"{address}contacts/{contact.pk}/{path}", {"text": "x"}).status_code == 404


@pytest.mark.parametrize("path", ["", "undo/", "redo/"])
def test_contact_of_another_person_is_not_found(scene, worker_client, address, path):
    contact = ContactFactory(person=scene.others[0], unit=scene.unit, recorded_by=scene.worker)

    assert worker_client.post(f"{address}contacts/{contact.pk}/{path}", {"text": "x"}).status_code == 404


def test_text_of_a_colleagues_contact_cannot_be_changed(scene, worker_client, address):
    contact = ContactFactory(person=scene.person, unit=scene.unit, recorded_by=scene.colleague, text="Theirs.")

    answer = worker_client.post(f"{address}contacts/{contact.pk}/", {"text": "Mine.", "base_version": "1"})

    contact.refresh_from_db()
    assert (answer.status_code, contact.text) == (403, "Theirs.")


def test_old_contact_cannot_be_undone_and_says_why(scene, worker_client, address):
    old = timezone.now() - timedelta(days=3)
    contact = ContactFactory(person=scene.person, unit=scene.unit, recorded_by=scene.worker, took_place_at=old)

    answer = worker_client.post(f"{address}contacts/{contact.pk}/undo/", follow=True)

    contact.refresh_from_db()
    assert (contact.undone_at, str(contacts.TooLateToUndo.message) in answer.content.decode()) == (None, True)


def test_text_is_changed(scene, worker_client, address):
    contact = ContactFactory(person=scene.person, unit=scene.unit, recorded_by=scene.worker, text="First.")

    answer = worker_client.post(f"{address}contacts/{contact.pk}/", {"text": "Second.", "base_version": "1"})

    contact.refresh_from_db()
    assert (answer.url, contact.text) == (address, "Second.")


def stale(scene):
    contact = ContactFactory(person=scene.person, unit=scene.unit, recorded_by=scene.worker, text="First.")
    contacts.change_text(contact=contact, base_version=1, text="Saved.", by=scene.worker, now=timezone.now())
    return contact


def test_stale_text_stands_beside_the_saved_one_and_nothing_is_saved(scene, worker_client, address):
    contact = stale(scene)

    answer = worker_client.post(f"{address}contacts/{contact.pk}/", {"text": "Mine.", "base_version": "1"})

    contact.refresh_from_db()
    page = answer.content.decode()
    assert (contact.text, "Saved." in page, "Mine." in page) == ("Saved.", True, True)
    assert 'name="base_version" value="2"' in page


@pytest.mark.parametrize(("keep", "text"), [("mine", "Mine."), ("theirs", "Saved."), ("both", "Saved.\n\nMine.")])
def test_stale_text_becomes_what_was_chosen(scene, worker_client, address, keep, text):
    contact = stale(scene)

    worker_client.post(f"{address}contacts/{contact.pk}/", {"text": "Mine.", "base_version": "2", "keep": keep})

    contact.refresh_from_db()
    assert contact.text == text


def test_text_sent_twice_is_no_conflict(scene, worker_client, address):
    contact = ContactFactory(person=scene.person, unit=scene.unit, recorded_by=scene.worker, text="First.")
    sent = {"text": "Second.", "base_version": "1"}

    answers = [worker_client.post(f"{address}contacts/{contact.pk}/", sent) for _number in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]


def test_kinds_used_most_come_first(scene, worker_client, address):
    first, *_others = worker_client.get(f"{address}contacts/new/").context["box"].form.fields["kind"].choices

    assert first[0] == ContactKind.HOME_VISIT
    assert Contact.objects.filter(outcome=ContactOutcome.MET).exists()


def test_a_contact_ticks_the_goals_it_was_about(scene, worker_client, address):
    goal = GoalFactory(plan=IndividualPlanFactory(person=scene.person), words="Bu for meg sjølv")
    page = worker_client.get(f"{address}contacts/new/").content.decode()

    worker_client.post(f"{address}contacts/new/", typed(scene, goals=[str(goal.pk)]))

    assert "Bu for meg sjølv" in page
    assert [tick.goal for tick in newest().goals.all()] == [goal]


def test_without_a_plan_nobody_is_asked_for_goals(scene, worker_client, address):
    assert 'name="goals"' not in worker_client.get(f"{address}contacts/new/").content.decode()


def test_a_goal_of_somebody_else_is_not_ticked(scene, worker_client, address):
    GoalFactory(plan=IndividualPlanFactory(person=scene.person))
    other = GoalFactory(plan=IndividualPlanFactory(person=scene.others[0]))

    answer = worker_client.post(f"{address}contacts/new/", typed(scene, goals=[str(other.pk)]))

    assert list(answer.context["box"].form.errors) == ["goals"]
