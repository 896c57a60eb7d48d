"""Every component in a real browser: without barriers, by keyboard, without script."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.support.browser import assert_good_page, watch_console

pytestmark = pytest.mark.browser
PAGES = [
    "/ui/",
    "/ui/problem/404/",
    "/account/login/",
    "/account/password/reset/",
    "/help/",
    "/accessibility/",
    "/privacy/",
]


@pytest.mark.parametrize("path", PAGES)
def test_page_in_every_look_has_no_barrier(served, open_page, path):
    page = open_page()
    complaints = watch_console(page)

    page.goto(served.url(path))

    if "problem" in path:
        complaints.clear()  # the browser reports the page's own status
    assert_good_page(page, complaints=complaints)


def test_menu_and_palette_open_have_no_barrier(served, open_page):
    page = open_page()
    complaints = watch_console(page)
    page.goto(served.url("/ui/"))

    page.locator(".menu-account summary").click()
    assert_good_page(page, complaints=complaints)
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    expect(page.locator("#palette")).to_be_visible()
    assert_good_page(page, complaints=[])


def test_first_tab_stop_leads_past_the_navigation(served, open_page):
    page = open_page()
    page.goto(served.url("/ui/problem/404/"))

    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("main")).to_be_focused()


def test_error_summary_is_focused_when_the_page_arrives(served, open_page):
    page = open_page()

    page.goto(served.url("/ui/"))

    expect(page.locator(".error-summary")).to_be_focused()


@pytest.mark.parametrize("width", [320, 1280])
def test_focus_by_keyboard_is_never_hidden(served, open_page, width):
    page = open_page(width=width)
    page.goto(served.url("/ui/"))
    page.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")

    hidden = []
    for _ in range(90):
        page.keyboard.press("Tab")
        hidden += page.evaluate(HIDDEN_FOCUS)

    assert hidden == []


HIDDEN_FOCUS = """
async () => {
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  const node = document.activeElement;
  if (!node || node === document.body || node.closest('.skip-link')) return [];
  const box = (node.closest('label') ?? node).getBoundingClientRect();
  const steps = [0.15, 0.5, 0.85];
  const points = steps.flatMap((x) => steps.map((y) => [box.left + box.width * x, box.top + box.height * y]));
  const seen = points.some(([x, y]) => {
    const top = document.elementFromPoint(x, y);
    return top && (node.contains(top) || top.contains(node) || (node.closest('label')?.contains(top)));
  });
  return seen ? [] : [node.outerHTML.slice(0, 120)];
}
"""


def test_colours_chosen_stay_after_reload(served, open_page):
    page = open_page()
    page.goto(served.url("/ui/"))

    page.locator(".menu-account summary").click()
    with page.expect_response("**/ui/scheme/"):
        page.locator("[name=scheme][value=dark]").click()
    expect(page.locator("html")).to_have_attribute("data-color-scheme", "dark")
    page.reload()

    expect(page.locator("html")).to_have_attribute("data-color-scheme", "dark")


def test_menus_and_colours_work_without_script(served, open_page):
    page = open_page(java_script_enabled=False)
    page.goto(served.url("/ui/"))

    page.locator(".menu-account summary").click()
    page.locator("[name=scheme][value=dark]").click()

    expect(page.locator("html")).to_have_attribute("data-color-scheme", "dark")


def test_palette_closed_forgets_what_was_searched(served, open_page):
    page = open_page()
    page.goto(served.url("/ui/"))
    page.keyboard.press("Control+k")
    search = page.locator("#palette input[type=search]")
    search.fill("Testperson")

    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")

    expect(search).to_have_value("")


def test_draft_is_kept_and_tried_again_when_the_net_fails(served, open_page):
    page = open_page()
    sent = []

    def answer(route):
        sent.append(route.request.post_data)
        if len(sent) == 1:
            route.abort()
        else:
            route.fulfill(status=200, content_type="application/json", body='{"saved_at": "14:32"}')

    page.route("**/draft/", answer)
    page.goto(served.url("/ui/"))
    text = page.locator("[data-autosave-url] textarea")

    text.fill("A long talk about the flat")
    status = page.locator("[data-autosave-url] [data-autosave-status]")
    expect(status).to_have_attribute("data-state", "failed", timeout=4000)
    expect(status).to_have_attribute("data-state", "saved", timeout=6000)

    expect(status).to_contain_text("14:32")
    expect(text).to_have_value("A long talk about the flat")
    assert len(sent) == 2
    assert all("A+long+talk+about+the+flat" in body for body in sent)


def test_draft_is_saved_within_two_seconds_of_a_pause(served, open_page):
    page = open_page()
    page.route("**/draft/", lambda route: route.fulfill(status=204))
    page.goto(served.url("/ui/"))

    with page.expect_request("**/draft/", timeout=2000):
        page.locator("[data-autosave-url] textarea").fill("Talked about the flat")

    stored = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "flat" not in stored


def test_palette_by_arrow_keys_opens_the_result(served, open_page):
    page = open_page()
    page.goto(served.url("/ui/"))
    page.keyboard.press("Control+k")
    page.keyboard.type("test", delay=20)
    expect(page.locator("#palette-results a")).to_have_count(3)

    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#palette-results a[data-chosen]")).to_contain_text("Ida")
    page.keyboard.press("Enter")

    page.wait_for_url("**/ui/?person=2")


def test_idle_session_is_told_of_before_it_ends_and_keeps_the_text(served, open_page):
    page = open_page()
    page.clock.install()
    page.goto(served.url("/ui/"))
    text = page.locator("[data-autosave-url] textarea")
    page.route("**/draft/", lambda route: route.fulfill(status=503))
    text.fill("Talked about the flat")

    page.clock.fast_forward("29:00")
    expect(page.locator("[data-stay-soon]")).to_be_visible()
    page.clock.fast_forward("01:30")
    expect(page.locator("[data-stay-over]")).to_be_visible()

    expect(text).to_have_value("Talked about the flat")


def test_buttons_on_a_phone_are_large_enough_for_a_thumb(served, open_page):
    page = open_page(width=390)
    page.goto(served.url("/ui/"))

    sizes = page.locator("main button:visible, main .ds-button:visible, main .chip:visible").evaluate_all(
        "nodes => nodes.map((node) => [node.textContent.trim(), node.getBoundingClientRect().height])"
    )

    assert [(text, height) for text, height in sizes if height < 44] == []
