from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from samhold.foundation.identifiers import new_id
from samhold.foundation.time import local_day
from samhold.rooms.access.enums import Role
from samhold.rooms.care.enums import GoalState, PlanPart
from samhold.rooms.care.models import Goal, IndividualPlan
from tests.support.factories.care import ContactFactory
from tests.support.factories.organisations import MembershipFactory
from tests.support.factories.people import NetworkMemberFactory
from tests.support.factories.plans import GoalContactFactory, GoalFactory, IndividualPlanFactory, PlanEditionFactory

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
TODAY = local_day(timezone.now())


@pytest.fixture
def address(scene):
    return f"/persons/{scene.person.pk}/plan/"


@pytest.fixture
def plan(scene):
    made = IndividualPlanFactory(person=scene.person, about_me="Glad i fjellet.", revise_date=TODAY)
    PlanEditionFactory(plan=made, number=1, part=PlanPart.PLAN, fields="consented_date", by=scene.worker)
    return made


@pytest.fixture
def reader_client(scene):
    """Somebody in home care, who reads the plan and does not write it."""
    post = MembershipFactory(role=Role.HOME_CARE_WORKER, unit=scene.unit)
    NetworkMemberFactory(person=scene.person, membership=post)
    client = Client()
    client.force_login(post.user)
    return client


def begin(**changes):
    first = {
        "given_date": TODAY.isoformat(),
        "form": "WRITTEN",
        "covers": "Alle i nettverket",
        "revise_date": (TODAY + timedelta(days=180)).isoformat(),
        "mutation_key": str(new_id()),
    }
    return first | changes


def text_of(plan, name):
    return f"/persons/{plan.person_id}/plan/{plan.pk}/texts/{name}/"


def test_without_a_plan_the_page_asks_for_consent_first(scene, worker_client, address):
    answer = worker_client.get(address)

    assert answer.context["plan"] is None
    assert b'name="given_date"' in answer.content


def test_a_plan_begins_with_a_consent(scene, worker_client, address):
    answer = worker_client.post(address, begin())

    made = IndividualPlan.objects.get()
    assert (answer.url, made.consented_date, made.consent_covers) == (address, TODAY, "Alle i nettverket")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"given_date": ""}, "given_date"),
        ({"given_date": "2199-01-01"}, "given_date"),
        ({"revise_date": "2001-01-01"}, "revise_date"),
        ({"form": ""}, "form"),
    ],
)
def test_what_is_wrong_is_told_next_to_the_field(scene, worker_client, address, changes, field):
    answer = worker_client.post(address, begin(**changes))

    assert (list(answer.context["begin"].errors), IndividualPlan.objects.count()) == ([field], 0)


def test_one_press_more_begins_no_second_plan(scene, worker_client, address):
    typed = begin()

    for _ in range(2):
        worker_client.post(address, typed)

    assert IndividualPlan.objects.count() == 1


def test_who_reads_the_plan_begins_none(scene, reader_client, address):
    page, sent = reader_client.get(address), reader_client.post(address, begin())

    assert (page.status_code, b'name="given_date"' in page.content, sent.status_code) == (200, False, 403)


def test_the_plan_shows_the_persons_words_and_goals_with_contacts(scene, worker_client, address, plan):
    goal = GoalFactory(plan=plan, words="Bu for meg sjølv", next_step="Ringe", owner_words="Eg", due_date=TODAY)
    contact = ContactFactory(person=scene.person, unit=scene.unit, minutes=45)
    GoalContactFactory(goal=goal, contact=contact)

    answer = worker_client.get(address)

    (shown,) = answer.context["goals"]
    assert (shown.shown.line.contacts, shown.shown.line.minutes) == (1, 45)
    assert answer.content.index(b"Glad i fjellet.") < answer.content.index("Bu for meg sjølv".encode())


