"""What was written about a person after each contact, as the person reads it, with what they say to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from samhold.foundation.errors import NotAvailable
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.care.enums import ContactKind, ContactOutcome
from samhold.rooms.care.models import Contact, ContactComment
from samhold.rooms.care.queries.timeline import comment_of

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from samhold.rooms.care.models.contact import ContactQuerySet
    from samhold.rooms.people.models import Person

_OUTCOMES: dict[ContactOutcome, StrOrPromise] = {
    ContactOutcome.MET: "",
    ContactOutcome.CANCELLED_BY_PERSON: _("You cancelled"),
    ContactOutcome.CANCELLED_BY_SERVICE: _("The service cancelled"),
    ContactOutcome.NOT_MET: _("You did not meet"),
}
"""Whether they met, as one says it to the person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """
    A note about the person: what it was, when, who came and wrote it.

    :param outcome: empty when they met.
    :param comment: what the person says to it, if they have.
    """

    id: UUID
    at: datetime
    kind: str
    outcome: str
    who: str
    where: str
    text: str
    comment: ContactComment | None


def notes(*, person: Person, limit: int = 10) -> tuple[Note, ...]:
    """Return the newest notes about a person who came through the door, if they may be read."""
    return tuple(_note(row) for row in _rows(person).latest_first()[:limit])


def note_of(*, person: Person, contact_id: UUID) -> Contact:
    """
    Return one note about a person who came through the door, with its comment; `person` has the standing.

    :raises NotAvailable: if there is none, it was taken back, or it may not be read.
    """
    row: Contact | None = _rows(person).filter(pk=contact_id).first()
    if row is None:
        raise NotAvailable
    row.person = person
    return row


def as_note(contact: Contact) -> Note:
    """Return a contact that came through `note_of` as it is read."""
    return _note(contact)


def comment_for(*, person: Person, contact_id: UUID) -> ContactComment:
    """
    Return the comment on a note about a person who came through the door, also one that was taken back.

    :raises NotAvailable: if there is none, or the note may not be read.
    """
    contact = note_of(person=person, contact_id=contact_id)
    comment: ContactComment | None = getattr(contact, "comment", None)
    if comment is None:
        raise NotAvailable
    comment.person, comment.contact = person, contact
    return comment


def _rows(person: Person) -> ContactQuerySet:
    rows: ContactQuerySet = Contact.objects.filter(person_id=person.pk)
    if person.standing is None or not person.standing.allows(Action.READ, Category.CONTACTS):
        return rows.none()
    return rows.standing().select_related("recorded_by", "unit", "comment")


def _note(row: Contact) -> Note:
    return Note(
        id=row.pk,
        at=row.took_place_at,
        kind=str(ContactKind(row.kind).label),
        outcome=str(_OUTCOMES[ContactOutcome(row.outcome)]),
        who=row.recorded_by.name,
        where=row.unit.name,
        text=row.text,
        comment=comment_of(row),
    )
