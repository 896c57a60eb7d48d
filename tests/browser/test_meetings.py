"""A responsibility group in a real browser: actions appear while one types, and everything works without script."""

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
from django.utils import timezone
from tests.sites.staff import scene, scene_meetings
now = timezone.now()
who = scene.build(now)
found = scene_meetings.build(who, now)
ids = {name: str(getattr(found, name).pk) for name in ("coming", "begun", "held")}
print(json.dumps(ids | {"person": str(who.person.pk)}))
"""
PAGES = (
    "/my-day/",
    "/persons/{person}/meetings/",
    "/persons/{person}/meetings/new/",
    "/persons/{person}/meetings/{coming}/",
    "/persons/{person}/meetings/{coming}/change/",
    "/persons/{person}/meetings/{held}/",
    "/persons/{person}/meetings/{held}/print/",
    "/persons/{person}/meetings/{begun}/minutes/",
    "/persons/{person}/meetings/{begun}/finish/",
)


@pytest.fixture(scope="module")
def group(tmp_path_factory):
    """A server with the scene in it, and the ids of the scene."""
    with serving(tmp_path_factory.mktemp("meetings") / "samhold.sqlite3") as running:
        ids = json.loads(run(running.environment, "shell", "-v", "0", "-c", BUILD).strip().splitlines()[-1])
        yield running, ids


@pytest.fixture(scope="module")
def kept_log_in(browser, group):
    served, _ids = group
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
def test_page_in_every_look_has_no_barrier(group, work, path):
    served, ids = group
    page = work()
    complaints = watch_console(page)

    page.goto(served.url(path.format(**ids)))

    assert_good_page(page, complaints=complaints)


def test_actions_appear_at_the_side_while_one_types_and_the_draft_is_kept(group, work):
    served, ids = group
    page = work(width=1280)
    page.goto(served.url(f"/persons/{ids['person']}/meetings/{ids['coming']}/minutes/"))

    page.locator("textarea[name=text]").press_sequentially("Tiltak: Kari rydder innen 3. desember 2031")

    expect(page.locator("#found")).to_contain_text("Testperson Kari Lunde")
    expect(page.locator("#found")).to_contain_text("3. desember 2031")
    expect(page.locator("[data-autosave-status][data-state=saved]")).to_be_visible()


def test_minutes_become_actions_without_script(group, work):
    served, ids = group
    page = work(width=390, java_script_enabled=False)
    page.goto(served.url(f"/persons/{ids['person']}/meetings/{ids['begun']}/minutes/"))
    page.locator("textarea[name=text]").fill("Tiltak: Kari ringer NAV innen 3. desember 2031\nTiltak: noen rydder")
    page.locator("button[name=finish]").click()
    page.locator("main form .form-actions button[type=submit]").click()

    expect(page.locator(".error-summary li")).to_have_count(2)
    page.locator("input[type=date][name^=action-]").last.fill("2031-12-04")
    page.locator("select[name^=action-]").last.select_option("other")
    page.locator("input[name$=owner_words]").last.fill("Vaktmesteren")
    page.locator("main form .form-actions button[type=submit]").click()

    expect(page).to_have_url(served.url(f"/persons/{ids['person']}/meetings/{ids['begun']}/"))
    expect(page.locator(".list-item").filter(has_text="Vaktmesteren")).to_have_count(1)
    page.goto(served.url("/my-day/"))
    expect(page.locator(".list-item").filter(has_text="Kari ringer NAV")).to_have_count(1)
