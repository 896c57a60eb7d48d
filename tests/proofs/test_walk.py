"""No address tells anybody in any way what they may not see."""

from __future__ import annotations

import logging
import re
import statistics
import time
from collections import Counter
from random import Random
from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from samhold.foundation.identifiers import new_id
from samhold.rooms.access.engine import Standing
from tests.proofs.marked import marked_region
from tests.proofs.walking import Walker, patterns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from uuid import UUID

    from tests.proofs.progress import State

pytestmark = [pytest.mark.django_db, pytest.mark.prove]
SHARDS, SAMPLE, FULL = 4, 2_000, 100_000
CHANGING = re.compile(
    rb'nonce="[^"]*"|csrfmiddlewaretoken" value="[^"]*"|X-CSRFToken": "[^"]*"|[0-9a-f]{8}-[0-9a-f-]{27}'
)


@pytest.fixture
def walker() -> Iterator[Walker]:
    logging.disable(logging.CRITICAL)
    cache.clear()
    yield Walker(marked_region(timezone.now()))
    logging.disable(logging.NOTSET)
    cache.clear()


@pytest.mark.parametrize("shard", range(SHARDS))
def test_no_text_reaches_anybody_who_may_not_see_it(
    walker: Walker, proof: Callable[..., State], figure: Callable[[str], None], shard: int
) -> None:
    state = proof(f"walk-{connection.vendor}-{shard}", sample=SAMPLE // SHARDS, full=FULL // SHARDS)

    for number in state.rounds():
        shown = walker.shown
        walker.step(number * SHARDS + shard)
        state.add(1, shown=walker.shown - shown)
        assert (walker.leaks, walker.errors) == ([], [])

    told = f"{state.total} requests to {len(walker.routes)} addresses, {state.counted['shown']} texts shown, 0 leaked"
    figure(f"walk on {connection.vendor}, part {shard + 1} of {SHARDS}: {told}, 0 errors")


def test_the_texts_are_there_for_those_who_may_see_them(walker: Walker) -> None:
    """Without this, a walk that finds nothing could be a walk past locked doors."""
    seen: Counter[str] = Counter()
    walker.may_see = lambda _user, mark, _path: seen.update([mark.kind]) or True
    user = next(one for one in walker.region.world.memberships if one.role == "CARE_WORKER").user
    person = walker.near[user][0].id

    for rest in ("", "network/", "consents/", "details/", "contacts/new/", "looks/"):
        path = f"/persons/{person}/{rest}"
        walker.judge(path, None, path, walker.clients[user].get(path))
    for response in walker.region.rows[person]["Response"]:
        path = f"/persons/{person}/questionnaires/{response}/"
        walker.judge(path, None, path, walker.clients[user].get(path))
    for meeting in walker.region.rows[person]["Meeting"]:
        path = f"/persons/{person}/meetings/{meeting}/"
        walker.judge(path, None, path, walker.clients[user].get(path))
    for rest in ("plan/", "crisis/", "contacts/new/", "safety/", "safety/absence/"):
        path = f"/persons/{person}/{rest}"
        walker.judge(path, None, path, walker.clients[user].get(path))
    for rest in _of_decisions(walker, person):
        walker.judge(rest, None, rest, walker.clients[user].get(rest))
    answer = walker.clients[user].get("/search/", {"q": "KA"})
    walker.judge("search", None, "/search/", answer)

    answers = {"FEEDBACK", "SUBSTANCE", "HEALTH", "REFERRAL_STATUS"}
    safe = {"SAFETY", "CHILDREN", "CRISIS"}
    assert {"IDENTITY", "NETWORK", "CONTACTS", "APPOINTMENTS", "PLAN"} | safe | answers <= set(seen)


def test_what_the_person_says_is_there_for_the_person_alone_until_it_is_sent(walker: Walker) -> None:
    seen: Counter[str] = Counter()
    walker.may_see = lambda _user, mark, _path: seen.update([mark.kind]) or True
    person = next(one for one in walker.region.world.persons if one.account)
    answers = [f"answers/{response}/?step=9" for response in walker.region.rows[person.id]["Response"]]

    for rest in ("notes/", "answers/", "sharing/", "looks/", *answers):
        path = f"/me/{rest}"
        walker.judge(path, None, path, walker.clients[person.account].get(path))

    assert {"UNSENT", "FEEDBACK"} <= set(seen)
    assert "TAKEN_BACK" not in seen


def test_the_own_page_tells_its_owner_and_no_staff_page_does(walker: Walker) -> None:
    seen: Counter[str] = Counter()
    walker.may_see = lambda _user, mark, _path: seen.update([mark.kind]) or True
    person = next(one for one in walker.region.world.persons if one.account)
    client = walker.clients[person.account]

    for path in ("/me/", "/me/plan/", "/me/crisis/", "/me/people/", "/me/meetings/"):
        walker.judge(path, None, path, client.get(path))
    assert {"NETWORK", "PLAN", "CRISIS"} <= set(seen)

    open_to_staff = {route for route, pattern in patterns() if ".sites.staff." in pattern.callback.__module__}
    answers = {route: client.get(walker.address(route, person, Random(1))) for route in sorted(open_to_staff)}
    told = {route: answer.status_code for route, answer in answers.items() if answer.status_code not in {404, 405}}
    assert told == {}


def _of_decisions(walker: Walker, person: UUID) -> tuple[str, ...]:
    """Name the pages on which requests, decisions and complaints are read; the letter is a PDF."""
    rows = walker.region.rows[person]
    decision = f"/persons/{person}/decisions/{rows['Decision'][0]}/"
    return decision, f"{decision}letter/", f"/requests/{rows['RequestForHelp'][0]}/"


def test_the_walk_notices_an_open_door(walker: Walker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Standing, "_decide", lambda *_words: "an open door")

    for number in range(200):
        walker.step(number)
    for user in walker.region.world.users:
        for person in walker.near[user.id][:2]:
            for page in ("", "network/"):
                walker.look(user, f"/persons/{person.id}/{page}")

    assert {mark.rpartition(": ")[2].partition(" ")[0] for mark in walker.leaks} >= {"IDENTITY", "NETWORK", "CONTACTS"}


def test_an_unknown_and_a_hidden_person_answer_alike(walker: Walker, figure: Callable[[str], None]) -> None:
    user = next(one for one in walker.region.world.memberships if one.role == "CARE_WORKER").user
    near = {one.id for one in walker.near[user]}
    hidden = next(one.id for one in walker.region.world.persons if one.id not in near)
    client, times = walker.clients[user], {"hidden": [], "unknown": []}

    for route in [one for one in walker.routes if one.startswith("persons/<uuid:person_id>/")]:
        rest = re.sub(r"<uuid:\w+>", str(new_id()), route.partition("<uuid:person_id>/")[2])
        answers = []
        for name, person_id in (("hidden", hidden), ("unknown", new_id())):
            started = time.perf_counter()
            response = client.get(f"/persons/{person_id}/{rest}")
            times[name].append(time.perf_counter() - started)
            answers.append((response.status_code, sorted(response.headers), CHANGING.sub(b"", response.content)))
        assert answers[0] == answers[1], route

    medians = {name: statistics.median(found) * 1000 for name, found in times.items()}
    figure(f"404 of a hidden person {medians['hidden']:.1f} ms, of an unknown one {medians['unknown']:.1f} ms (median)")
