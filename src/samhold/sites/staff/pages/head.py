"""The head of every page about a person: name, age, municipality, primary contact, tabs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samhold.foundation.time import age_on, local_day
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.organisations.enums import WrittenForm
from samhold.rooms.people.queries.network import Involved, involved
from samhold.sites.staff.addresses import address

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.rooms.people.models import Person  # noqa: TC004 -- sites import no tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """One of the pages about a person."""

    key: str
    label: str | Promise
    url: str
    icon: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A few words that must be seen on every page about the person."""

    text: str | Promise
    icon: str
    tone: str = "neutral"


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """
    What stands at the top of every page about a person; `network` is who is involved, as one may see it.

    :param record_url: where a contact is recorded; empty for those who may not.
    """

    person: Person
    age: str
    network: tuple[Involved, ...]
    tabs: tuple[Tab, ...]
    marks: tuple[Mark, ...] = ()
    record_url: str = ""

    @property
    def primary(self) -> Involved | None:
        """The primary contact, if one may see who is involved and there is one."""
        return next((member for member in self.network if member.is_primary), None)


def head_of(person: Person, *, now: datetime, needs_two_workers: bool = False) -> Head:
    """Return the head of a person who came through the door; one query."""
    born = person.birth_date
    may_record = person.standing is not None and person.standing.allows(Action.RECORD, Category.CONTACTS)
    return Head(
        person=person,
        age="" if born is None else str(age_on(born, local_day(now))),
        network=involved(person=person, now=now),
        tabs=_tabs(person),
        marks=_marks(person, needs_two_workers=needs_two_workers),
        record_url=address("record", person.pk) if may_record else "",
    )


def _marks(person: Person, *, needs_two_workers: bool) -> tuple[Mark, ...]:
    two = Mark(text=_("Two workers"), icon="people", tone="warning")
    nynorsk = Mark(text=_("Writes nynorsk"), icon="message")
    wanted = ((needs_two_workers, two), (person.written_form == WrittenForm.NYNORSK, nynorsk))
    return tuple(mark for is_shown, mark in wanted if is_shown)


def _tabs(person: Person) -> tuple[Tab, ...]:
    tabs = (
        Tab(key="person", label=_("Overview"), url=address("person", person.pk), icon="person"),
        Tab(key="network", label=_("Network"), url=address("network", person.pk), icon="people"),
        Tab(key="consents", label=_("Consents"), url=address("consents", person.pk), icon="check"),
        Tab(key="looks", label=_("Who has looked"), url=address("looks", person.pk), icon="eye"),
    )
    return tuple(tab for tab in tabs if tab.url)
