"""The person's own comment on a note: write it, change it, take it back, put it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samhold.foundation.errors import DomainError
from samhold.infrastructure.idempotency import MutationKey, once
from samhold.infrastructure.versioned import save_versioned
from samhold.rooms.access.engine import NotInTable, require
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.access.noted import Refusal, note
from samhold.rooms.care.models import Contact, ContactComment
from samhold.rooms.notices import actions as notices
from samhold.rooms.notices.enums import Level, NoticeKind
from samhold.rooms.people.actions import log
from samhold.rooms.people.actions.taken_back import NothingToTakeBack
from samhold.rooms.people.enums import NetworkRole
from samhold.rooms.people.models import NetworkMember

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from samhold.rooms.access.models import User


class SaysNothing(DomainError):
    """The comment is empty."""

    field: ClassVar[str] = "text"
    message = _("Write something first. You can also leave it as it is.")


class CommentedAlready(DomainError):
    """There is a comment on this note."""

    message = _("You have already said something to this note. Open it again, and change what you wrote.")


class NoteIsGone(DomainError):
    """The note was taken back by who wrote it."""

    message = _("This note has been taken back by the one who wrote it.")


@transaction.atomic
def write(*, contact: Contact, text: str, by: User, now: datetime, key: MutationKey | None = None) -> ContactComment:
    """
    Say something to a note about oneself; the same `key` again returns the comment already made.

    Whoever wrote the note and the primary contact are told that there is one, and no more.

    :raises NotAllowed: if `by` is not the person themself.
    :raises SaysNothing: if there is no text.
    :raises NoteIsGone: if the note was taken back.
    :raises CommentedAlready: if there is a comment; change that.
    """
    basis = require_self(contact=contact, by=by, now=now)
    with once(key, ContactComment) as made:
        if made.is_new:
            written = _checked(contact, text)
            made.row = _put(contact, written, by=by, now=now)
            _log(made.row, by=by, basis=basis, what="written", now=now)
            _tell(made.row, by=by, now=now)
    return made.row


@transaction.atomic
def change(*, comment: ContactComment, text: str, base_version: int, by: User, now: datetime) -> ContactComment:
    """
    Change what one said to a note.

    :raises NotAllowed: if `by` is not the person themself.
    :raises SaysNothing: if there is no text; a comment is taken back instead.
    :raises NoteIsGone: if the note was taken back.
    :raises NothingToTakeBack: if the comment is taken back.
    :raises StaleVersion: if it was changed since; it carries both texts.
    """
    basis = require_self(contact=comment.contact, by=by, now=now)
    written = _checked(comment.contact, text)
    if comment.taken_back_at is not None:
        raise NothingToTakeBack
    comment.text, comment.changed_at = written, now
    save_versioned(comment, base_version=base_version, fields=["text", "changed_at"])
    _log(comment, by=by, basis=basis, what="changed", now=now)
    return comment


@transaction.atomic
def take_back(*, comment: ContactComment, by: User, now: datetime) -> ContactComment:
    """
    Take back what one said: it is kept, and no longer shown to anybody; who was told of it is told no more.

    :raises NotAllowed: if `by` is not the person themself.
    :raises NothingToTakeBack: if it is taken back already.
    """
    basis = require_self(contact=comment.contact, by=by, now=now)
    if comment.taken_back_at is not None:
        raise NothingToTakeBack
    comment.taken_back_at = now
    save_versioned(comment, base_version=comment.version, fields=["taken_back_at"])
    notices.settle(kind=NoticeKind.NOTE_COMMENTED, path=_path(comment), now=now)
    _log(comment, by=by, basis=basis, what="back", now=now)
    return comment


@transaction.atomic
def put_back(*, comment: ContactComment, by: User, now: datetime) -> ContactComment:
    """
    Show again what one took back.

    :raises NotAllowed: if `by` is not the person themself.
    :raises NoteIsGone: if the note was taken back.
    :raises NothingToTakeBack: if it is shown.
    """
    basis = require_self(contact=comment.contact, by=by, now=now)
    _checked(comment.contact, comment.text)
    if comment.taken_back_at is None:
        raise NothingToTakeBack
    comment.taken_back_at = None
    save_versioned(comment, base_version=comment.version, fields=["taken_back_at"])
    _log(comment, by=by, basis=basis, what="again", now=now)
    _tell(comment, by=by, now=now)
    return comment


def require_self(*, contact: Contact, by: User, now: datetime) -> str:
    """
    Return the basis on which somebody may say something to a note: they are the person, and may give feedback.

    A worker may write down feedback too, and must not speak in the person's name here.

    :raises NotAllowed: if they are somebody else.
    """
    person, category = contact.person, Category.FEEDBACK
    basis = require(by, Action.RECORD, person, category, now=now)
    if person.account_id != by.pk:
        note(Refusal(action=Action.RECORD, at=now, actor_id=by.pk, person_id=person.pk, category=category))
        raise NotInTable
    return basis


def _checked(contact: Contact, text: str) -> str:
    if contact.undone_at is not None:
        raise NoteIsGone
    if not text.strip():
        raise SaysNothing
    return text.strip()


def _put(contact: Contact, text: str, *, by: User, now: datetime) -> ContactComment:
    """Make the comment; one that was taken back makes room, and its text is replaced."""
    before = ContactComment.objects.filter(contact_id=contact.pk).first()
    if before is None:
        return ContactComment.objects.create(
            tenant_id=contact.tenant_id,
            person=contact.person,
            contact=contact,
            text=text,
            written_by=by,
            written_at=now,
        )
    if before.taken_back_at is None:
        raise CommentedAlready
    before.person, before.contact = contact.person, contact
    before.text, before.written_at = text, now
    before.changed_at = before.taken_back_at = None
    fields = ["text", "written_at", "changed_at", "taken_back_at"]
    return save_versioned(before, base_version=before.version, fields=fields)


def _tell(comment: ContactComment, *, by: User, now: datetime) -> None:
    """Tell who wrote the note, and the primary contact."""
    near = NetworkMember.objects.filter(person_id=comment.person_id, role=NetworkRole.PRIMARY_CONTACT).open_at(now)
    workers: set[UUID] = set(near.exclude(membership=None).values_list("membership__user_id", flat=True))
    notices.notify(
        recipients=(workers | {comment.contact.recorded_by_id}) - {by.pk},
        kind=NoticeKind.NOTE_COMMENTED,
        level=Level.TODAY,
        path=_path(comment),
        now=now,
    )


def _path(comment: ContactComment) -> str:
    """Return where the note stands on the staff's pages; the door there decides again."""
    return f"/persons/{comment.person_id}/?only=contacts#entry-{comment.contact_id}"


def _log(comment: ContactComment, *, by: User, basis: str, what: str, now: datetime) -> None:
    category = Category.FEEDBACK
    log.write(comment, by=by, action=Action.RECORD, basis=basis, what=what, category=category, now=now)
