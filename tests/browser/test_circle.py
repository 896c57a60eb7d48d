"""The pages around a person in a real browser: add, end and undo, with and without script; emergency access."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from tests.sites.staff.scene import PASSWORD
from tests.support.browser import assert_good_page, log_in, run, serving, watch_console

pytestmark = pytest.mark.browser

BUILD = """
import json
from datetime import date, timedelta
from django.utils import timezone
from samhold.core.identity import synthetic
from samhold.infrastructure.keyring import blind_index
from samhold.rooms.access.enums import Role
from samhold.rooms.people.queries.persons import NUMBER_INDEX
from tests.sites.staff.scene import PASSWORD, build
from tests.support.factories.access import UserFactory
from tests.support.factories.notices import NoticeFactory
from tests.support.factories.organisations import MembershipFactory, UnitFactory
from tests.support.factories.people import BlockFactory, ConsentFactory, GrantFactory
from tests.support.factories.people import NetworkMemberFactory, PersonFactory
now = timezone.now()
scene = build(now)
chief = UserFactory(email="chief@example.test", name="Testperson Siri Hegg")
chief.set_password(PASSWORD)
chief.save()
for role in (Role.UNIT_LEADER, Role.SUBSTANCE_COORDINATOR):
    MembershipFactory(user=chief, unit=scene.unit, role=role)
grant = GrantFactory(person=scene.person, membership=MembershipFactory(user=scene.colleague), starts_at=now)
NoticeFactory(recipient=scene.worker, level="NOW", path="/reviews/")
ConsentFactory(person=scene.person, starts_at=now - timedelta(days=9))
ConsentFactory(person=scene.person, starts_at=now - timedelta(days=9), ends_at=now - timedelta(days=1))
BlockFactory(person=scene.person)
NetworkMemberFactory(person=scene.person, ends_at=now - timedelta(days=1))
elsewhere = UnitFactory(name="Heimetenesta i Skjåk")
MembershipFactory(unit=elsewhere, role=Role.HOME_CARE_WORKER, user=UserFactory(name="Testperson Eva Rogn"))
number = synthetic(date(1980, 1, 1), 101).reveal()
PersonFactory(tenant=elsewhere.organisation, given_name="Testperson Tor", family_name="Selje", national_number=number,
              national_number_index=blind_index(NUMBER_INDEX, number), phone="900 77 777")
member = scene.person.networkmembers.filter(kind="WORKER", ends_at=None).first()
print(json.dumps({"person": str(scene.person.pk), "member": str(member.pk), "grant": str(grant.pk),
                  "unit": str(elsewhere.pk), "number": number}))
