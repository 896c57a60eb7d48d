"""The head of every page about a person: name, age, municipality, primary contact, tabs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samhold.foundation.time import age_on, local_day
from samhold.rooms.access.actions import audit
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.care.outcome_access import SHOWN as OUTCOMES_SHOWN
from samhold.rooms.care.queries.safety import on_visits
from samhold.rooms.care.safety_access import SHOWN as SAFETY_SHOWN
from samhold.rooms.organisations.enums import WrittenForm
from samhold.rooms.people.queries.network import Involved, involved
from samhold.rooms.questionnaires.enums import KNOWLEDGE
from samhold.sites.staff.addresses import address
from samhold.sites.staff.pages.marks import Mark, safety_marks

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.rooms.people.models import Person  # noqa: TC004 -- sites import no tables

IN_ROW: Final = 8
"""How many tabs stand in the row where there are more; the others are folded, so that one row is enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """One of the pages about a person."""

    key: str
    label: str | Promise
    url: str
    icon: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """
    What stands at the top of every page about a person; `network` is who is involved, as one may see it.

    :param record_url: where a contact is recorded; empty for those who may not.
    :param crisis_url: where the crisis plan is read; empty for those who may not.
    """

    person: Person
    age: str
    network: tuple[Involved, ...]
    tabs: tuple[Tab, ...]
    marks: tuple[Mark, ...] = ()
    record_url: str = ""
    crisis_url: str = ""

    @property
    def primary(self) -> Involved | None:
        """The primary contact, if one may see who is involved and there is one."""
        return next((member for member in self.network if member.is_primary), None)

    @property
    def in_row(self) -> tuple[Tab, ...]:
        """The tabs that stand in the row; all of them where only one would be folded."""
        return self.tabs if len(self.tabs) <= IN_ROW + 1 else self.tabs[:IN_ROW]

    @property
    def folded(self) -> tuple[Tab, ...]:
        """The tabs behind "More"."""
        return self.tabs[len(self.in_row) :]

    @property
    def folded_keys(self) -> tuple[str, ...]:
        """The keys of those, to tell whether the reader is on one of them."""
        return tuple(tab.key for tab in self.folded)


def head_of(person: Person, *, now: datetime) -> Head:
    """Return the head of a person who came through the door; two queries."""
    born = person.birth_date
    may_record = person.standing is not None and person.standing.allows(Action.RECORD, Category.CONTACTS)
    return Head(
        person=person,
        age="" if born is None else str(age_on(born, local_day(now))),
        network=involved(person=person, now=now),
        tabs=_tabs(person),
        marks=_marks(person, now),
        record_url=address("record", person.pk) if may_record else "",
        crisis_url=address("crisis_plan", person.pk) if _may_read(person, Category.CRISIS) else "",
    )


def _marks(person: Person, now: datetime) -> tuple[Mark, ...]:
    nynorsk = (Mark(text=_("Writes nynorsk"), icon="message"),)
    safety = safety_marks(on_visits(person=person, now=now))
    if safety:
        audit.read_also(person.pk, {Category.SAFETY})
    return (*safety, *(nynorsk if person.written_form == WrittenForm.NYNORSK else ()))


def _tabs(person: Person) -> tuple[Tab, ...]:
    """Return the pages about the person which there are, and which one may read something on."""
    return tuple(
        Tab(key=key, label=label, url=url, icon=icon)
        for key, label, icon, category in _PAGES
        if _may_read(person, category) and (url := address(key, person.pk))
    )


def _may_read(person: Person, category: Category | tuple[Category, ...] | None) -> bool:
    """Tell whether one may read it; one of them, where a page shows several."""
    if category is None or person.standing is None:
        return category is None
    wanted = category if isinstance(category, tuple) else (category,)
    return any(person.standing.allows(Action.READ, one) for one in wanted)


_PAGES: tuple[tuple[str, str | Promise, str, Category | tuple[Category, ...] | None], ...] = (
    ("person", _("Overview"), "person", None),
    ("individual_plan", _("Plan"), "walk", Category.PLAN),
    ("meetings", _("Meetings"), "calendar", Category.APPOINTMENTS),
    ("network", _("Network"), "people", None),
    ("decisions", _("Decisions"), "document", Category.PLAN),
    ("questionnaires", _("Questionnaires"), "message", KNOWLEDGE),
    ("outcomes", _("How it goes"), "heart", OUTCOMES_SHOWN),
    ("housing", _("Housing"), "house", Category.ECONOMY_HOUSING),
    ("safety", _("Safety"), "shield", SAFETY_SHOWN),
    ("consents", _("Consents"), "check", None),
    ("looks", _("Who has looked"), "eye", None),
)
"""Key and name of the address, label, icon, and what one must be allowed to read to have it; see `address`."""
