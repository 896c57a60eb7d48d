"""A worker's day in a real browser: two taps and a text, drafts that live on the server, everything without script."""

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
from tests.sites.staff.scene import build
from tests.sites.staff.scene_outcomes import add_outcomes
from tests.support.factories.care import AppointmentFactory, ContactFactory
from tests.support.factories.life import DwellingFactory, SafetyAssessmentFactory, TenancyFactory
scene = build(timezone.now())
add_outcomes(scene)
place = DwellingFactory(tenant=scene.person.tenant, is_followed_up=True)
sober = {"lives_sober": True, "guests_since_date": "2026-01-02", "obstacles": "DEBT GUESTS"}
home = TenancyFactory(person=scene.person, dwelling=place, **sober)
TenancyFactory(person=scene.person, first_date="2025-01-01", last_date="2025-12-31")
two, now = scene.others[1], timezone.now()
today = now.date()
SafetyAssessmentFactory(person=two, assessed_date=today, valid_until_date=today + timedelta(days=30))
missed = AppointmentFactory(person=two, unit=scene.unit, starts_at=now - timedelta(days=2), state="DONE")
ContactFactory(person=two, unit=scene.unit, appointment=missed, outcome="NOT_MET", recorded_by=scene.worker)
ids = {"person": scene.person, "visit": scene.visits[0], "other": scene.others[0], "home": home}
ids |= {"two": two, "missed": missed}
print(json.dumps({name: str(row.pk) for name, row in ids.items()}))
"""
PAGES = (
    "/my-day/",
    "/persons/",
    "/persons/new/",
    "/persons/{person}/",
    "/persons/{person}/why/",
    "/persons/{person}/details/",
    "/persons/{person}/contacts/new/?appointment={visit}",
    "/persons/{person}/appointments/new/",
    "/persons/{person}/appointments/{visit}/",
    "/persons/{person}/outcomes/",
    "/persons/{person}/outcomes/events/new/",
    "/persons/{person}/outcomes/follow-ups/new/",
    "/persons/{person}/outcomes/activities/new/",
    "/persons/{person}/safety/",
    "/persons/{person}/safety/assess/",
    "/persons/{person}/safety/children/",
    "/persons/{person}/safety/absence/",
    "/persons/{person}/safety/reviews/",
    "/persons/{person}/check-in/?appointment={visit}",
    "/persons/{person}/housing/",
    "/persons/{person}/housing/move/",
    "/persons/{person}/housing/{home}/",
    "/persons/{person}/housing/earlier/",
    "/persons/{two}/appointments/new/",
    "/persons/{two}/appointments/{missed}/why-not/",
    "/dwellings/",
    "/tasks/",
    "/hand-over/",
    "/search/",
)


@pytest.fixture(scope="module")
def care(tmp_path_factory):
    """A server with the scene in it, and the ids of the scene."""
    with serving(tmp_path_factory.mktemp("care") / "samhold.sqlite3") as running:
        ids = json.loads(run(running.environment, "shell", "-v", "0", "-c", BUILD).strip().splitlines()[-1])
        yield running, ids


@pytest.fixture(scope="module")
def kept_log_in(browser, care):
    served, _ids = care
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
def test_page_in_every_look_has_no_barrier(care, work, path):
    served, ids = care
    page = work()
    complaints = watch_console(page)

    page.goto(served.url(path.format(**ids)))

    assert_good_page(page, complaints=complaints)


def test_home_visit_is_recorded_with_two_taps_and_a_text(care, work):
    served, _ids = care
    page, taps = work(width=390, height=844, has_touch=True), 0
    page.goto(served.url("/my-day/"))

    def tap(locator):
        nonlocal taps
        locator.tap()
        taps += 1

    tap(page.locator(".stop-actions a").first)
    page.locator("textarea[name=text]").fill("Drakk kaffe og snakket om leiligheten.")
    tap(page.locator(".contact-form .form-actions button[type=submit]"))

    expect(page.locator("[data-toast]")).to_be_visible()
    assert (page.url.split("?")[0], taps) == (served.url("/my-day/"), 2)
    expect(page.locator(".stop").first.locator(".tag[data-tone=success]")).to_be_visible()

    page.locator("[data-toast] form button").tap()
    expect(page.locator(".stop").first.locator(".stop-actions")).to_be_visible()


def test_contact_on_the_persons_page_is_a_kind_a_text_and_save(care, work):
    served, ids = care
    page = work(width=1280)
    page.goto(served.url(f"/persons/{ids['person']}/"))

    page.locator(".contact-line").click()
    expect(page.locator("#contact-card")).to_be_focused()
    page.locator("label.choice", has=page.locator("input[value=FINANCES]")).click()
    page.locator("textarea[name=text]").fill("Gikk gjennom regningene én gang til.")
    page.locator(".contact-form .form-actions button[data-variant=primary]").click()

    expect(page.locator(".timeline-entry").filter(has_text="én gang til")).to_have_count(1)


def test_what_is_written_is_kept_within_two_seconds_and_there_after_a_new_log_in(care, work, open_page):
    served, ids = care
    page = work(width=390)
    page.goto(served.url(f"/persons/{ids['other']}/contacts/new/"))

    page.locator("textarea[name=text]").press_sequentially("Halvferdig setning")
    expect(page.locator("[data-autosave-status][data-state=saved]")).to_be_visible(timeout=2_000)
    page.close()

    again = open_page(width=390)
    log_in(again, served, email=EMAIL, password=PASSWORD)
    again.goto(served.url("/my-day/"))
    again.locator(f"a[href*='{ids['other']}/contacts/new/']").last.click()
    expect(again.locator("textarea[name=text]")).to_have_value("Halvferdig setning")

    again.locator("form[action*='draft/discard'] button").click()
    again.goto(served.url(f"/persons/{ids['other']}/contacts/new/"))
    expect(again.locator("textarea[name=text]")).to_have_value("")


def test_timeline_shows_earlier_lines_on_the_same_page(care, work):
    served, ids = care
    page = work(width=1280)
    page.goto(served.url(f"/persons/{ids['person']}/"))
    before = page.locator(".timeline-entry").count()

    page.locator("#timeline-more a[hx-get]").click()

    expect(page.locator(".timeline-entry").nth(before)).to_be_visible()
    expect(page.locator("#timeline-more")).to_have_count(1)
    assert page.url == served.url(f"/persons/{ids['person']}/")


def test_palette_finds_a_person_by_keyboard_alone(care, work):
    served, ids = care
    page = work(width=1280)
    page.goto(served.url("/my-day/"))

    page.keyboard.press("Control+k")
    page.keyboard.type("furuset")
    expect(page.locator("#palette-results a")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    page.wait_for_url(served.url(f"/persons/{ids['person']}/"))


def test_whole_journey_works_without_script(care, work):
    served, ids = care
    page = work(width=390, java_script_enabled=False)
    page.goto(served.url("/search/"))
    page.locator("#q").fill("Granli")
    page.locator(".search-form button").click()
    expect(page).to_have_url(served.url(f"/persons/{ids['other']}/"))
    page.locator(".person-extra a[href$='contacts/new/']").click()
    page.locator("label.choice", has=page.locator("input[value=HOME_VISIT]")).click()
    page.locator("textarea[name=text]").fill("Uten skript.")
    page.locator(".contact-form .form-actions button[type=submit]").first.click()

    expect(page).to_have_url(served.url(f"/persons/{ids['other']}/"))
    expect(page.locator(".timeline-entry").filter(has_text="Uten skript.")).to_have_count(1)
    page.locator("[data-toast] form button[type=submit]").first.click()
    expect(page.locator(".timeline-entry").filter(has_text="Uten skript.")).to_have_count(0)
