"""Requests, decisions, complaints and hours in a real browser, in every look."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import expect

from tests.sites.staff.scene import PASSWORD
from tests.support.browser import assert_good_page, log_in, run, serving, watch_console

pytestmark = pytest.mark.browser

EMAIL = "leder@example.test"
BUILD = """
import json
from datetime import timedelta
from django.utils import timezone
from samhold.foundation.time import local_day
from samhold.rooms.access.enums import Role
from samhold.rooms.care import letters
from samhold.rooms.care.models import LegalBasis, ServiceType
from tests.sites.staff.scene import PASSWORD, build
from tests.support.factories.access import UserFactory
from tests.support.factories.decisions import *
from tests.support.factories.life import DwellingFactory
from tests.support.factories.organisations import MembershipFactory
scene, today = build(timezone.now()), local_day(timezone.now())
leader = UserFactory(email="leder@example.test", name="Testperson Leder")
leader.set_password(PASSWORD)
leader.save()
MembershipFactory(user=leader, unit=scene.unit, role=Role.UNIT_LEADER)
common = {"person": scene.person, "unit": scene.unit, "applied_date": today - timedelta(days=90)}
basis = LegalBasis.objects.get(code="HEALTH")
granted = GrantedFactory(**common, service=ServiceType.objects.get(code="FOLLOW_UP"), legal_basis=basis,
    hours_per_week="7.5", first_date=today - timedelta(days=60), evaluate_by_date=today + timedelta(days=99))
granted.letter = letters.words_of(granted)
granted.save()
assessed = DecisionFactory(**common, service=ServiceType.objects.get(code="PRACTICAL_HELP"), state="ASSESSED")
refused = GrantedFactory(**common, service=ServiceType.objects.get(code="SUPPORT_CONTACT"), legal_basis=basis,
    state="REFUSED", first_date=None, hours_per_week=None)
complaint = ComplaintFactory(decision=refused, received_date=today, is_late=True, state="CONSIDERED")
asked = RequestForHelpFactory(unit=scene.unit, about="Mann i trettiårene",
    asked_date=today - timedelta(days=30), answer_by_date=today - timedelta(days=16))
RequestForHelpFactory(unit=scene.unit, person=scene.person, asked_date=today, answer_by_date=today, outcome="OFFER",
    answer="Kom i morgen", answered_date=today, answered_by=leader)
DecisionStepFactory(decision=granted, state="ASSESSED", text="Kartlagt hjemme.")
names = {"person": scene.person, "granted": granted, "assessed": assessed, "refused": refused, "complaint": complaint,
    "asked": asked, "dwelling": DwellingFactory(tenant=scene.person.tenant)}
print(json.dumps({name: str(row.pk) for name, row in names.items()}))
"""
PAGES = (
    "/persons/{person}/decisions/",
    "/persons/{person}/decisions/apply/",
    "/persons/{person}/decisions/{granted}/",
    "/persons/{person}/decisions/{granted}/end/",
    "/persons/{person}/decisions/{granted}/complain/",
    "/persons/{person}/decisions/{assessed}/decide/",
    "/persons/{person}/decisions/{refused}/",
    "/persons/{person}/complaints/{complaint}/reverse/",
    "/requests/",
    "/requests/new/",
    "/requests/{asked}/",
    "/requests/{asked}/link/",
    "/requests/counts/",
    "/hours/",
    "/dwellings/new/",
    "/dwellings/{dwelling}/",
)


@pytest.fixture(scope="module")
def decisions(tmp_path_factory):
    """A server with decisions in it, and their ids."""
    with serving(tmp_path_factory.mktemp("decisions") / "samhold.sqlite3") as running:
        ids = json.loads(run(running.environment, "shell", "-v", "0", "-c", BUILD).strip().splitlines()[-1])
        yield running, ids


@pytest.fixture(scope="module")
def kept_log_in(browser, decisions):
    served, _ids = decisions
    context = browser.new_context(locale="nb-NO")
    log_in(context.new_page(), served, email=EMAIL, password=PASSWORD)
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def leader(open_page, kept_log_in):
    """Open a page as the leader."""
    return lambda **options: open_page(storage_state=kept_log_in, **options)


@pytest.mark.parametrize("path", PAGES)
def test_page_in_every_look_has_no_barrier(decisions, leader, path):
    served, ids = decisions
    page = leader()
    complaints = watch_console(page)

    page.goto(served.url(path.format(**ids)))

    assert_good_page(page, complaints=complaints)


def test_a_request_is_written_down_on_a_phone_in_three_fields(decisions, leader):
    served, _ids = decisions
    page = leader(width=390, height=844)
    page.goto(served.url("/requests/new/"))

    page.locator("label.choice", has=page.locator("input[value=PHONE]")).click()
    page.locator("input[name=asked_by]").fill("En nabo")
    page.locator("textarea[name=asked_for]").fill("Er redd for ham etter helga.")
    page.locator("main .form-actions button[type=submit]").click()

    expect(page).to_have_url(served.url("/requests/"))
    expect(page.locator(".list-item").filter(has_text="Er redd for ham")).to_have_count(1)


def test_too_many_hours_are_told_beside_the_field_and_the_grounds_are_kept(decisions, leader):
    served, ids = decisions
    page = leader(width=1280)
    page.goto(served.url(f"/persons/{ids['person']}/decisions/{ids['assessed']}/decide/"))

    page.locator("label.choice", has=page.locator("input[value=GRANTED]")).click()
    page.locator("input[name=hours]").fill("169")
    page.locator("input[name=first_date]").fill("2030-01-01")
    page.locator("textarea[name=grounds]").fill("Grunner som skal stå igjen.")
    page.locator("main .form-actions button[type=submit]").click()

    expect(page.locator(".field[data-invalid]").filter(has_text=re.compile("168"))).to_have_count(1)
    expect(page.locator("textarea[name=grounds]")).to_have_value("Grunner som skal stå igjen.")
