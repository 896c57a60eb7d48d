"""Questionnaires in a real browser: sliders by touch and keys, questions that come and go, all without a script."""

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
from tests.support.factories.care import FinishedResponseFactory, ResponseFactory
from tests.support.factories.organisations import MembershipFactory
from tests.support.factories.questionnaires import LoadedQuestionnaireFactory
now = timezone.now()
scene = build(now)
base = "https://samhold.example/fhir/Questionnaire/"
loaded = LoadedQuestionnaireFactory(tenant=scene.person.tenant)
MembershipFactory(user=scene.worker, unit=scene.unit, role="SUBSTANCE_COORDINATOR")
for days, points in ((300, 22), (200, 18), (90, 9), (7, 6)):
    done = FinishedResponseFactory(
        person=scene.person, definition=base + "audit", about="SUBSTANCE", answers='{"1": ["2"], "9": ["0"]}',
        score='{"total": "%d", "consumption": "4"}' % points, answered_at=now - timedelta(days=days),
    )
sliders = ResponseFactory(person=scene.person, started_by=scene.worker)
audit = ResponseFactory(person=scene.person, started_by=scene.worker, definition=base + "audit", about="SUBSTANCE")
other = ResponseFactory(person=scene.others[0], started_by=scene.worker)
ids = {"person": scene.person.pk, "done": done.pk, "sliders": sliders.pk, "audit": audit.pk}
ids |= {"loaded": loaded.pk, "other": other.pk, "other_person": scene.others[0].pk}
print(json.dumps({name: str(value) for name, value in ids.items()}))
"""
PAGES = (
    "/persons/{person}/questionnaires/",
    "/persons/{person}/questionnaires/{done}/",
    "/persons/{person}/questionnaires/{sliders}/",
    "/persons/{person}/questionnaires/{sliders}/?view=one&step=2",
    "/persons/{person}/questionnaires/{sliders}/?view=one&step=5",
    "/persons/{person}/questionnaires/{audit}/",
    "/questionnaires/licences/",
    "/questionnaires/licences/load/",
    "/questionnaires/licences/{loaded}/",
)


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    """A server with the scene in it, and the ids of what is begun and finished."""
    with serving(tmp_path_factory.mktemp("questionnaires") / "samhold.sqlite3") as running:
        ids = json.loads(run(running.environment, "shell", "-v", "0", "-c", BUILD).strip().splitlines()[-1])
        yield running, ids


@pytest.fixture(scope="module")
def kept_log_in(browser, asked):
    served, _ids = asked
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
def test_page_in_every_look_has_no_barrier(asked, work, path):
    served, ids = asked
    page = work()
    complaints = watch_console(page)

    page.goto(served.url(path.format(**ids)))

    assert_good_page(page, complaints=complaints)


def test_slider_is_moved_by_keyboard_and_says_where_it_is(asked, work):
    served, ids = asked
    page = work(width=390)
    page.goto(served.url("/persons/{person}/questionnaires/{sliders}/?view=one&step=1".format(**ids)))
    slider, value = page.locator("input[type=range]"), page.locator(".slider-value")
    unanswered = value.inner_text()

    slider.focus()
    slider.press("ArrowRight")
    slider.press("ArrowRight")

    expect(value).to_have_text("7")
    expect(slider).to_have_attribute("aria-valuetext", "7")
    page.locator(".slider-clear").click()
    expect(value).to_have_text(unanswered)
    slider.press("Home")
    page.locator("button[value=next]").click()
    page.locator("button[value=back]").click()
    expect(page.locator(".slider-value")).to_have_text("0")


def test_question_comes_and_goes_with_the_answer_it_hangs_on(asked, work):
    served, ids = asked
    page = work(width=1280)
    page.goto(served.url("/persons/{person}/questionnaires/{audit}/?view=all".format(**ids)))
    second, fourth = page.locator("[data-question=q1]"), page.locator("[data-question=q3]")
    expect(second).to_be_hidden()

    page.locator("input[name=q0][value='2']").check()
    expect(second).to_be_visible()
    expect(fourth).to_be_hidden()
    page.locator("input[name=q1][value='1']").check()
    expect(fourth).to_be_visible()
    page.locator("input[name=q0][value='0']").check()
    expect(second).to_be_hidden()
    expect(fourth).to_be_hidden()


def test_everything_works_without_a_script_on_a_phone(asked, work):
    served, ids = asked
    page = work(width=390, height=844, has_touch=True, java_script_enabled=False, user_agent="Phone Mobile")
    page.goto(served.url("/persons/{other_person}/questionnaires/{other}/".format(**ids)))

    for answer in ("7", "6", "5", "8"):
        page.locator(f".scale-step:has(input[value='{answer}'])").tap()
        page.locator("button[value=next]").tap()
    page.locator("button[value=finish]").tap()

    expect(page.locator(".result-number").first).to_have_text("6,5")
    expect(page.locator("svg.plot-drawing")).to_have_count(1)
