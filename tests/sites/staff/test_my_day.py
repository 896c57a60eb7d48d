from datetime import timedelta

import pytest
from django.utils import timezone

from samhold.foundation.time import local_day
from samhold.rooms.access.enums import Role
from samhold.rooms.access.models import AuditEvent
from samhold.rooms.care.enums import AppointmentState, ContactOutcome
from samhold.rooms.care.models import Contact, Draft
from samhold.rooms.notices.enums import NoticeKind
from samhold.rooms.people.enums import NetworkRole
from tests.sites.staff.counting import counting
from tests.support.factories.care import AppointmentFactory, AppointmentWorkerFactory, ContactFactory, DraftFactory
from tests.support.factories.notices import NoticeFactory
from tests.support.factories.organisations import MembershipFactory
from tests.support.factories.people import GrantFactory, NetworkMemberFactory, PersonFactory, ResidenceFactory

DAY = "/my-day/"


def shown(client, **asked):
    return client.get(DAY, asked).context["my_day"]


def test_day_shows_visits_in_the_order_of_time_with_the_drive_between(scene, worker_client):
    stops = shown(worker_client).stops

    assert [stop.appointment.pk for stop in stops] == [visit.pk for visit in scene.visits[:3]]
    assert [stop.drive for stop in stops] == [32, 32, None]


def test_day_marks_a_visit_that_needs_two_and_names_the_colleague(scene, worker_client):
    answer = worker_client.get(DAY)

    stop = answer.context["my_day"].stops[1]
    assert (stop.appointment.needs_two_workers, stop.colleagues) == (True, (scene.colleague.name,))


def test_day_after_shows_another_day_without_buttons(scene, worker_client):
    day = local_day(scene.visits[3].starts_at)

    stops = shown(worker_client, day=day.isoformat()).stops

    assert [(stop.appointment.pk, stop.is_open) for stop in stops] == [(scene.visits[3].pk, False)]


@pytest.mark.parametrize("day", ["31.02", "0001-01-01", "9999-12-31"])
def test_day_with_a_broken_date_is_today(scene, worker_client, day):
    assert shown(worker_client, day=day).is_today


def test_day_of_a_stranger_is_empty_and_says_what_to_do(scene, stranger_client):
    answer = stranger_client.get(DAY)

    assert answer.context["my_day"].stops == ()
    assert b'href="/persons/"' in answer.content
    assert scene.person.family_name.encode() not in answer.content


def test_day_writes_in_the_log_whom_it_showed(scene, worker_client):
    before = timezone.now()

    worker_client.get(DAY)

    told = AuditEvent.objects.filter(at__gte=before).values_list("person_id", flat=True)
    assert set(told) == {visit.person_id for visit in scene.visits[:3]}


def test_day_logged_out_asks_to_log_in(client, db):
    assert client.get(DAY).url.startswith("/account/login/")


def test_waiting_names_drafts_notices_and_persons_nobody_has_met(scene, worker_client):
    DraftFactory(person=scene.person, author=scene.worker, saved_at=timezone.now())
    NoticeFactory(recipient=scene.worker, kind=NoticeKind.CASE_ROUTED)
    quiet = PersonFactory(tenant=scene.unit.organisation, created_at=timezone.now() - timedelta(days=40))
    NetworkMemberFactory(person=quiet, membership=scene.post, role=NetworkRole.PRIMARY_CONTACT)

    waiting = worker_client.get(DAY).context["waiting"]

    assert [draft.person_id for draft in waiting.drafts] == [scene.person.pk]
    assert [notice.kind for notice in waiting.notices] == [NoticeKind.CASE_ROUTED]
    assert [person.pk for person in waiting.quiet] == [quiet.pk]


def test_waiting_asks_a_leader_to_review(scene, client):
    leader = MembershipFactory(unit=scene.unit, role=Role.UNIT_LEADER).user
    grant = GrantFactory(person=scene.person, starts_at=timezone.now())
    client.force_login(leader)

    waiting = client.get(DAY).context["waiting"]

    assert [row.pk for row in waiting.reviews] == [grant.pk]