"""
PAGES = (
    "/persons/{person}/network/",
    "/persons/{person}/network/add/",
    "/persons/{person}/network/add/?unit={unit}",
    "/persons/{person}/network/kin/",
    "/persons/{person}/network/{member}/change/",
    "/persons/{person}/consents/",
    "/persons/{person}/consents/give/?unit={unit}",
    "/persons/{person}/blocks/add/?unit={unit}",
    "/persons/{person}/conflict/",
    "/persons/{person}/conflict/worker/",
    "/persons/{person}/looks/",
    "/inbox/",
    "/settings/",
    "/emergency/",
)
CHIEFS = (
    "/reviews/",
    "/reviews/{grant}/",
    "/region/",
    "/coordination/",
    "/coordination/{person}/",
    "/quality/",
    "/tasks/",
    "/questionnaires/licences/",
)


@pytest.fixture(scope="module")
def circle(tmp_path_factory):
    """A server with the scene in it, and the ids of the scene."""
    with serving(tmp_path_factory.mktemp("circle") / "samhold.sqlite3") as running:
        ids = json.loads(run(running.environment, "shell", "-v", "0", "-c", BUILD).strip().splitlines()[-1])
        yield running, ids


@pytest.fixture(scope="module")
def kept_log_ins(browser, circle):
    served, _ids = circle
    states = {}
    for name in ("kari", "chief"):
        context = browser.new_context(locale="nb-NO")
        log_in(context.new_page(), served, email=f"{name}@example.test", password=PASSWORD)
        states[name] = context.storage_state()
        context.close()
    return states


@pytest.fixture
def work(open_page, kept_log_ins):
    """Open a page as somebody."""
    return lambda who="kari", **options: open_page(storage_state=kept_log_ins[who], **options)


@pytest.mark.parametrize(
    ("who", "path"), [*(("kari", path) for path in PAGES), *(("chief", path) for path in CHIEFS), ("", "/")]
)
def test_page_in_every_look_has_no_barrier(circle, work, open_page, who, path):
    served, ids = circle
    page = work(who) if who else open_page()
    complaints = watch_console(page)

    page.goto(served.url(path.format(**ids)))

    assert_good_page(page, complaints=complaints)


@pytest.mark.parametrize("has_script", [True, False])
def test_worker_of_another_municipality_is_added_and_taken_back(circle, work, has_script):
    served, ids = circle
    page = work(width=390, java_script_enabled=has_script)
    page.goto(served.url(f"/persons/{ids['person']}/network/"))
    page.locator("a[href$='/network/add/']").click()

    expect(page.locator("select[name=unit] optgroup option", has_text="Heimetenesta i Skjåk")).to_have_count(1)
    page.locator("select[name=unit]").select_option(value=ids["unit"])
    if not has_script:
        page.locator("#chosen form[method=get] button").click()
    page.locator("label.choice", has_text="Testperson Eva Rogn").click()
    page.locator("#chosen form[method=post] button[type=submit]").click()

    card = page.locator(".network-card", has_text="Testperson Eva Rogn")
    expect(card).to_have_count(1)
    page.locator("[data-toast] form button[type=submit]").first.click()
    expect(page.locator(".network > .network-card", has_text="Testperson Eva Rogn")).to_have_count(0)


def test_two_who_change_the_same_lose_neither_text(circle, work):
    served, ids = circle
    address = served.url(f"/persons/{ids['person']}/network/{ids['member']}/change/")
    first, second = work(), work()
    for page, wish in ((first, "Ring før klokka ni"), (second, "Send melding")):
        page.goto(address)
        page.locator("[name=contact_wish]").fill(wish)

    first.locator("main form .form-actions button").click()
    first.wait_for_url("**/network/")
    second.locator("main form .form-actions button").click()

    expect(second.locator(".side-text").first).to_contain_text("Send melding")
    expect(second.locator(".side-text").last).to_contain_text("Ring før klokka ni")
    second.locator("button[name=keep][value=both]").click()
    expect(second.locator(".network-wish").first).to_contain_text("Ring før klokka ni")
    expect(second.locator(".network-wish").first).to_contain_text("Send melding")


@pytest.mark.parametrize("has_script", [True, False])
def test_emergency_access_is_confirmed_taken_and_given_back(circle, open_page, has_script):
    served, ids = circle
    page = open_page(width=390, java_script_enabled=has_script)
    log_in(page, served, email="kari@example.test", password=PASSWORD)
    page.goto(served.url("/emergency/"))
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()

    page.locator("input[name=reason]").first.check()
    page.locator("[name=explanation]").fill("Funnet ute i natt, forvirret og kald.")
    page.locator("[name=national_number]").fill("123")
    page.locator("main form .form-actions button").click()
    expect(page.locator("#id_national_number-error, [id$=national_number-error]").first).to_be_visible()
    page.locator("[name=national_number]").fill(ids["number"])
    page.locator("main form .form-actions button").click()

    expect(page.locator("h1")).to_have_text("Testperson Tor Selje")
    expect(page.locator("a[href='tel:90077777']")).to_be_visible()
    expect(page.locator(".banner")).to_be_visible()
    assert_good_page(page, complaints=[]) if has_script else None
    page.locator(".banner form button").click()
    page.wait_for_url("**/my-day/")


def test_language_is_switched_from_the_settings(circle, work):
    served, _ids = circle
    page = work()
    page.goto(served.url("/settings/"))

    page.locator("main button[value=en]").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("h1")).to_have_text("My settings")
    page.locator("main button[value=nb]").click()
    expect(page.locator("html")).to_have_attribute("lang", "nb")


def test_tabs_that_do_not_fit_show_that_there_are_more(circle, work):
    served, ids = circle
    page = work(width=320)

    page.goto(served.url(f"/persons/{ids['person']}/"))

    found = page.eval_on_selector(
        ".person-head > .tabs > ul",
        "tabs => [tabs.scrollWidth > tabs.clientWidth, getComputedStyle(tabs).backgroundAttachment]",
    )
    assert found == [True, "local, local, scroll, scroll"]


def test_tabs_stand_in_one_row_and_the_last_ones_open_by_keyboard(circle, work):
    served, ids = circle
    page = work(width=1280)
    page.goto(served.url(f"/persons/{ids['person']}/"))

    assert page.locator(".person-head > .tabs").bounding_box()["height"] < 60
    page.locator(".tabs-more summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    page.wait_for_url("**/safety/")
    assert page.locator(".tabs-more[data-current] summary").inner_text() == "Sikkerhet"


def test_tab_where_the_reader_is_shows_on_a_phone(circle, work):
    served, ids = circle
    page = work(width=390)

    page.goto(served.url(f"/persons/{ids['person']}/outcomes/"))

    tab = page.locator(".tabs > ul [aria-current]").bounding_box()
    row = page.locator(".tabs > ul").bounding_box()
    assert tab["x"] >= row["x"]
    assert tab["x"] + tab["width"] <= row["x"] + row["width"]
