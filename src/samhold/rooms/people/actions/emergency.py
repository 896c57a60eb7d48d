"""
Emergency access ("breaking the glass"): the emergency set of one person, for four hours, with a reason, and reviewed.

It opens nothing that a block closes. Those who review it are told at once, and the leaders of the one who took it that
it happened; the person can read it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NoReturn

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samhold.core.periods import end_of
from samhold.foundation.errors import DomainError, NotAvailable
from samhold.infrastructure.idempotency import MutationKey, once
from samhold.infrastructure.keyring import blind_index
from samhold.rooms.access.engine import NotInTable, require, require_without_person
from samhold.rooms.access.enums import Action, Category, Purpose, Role
from samhold.rooms.access.noted import Refusal, note
from samhold.rooms.access.rules import STAFF_WHO_HELP
from samhold.rooms.notices import actions as notices
from samhold.rooms.notices.enums import Level, NoticeKind
from samhold.rooms.organisations.models import Membership
from samhold.rooms.people.actions import log
from samhold.rooms.people.enums import Verdict
from samhold.rooms.people.models import Grant, Person
from samhold.rooms.people.queries.emergency import (
    FoundPerson,
    find_for_emergency,
)
from samhold.rooms.people.queries.persons import NUMBER_INDEX
from samhold.rooms.people.queries.reviewers import reviewers_of

if TYPE_CHECKING:
    from samhold.rooms.access.models import User
    from samhold.rooms.people.enums import EmergencyReason

LASTS = timedelta(hours=4)
REVIEWED_WITHIN = timedelta(hours=72)


class ReasonMissing(DomainError):
    """No words about what happened."""

    message = _("Write in a few words what happened. It will be reviewed.")


class OwnReview(DomainError):
    """Nobody reviews their own emergency access."""

    message = _("Somebody else must review this, since you took the access yourself.")


class AlreadyReviewed(DomainError):
    """It has a verdict."""

    message = _("This emergency access has already been reviewed.")


class NoteMissing(DomainError):
    """What was not justified has consequences, and they are written down."""

    message = _("Write what was done about it, since the access was not justified.")


@transaction.atomic
def take(
    *,
    membership: Membership,
    national_number: str,
    reason: EmergencyReason,
    explanation: str,
    by: User,
    now: datetime,
    key: MutationKey | None = None,
) -> Grant:
    """
    Take emergency access to the person with exactly this national number, until four hours from now.

    The same `key` again returns the access already taken, and alerts nobody again.

    :param national_number: eleven digits, already checked; a search by name is not offered, since it would be a search.
    :raises NotAllowed: if `by` has no role that meets persons.
    :raises NotAvailable: if there is no such person; the attempt is logged.
    :raises ReasonMissing: if nothing is written about what happened.
    """
    basis = _require_helper(by, membership, now)
    if len(explanation.strip()) < 10:  # noqa: PLR2004 -- a word or two at least
        raise ReasonMissing
    person = _find(national_number, by=by, now=now)
    with once(key, Grant) as made:
        if made.is_new:
            made.row = Grant.objects.create(
                tenant_id=person.tenant_id,
                person_id=person.person_id,
                membership=membership,
                reason=reason,
                explanation=explanation.strip(),
                starts_at=now,
                ends_at=now + LASTS,
                review_by=now + REVIEWED_WITHIN,
            )
            log.write(
                made.row, by=by, action=Action.READ, basis=basis, what="taken", category=Category.IDENTITY, now=now
            )
            _alert(made.row, now=now)
    return made.row


@transaction.atomic
def give_back(*, person: Person, by: User, now: datetime) -> tuple[Grant, ...]:
    """
    End one's own emergency access to a person before its time; it is reviewed all the same.

    :raises NotAllowed: if `by` has none.
    """
    basis = require(by, Action.READ, person, Category.IDENTITY, now=now, purpose=Purpose.EMERGENCY)
    grants = tuple(Grant.objects.filter(person_id=person.pk, membership__user_id=by.pk).open_at(now))
    for grant in grants:
        grant.ends_at = end_of(grant.starts_at, now=now)
        grant.save(update_fields=["ends_at"])
        log.write(grant, by=by, action=Action.READ, basis=basis, what="ended", category=Category.IDENTITY, now=now)
    return grants


@transaction.atomic
def review(*, grant: Grant, verdict: Verdict, note_text: str, by: User, now: datetime) -> Grant:
    """
    Write down whether an emergency access was justified; the one who took it is told that it is reviewed.

    :raises OwnReview: if `by` took it.
    :raises NotAllowed: if `by` is not one of those who review it.
    :raises AlreadyReviewed: if there is a verdict.
    :raises NoteMissing: if it was not justified and nothing is said of what was done about it.
    """
    basis = require_without_person(by, Action.DECIDE, Category.IDENTITY, now=now, purpose=Purpose.QUALITY)
    if grant.membership.user_id == by.pk:
        raise OwnReview
    if by.pk not in reviewers_of(grant, now=now):
        _refuse_review(grant, by=by, now=now)
    if grant.reviewed_at is not None:
        raise AlreadyReviewed
    if verdict == Verdict.NOT_JUSTIFIED and not note_text.strip():
        raise NoteMissing
    grant.reviewed_at, grant.reviewed_by, grant.verdict, grant.review_note = now, by, verdict, note_text
    grant.save(update_fields=["reviewed_at", "reviewed_by", "verdict", "review_note"])
    log.write(grant, by=by, action=Action.DECIDE, basis=basis, what="reviewed", category=Category.IDENTITY, now=now)
    notices.settle(kind=NoticeKind.EMERGENCY_ACCESS, path=_path(grant), now=now)
    notices.notify(
        recipients=[grant.membership.user_id],
        kind=NoticeKind.EMERGENCY_REVIEWED,
        level=Level.INFO,
        path="",
        now=now,
    )
    return grant


def _path(grant: Grant) -> str:
    """Return where the access is reviewed."""
    return f"/reviews/{grant.pk}/"


def _refuse_review(grant: Grant, *, by: User, now: datetime) -> NoReturn:
    note(
        Refusal(
            action=Action.DECIDE,
            at=now,
            actor_id=by.pk,
            person_id=grant.person_id,
            category=Category.IDENTITY,
            subject="review",
            purpose=Purpose.QUALITY,
        ),
    )
    raise NotInTable


def _require_helper(by: User, membership: Membership, now: datetime) -> str:
    is_own = Membership.objects.filter(pk=membership.pk, user_id=by.pk).open_at(now).exists()
    if not is_own or not by.is_active or membership.role not in STAFF_WHO_HELP:
        note(Refusal(action=Action.READ, at=now, actor_id=by.pk, subject="emergency", purpose=Purpose.EMERGENCY))
        raise NotInTable
    return f"emergency access ({membership.role.lower()})"


def _find(national_number: str, *, by: User, now: datetime) -> FoundPerson:
    found = find_for_emergency(blind_index(NUMBER_INDEX, national_number))
    if found is None:
        note(Refusal(action=Action.READ, at=now, actor_id=by.pk, subject="emergency", purpose=Purpose.EMERGENCY))
        raise NotAvailable
    return found


def _alert(grant: Grant, *, now: datetime) -> None:
    """Tell those who review; and the leaders of the one who took it, that it happened and no more."""
    reviewers = reviewers_of(grant, now=now)
    kind, of_unit = NoticeKind.EMERGENCY_ACCESS, NoticeKind.EMERGENCY_IN_UNIT
    notices.notify(recipients=reviewers, kind=kind, level=Level.NOW, path=_path(grant), now=now)
    leaders = Membership.objects.filter(unit_id=grant.membership.unit_id, role=Role.UNIT_LEADER).open_at(now)
    told = set(leaders.values_list("user_id", flat=True)) - reviewers - {grant.membership.user_id}
    notices.notify(recipients=told, kind=of_unit, level=Level.TODAY, path="", now=now)