def test_waiting_does_not_show_another_workers_draft(scene, worker_client):
    DraftFactory(person=scene.person, author=scene.colleague)

    assert worker_client.get(DAY).context["waiting"].drafts == ()


def test_not_met_is_one_tap_keeps_the_draft_and_can_be_undone(scene, worker_client):
    visit = scene.visits[0]
    DraftFactory(person=visit.person, author=scene.worker)

    answer = worker_client.post(f"/persons/{visit.person_id}/appointments/{visit.pk}/not-met/?from=my_day", follow=True)

    contact = Contact.objects.get(appointment=visit)
    visit.refresh_from_db()
    assert (contact.outcome, contact.minutes, visit.state) == (ContactOutcome.NOT_MET, 0, AppointmentState.NOT_MET)
    assert answer.redirect_chain[0][0].startswith(DAY)
    assert Draft.objects.count() == 1

    undo = f"/persons/{visit.person_id}/contacts/{contact.pk}/undo/?from=my_day"
    assert undo.encode() in answer.content
    worker_client.post(undo)

    visit.refresh_from_db()
    assert visit.state == AppointmentState.PLANNED


def test_not_met_of_a_stranger_is_not_found(scene, stranger_client):
    visit = scene.visits[0]

    answer = stranger_client.post(f"/persons/{visit.person_id}/appointments/{visit.pk}/not-met/")

    assert (answer.status_code, Contact.objects.filter(appointment=visit).count()) == (404, 0)


def test_not_met_by_get_is_refused(scene, worker_client):
    visit = scene.visits[0]

    assert worker_client.get(f"/persons/{visit.person_id}/appointments/{visit.pk}/not-met/").status_code == 405


@pytest.mark.parametrize("count", [1, 3])
def test_day_asks_as_much_for_many_visits_as_for_one(scene, worker_client, count):
    today = local_day(timezone.now())
    for _number in range(count):
        person = ResidenceFactory(person__tenant=scene.unit.organisation).person
        NetworkMemberFactory(person=person, membership=scene.post)
        visit = AppointmentFactory(person=person, unit=scene.unit, place=scene.unit.place, starts_at=timezone.now())
        AppointmentWorkerFactory(appointment=visit, user=scene.worker)

    with counting() as asked:
        stops = shown(worker_client, day=today.isoformat()).stops

    assert (len(stops), asked.count) == (3 + count, 15)


def test_visit_with_a_draft_says_so_and_is_finished_there(scene, worker_client):
    visit = scene.visits[0]
    DraftFactory(person=visit.person, author=scene.worker, about=str(visit.pk))

    page = worker_client.get(DAY).content.decode()
    card = page[page.index(f'id="stop-{visit.pk}"') : page.index(f'id="stop-{scene.visits[1].pk}"')]

    assert ("Kladd" in card, "Gjør ferdig" in card) == (True, True)


def test_settled_visit_is_one_line_and_can_be_taken_back_there(scene, worker_client):
    visit = scene.visits[0]
    path = f"/persons/{visit.person_id}/appointments/{visit.pk}/"
    answer = worker_client.post(f"{path}not-met/?from=my_day")
    page = worker_client.get(DAY).content.decode()

    said = worker_client.post(f"{path}take-back/?from=my_day", follow=True).context["messages"]

    visit.refresh_from_db()
    assert (answer.url.endswith(f"#stop-{visit.pk}"), f"{path}take-back/" in page) == (True, True)
    assert (visit.state, visit.person.name in str(next(iter(said)))) == (AppointmentState.PLANNED, True)


def test_what_another_recorded_is_not_taken_back(scene, worker_client):
    visit = scene.visits[0]
    ContactFactory(person=visit.person, unit=scene.unit, appointment=visit, recorded_by=scene.colleague, settles=True)

    worker_client.post(f"/persons/{visit.person_id}/appointments/{visit.pk}/take-back/?from=my_day")

    assert Contact.objects.filter(appointment=visit, undone_at=None).count() == 1


def test_still_here_answers_nothing(scene, worker_client):
    answer = worker_client.get("/still-here/")

    assert (answer.status_code, answer.content) == (204, b"")
