"""The doors to where a person lives, and to the register of homes and meeting places, which is about nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samhold.foundation.errors import NotAllowed, NotAvailable
from samhold.rooms.access.engine import require, require_without_person
from samhold.rooms.access.enums import Action, Category, Purpose, Role
from samhold.rooms.access.noted import Refusal, note
from samhold.rooms.care.models import Dwelling, Tenancy
from samhold.rooms.organisations.access import tenants_of
from samhold.rooms.organisations.enums import OrganisationKind
from samhold.rooms.organisations.models import Agreement, Membership
from samhold.rooms.people.access import access_person

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from samhold.rooms.access.engine import Actor
    from samhold.rooms.people.models import Person

_CATEGORY = Category.ECONOMY_HOUSING


class AnotherRegister(NotAllowed):
    """The register is another municipality's."""

    message = _("Only leaders of the municipality and the substance coordinator change its homes and meeting places.")


def open_to_housing(*, actor: Actor, person_id: UUID, now: datetime, action: Action = Action.READ) -> Person:
    """
    Return a person of whom the actor may read, or do more with, where they live.

    :raises NotAvailable: if the person is unknown or hidden.
    :raises NotAllowed: if economy and housing are not for the actor.
    """
    purpose, shown = Purpose.CARE, (_CATEGORY,)
    person = access_person(
        actor=actor, person_id=person_id, purpose=purpose, now=now, subject="housing", categories=shown
    )
    require(actor, action, person, _CATEGORY, now=now)
    return person


def access_tenancy(*, actor: Actor, person_id: UUID, tenancy_id: UUID, now: datetime) -> Tenancy:
    """
    Return a home of a person for one who may write of it; its `person` has the actor's standing.

    :raises NotAvailable: if person or home is unknown or hidden.
    :raises NotAllowed: if the actor may not write of it.
    """
    person = open_to_housing(actor=actor, person_id=person_id, now=now, action=Action.RECORD)
    row = Tenancy.objects.filter(pk=tenancy_id, person_id=person_id).select_related("dwelling", "replaces").first()
    if row is None:
        raise NotAvailable
    row.person = person
    return row


def require_to_read_register(actor: Actor, *, now: datetime) -> str:
    """
    Return the basis on which somebody reads registers of homes and meeting places; `readable` says whose.

    :raises NotAllowed: if no role allows it.
    """
    return require_without_person(actor, Action.READ, _CATEGORY, now=now, purpose=Purpose.CARE)


def readable(actor: Actor, *, now: datetime) -> frozenset[UUID]:
    """Return the organisations whose registers somebody may read: those they act in."""
    return tenants_of(actor.pk, now)


def kept_by(actor: Actor, *, now: datetime) -> frozenset[UUID]:
    """
    Return the municipalities whose registers somebody may change.

    Leaders keep their own municipality's; a substance coordinator also those that the unit serves.
    """
    posts = Membership.objects.filter(user_id=actor.pk).open_at(now)
    municipal = Q(unit__organisation__kind=OrganisationKind.MUNICIPALITY)
    roles = (Role.UNIT_LEADER, Role.SUBSTANCE_COORDINATOR)
    own = posts.filter(municipal, role__in=roles).values_list("unit__organisation_id", flat=True)
    joint = posts.filter(role=Role.SUBSTANCE_COORDINATOR).values("unit_id")
    agreed = Agreement.objects.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now), starts_at__lte=now)
    served = agreed.filter(unit_id__in=joint, guest__kind=OrganisationKind.MUNICIPALITY)
    return frozenset(own) | frozenset(served.values_list("guest_id", flat=True))


def require_to_keep(actor: Actor, *, organisation_id: UUID, now: datetime) -> str:
    """
    Return the basis on which somebody changes the register of a municipality.

    :raises NotAllowed: if no role allows it.
    :raises AnotherRegister: if it is not one that they keep.
    """
    basis = require_without_person(actor, Action.CONFIGURE, _CATEGORY, now=now, purpose=Purpose.COORDINATION)
    if organisation_id not in kept_by(actor, now=now):
        note(
            Refusal(
                action=Action.CONFIGURE,
                at=now,
                actor_id=actor.pk,
                category=_CATEGORY,
                subject="register",
                purpose=Purpose.COORDINATION,
            )
        )
        raise AnotherRegister
    return basis


def access_dwelling(*, actor: Actor, dwelling_id: UUID, now: datetime) -> Dwelling:
    """
    Return a home or meeting place for one who may change it.

    :raises NotAvailable: if there is none with the id that the actor may know of.
    :raises NotAllowed: if the actor may not change it.
    """
    row = Dwelling.objects.filter(pk=dwelling_id, tenant_id__in=readable(actor, now=now)).select_related("tenant")
    found = row.first()
    if found is None:
        require_to_read_register(actor, now=now)
        raise NotAvailable
    require_to_keep(actor, organisation_id=found.tenant_id, now=now)
    return found
