"""A passkey is registered and logs its owner in, with a virtual authenticator in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.support.browser import run

pytestmark = [pytest.mark.browser]

EMAIL, PASSWORD = "passkey@test.example", "en lang setning"
MAKE_USER = (
    "from samhold.rooms.access.models import User; "
    f"User.objects.create_user(email={EMAIL!r}, name='Nøkkel Testperson', password={PASSWORD!r})"
)
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_passkey_registered_once_logs_in_without_password(served, open_page):
    run(served.environment, "shell", "-c", MAKE_USER)
    page = open_page()
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    device = devices.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})

    page.goto(at_localhost(served, "/account/login/"))  # a passkey belongs to a name, not to an address
    log_in_here(page)
    page.goto(at_localhost(served, "/account/2fa/webauthn/add/"))
    if "reauthenticate" in page.url:
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator("form:has(input[name=password]) button[type=submit]").first.click()
    page.locator("input[name=name]").fill("Telefonen")
    page.locator("input[name=passwordless]").check()
    page.locator("#mfa_webauthn_add").click()
    expect(page).to_have_url(re.compile("recovery-codes"))
    page.context.clear_cookies()
    page.goto(at_localhost(served, "/account/login/"))
    page.locator("#passkey_login").click()

    expect(page).to_have_url(at_localhost(served, "/my-day/"), timeout=20_000)
    found = devices.send("WebAuthn.getCredentials", {"authenticatorId": device["authenticatorId"]})
    assert len(found["credentials"]) == 1


def at_localhost(served, path):
    return served.url(path).replace("127.0.0.1", "localhost")


def log_in_here(page):
    page.locator("input[name=login]").fill(EMAIL)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("form:has(input[name=password]) button[type=submit]").first.click()
    expect(page).to_have_url(re.compile("/my-day/"))
