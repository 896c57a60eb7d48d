"""How the room answers for who somebody is: their roles, their units, the tenants they act in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import BooleanField, Case, Q, QuerySet, When
from django.utils.translation import gettext_lazy as _

from samhold.foundation.errors import DomainError, NotAllowed
from samhold.rooms.access.actions import audit
from samhold.rooms.access.anchors import Through, anchors_of
from samhold.rooms.access.engine import require_without_person, roles_of
from samhold.rooms.access.enums import Action, Category, Purpose, Role
from samhold.rooms.access.noted import Refusal, note
from samhold.rooms.organisations.enums import ServiceKind
from samhold.rooms.organisations.models import Agreement, Membership

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.db.models import Model

    from samhold.rooms.access.engine import Actor


def posts_of(user_id: UUID) -> QuerySet:  # type: ignore[type-arg] # values, not models
    """Return somebody's memberships, ended ones too, each with whom its unit serves, as `anchors.Row`."""
    is_team = Case(When(unit__service=ServiceKind.TEAM, then=True), default=False, output_field=BooleanField())
    served = ("unit__agreements__guest_id", "unit__agreements__starts_at", "unit__agreements__ends_at")
    rows = Membership.objects.filter(user_id=user_id).annotate(is_team=is_team)
    return rows.values_list("pk", "unit_id", "is_team", "role", "starts_at", "ends_at", *served)


def memberships_of(user_id: UUID, now: datetime) -> QuerySet[Membership]:
    """Return somebody's open memberships, with unit and organisation."""
    return Membership.objects.filter(user_id=user_id).open_at(now).select_related("unit__organisation")


def serves_others(user_id: UUID, now: datetime) -> bool:
    """Say whether a unit in which somebody works serves other organisations' inhabitants by agreement."""
    return any(anchor.through == Through.ORGANISATION for anchor in anchors_of(user_id, now))


def tenants_of(user_id: UUID, now: datetime) -> frozenset[UUID]:
    """Return the organisations somebody acts in: their units', and those their units serve by agreement."""
    own = set(Membership.objects.filter(user_id=user_id).open_at(now).values_list("unit__organisation_id", flat=True))
    guests = (
        Agreement.objects.filter(unit__memberships__in=Membership.objects.filter(user_id=user_id).open_at(now))
        .filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now), starts_at__lte=now)
        .values_list("guest_id", flat=True)
    )
    return frozenset(own | set(guests))


def roles_towards(user_id: UUID, organisation_id: UUID, now: datetime) -> frozenset[Role]:
    """Return the roles in which somebody acts for an organisation: in its units, or in units that serve it."""
    serves = Q(unit__organisation_id=organisation_id) | Q(unit__in=_units_that_serve(organisation_id, now))
    roles = Membership.objects.filter(serves, user_id=user_id).open_at(now).values_list("role", flat=True)
    return frozenset(Role(role) for role in roles)


def claimed() -> frozenset[UUID]:
    """Return the organisations where anybody works or worked, or that any unit serves or served."""
    worked = Membership.objects.values_list("unit__organisation_id", flat=True)
    return frozenset(worked.distinct()) | frozenset(Agreement.objects.values_list("guest_id", flat=True).distinct())


def require_to_configure(actor: Actor, *, now: datetime, organisation_id: UUID | None = None) -> str:
    """
    Return the basis on which the actor may set up organisations, units and memberships.

    Somebody who sets up a region does so for the organisations they act for and for those that nobody has claimed yet;
    otherwise they could give themselves a place in another region.

    :param organisation_id: the organisation that is changed; without one, something that belongs to none (a road).
    :raises NotAllowed: if no role allows it.
    :raises AnotherRegion: if it is claimed, and none of the actor's units serves it.
    """
    basis = require_without_person(actor, Action.CONFIGURE, Category.NETWORK, now=now, purpose=Purpose.QUALITY)
    if organisation_id is None or Role.ADMINISTRATOR in roles_of(actor.pk, now):
        return basis
    if not roles_towards(actor.pk, organisation_id, now) and organisation_id in claimed():
        note(Refusal(action=Action.CONFIGURE, at=now, actor_id=actor.pk, category=Category.NETWORK))
        raise AnotherRegion
    return basis


def log_change(row: Model, *, by: Actor, basis: str, what: str, now: datetime, tenant_id: UUID | None = None) -> None:
    """
    Write in the audit log that somebody changed how the region is set up.

    :param what: the change in a word, such as "created"; never a text that somebody typed.
    :param tenant_id: the organisation in whose log it belongs; without one, the installation's.
    """
    audit.write(
        audit.Event(
            action=Action.CONFIGURE,
            at=now,
            actor_id=by.pk,
            tenant_id=tenant_id,
            subject=f"{row._meta.label_lower} {row.pk} {what}",  # noqa: SLF001 -- Django's API
            categories=(Category.NETWORK,),
            purpose=Purpose.QUALITY,
            basis=basis,
        ),
    )


def require_nobody_at_work() -> None:
    """
    Refuse what may only be done before anybody works in the installation.

    :raises AlreadyFounded: if anybody does, or did.
    """
    if Membership.objects.exists():
        raise AlreadyFounded


class AlreadyFounded(DomainError):
    """Somebody works here already, and can let others in."""

    message = _("The installation is set up already. Let somebody who works there add the account.")


class AnotherRegion(NotAllowed):
    """The organisation belongs to somebody else's region."""

    message = _("You do not act for this organisation. Ask it for an agreement with your unit first.")


def _units_that_serve(organisation_id: UUID, now: datetime) -> QuerySet[Agreement, UUID]:
    open_now = Q(ends_at__isnull=True) | Q(ends_at__gt=now)
    return Agreement.objects.filter(open_now, guest_id=organisation_id, starts_at__lte=now).values_list(
        "unit_id",
        flat=True,
    )
