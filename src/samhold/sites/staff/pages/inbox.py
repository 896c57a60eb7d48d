"""The inbox inside: whom a notice is about, as far as the reader may know it. What leaves the house never says it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from uuid import UUID

from samhold.rooms.access.enums import Purpose
from samhold.rooms.people.access import note_listed
from samhold.rooms.people.queries.persons import findable

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from samhold.rooms.access.models import User
    from samhold.rooms.notices.models import Notice

_OF_PERSON = re.compile(r"/persons/([0-9a-f-]{36})/")


def name_persons(notices: Iterable[Notice], *, actor: User, now: datetime) -> None:
    """Give each notice about a person whom the reader may find `about`, the name; those who are named are logged."""
    wanted = {notice: found for notice in notices if (found := _person_id(notice.path))}
    persons = findable(actor=actor, ids=wanted.values(), now=now)
    note_listed(persons.values(), actor=actor, purpose=Purpose.CARE, now=now, subject="inbox")
    for notice, person_id in wanted.items():
        if person_id in persons:
            notice.about = persons[person_id].name


def _person_id(path: str) -> UUID | None:
    found = _OF_PERSON.match(path)
    try:
        return UUID(found[1]) if found else None
    except ValueError:
        return None
