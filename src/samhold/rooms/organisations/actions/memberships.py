"""Let somebody work in a unit, end it, and write down what they have learned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samhold.foundation.errors import DomainError, NotAllowed
from samhold.rooms.access.enums import Action, Category, Role
from samhold.rooms.access.noted import Refusal, note
from samhold.rooms.organisations.access import log_change, require_to_configure
from samhold.rooms.organisations.enums import CompetenceKind, Profession
from samhold.rooms.organisations.models import Competence, Membership, Unit

if TYPE_CHECKING:
    from datetime import date, datetime

    from samhold.rooms.access.models import User

NOT_AT_WORK = frozenset({Role.PERSON, Role.NEXT_OF_KIN, Role.GUARDIAN, Role.VISITOR})
"""Roles that come from a relation to a person, and never from a place of work."""


class AlreadyMember(DomainError):
    """They work there in that role already."""

    message = _("They already work in this unit in this role.")


class NotARoleAtWork(DomainError):
    """The role follows from a relation to a person."""

    message = _("Nobody has this role at work. Choose another.")


class OwnMembership(NotAllowed):
    """They would give themselves a role."""

    message = _("Nobody gives themselves a role, or changes their own.")


class MembershipEnded(DomainError):
    """It is over already, or would end before it starts."""

    message = _("The membership has ended already, or would end before it starts.")


@transaction.atomic
def start(
    *,
    user: User,
    unit: Unit,
    role: Role,
    profession: Profession = Profession.OTHER,
    starts_at: datetime,
    by: User,
    now: datetime,
) -> Membership:
    """
    Let somebody work in a unit, in a role.

    :raises NotAllowed: if `by` may not set up the unit's organisation.
    :raises OwnMembership: if `user` is `by`.
    :raises AlreadyMember: if they work there in that role already.
    :raises NotARoleAtWork: if the role is none of a workplace.
    """
    basis = require_to_configure(by, now=now, organisation_id=unit.organisation_id)
    if user.pk == by.pk:
        note(Refusal(action=Action.CONFIGURE, at=now, actor_id=by.pk, category=Category.NETWORK))
        raise OwnMembership
    if role in NOT_AT_WORK:
        raise NotARoleAtWork
    if Membership.objects.filter(user=user, unit=unit, role=role, ends_at__isnull=True).exists():
        raise AlreadyMember
    membership = Membership.objects.create(user=user, unit=unit, role=role, profession=profession, starts_at=starts_at)
    log_change(membership, by=by, basis=basis, what="started", now=now, tenant_id=unit.organisation_id)
    return membership


@transaction.atomic
def end(*, membership: Membership, ends_at: datetime, by: User, now: datetime) -> Membership:
    """
    End somebody's work in a unit; what it let them see is gone from then on.

    :raises NotAllowed: if `by` may not set up the unit's organisation.
    :raises MembershipEnded: if it has an end already, or would end before it starts.
    """
    basis = require_to_configure(by, now=now, organisation_id=membership.unit.organisation_id)
    if membership.ends_at is not None or ends_at <= membership.starts_at:
        raise MembershipEnded
    membership.ends_at = ends_at
    membership.save(update_fields=["ends_at"])
    log_change(membership, by=by, basis=basis, what="ended", now=now, tenant_id=membership.unit.organisation_id)
    return membership


@transaction.atomic
def learn(
    *,
    user: User,
    kind: CompetenceKind,
    valid_until_date: date | None = None,
    by: User,
    now: datetime,
) -> Competence:
    """
    Write down what somebody has learned, and until when it counts; what stands already is replaced.

    :raises NotAllowed: if `by` may not set up the region.
    """
    basis = require_to_configure(by, now=now)
    until = {"valid_until_date": valid_until_date}
    competence, _is_new = Competence.objects.update_or_create(user=user, kind=kind, defaults=until)
    log_change(competence, by=by, basis=basis, what="recorded", now=now)
    return competence