def test_a_plan_that_nobody_talks_about_is_not_in_use(scene, worker_client, address, plan):
    GoalFactory(plan=plan, words="Bu for meg sjølv")

    use = worker_client.get(address).context["use"]

    assert [gap.name for gap in use.gaps] == ["STEP_MISSING", "NOT_DISCUSSED"]


def test_a_part_is_opened_saved_and_closed_where_it_stands(scene, worker_client, plan):
    opened = worker_client.get(text_of(plan, "needs"), headers=HTMX)
    typed = {"needs": "Hjelp med husleiga", "base_version": "1", "done": "1"}
    saved = worker_client.post(text_of(plan, "needs"), typed, headers=HTMX)

    assert b"<textarea" in opened.content
    assert b"<html" not in saved.content
    assert b"Hjelp med husleiga" in saved.content
    assert IndividualPlan.objects.get().needs == "Hjelp med husleiga"


def test_what_is_being_typed_saves_by_itself_and_keeps_the_field(scene, worker_client, plan):
    answer = worker_client.post(text_of(plan, "needs"), {"needs": "Hjelp", "base_version": "1"}, headers=HTMX)

    assert answer.headers["HX-Reswap"] == "none"
    assert b'value="2" hx-swap-oob="true"' in answer.content
    assert IndividualPlan.objects.get().needs == "Hjelp"


def test_without_script_a_part_is_written_on_the_whole_page(scene, worker_client, address, plan):
    page = worker_client.get(text_of(plan, "needs"))
    saved = worker_client.post(text_of(plan, "needs"), {"needs": "Hjelp", "base_version": "1"})

    assert (page.status_code, b"<html" in page.content, b'name="needs"' in page.content) == (200, True, True)
    assert saved.url == f"{address}#needs"


@pytest.mark.parametrize(("keep", "left"), [("mine", "Mi"), ("theirs", "Deira"), ("both", "Deira\n\nMi")])
def test_a_stale_save_shows_both_texts_and_keeps_what_is_chosen(scene, worker_client, plan, keep, left):
    url = text_of(plan, "needs")
    worker_client.post(url, {"needs": "Deira", "base_version": "1"})

    stale = worker_client.post(url, {"needs": "Mi", "base_version": "1"}, headers=HTMX)
    worker_client.post(url, {"needs": "Mi", "base_version": "2", "keep": keep})

    both = stale.context["part"].both
    assert (both.mine, both.theirs, both.version) == ("Mi", "Deira", 2)
    assert IndividualPlan.objects.get().needs == left


def test_who_reads_the_plan_writes_no_part(scene, reader_client, plan):
    answers = [reader_client.post(text_of(plan, "needs"), {"needs": "x", "base_version": "1"}).status_code]
    answers.append(reader_client.get(f"/persons/{scene.person.pk}/plan/{plan.pk}/goals/new/").status_code)

    assert (answers, IndividualPlan.objects.get().needs) == ([403, 403], "")


def test_a_part_that_is_none_is_not_there(scene, worker_client, plan):
    assert worker_client.get(text_of(plan, "closed_why")).status_code == 404


def test_a_goal_is_added_changed_and_settled_and_taken_up_again(scene, worker_client, address, plan):
    new = {"words": "Bu for meg sjølv", "base_version": "1", "mutation_key": str(new_id())}
    worker_client.post(f"{address}{plan.pk}/goals/new/", new)
    goal = Goal.objects.get()
    step = {"next_step": "Ringe Nav", "owner": str(scene.worker.pk), "due_date": TODAY.isoformat()}
    worker_client.post(f"{address}goals/{goal.pk}/", new | step)
    told = worker_client.post(f"{address}goals/{goal.pk}/settle/", {"state": "REACHED"}, follow=True)
    goal.refresh_from_db()

    assert (goal.next_step, goal.owner, goal.state) == ("Ringe Nav", scene.worker, GoalState.REACHED)
    assert f"{address}goals/{goal.pk}/settle/".encode() in told.content

    worker_client.post(f"{address}goals/{goal.pk}/settle/")
    goal.refresh_from_db()
    assert goal.state == GoalState.OPEN


