from datetime import timedelta

import pytest
from django.utils import timezone

from samhold.foundation.identifiers import new_id
from samhold.foundation.time import local_day
from samhold.rooms.access.enums import Role
from samhold.rooms.access.queries.audit import looks
from samhold.rooms.care.actions import crisis_plans
from samhold.rooms.care.models import CrisisCall, CrisisCopy, CrisisPlan
from tests.support.factories.organisations import MembershipFactory
from tests.support.factories.people import GrantFactory

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
TODAY = local_day(timezone.now())


@pytest.fixture
def address(scene):
    return f"/persons/{scene.person.pk}/crisis/"


@pytest.fixture
def plan(scene):
    days = crisis_plans.CrisisDays(
        made_with_person=True, made_date=TODAY - timedelta(days=9), valid_until_date=TODAY + timedelta(days=300)
    )
    return crisis_plans.make(person=scene.person, days=days, by=scene.worker, now=timezone.now())


@pytest.fixture
def call(scene, worker_client, address, plan):
    typed = {"name": "Berit, syster", "phone": "900 00 003", "base_version": "1", "mutation_key": str(new_id())}
    worker_client.post(f"{address}{plan.pk}/calls/new/", typed)
    return CrisisCall.objects.get()


@pytest.fixture
def emergency_client(scene, client):
    """A ward worker with emergency access to the person, and nothing else."""
    post = MembershipFactory(role=Role.WARD_WORKER)
    now = timezone.now()
    GrantFactory(
        person=scene.person,
        membership=post,
        starts_at=now - timedelta(minutes=5),
        ends_at=now + timedelta(hours=3),
        review_by=now + timedelta(days=3),
    )
    client.force_login(post.user)
    return client


def make(**changes):
    days = {"made_date": TODAY.isoformat(), "valid_until_date": (TODAY + timedelta(days=365)).isoformat()}
    return {"made_with_person": "on", "base_version": "1", "mutation_key": str(new_id())} | days | changes


def test_the_crisis_plan_is_one_tap_from_the_persons_pages(scene, worker_client, address):
    for page in ("", "network/", "plan/", "contacts/new/", "looks/"):
        assert f'href="{address}"'.encode() in worker_client.get(f"/persons/{scene.person.pk}/{page}").content


def test_a_crisis_plan_is_made_and_opened_to_write(scene, worker_client, address):
    answer = worker_client.post(address, make())

    made = CrisisPlan.objects.get()
    assert (answer.url, made.made_with_person) == (f"{address}{made.pk}/edit/", True)


@pytest.mark.parametrize("days", [{"made_date": "2199-01-01"}, {"valid_until_date": "2001-01-01"}])
def test_days_that_cannot_be_are_told_next_to_the_field(scene, worker_client, address, days):
    answer = worker_client.post(address, make(**days))

    assert (list(answer.context["make"].errors), CrisisPlan.objects.count()) == (["valid_until_date"], 0)


def test_the_plan_is_read_with_numbers_to_call_and_steps_in_words(scene, worker_client, address, plan, call):
    page = worker_client.get(address).content.decode()

    assert page.index('href="tel:90000003"') < page.index('href="tel:113"') < page.index('data-stage="GREEN"')
    assert page.index('data-stage="YELLOW"') < page.index('data-stage="RED"')


@pytest.mark.parametrize(("days", "overdue", "soon"), [(-1, True, False), (10, False, True), (200, False, False)])
def test_a_plan_that_is_old_says_so(scene, worker_client, address, plan, days, overdue, soon):
    CrisisPlan.objects.update(valid_until_date=TODAY + timedelta(days=days))

    shown = worker_client.get(address).context

    assert (shown["crisis"].is_overdue, shown["ends_soon"]) == (overdue, soon)


def test_emergency_access_reads_the_crisis_plan_and_prints_it_and_changes_nothing(
    scene, emergency_client, address, plan, call
):
    page, paper = emergency_client.get(address), emergency_client.get(f"{address}{plan.pk}/paper/")
    edit = emergency_client.get(f"{address}{plan.pk}/edit/")

    assert (page.status_code, b"900 00 003" in page.content) == (200, True)
    assert (paper.content[:5], edit.status_code) == (b"%PDF-", 403)
    assert f"/persons/{scene.person.pk}/network/".encode() not in page.content
    assert looks(person_id=scene.person.pk, limit=2)[1].purpose == "EMERGENCY"


