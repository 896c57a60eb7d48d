"""Identifiers that sort by time."""

import threading
import time
from itertools import pairwise
from uuid import UUID

import pytest

from samhold.foundation import identifiers
from samhold.foundation.identifiers import new_id


def test_new_id_is_version_seven_of_now() -> None:
    before = time.time_ns() // 1_000_000

    made = new_id()

    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert before <= made.int >> 80 <= time.time_ns() // 1_000_000 + 1


def test_new_id_many_only_grow() -> None:
    made = [new_id() for _ in range(20_000)]

    assert all(earlier < later for earlier, later in pairwise(made))


def test_new_id_when_the_clock_is_set_back_still_grows(monkeypatch: pytest.MonkeyPatch) -> None:
    first = new_id()
    monkeypatch.setattr(identifiers.time, "time_ns", lambda: 0)

    assert new_id() > first


def test_new_id_when_the_counter_is_full_takes_the_next_millisecond(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identifiers, "_clock", identifiers._Clock())
    monkeypatch.setattr(identifiers.secrets, "randbits", lambda bits: (1 << bits) - 1)
    monkeypatch.setattr(identifiers, "_COUNTER_LIMIT", 1 << 41)
    monkeypatch.setattr(identifiers.time, "time_ns", lambda: 10**19)
    first, second = identifiers.new_id(), identifiers.new_id()

    assert (second.int >> 80) - (first.int >> 80) == 1


def test_new_id_in_threads_is_unique_and_grows_in_each() -> None:
    made: list[list[UUID]] = [[] for _ in range(4)]

    def make(into: list[UUID]) -> None:
        into.extend(new_id() for _ in range(5_000))

    threads = [threading.Thread(target=make, args=(into,)) for into in made]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len({one for into in made for one in into}) == 20_000
    assert all(into == sorted(into) for into in made)
