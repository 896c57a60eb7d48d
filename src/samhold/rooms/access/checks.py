"""System checks that keep access whole: a reach without a query, or with two, stops the start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.checks import CheckMessage, Error, Tags, register

from samhold.rooms.access.enums import Reach
from samhold.rooms.access.sources import AWAITED, bound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.apps import AppConfig


@register(Tags.security)
def check_reaches(app_configs: Sequence[AppConfig] | None, **_options: object) -> list[CheckMessage]:
    """Demand that each reach is bound exactly once, and an awaited one not at all."""
    del app_configs
    errors: list[CheckMessage] = []
    for reach, count in bound().items():
        expected = 0 if reach in AWAITED or reach == Reach.NONE else 1
        if count != expected:
            errors.append(
                Error(
                    f"The reach {reach} is bound {count} times, not {expected}.",
                    hint="Bind it in the `access.py` of the room that owns the relation, and only there.",
                    id="access.E001",
                ),
            )
    return errors
