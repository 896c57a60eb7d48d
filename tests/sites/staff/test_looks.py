"""Who has looked, in plain words."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from samhold.rooms.access.actions import audit
from samhold.rooms.access.enums import Action, Category, Outcome, Purpose
from samhold.sites.staff.pages.looked import PAGE
from tests.sites.staff.circle import page, text_of
from tests.sites.staff.counting import counting
from tests.support.factories.organisations import MembershipFactory

QUERIES = 13


def _event(scene, **changed):
    return audit.Event(
        **{
            "action": Action.READ,
            "at": timezone.now(),
            "actor_id": scene.colleague.pk,
            "tenant_id": scene.person.tenant_id,
            "person_id": scene.person.pk,
            "subject": "network",
            "categories": (Category.IDENTITY, Category.NETWORK),
            "purpose": Purpose.CARE,
            "basis": "care worker sees (unit_cares)",
        }
        | changed
    )


@pytest.mark.parametrize(
    ("changed", "kind", "words"),
    [
        ({}, "looked", "Opened who is involved"),
        (
            {"action": Action.MANAGE_NETWORK, "subject": "people.networkmember 1 ended"},
            "changed",
            "Ended somebody&#x27;s part in the network",
        ),
        ({"subject": "emergency", "purpose": Purpose.EMERGENCY}, "emergency", "Opened the emergency page"),
        ({"outcome": Outcome.REFUSED}, "refused", "Was refused: Opened who is involved"),
    ],
)
def test_look_is_told_in_words_under_its_filter(scene, worker_client, changed, kind, words):
    scene.worker.language = "en"
    scene.worker.save()
    audit.write(_event(scene, **changed))

    shown = text_of(worker_client.get(page(scene.person, f"looks/?kind={kind}")))
    others = {"looked", "changed", "emergency", "refused"} - {kind}
    elsewhere = [text_of(worker_client.get(page(scene.person, f"looks/?kind={other}"))) for other in sorted(others)]

    assert (scene.colleague.name in shown, words in shown) == (True, True)
    assert [words in text for text in elsewhere] == [False] * 3


def test_looks_go_on_where_the_page_ends_and_lose_none(scene, worker_client):
    """Many of the same instant: the border between two pages falls between them."""
    now = timezone.now() + timedelta(minutes=1)
    audit.write_many(_event(scene, at=now, actor_id=scene.colleague.pk) for _ in range(PAGE + 5))

    first = worker_client.get(page(scene.person, "looks/?kind=looked"))
    second = worker_client.get(page(scene.person, "looks/") + first.context["more_url"])
    lines = [
        line
        for answer in (first, second)
        for day in answer.context["days"]
        for group in day.groups
        for line in group.lines
    ]

    assert sum(line.who == scene.colleague.name for line in lines) == PAGE + 5


@pytest.mark.parametrize("asked", ["kind=nothing", "before=yesterday&id=1", "before=2026-01-01T00:00:00&id=x", "who=x"])
def test_looks_asked_for_in_nonsense_show_the_whole(scene, worker_client, asked):
    response = worker_client.get(page(scene.person, f"looks/?{asked}"))

    assert response.status_code == 200


@pytest.mark.parametrize("count", [1, 20])
def test_looks_take_the_same_number_of_queries(scene, worker_client, count):
    audit.write_many(_event(scene) for _ in range(count))

    with counting() as asked:
        worker_client.get(page(scene.person, "looks/"))

    assert asked.count == QUERIES


def groups(answer, name="days"):
    return [group for day in answer.context[name] for group in day.groups]


def test_looks_of_one_worker_and_day_are_one_line(scene, worker_client):
    audit.write_many(_event(scene) for _ in range(7))

    answer = worker_client.get(page(scene.person, "looks/"))

    (group,) = [one for one in groups(answer) if one.who == scene.colleague.name]
    assert (len(group.lines), group.is_me, group.is_outside) == (7, False, False)


def test_unusual_looks_come_first_and_oneself_last(scene, worker_client):
    stranger = MembershipFactory().user
    worker_client.get(page(scene.person, "network/"))
    audit.write(_event(scene))
    audit.write(_event(scene, actor_id=stranger.pk, basis="a rule (agreement)"))
    audit.write(_event(scene, actor_id=stranger.pk, outcome=Outcome.REFUSED))

    answer = worker_client.get(page(scene.person, "looks/"))

    told = [(one.kind, one.is_outside, one.is_me) for one in groups(answer)]
    assert told == [
        ("refused", False, False),
        ("looked", True, False),
        ("looked", False, False),
        ("looked", False, True),
    ]
    assert [one.who for one in groups(answer, "unusual")] == [stranger.name]


def test_names_in_lists_are_shown_when_asked_for(scene, worker_client):
    audit.write(_event(scene, basis="listed within what the actor may find"))

    told = [
        [one.who for one in groups(worker_client.get(page(scene.person, f"looks/{asked}")))]
        for asked in ("", "?kind=looked", "?kind=listed")
    ]

    assert [scene.colleague.name in names for names in told] == [False, False, True]


def test_looks_of_one_worker_alone(scene, worker_client):
    worker_client.get(page(scene.person, "network/"))
    audit.write(_event(scene))

    answer = worker_client.get(page(scene.person, f"looks/?who={scene.colleague.pk}"))

    assert {one.who for one in groups(answer)} == {scene.colleague.name}
    assert (scene.colleague.pk, scene.colleague.name) in answer.context["lookers"]
