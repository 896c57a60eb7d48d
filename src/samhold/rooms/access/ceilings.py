"""What a relation lets somebody read at most, by the rules alone: for telling the person, never for deciding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samhold.rooms.access.engine import rules_for
from samhold.rooms.access.enums import Action, Category, Purpose

if TYPE_CHECKING:
    from collections.abc import Collection

    from samhold.rooms.access.enums import Reach, Role


def readable_at_most(roles: Collection[Role], reaches: Collection[Reach]) -> frozenset[Category]:
    """Return what one of these roles may read in care by one of these reaches, before masks and blocks narrow it."""
    return frozenset(
        category
        for category in Category
        for rule in rules_for(Action.READ, category, Purpose.CARE)
        if rule.roles.intersection(roles) and rule.reaches.intersection(reaches)
    )
