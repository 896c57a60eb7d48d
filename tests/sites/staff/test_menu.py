"""The menus lead nobody to a closed door."""

from __future__ import annotations

import re

import pytest

from samhold.rooms.access.enums import Role
from samhold.sites.staff.pages.start import VISITS
from tests.sites.staff.circle import client_of, text_of
from tests.support.factories.organisations import MembershipFactory

OF_WORKERS = [role for role in Role if role not in {Role.PERSON, Role.NEXT_OF_KIN, Role.GUARDIAN, Role.VISITOR}]
LINK = re.compile(r'href="(/[^"#?]*)"')


@pytest.mark.parametrize("role", OF_WORKERS)
def test_every_link_of_the_menus_answers(db, role):
    client = client_of(MembershipFactory(role=role).user)
    page = text_of(client.get("/settings/"))
    menus = re.findall(r"<(?:nav|details|header)\b.*?</(?:nav|details|header)>", page, re.DOTALL)
    links = {link for menu in menus for link in LINK.findall(menu)}

    answers = {link: client.get(link, follow=True).status_code for link in links}

    assert {"/my-day/", "/inbox/"} <= set(answers)
    assert {"/persons/", "/coordination/"} & set(answers)
    assert set(answers.values()) == {200}


@pytest.mark.parametrize("role", OF_WORKERS)
def test_empty_day_leads_each_role_to_a_page_that_answers(db, role):
    client = client_of(MembershipFactory(role=role).user)

    answer = client.get("/my-day/")

    start = answer.context["start"]
    assert (start is None) == (role in VISITS)
    if start is not None and start.url:
        assert client.get(start.url).status_code == 200
