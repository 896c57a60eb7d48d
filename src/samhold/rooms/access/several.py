"""Leave for the same thing with several persons at once, for actions in bulk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samhold.rooms.access.engine import require
from samhold.rooms.access.enums import Purpose

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from samhold.rooms.access.engine import Actor, PersonRow
    from samhold.rooms.access.enums import Action, Category


def require_each(
    actor: Actor,
    action: Action,
    persons: Iterable[PersonRow],
    category: Category,
    *,
    now: datetime,
    purpose: Purpose = Purpose.CARE,
) -> tuple[str, ...]:
    """
    Return the basis for each person, in their order; the same person is asked for once.

    :raises NotAllowed: if nothing allows it with one of them.
    """
    found: dict[object, str] = {}
    bases: list[str] = []
    for person in persons:
        if person.pk not in found:
            found[person.pk] = require(actor, action, person, category, now=now, purpose=purpose)
        bases.append(found[person.pk])
    return tuple(bases)
