"""Record a contact with a person, correct it, and undo it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samhold.foundation.errors import DomainError
from samhold.foundation.time import local_day
from samhold.infrastructure.idempotency import MutationKey, once
from samhold.infrastructure.versioned import save_versioned
from samhold.rooms.access.actions import audit
from samhold.rooms.access.engine import NotInTable, require
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.access.noted import Refusal, note
from samhold.rooms.access.several import require_each
from samhold.rooms.care.absence_enums import AbsenceNext, AbsenceReason
from samhold.rooms.care.actions.settling import open_to_contacts, settle, unsettle
from samhold.rooms.care.enums import ContactKind, ContactOutcome
from samhold.rooms.care.models import Appointment, Contact, Draft
from samhold.rooms.care.models.contact import UNDO_WITHIN
from samhold.rooms.organisations.models import Unit
from samhold.rooms.people.actions import log
from samhold.rooms.people.actions.taken_back import NothingToTakeBack
from samhold.rooms.people.models import Person

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from samhold.rooms.access.models import User

CONTACT_FORM = "contact"
"""The name of the form under which a draft of a contact is kept."""


class ContactInFuture(DomainError):
    """It has not taken place yet."""

    message = _("This has not happened yet. Set the time to now or earlier, or plan an appointment instead.")


class TooManyMinutes(DomainError):
    """Longer than a day."""

    message = _("A contact lasts at most 24 hours. Check the minutes.")


class UndoneAlready(DomainError):
    """It is undone."""

    message = _("This contact has already been undone.")


class TooLateToUndo(DomainError):
    """A day has passed."""

    message = _("A contact can be undone for 24 hours. After that, write a new contact that corrects it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewContact:
    """
    What happened.

    :param minutes: direct time with the person, as counted against the decision's hours; nought when not met.
    :param absence_reason: why they did not meet, where somebody says, and `absence_next` what then.
    """

    kind: ContactKind
    outcome: ContactOutcome
    took_place_at: datetime
    minutes: int
    text: str = ""
    appointment: Appointment | None = None
    absence_reason: AbsenceReason | None = None
    absence_next: AbsenceNext | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A contact, with whom it was, and the unit it was for."""

    person: Person
    unit: Unit
    contact: NewContact


@transaction.atomic
def record(
    *,
    person: Person,
    unit: Unit,
    contact: NewContact,
    by: User,
    now: datetime,
    key: MutationKey | None = None,
    draft: Draft | None = None,
) -> Contact:
    """
    Record a contact with a person; the same `key` again returns the contact already made.

    The appointment it belongs to gets its state.

    :param draft: what the worker was writing; it has become this contact, and goes.
    :raises NotAllowed: if `by` may not record contacts with this person.
    :raises ContactInFuture: if it has not taken place yet.
    :raises TooManyMinutes: if it is longer than a day.
    """
    basis = require(by, Action.RECORD, person, Category.CONTACTS, now=now)
    with once(key, Contact) as made:
        if made.is_new:
            entry = Entry(person=person, unit=unit, contact=contact)
            (made.row,) = _insert([entry], [basis], by=by, now=now)
            if draft is not None:
                Draft.objects.filter(author=by, person=person, pk=draft.pk).delete()
    return made.row


@transaction.atomic
def record_many(
    *,
    person: Person,
    unit: Unit,
    contacts: Sequence[NewContact],
    by: User,
    now: datetime,
) -> tuple[Contact, ...]:
    """
    Record several contacts of one worker with one person, all or none, by the same rules as `record`.

    :raises NotAllowed: if `by` may not record contacts with this person.
    :raises ContactInFuture: if one has not taken place yet.
    :raises TooManyMinutes: if one is longer than a day.
    """
    basis = require(by, Action.RECORD, person, Category.CONTACTS, now=now)
    entries = [Entry(person=person, unit=unit, contact=contact) for contact in contacts]
    return _insert(entries, [basis] * len(entries), by=by, now=now)


@transaction.atomic
def record_each(*, entries: Sequence[Entry], by: User, now: datetime) -> tuple[Contact, ...]:
    """
    Record the contacts of one worker with several persons, all or none, by the same rules as `record`.

    :raises NotAllowed, ContactInFuture, TooManyMinutes: as `record`, if it holds for one of them.
    """
    persons = [entry.person for entry in entries]
    bases = require_each(by, Action.RECORD, persons, Category.CONTACTS, now=now)
    return _insert(entries, bases, by=by, now=now)


