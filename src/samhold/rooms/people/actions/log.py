"""Write what an action did to a row about a person in the audit log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samhold.rooms.access.actions import audit

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.rooms.access.enums import Action, Category
    from samhold.rooms.access.models import User
    from samhold.rooms.people.models import PersonBound


def event(
    row: PersonBound,
    *,
    by: User,
    action: Action,
    basis: str,
    what: str,
    category: Category,
    now: datetime,
) -> audit.Event:
    """
    Return the line of the audit log for a change of a row.

    :param what: the change in a word, such as "ended"; never a text that somebody typed.
    """
    return audit.Event(
        action=action,
        at=now,
        actor_id=by.pk,
        tenant_id=row.tenant_id,
        person_id=row.person_id,
        subject=f"{row._meta.label_lower} {row.pk} {what}",  # noqa: SLF001 -- Django's API
        categories=(category,),
        basis=basis,
    )


def write(
    row: PersonBound,
    *,
    by: User,
    action: Action,
    basis: str,
    what: str,
    category: Category,
    now: datetime,
) -> None:
    """Write the line of the audit log for a change of a row."""
    audit.write(event(row, by=by, action=action, basis=basis, what=what, category=category, now=now))
