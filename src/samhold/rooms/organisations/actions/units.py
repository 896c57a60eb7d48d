"""Make units, change them, and agree whom else they serve."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samhold.foundation.errors import DomainError
from samhold.rooms.organisations.access import log_change, require_to_configure
from samhold.rooms.organisations.enums import ServiceKind
from samhold.rooms.organisations.models import Agreement, Organisation, Place, Unit

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.rooms.access.models import User


class UnitExists(DomainError):
    """Another unit of the organisation has the name."""

    message = _("The organisation already has a unit with this name.")


class AlreadyAgreed(DomainError):
    """The unit serves the organisation already."""

    message = _("There is already an agreement between the unit and the organisation.")


class AgreementEnded(DomainError):
    """The agreement is over already, or would end before it starts."""

    message = _("The agreement has ended already, or would end before it starts.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What is known of a unit."""

    name: str
    service: ServiceKind
    zone: str = ""
    phone: str = ""
    place: Place | None = None


@transaction.atomic
def create(*, organisation: Organisation, profile: Profile, by: User, now: datetime) -> Unit:
    """
    Make a unit of an organisation.

    :raises NotAllowed: if `by` may not set it up.
    :raises UnitExists: if the name is taken there.
    """
    basis = require_to_configure(by, now=now, organisation_id=organisation.pk)
    unit = _save(Unit(organisation=organisation), profile)
    log_change(unit, by=by, basis=basis, what="created", now=now, tenant_id=organisation.pk)
    return unit


@transaction.atomic
def change(*, unit: Unit, profile: Profile, by: User, now: datetime) -> Unit:
    """
    Change what is known of a unit; it stays with its organisation.

    :raises NotAllowed: if `by` may not set it up.
    :raises UnitExists: if another unit there has the name.
    """
    basis = require_to_configure(by, now=now, organisation_id=unit.organisation_id)
    _save(unit, profile)
    log_change(unit, by=by, basis=basis, what="changed", now=now, tenant_id=unit.organisation_id)
    return unit


@transaction.atomic
def agree(*, unit: Unit, guest: Organisation, starts_at: datetime, by: User, now: datetime) -> Agreement:
    """
    Let a unit serve another organisation's inhabitants (host municipality, joint team).

    :raises NotAllowed: if `by` may not set up the guest, whose rows the unit comes to see.
    :raises AlreadyAgreed: if it does already.
    """
    basis = require_to_configure(by, now=now, organisation_id=guest.pk)
    if Agreement.objects.filter(unit=unit, guest=guest, ends_at__isnull=True).exists():
        raise AlreadyAgreed
    agreement = Agreement.objects.create(unit=unit, guest=guest, starts_at=starts_at)
    log_change(agreement, by=by, basis=basis, what="started", now=now, tenant_id=guest.pk)
    return agreement


@transaction.atomic
def end_agreement(*, agreement: Agreement, ends_at: datetime, by: User, now: datetime) -> Agreement:
    """
    End an agreement.

    :raises NotAllowed: if `by` may not set up the guest.
    :raises AgreementEnded: if it has an end already, or would end before it starts.
    """
    basis = require_to_configure(by, now=now, organisation_id=agreement.guest_id)
    if agreement.ends_at is not None or ends_at <= agreement.starts_at:
        raise AgreementEnded
    agreement.ends_at = ends_at
    agreement.save(update_fields=["ends_at"])
    log_change(agreement, by=by, basis=basis, what="ended", now=now, tenant_id=agreement.guest_id)
    return agreement


def _save(unit: Unit, profile: Profile) -> Unit:
    others = Unit.objects.filter(organisation_id=unit.organisation_id).exclude(pk=unit.pk)
    if others.filter(name=profile.name).exists():
        raise UnitExists
    unit.name, unit.service, unit.zone = profile.name, profile.service, profile.zone
    unit.phone, unit.place = profile.phone, profile.place
    unit.save()
    return unit
