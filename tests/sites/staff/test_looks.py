"""Who has looked, in plain words."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from samhold.rooms.access.actions import audit
from samhold.rooms.access.enums import Action, Category, Outcome, Purpose
from samhold.sites.staff.pages.looks import PAGE
from tests.sites.staff.circle import page, text_of


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
    assert [scene.colleague.name in text for text in elsewhere] == [False] * 3


def test_looks_go_on_where_the_page_ends_and_lose_none(scene, worker_client):
    """Many of the same instant: the border between two pages falls between them."""
    now = timezone.now() + timedelta(minutes=1)
    audit.write_many(_event(scene, at=now, actor_id=scene.colleague.pk) for _ in range(PAGE + 5))

    first = worker_client.get(page(scene.person, "looks/?kind=looked"))
    second = worker_client.get(page(scene.person, "looks/") + first.context["more_url"])
    lines = [line for answer in (first, second) for day in answer.context["days"] for line in day.lines]

    assert sum(line.who == scene.colleague.name for line in lines) == PAGE + 5


@pytest.mark.parametrize("asked", ["kind=nothing", "before=yesterday&id=1", "before=2026-01-01T00:00:00&id=x"])
def test_looks_asked_for_in_nonsense_show_the_whole(scene, worker_client, asked):
    response = worker_client.get(page(scene.person, f"looks/?{asked}"))

    assert response.status_code == 200


@pytest.mark.parametrize("count", [1, 20])
def test_looks_take_the_same_number_of_queries(scene, worker_client, django_assert_max_num_queries, count):
    audit.write_many(_event(scene) for _ in range(count))

    with django_assert_max_num_queries(20):
        worker_client.get(page(scene.person, "looks/"))