@transaction.atomic
def change_text(*, contact: Contact, base_version: int, text: str, by: User, now: datetime) -> Contact:
    """
    Correct the text of one's own contact.

    :raises NotAllowed: if it is another's, or `by` may no longer record contacts with this person.
    :raises StaleVersion: if it was changed since; it carries both texts.
    """
    basis = require_own(contact=contact, by=by, now=now)
    contact.text = text
    save_versioned(contact, base_version=base_version, fields=["text"])
    log.write(contact, by=by, action=Action.RECORD, basis=basis, what="changed", category=Category.CONTACTS, now=now)
    return contact


@transaction.atomic
def undo(*, contact: Contact, by: User, now: datetime) -> Contact:
    """
    Undo one's own contact: it is kept, and no longer shown or counted.

    :raises NotAllowed: if it is another's, or `by` may no longer record contacts with this person.
    :raises UndoneAlready: if it is undone.
    :raises TooLateToUndo: if it was recorded more than a day ago.
    """
    basis = require_own(contact=contact, by=by, now=now)
    if contact.undone_at is not None:
        raise UndoneAlready
    if now - contact.recorded_at > UNDO_WITHIN:
        raise TooLateToUndo
    contact.undone_at = now
    save_versioned(contact, base_version=contact.version, fields=["undone_at"])
    unsettle(contact)
    log.write(contact, by=by, action=Action.RECORD, basis=basis, what="undone", category=Category.CONTACTS, now=now)
    return contact


@transaction.atomic
def redo(*, contact: Contact, by: User, now: datetime) -> Contact:
    """
    Take back an undo.

    :raises NotAllowed: if it is another's, or `by` may no longer record contacts with this person.
    :raises NothingToTakeBack: if it is not undone, or was recorded more than a day ago.
    """
    basis = require_own(contact=contact, by=by, now=now)
    if contact.undone_at is None or now - contact.recorded_at > UNDO_WITHIN:
        raise NothingToTakeBack
    contact.undone_at = None
    visits = [] if contact.appointment_id is None else [contact.appointment_id]
    contact.settles = bool(open_to_contacts(visits))
    save_versioned(contact, base_version=contact.version, fields=["undone_at", "settles"])
    if contact.settles:
        settle(visits, ContactOutcome(contact.outcome))
    log.write(contact, by=by, action=Action.RECORD, basis=basis, what="redone", category=Category.CONTACTS, now=now)
    return contact


def require_own(*, contact: Contact, by: User, now: datetime) -> str:
    """
    Return the basis on which somebody may correct a contact: it is their own, and they still may record.

    :raises NotAllowed: if it is another's, or `by` may no longer record contacts with this person.
    """
    basis = require(by, Action.RECORD, contact.person, Category.CONTACTS, now=now)
    if contact.recorded_by_id != by.pk:
        person_id, category = contact.person_id, Category.CONTACTS
        note(Refusal(action=Action.RECORD, at=now, actor_id=by.pk, person_id=person_id, category=category))
        raise NotInTable
    return basis


def _check(contact: NewContact, now: datetime) -> None:
    if contact.took_place_at > now:
        raise ContactInFuture
    visit = contact.appointment
    if visit is not None and contact.outcome == ContactOutcome.NOT_MET and local_day(visit.starts_at) > local_day(now):
        raise ContactInFuture
    if not 0 <= contact.minutes <= 24 * 60:
        raise TooManyMinutes


def _insert(entries: Sequence[Entry], bases: Sequence[str], *, by: User, now: datetime) -> tuple[Contact, ...]:
    for entry in entries:
        _check(entry.contact, now)
    visits = (entry.contact.appointment for entry in entries)
    open_to = open_to_contacts(visit.pk for visit in visits if visit is not None)
    rows = Contact.objects.bulk_create(_row(entry, open_to, by=by, now=now) for entry in entries)
    settled: dict[str, list[UUID]] = defaultdict(list)
    for row in rows:
        if row.settles and row.appointment_id is not None:
            settled[row.outcome].append(row.appointment_id)
    for outcome, visit_ids in settled.items():
        settle(visit_ids, ContactOutcome(outcome))
    what, category = "recorded", Category.CONTACTS
    audit.write_many(
        log.event(row, by=by, action=Action.RECORD, basis=basis, what=what, category=category, now=now)
        for row, basis in zip(rows, bases, strict=True)
    )
    return tuple(rows)


def _row(entry: Entry, open_to: frozenset[UUID], *, by: User, now: datetime) -> Contact:
    contact = entry.contact
    return Contact(
        tenant_id=entry.person.tenant_id,
        person=entry.person,
        unit=entry.unit,
        appointment=contact.appointment,
        kind=contact.kind,
        outcome=contact.outcome,
        took_place_at=contact.took_place_at,
        minutes=contact.minutes,
        text=contact.text.strip(),
        absence_reason=contact.absence_reason or "",
        absence_next=contact.absence_next or "",
        recorded_by=by,
        recorded_at=now,
        settles=contact.appointment is not None and contact.appointment.pk in open_to,
    )
