"""Individual plans and crisis plans in a real browser: every look, saving while one writes, two editors, no script."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from tests.sites.staff.scene import PASSWORD
from tests.support.browser import assert_good_page, log_in, run, serving, watch_console

pytestmark = pytest.mark.browser

EMAIL = "kari@example.test"
BUILD = """
import json
from datetime import timedelta
from django.utils import timezone
from samhold.foundation.time import local_day
from samhold.rooms.care.actions import contact_comments, crisis_calls, crisis_plans, goals, individual_plans, responses
from samhold.rooms.care.models import Contact
from samhold.rooms.questionnaires.queries.library import offered
from tests.support.factories.people import ConsentFactory
from samhold.rooms.access.actions import invitations
from samhold.rooms.people.actions import own_page
from tests.sites.staff.scene import PASSWORD, build
now = timezone.now()
scene, today, soon = build(now), local_day(now), local_day(now) + timedelta(days=20)
by = {"by": scene.worker, "now": now}
consent = individual_plans.PlanConsent(given_date=today, form="ORAL", covers="Alle i nettverket")
plan = individual_plans.begin(person=scene.person, consent=consent, revise_date=soon, **by)
texts = individual_plans.PlanTexts(about_me="Glad i fjellet.")
individual_plans.change(plan=plan, texts=texts, base_version=1, **by)
step = {"next_step": "Ringe", "owner": scene.worker, "due_date": today - timedelta(days=1)}
goal = goals.add(plan=plan, text=goals.GoalText(words="Bu for meg sjølv", **step), **by)
goals.add(plan=plan, text=goals.GoalText(words="Kome meg ut"), **by)
days = crisis_plans.CrisisDays(made_with_person=True, made_date=today, valid_until_date=soon)
crisis = crisis_plans.make(person=scene.person, days=days, **by)
crisis_calls.add(plan=crisis, text=crisis_calls.CallText(name="Syster", phone="900 00 003"), **by)
crisis_plans.give_copy(plan=crisis, given_to="Legevakta", **by)
texts = crisis_plans.CrisisTexts(meet_me="Snakk roleg.", triggers="Lite søvn")
crisis_plans.change(plan=crisis, texts=texts, base_version=1, **by)
made = own_page.invite(person=scene.person, email="ola@example.test", **by)
invitations.accept(invitation=made.invitation, password=PASSWORD, by=made.account, now=now)
code = own_page.invite(person=scene.others[0], email="", **by).code
self = {"by": made.account, "now": now}
contact = Contact.objects.filter(person=scene.person).latest("took_place_at")
contact.person.refresh_from_db()
contact_comments.write(contact=contact, text="Eg var berre trøytt.", **self)
ConsentFactory(person=scene.person)
offer = next(one for one in offered(tenant_id=contact.person.tenant_id, today=today) if "been" in one.definition.url)
sent, begun = (responses.start(person=contact.person, questionnaire=offer, **self) for _number in range(2))
how = responses.Finish(answers={"body": ["7"]}, answered_by="PERSON", answered_at=now)
responses.finish(response=sent, how=how, base_version=1, **self)
names = {"person": scene.person, "other": scene.others[0], "plan": plan, "goal": goal, "crisis": crisis}
names |= {"contact": contact, "sent": sent, "begun": begun}
print(json.dumps({name: str(row.pk) for name, row in names.items()} | {"code": code}))
"""
PAGES = (
    "/persons/{person}/plan/",
    "/persons/{person}/plan/{plan}/texts/needs/",
    "/persons/{person}/plan/goals/{goal}/",
    "/persons/{person}/plan/{plan}/goals/new/",
    "/persons/{person}/plan/{plan}/period/",
    "/persons/{person}/plan/{plan}/history/",
    "/persons/{other}/plan/",
    "/persons/{person}/crisis/",
    "/persons/{person}/crisis/{crisis}/edit/",
    "/persons/{person}/crisis/{crisis}/calls/new/",
    "/persons/{other}/crisis/",
    "/persons/{other}/own-page/",
)
OWN = "ola@example.test"
OWN_PAGES = (
    *("/me/", "/me/plan/", "/me/crisis/", "/me/people/", "/me/meetings/"),
    *("/me/answers/", "/me/notes/", "/me/sharing/", "/me/looks/"),
    *("/me/answers/{begun}/?step=2", "/me/answers/{sent}/", "/me/notes/{contact}/"),
)


@pytest.fixture(scope="module")
def plans(tmp_path_factory):
    """A server with both plans in it, and the ids."""
    with serving(tmp_path_factory.mktemp("plans") / "samhold.sqlite3") as running:
        ids = json.loads(run(running.environment, "shell", "-v", "0", "-c", BUILD).strip().splitlines()[-1])
        yield running, ids


@pytest.fixture(scope="module")
def kept_log_in(browser, plans):
    served, _ids = plans
    context = browser.new_context(locale="nb-NO")
    log_in(context.new_page(), served, email=EMAIL, password=PASSWORD)
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def work(open_page, kept_log_in):
    """Open a page as the worker."""
    return lambda **options: open_page(storage_state=kept_log_in, **options)


@pytest.mark.parametrize("path", PAGES)
def test_page_in_every_look_has_no_barrier(plans, work, path):
    served, ids = plans
    page = work()
    complaints = watch_console(page)

    page.goto(served.url(path.format(**ids)))

    assert_good_page(page, complaints=complaints)


@pytest.fixture(scope="module")
def persons_log_in(browser, plans):
    served, _ids = plans
    context = browser.new_context(locale="nb-NO")
    log_in(context.new_page(), served, email=OWN, password=PASSWORD)
    state = context.storage_state()
    context.close()
    return state


@pytest.mark.parametrize("path", OWN_PAGES)
def test_own_page_in_every_look_has_no_barrier(plans, open_page, persons_log_in, path):
    served, ids = plans
    page = open_page(storage_state=persons_log_in)
    complaints = watch_console(page)

    page.goto(served.url(path.format(**ids)))

    assert_good_page(page, complaints=complaints)


def test_a_person_opens_their_page_on_a_phone_without_script(plans, open_page):
    served, ids = plans
    page = open_page(width=390, height=844, has_touch=True, java_script_enabled=False)
    page.goto(served.url(f"/me/open/{ids['code']}/"))

    for field in page.locator("input[type=password]").all():
        field.fill("tre-ville-hestar")
    page.locator("form:has(input[type=password]) button[type=submit]").click()
    page.locator(".bottom a[href='/me/crisis/']").tap()

    expect(page.locator("a.call[href='tel:113']")).to_be_visible()


def test_a_person_answers_and_takes_a_yes_back_on_a_phone_without_script(plans, open_page, persons_log_in):
    served, ids = plans
    page = open_page(storage_state=persons_log_in, width=390, height=844, has_touch=True, java_script_enabled=False)
    page.goto(served.url(f"/me/answers/{ids['begun']}/"))

    for number in (7, 6, 5, 8):
        page.locator(f"label.scale-step:has(input[value='{number}'])").tap()
        page.locator("button[value=next], button[value=send]").tap()
    expect(page.locator(".sentence")).to_contain_text("6,5")

    page.goto(served.url("/me/sharing/"))
    page.locator("form[action$='/withdraw/'] button").tap()
    expect(page.locator(".sharing form[action$='/restore/'] button")).to_be_visible()


def test_the_links_that_do_not_work_say_so_without_barrier(plans, open_page):
    served, _ids = plans
    page = open_page()

    page.goto(served.url("/me/open/x/"))

    assert_good_page(page, complaints=[])


def test_a_text_saves_while_it_is_written_and_keeps_the_cursor(plans, work):
    served, ids = plans
    page = work(width=1280)
    page.goto(served.url(f"/persons/{ids['person']}/plan/"))

    page.locator("#contributions .part-change").click()
    field = page.locator("#contributions textarea")
    expect(field).to_be_focused()
    field.press_sequentially("Eg møter til avtalane mine.")
    expect(page.locator("#contributions-status[data-state=saved]")).to_be_visible(timeout=8_000)
    expect(field).to_be_focused()

    page.reload()
    expect(page.locator("#contributions .part-text")).to_have_text("Eg møter til avtalane mine.")


def test_two_editors_are_shown_both_texts_and_keep_both(plans, work):
    served, ids = plans
    first, second = work(width=1280), work(width=1280)
    for page in (first, second):
        page.goto(served.url(f"/persons/{ids['person']}/plan/"))
        page.locator("#cooperation .part-change").click()
        expect(page.locator("#cooperation textarea")).to_be_focused()

    for page, text in ((first, "Utleigaren."), (second, "Turgruppa.")):
        page.locator("#cooperation textarea").fill(text)
        page.locator("#cooperation button[name=done]").click()
        expect(page.locator("#cooperation textarea")).to_have_count(0)

    expect(second.locator("#cooperation .side-text")).to_have_text(["Turgruppa.", "Utleigaren."])
    second.locator("#cooperation button[value=both]").click()
    expect(second.locator("#cooperation .part-text p")).to_have_text(["Utleigaren.", "Turgruppa."])


def test_a_plan_is_written_without_script(plans, work):
    served, ids = plans
    page = work(width=390, java_script_enabled=False)
    page.goto(served.url(f"/persons/{ids['person']}/plan/"))

    page.locator("#needs .part-change").click()
    page.locator("#needs textarea").fill("Nokon å ringje.")
    page.locator("#needs button[name=done]").click()

    expect(page.locator("#needs .part-text")).to_have_text("Nokon å ringje.")


def test_the_crisis_plan_is_one_tap_away_on_a_phone_with_a_number_to_tap(plans, work):
    served, ids = plans
    page = work(width=390, height=844, has_touch=True)
    page.goto(served.url(f"/persons/{ids['person']}/"))

    page.locator(f".person-extra a[href='/persons/{ids['person']}/crisis/']").tap()

    call = page.locator("a.call").first
    expect(call).to_have_attribute("href", "tel:90000003")
    expect(call).to_be_in_viewport()
