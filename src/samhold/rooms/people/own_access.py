"""The door to oneself: from an account to the person whose own page it opens, and no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samhold.foundation.errors import NotAvailable
from samhold.infrastructure.prepared import prepared
from samhold.rooms.access.enums import Action, Category, Purpose
from samhold.rooms.access.noted import Refusal, note
from samhold.rooms.people.access import access_person
from samhold.rooms.people.models import Person

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from samhold.rooms.access.engine import Actor

OWN_PAGE = "own page"
"""What was opened, in words, for the log."""


def access_own(*, actor: Actor, now: datetime, subject: str = OWN_PAGE, categories: Iterable[Category] = ()) -> Person:
    """
    Return the person whose own account the actor has, with their standing, and write it in the audit log.

    :param subject: what was opened, in a word, for the log.
    :param categories: what is shown, besides who it is.
    :raises NotAvailable: if the account opens nobody's own page; the attempt is logged as refused.
    """
    person_id = own_person_id(actor.pk)
    if person_id is None:
        note(Refusal(action=Action.READ, at=now, actor_id=actor.pk, subject=subject, purpose=Purpose.CARE))
        raise NotAvailable
    return access_person(
        actor=actor, person_id=person_id, purpose=Purpose.CARE, now=now, subject=subject, categories=categories
    )


def own_person_id(account_id: UUID) -> UUID | None:
    """Return the id of the person whose own page the account opens, if it opens one."""
    return next((person.pk for person in _of_account(account_id=account_id)), None)


@prepared
def _of_account(*, account_id: UUID) -> QuerySet[Person]:
    return Person.objects.filter(account_id=account_id).only("pk")
