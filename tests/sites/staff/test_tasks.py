from datetime import timedelta

import pytest
from django.utils import timezone

from samhold.foundation.time import local_day
from samhold.rooms.meetings.models import MeetingAction
from tests.sites.staff.counting import counting
from tests.support.factories.life import FollowUpFactory
from tests.support.factories.meetings import MeetingActionFactory, MeetingFactory

pytestmark = pytest.mark.django_db


def action(scene, days, text):
    due = local_day(timezone.now()) + timedelta(days=days)
    meeting = MeetingFactory(person=scene.person, chair=scene.worker)
    return MeetingActionFactory(meeting=meeting, owner=scene.worker, text=text, due_date=due)


def shown(page):
    return [[str(item.text) for item in group.items] for group in page.context["groups"]]


def test_my_tasks_stand_by_their_day_and_another_s_do_not(scene, worker_client):
    for days, text in ((-1, "Late"), (3, "Soon"), (30, "Later on")):
        action(scene, days, text)
    foreign = MeetingFactory(person=scene.person)
    MeetingActionFactory(meeting=foreign, owner=scene.colleague, text="Theirs")

    page = worker_client.get("/tasks/")

    groups = [[text for text in group if text in {"Late", "Soon", "Later on", "Theirs"}] for group in shown(page)]
    assert groups == [["Late"], ["Soon"], ["Later on"]]


def test_a_task_is_ticked_off_and_the_tick_taken_back_on_the_same_page(scene, worker_client):
    one = action(scene, 1, "Ring the GP")
    path = f"/persons/{scene.person.pk}/meeting-actions/{one.pk}/done/?from=tasks"

    answer = worker_client.post(path, follow=True)

    assert answer.redirect_chain[0][0] == "/tasks/"
    assert f"/meeting-actions/{one.pk}/not-done/?from=tasks" in answer.content.decode()
    assert MeetingAction.objects.get().done_at is not None


def test_my_day_leads_to_all_tasks_when_it_does_not_show_them(scene, worker_client):
    before = worker_client.get("/my-day/")
    for person in (scene.person, *scene.others):
        FollowUpFactory(person=person, unit=scene.unit, first_date=local_day(timezone.now()) - timedelta(days=400))

    after = worker_client.get("/my-day/")
    everything = worker_client.get("/tasks/").context["number"]

    assert ('href="/tasks/"' in before.content.decode()) is before.context["duties"].is_cut
    assert 'href="/tasks/"' in after.content.decode()
    assert everything == after.context["duties"].number


@pytest.mark.parametrize("count", [1, 3])
def test_many_tasks_are_few_questions(scene, worker_client, count):
    for number in range(count):
        action(scene, number, f"Task {number}")
    worker_client.get("/tasks/")

    with counting() as asked:
        worker_client.get("/tasks/")

    assert asked.count <= 10
