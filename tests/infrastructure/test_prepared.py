"""Prepared questions: the same rows as the query itself, by SQL that is written once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest

from samhold.infrastructure.models import Mutation
from samhold.infrastructure.prepared import prepared

if TYPE_CHECKING:
    from django.db.models import QuerySet

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
ANNA, BJORN = uuid4(), uuid4()


def _of(actor_id: UUID, before: datetime, limit: int) -> QuerySet[Mutation]:
    rows = Mutation.objects.filter(actor_id=actor_id, created_at__lt=before)
    return rows.order_by("-created_at")[:limit]


@pytest.fixture
def made() -> list[Mutation]:
    return [
        Mutation.objects.create(
            key=uuid4(),
            actor_id=actor_id,
            payload_hash="",
            made_model="x",
            created_at=NOON - timedelta(hours=hours),
        )
        for actor_id in (ANNA, BJORN)
        for hours in range(1, 4)
    ]


def test_question_asked_again_with_other_values_answers_as_the_query(made: list[Mutation]) -> None:
    built = []

    @prepared
    def ask(*, actor_id: UUID, before: datetime, limit: int) -> QuerySet[Mutation]:
        built.append(limit)
        return _of(actor_id, before, limit)

    asked = [
        (actor_id, NOON - timedelta(hours=hours), limit)
        for actor_id in (ANNA, BJORN, uuid4())
        for hours in (0, 1, 9)
        for limit in (1, 2)
    ]
    answers = [ask(actor_id=actor_id, before=before, limit=limit) for actor_id, before, limit in asked]

    assert answers == [tuple(_of(*values)) for values in asked]
    assert built == [1, 1, 2, 2]
    assert made[0] in answers[0]


def test_question_for_values_gives_tuples(made: list[Mutation]) -> None:
    @prepared
    def ask(*, actor_id: UUID, before: datetime) -> QuerySet[Mutation, tuple[UUID, datetime]]:
        return _of(actor_id, before, 1).values_list("key", "created_at")

    assert ask(actor_id=ANNA, before=NOON) == ((made[0].key, made[0].created_at),)
    assert ask(actor_id=BJORN, before=NOON) == ((made[3].key, made[3].created_at),)


def test_question_about_a_text_is_written_once(made: list[Mutation]) -> None:
    built = []

    @prepared
    def ask(*, model: str) -> QuerySet[Mutation]:
        built.append(model)
        return Mutation.objects.filter(made_model=model)

    assert set(ask(model="x")) == set(made)
    assert ask(model="y") == ()
    assert len(built) == len(("first", "second"))


def test_question_that_computes_with_an_instant_is_refused() -> None:
    @prepared
    def ask(*, actor_id: UUID, before: datetime) -> QuerySet[Mutation]:
        return _of(actor_id, before - timedelta(hours=1), 1)

    with pytest.raises(ValueError, match="filled in afterwards"):
        ask(actor_id=ANNA, before=NOON)


def test_question_whose_shape_depends_on_an_id_is_refused() -> None:
    @prepared
    def ask(*, actor_id: UUID, before: datetime) -> QuerySet[Mutation]:
        rows = _of(actor_id, before, 5)
        return rows if actor_id.int < 100_000 else Mutation.objects.order_by("key")

    with pytest.raises(ValueError, match="filled in afterwards"):
        ask(actor_id=ANNA, before=NOON)
