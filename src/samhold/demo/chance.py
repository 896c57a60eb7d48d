"""Chance that repeats itself: one stream of numbers per thing, so that a change in one place does not move the rest."""

from __future__ import annotations

from random import Random


def stream(seed: int, *names: object) -> Random:
    """Return the stream of a thing; the same seed and names give the same numbers on every machine."""
    return Random(":".join(str(part) for part in (seed, *names)))  # noqa: S311 -- repeatable on purpose


def weighted(chance: Random, choices: dict[str, int]) -> str:
    """Choose one of the keys, by its weight."""
    return chance.choices(tuple(choices), weights=tuple(choices.values()))[0]
