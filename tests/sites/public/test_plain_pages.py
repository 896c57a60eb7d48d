"""The plain pages at the foot of every page."""

from __future__ import annotations

import pytest

from tests.support.factories.organisations import MembershipFactory

PAGES = ("/help/", "/accessibility/", "/privacy/")


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("is_worker", [True, False])
def test_plain_page_is_there_for_everybody_and_leads_to_the_others(client, db, path, is_worker):
    if is_worker:
        client.force_login(MembershipFactory().user)

    page = client.get(path)

    text = page.content.decode()
    assert (page.status_code, [f'href="{other}"' in text for other in PAGES]) == (200, [True, True, True])
    assert ('class="narrow-body"' in text) is not is_worker


def test_staff_s_pages_lead_to_the_plain_pages(client, db):
    client.force_login(MembershipFactory().user)

    text = client.get("/my-day/").content.decode()

    assert [f'href="{path}"' in text for path in PAGES] == [True, True, True]


def test_plain_page_takes_no_post(client, db):
    assert client.post("/help/").status_code == 405