@pytest.mark.parametrize(
    ("changes", "field"), [({"words": ""}, "words"), ({"next_step": "Ringe"}, "owner"), ({"due_date": "x"}, "due_date")]
)
def test_what_is_wrong_with_a_goal_is_told_next_to_the_field(scene, worker_client, address, plan, changes, field):
    typed = {"words": "Bu", "base_version": "1", "mutation_key": str(new_id())} | changes

    answer = worker_client.post(f"{address}{plan.pk}/goals/new/", typed)

    assert (list(answer.context["new_goal"].form.errors), Goal.objects.count()) == ([field], 0)


def test_a_goal_that_is_being_typed_and_lacks_something_is_not_saved_yet(scene, worker_client, address, plan):
    goal = GoalFactory(plan=plan, words="Bu")

    typed = {"words": "Bu for meg sjølv", "next_step": "Ringe", "base_version": "1"}
    answer = worker_client.post(f"{address}goals/{goal.pk}/", typed, headers=HTMX)

    goal.refresh_from_db()
    assert (answer.headers["HX-Reswap"], answer.context["is_saved"], goal.words) == ("none", False, "Bu")


def test_a_stale_goal_shows_both_line_by_line(scene, worker_client, address, plan):
    goal = GoalFactory(plan=plan, words="Bu")
    worker_client.post(f"{address}goals/{goal.pk}/", {"words": "Deira", "measure": "m", "base_version": "1"})

    stale = worker_client.post(f"{address}goals/{goal.pk}/", {"words": "Mi", "base_version": "1"}, headers=HTMX)

    both = stale.context["part"].both
    assert both.mine.splitlines()[0].endswith(": Mi")
    assert both.theirs.splitlines()[0].endswith(": Deira")


def test_the_period_is_set_and_a_wrong_one_told(scene, worker_client, address, plan):
    url = f"{address}{plan.pk}/period/"
    wrong = worker_client.post(url, {"revise_date": "2001-01-01", "base_version": "1"}, headers=HTMX)
    worker_client.post(url, {"revise_date": "2031-01-01", "base_version": "1"}, headers=HTMX)

    assert wrong.context["is_saved"] is False
    assert IndividualPlan.objects.get().revise_date.year == 2031


def test_a_plan_is_closed_and_opened_again(scene, worker_client, address, plan):
    told = worker_client.post(f"{address}{plan.pk}/close/", {"why": "Vil ikkje no"}, follow=True)
    assert (IndividualPlan.objects.get().closed_why, told.context["plan"]) == ("Vil ikkje no", None)

    worker_client.post(f"{address}{plan.pk}/reopen/")
    assert IndividualPlan.objects.get().is_open


def test_the_history_tells_who_changed_what_with_before_and_after(scene, worker_client, address, plan):
    for version, text in ((1, "Først"), (2, "Så")):
        worker_client.post(text_of(plan, "needs"), {"needs": text, "base_version": str(version)})

    (one_sitting, _begun) = worker_client.get(f"{address}{plan.pk}/history/").context["lines"]

    assert one_sitting.who == scene.worker.name
    assert [(one.before, one.after) for one in one_sitting.told] == [("", "Så")]


def test_the_plan_is_put_on_paper(scene, worker_client, address, plan):
    GoalFactory(plan=plan, words="Bu for meg sjølv", next_step="Ringe", owner=scene.worker, due_date=TODAY)

    answer = worker_client.get(f"{address}{plan.pk}/paper/")

    assert (answer.headers["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")


@pytest.mark.parametrize("path", ["", "{plan}/history/", "{plan}/paper/", "{plan}/texts/needs/", "{plan}/goals/new/"])
def test_a_stranger_finds_no_plan(scene, stranger_client, address, plan, path):
    assert stranger_client.get(f"{address}{path.format(plan=plan.pk)}").status_code == 404
