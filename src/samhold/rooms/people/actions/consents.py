"""Consents and blocks: what the person says yes and no to, and takes back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samhold.core.periods import end_of, is_over
from samhold.foundation.errors import DomainError
from samhold.infrastructure.idempotency import MutationKey, once
from samhold.infrastructure.versioned import save_versioned
from samhold.rooms.access.engine import require
from samhold.rooms.access.enums import Action, Category, Role, mask_of
from samhold.rooms.access.models import User
from samhold.rooms.notices import actions as notices
from samhold.rooms.notices.enums import Level, NoticeKind
from samhold.rooms.organisations.models import Membership, Unit
from samhold.rooms.people.actions import log
from samhold.rooms.people.actions.network import AlreadyEnded, EndsBeforeItStarts
from samhold.rooms.people.actions.taken_back import NothingToTakeBack
from samhold.rooms.people.enums import ConsentForm
from samhold.rooms.people.models import Block, Consent, Person

_WITHDRAWN = ("ends_at", "withdrawn_at", "withdrawn_by", "was_until")


class NothingChosen(DomainError):
    """No category is chosen."""

    message = _("Choose at least one thing that it concerns.")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewConsent:
    """What the person says yes to: who may see what, how it was said, and until when (`None`: until withdrawn)."""

    recipient: Unit
    categories: frozenset[Category]
    given_how: ConsentForm
    ends_at: datetime | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewBlock:
    """What the person says no to: which worker, or which unit, shall not see what."""

    categories: frozenset[Category]
    user: User | None = None
    unit: Unit | None = None
    reason: str = ""


@transaction.atomic
def give(
    *,
    person: Person,
    consent: NewConsent,
    by: User,
    now: datetime,
    key: MutationKey | None = None,
) -> Consent:
    """
    Write down that the person lets a unit see something, from now on.

    :raises NotAllowed: if `by` may not write down this person's consents.
    :raises NothingChosen: if there is no category.
    :raises EndsBeforeItStarts: if it would end before it begins.
    """
    basis = require(by, Action.MANAGE_CONSENT, person, Category.IDENTITY, now=now)
    if not consent.categories:
        raise NothingChosen
    if consent.ends_at is not None and consent.ends_at <= now:
        raise EndsBeforeItStarts
    with once(key, Consent) as made:
        if made.is_new:
            made.row = Consent.objects.create(
                tenant_id=person.tenant_id,
                person=person,
                recipient=consent.recipient,
                categories=mask_of(consent.categories),
                given_how=consent.given_how,
                note=consent.note,
                recorded_by=by,
                starts_at=now,
                ends_at=consent.ends_at,
            )
            _log(made.row, by=by, basis=basis, what="given", now=now)
    return made.row


@transaction.atomic
def withdraw(*, consent: Consent, by: User, now: datetime) -> Consent:
    """
    Withdraw a consent; from the next request on it opens nothing. Whoever leads the unit is told.

    :raises NotAllowed: if `by` may not write down this person's consents.
    :raises AlreadyEnded: if it no longer holds.
    """
    basis = require(by, Action.MANAGE_CONSENT, consent.person, Category.IDENTITY, now=now)
    if consent.ends_at is not None and consent.ends_at <= now:
        raise AlreadyEnded
    consent.was_until = consent.ends_at
    consent.ends_at = consent.withdrawn_at = now
    consent.withdrawn_by = by
    save_versioned(consent, base_version=consent.version, fields=_WITHDRAWN)
    _log(consent, by=by, basis=basis, what="withdrawn", now=now)
    _tell_leaders(consent, by=by, now=now)
    return consent


@transaction.atomic
def restore(*, consent: Consent, by: User, now: datetime) -> Consent:
    """
    Take back a withdrawal, for a day: the consent holds again until when it ran; who was told of it is told no more.

    :raises NotAllowed: if `by` may not write down this person's consents.
    :raises NothingToTakeBack: as `Consent.may_be_restored_by` says.
    """
    basis = require(by, Action.MANAGE_CONSENT, consent.person, Category.IDENTITY, now=now)
    withdrawn_at = consent.withdrawn_at
    if withdrawn_at is None or not consent.may_be_restored_by(by, now):
        raise NothingToTakeBack
    consent.ends_at = consent.was_until
    consent.withdrawn_at = consent.withdrawn_by = consent.was_until = None
    save_versioned(consent, base_version=consent.version, fields=_WITHDRAWN)
    notices.settle(kind=NoticeKind.CONSENT_WITHDRAWN, path="", now=now, told_at=withdrawn_at)
    _log(consent, by=by, basis=basis, what="restored", now=now)
    return consent


@transaction.atomic
def block(
    *,
    person: Person,
    block: NewBlock,
    by: User,
    now: datetime,
    key: MutationKey | None = None,
) -> Block:
    """
    Write down that a worker or a unit shall not see something, whatever else lets them.

    :raises NotAllowed: if `by` may not write down this person's consents.
    :raises NothingChosen: if there is no category.
    """
    basis = require(by, Action.MANAGE_CONSENT, person, Category.IDENTITY, now=now)
    if not block.categories:
        raise NothingChosen
    with once(key, Block) as made:
        if made.is_new:
            made.row = Block.objects.create(
                tenant_id=person.tenant_id,
                person=person,
                user=block.user,
                unit=block.unit,
                categories=mask_of(block.categories),
                reason=block.reason,
                recorded_by=by,
                starts_at=now,
            )
            _log(made.row, by=by, basis=basis, what="blocked", now=now)
    return made.row


@transaction.atomic
def unblock(*, block: Block, by: User, now: datetime) -> Block:
    """
    End a block now.

    :raises NotAllowed: if `by` may not write down this person's consents.
    :raises AlreadyEnded: if it no longer holds.
    """
    basis = require(by, Action.MANAGE_CONSENT, block.person, Category.IDENTITY, now=now)
    if is_over(block.starts_at, block.ends_at, now=now):
        raise AlreadyEnded
    block.ends_at = end_of(block.starts_at, now=now)
    save_versioned(block, base_version=block.version, fields=["ends_at"])
    _log(block, by=by, basis=basis, what="unblocked", now=now)
    return block


def _tell_leaders(consent: Consent, *, by: User, now: datetime) -> None:
    """Tell them that, and no more: the unit may no longer know whose consent it was."""
    leaders = Membership.objects.filter(unit_id=consent.recipient_id, role=Role.UNIT_LEADER).open_at(now)
    notices.notify(
        recipients=leaders.exclude(user_id=by.pk).values_list("user_id", flat=True),
        kind=NoticeKind.CONSENT_WITHDRAWN,
        level=Level.TODAY,
        path="",
        now=now,
    )


def _log(row: Consent | Block, *, by: User, basis: str, what: str, now: datetime) -> None:
    log.write(row, by=by, action=Action.MANAGE_CONSENT, basis=basis, what=what, category=Category.NETWORK, now=now)
