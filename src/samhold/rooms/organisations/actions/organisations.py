"""Take in an organisation, and change what is known of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samhold.foundation.errors import DomainError
from samhold.rooms.organisations.access import log_change, require_to_configure
from samhold.rooms.organisations.enums import OrganisationKind, WrittenForm
from samhold.rooms.organisations.models import Organisation, Place

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.rooms.access.models import User


class OrganisationExists(DomainError):
    """Another organisation has the name or the number."""

    message = _("There is already an organisation with this name or number.")


class NumberNotValid(DomainError):
    """A municipality number has four digits; others' have nine."""

    message = _("A municipality number has four digits; the number of another organisation has nine.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What is known of an organisation."""

    kind: OrganisationKind
    name: str
    number: str = ""
    population: int | None = None
    written_form: WrittenForm = WrittenForm.BOKMAL
    centre: Place | None = None


@transaction.atomic
def create(*, profile: Profile, by: User, now: datetime) -> Organisation:
    """
    Take in an organisation: a data controller, and so a tenant. It has no units and nobody works there yet.

    :raises NotAllowed: if `by` may not set up the region.
    :raises OrganisationExists: if the name or number is taken.
    :raises NumberNotValid: if the number is none.
    """
    basis = require_to_configure(by, now=now)
    organisation = _save(Organisation(), profile)
    log_change(organisation, by=by, basis=basis, what="created", now=now, tenant_id=organisation.pk)
    return organisation


@transaction.atomic
def change(*, organisation: Organisation, profile: Profile, by: User, now: datetime) -> Organisation:
    """
    Change what is known of an organisation.

    :raises NotAllowed: if `by` may not set it up.
    :raises OrganisationExists: if another organisation has the name or number.
    :raises NumberNotValid: if the number is none.
    """
    basis = require_to_configure(by, now=now, organisation_id=organisation.pk)
    _save(organisation, profile)
    log_change(organisation, by=by, basis=basis, what="changed", now=now, tenant_id=organisation.pk)
    return organisation


def _save(organisation: Organisation, profile: Profile) -> Organisation:
    if not OrganisationKind(profile.kind).has_number(profile.number):
        raise NumberNotValid
    others = Organisation.objects.exclude(pk=organisation.pk)
    same_number = profile.number and others.filter(number=profile.number).exists()
    if same_number or others.filter(name=profile.name).exists():
        raise OrganisationExists
    organisation.kind, organisation.name, organisation.number = profile.kind, profile.name, profile.number
    organisation.population, organisation.written_form = profile.population, profile.written_form
    organisation.centre = profile.centre
    organisation.save()
    return organisation
