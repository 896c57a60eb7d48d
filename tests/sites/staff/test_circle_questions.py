"""The pages around a person ask few questions, and as many for one row as for ten."""

from __future__ import annotations

import pytest

from samhold.rooms.access.enums import Role
from tests.sites.staff.circle import client_of, page
from tests.sites.staff.counting import counting
from tests.support.factories.notices import NoticeFactory
from tests.support.factories.organisations import MembershipFactory
from tests.support.factories.people import (
    BlockFactory,
    ConflictFactory,
    ConsentFactory,
    GrantFactory,
    NetworkMemberFactory,
)

MOST = {"network/": 12, "consents/": 12, "looks/": 13, "conflict/": 14}


@pytest.mark.parametrize("rest", MOST)
def test_page_around_a_person_asks_few_questions(scene, worker_client, rest):
    worker_client.get(page(scene.person, rest))  # so that the log has a line
    counts = []
    for _time in range(2):
        for _row in range(5):
            NetworkMemberFactory(person=scene.person)
            ConsentFactory(person=scene.person)
            BlockFactory(person=scene.person)
            ConflictFactory(person=scene.person)
        with counting() as asked:
            worker_client.get(page(scene.person, rest))
        counts.append(asked.count)

    assert counts[0] == counts[1]
    assert counts[0] <= MOST[rest]


@pytest.mark.parametrize("url", ["/inbox/", "/reviews/"])
def test_list_asks_few_questions(scene, url):
    leader = MembershipFactory(role=Role.UNIT_LEADER, unit=scene.unit)
    client = client_of(leader.user)
    client.get("/still-here/")
    counts = []
    for _time in range(2):
        for _row in range(5):
            NoticeFactory(recipient=leader.user)
            GrantFactory(person=scene.person)
        with counting() as asked:
            client.get(url)
        counts.append(asked.count)

    assert counts[0] == counts[1]
    assert counts[0] <= 12