def test_the_emergency_page_leads_to_the_crisis_plan(scene, emergency_client, address):
    page = emergency_client.get(f"/persons/{scene.person.pk}/emergency/")

    assert f'href="{address}"'.encode() in page.content


def test_parts_are_written_where_they_stand(scene, worker_client, address, plan):
    step = plan.steps.get(stage="RED")
    typed = {"signs": "Søv ikkje", "doing": "Ring Kari", "base_version": "1", "done": "1"}
    saved = worker_client.post(f"{address}steps/{step.pk}/", typed, headers=HTMX)
    worker_client.post(f"{address}{plan.pk}/texts/triggers/", {"triggers": "Brev", "base_version": "1"})
    typed = make(valid_until_date=(TODAY + timedelta(days=90)).isoformat(), base_version="2")
    worker_client.post(f"{address}{plan.pk}/days/", typed)

    plan.refresh_from_db()
    assert b"Ring Kari" in saved.content
    assert (plan.triggers, plan.valid_until_date) == ("Brev", TODAY + timedelta(days=90))


def test_a_stale_step_shows_both(scene, worker_client, address, plan):
    url = f"{address}steps/{plan.steps.get(stage='RED').pk}/"
    worker_client.post(url, {"doing": "Deira", "base_version": "1"})

    stale = worker_client.post(url, {"doing": "Mi", "base_version": "1"})

    part = next(part for part in stale.context["steps"] if part.both is not None)
    assert (part.both.mine.rpartition(": ")[2], part.both.theirs.rpartition(": ")[2]) == ("Mi", "Deira")


def test_a_call_is_changed_taken_off_and_put_back(scene, worker_client, address, plan, call):
    typed = {"name": "Berit", "phone": "900 00 004", "base_version": "1"}
    worker_client.post(f"{address}calls/{call.pk}/", typed)
    told = worker_client.post(f"{address}calls/{call.pk}/remove/", follow=True)
    (undo,) = {line for line in told.content.decode().split('"') if line.endswith("/put-back/")}
    left = CrisisCall.objects.count()

    worker_client.post(undo)

    back = CrisisCall.objects.get()
    assert (left, back.name, back.phone) == (0, "Berit", "900 00 004")


def test_a_call_without_a_number_is_told_next_to_the_field(scene, worker_client, address, plan):
    answer = worker_client.post(f"{address}{plan.pk}/calls/new/", {"name": "Berit", "base_version": "1"})

    assert list(answer.context["new_call"].form.errors) == ["phone"]


def test_who_has_a_copy_is_written_down_and_told_when_it_is_old(scene, worker_client, address, plan):
    worker_client.post(f"{address}{plan.pk}/copies/", {"given_to": "Legevakta", "mutation_key": str(new_id())})
    worker_client.post(f"{address}{plan.pk}/texts/triggers/", {"triggers": "Brev", "base_version": "1"})

    (copy,) = worker_client.get(f"{address}{plan.pk}/edit/").context["crisis"].copies

    assert (copy.given, copy.is_old) == (CrisisCopy.objects.get(), True)


def test_a_copy_to_nobody_is_told_next_to_the_field(scene, worker_client, address, plan):
    answer = worker_client.post(f"{address}{plan.pk}/copies/", {"given_to": ""})

    assert list(answer.context["copy"].errors) == ["given_to"]


def test_a_plan_is_closed_and_opened_again(scene, worker_client, address, plan):
    worker_client.post(f"{address}{plan.pk}/close/")
    assert worker_client.get(address).context["plan"] is None

    worker_client.post(f"{address}{plan.pk}/reopen/")
    assert worker_client.get(address).context["plan"] == plan


def test_the_history_tells_what_was_written_and_who_was_taken_off(scene, worker_client, address, plan, call):
    worker_client.post(f"{address}calls/{call.pk}/remove/")

    (removed, *_older) = worker_client.get(f"{address}{plan.pk}/history/").context["lines"]

    assert next((one.before, one.after) for one in removed.told) == ("Berit, syster", "")


@pytest.mark.parametrize("path", ["", "{plan}/edit/", "{plan}/history/", "{plan}/paper/", "{plan}/texts/triggers/"])
def test_a_stranger_finds_no_crisis_plan(scene, stranger_client, address, plan, path):
    assert stranger_client.get(f"{address}{path.format(plan=plan.pk)}").status_code == 404
