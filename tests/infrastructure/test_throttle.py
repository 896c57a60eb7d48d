"""Rate limits, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from samhold.infrastructure.models import Allowance
from samhold.infrastructure.throttle import allow, forget_before

if TYPE_CHECKING:
    from collections.abc import Callable

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


def ask(seconds: float = 0, key: str = "192.0.2.1", bucket: str = "log-in") -> bool:
    return allow(bucket, key, limit=3, per_seconds=60, now=NOON + timedelta(seconds=seconds))


@pytest.mark.django_db
def test_allow_more_than_the_limit_at_once_is_refused() -> None:
    assert [ask() for _ in range(5)] == [True, True, True, False, False]


@pytest.mark.django_db
def test_allow_comes_back_evenly_and_never_beyond_the_limit() -> None:
    for _ in range(3):
        ask()

    assert [ask(19), ask(20), ask(21)] == [False, True, False]
    assert [ask(100_000) for _ in range(4)] == [True, True, True, False]


@pytest.mark.django_db
def test_allow_counts_each_key_and_bucket_by_itself() -> None:
    for _ in range(3):
        ask()

    assert (ask(), ask(key="192.0.2.2"), ask(bucket="search")) == (False, True, True)


@pytest.mark.django_db
def test_allow_when_the_clock_is_set_back_gives_nothing_extra() -> None:
    for _ in range(3):
        ask(100)

    assert (ask(0), ask(110)) == (False, False)


@pytest.mark.django_db
def test_allow_stores_no_readable_key() -> None:
    ask()

    assert "192.0.2" not in Allowance.objects.get().key


@pytest.mark.django_db
@pytest.mark.parametrize(("limit", "per_seconds"), [(0, 60), (1, 0)])
def test_allow_without_a_limit_is_a_programming_error(limit: int, per_seconds: int) -> None:
    with pytest.raises(ValueError, match="at least one"):
        allow("log-in", "a", limit=limit, per_seconds=per_seconds, now=NOON)


@pytest.mark.django_db
def test_forget_before_deletes_what_was_not_counted_since() -> None:
    ask(0, key="old")
    ask(100, key="new")

    assert forget_before(NOON + timedelta(seconds=50)) == 1
    assert Allowance.objects.count() == 1


KEYS = count()


@pytest.mark.django_db
@examples(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 300), max_size=25))
def test_allow_agrees_with_a_plain_bucket(waits: list[int]) -> None:
    key = str(next(KEYS))
    tokens, seconds, expected, got = 4.0, 0.0, [], []
    for eighths in waits:
        seconds += eighths / 8
        tokens = min(4.0, tokens + eighths / 8 * 4 / 32)
        expected.append(tokens >= 1)
        tokens -= 1 if tokens >= 1 else 0
        got.append(allow("x", key, limit=4, per_seconds=32, now=NOON + timedelta(seconds=seconds)))

    assert got == expected


def test_allow_in_threads_gives_no_more_than_the_limit(in_threads: Callable[..., list[object]]) -> None:
    given_out = in_threads(lambda _number: sum(ask() for _ in range(3)))

    assert sum(count for count in given_out if isinstance(count, int)) == 3
