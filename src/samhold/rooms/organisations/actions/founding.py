"""Begin an installation: its office, and the first one who may set up the region."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from samhold.foundation.errors import DomainError
from samhold.foundation.time import day_bounds, local_day
from samhold.rooms.access.enums import Role
from samhold.rooms.access.models import User
from samhold.rooms.organisations.access import log_change, require_nobody_at_work
from samhold.rooms.organisations.enums import OrganisationKind, Profession, ServiceKind
from samhold.rooms.organisations.models import Membership, Organisation, Unit

if TYPE_CHECKING:
    from datetime import datetime


class PasswordTooWeak(DomainError):
    """The password is too easy to guess."""

    def __init__(self, reasons: list[str]) -> None:
        """Say why."""
        super().__init__()
        self.message = " ".join(reasons)


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """The first account, and the office it works in; without a password it is set by mail, or a passkey is used."""

    email: str
    name: str
    unit: str
    password: str = field(default="", repr=False)


@transaction.atomic
def found(*, office: Office, by: None, now: datetime) -> User:  # noqa: ARG001 -- nobody acts yet
    """
    Make the office that runs the installation, and its first user, who may set up the region.

    :param by: nobody: there is nobody yet.
    :raises AlreadyFounded: if anybody works in the installation.
    :raises PasswordTooWeak: if the password is too easy to guess.
    """
    require_nobody_at_work()
    user = User(email=office.email.strip().lower(), name=office.name.strip(), created_at=now)
    if office.password:
        _check_password(office.password, user)
    user.set_password(office.password or None)
    user.save(force_insert=True)
    organisation = Organisation.objects.create(kind=OrganisationKind.INSTALLATION, name=office.unit)
    unit = Unit.objects.create(organisation=organisation, name=office.unit, service=ServiceKind.ADMINISTRATION)
    membership = Membership.objects.create(
        user=user,
        unit=unit,
        role=Role.SUBSTANCE_COORDINATOR,
        profession=Profession.ADVISER,
        starts_at=day_bounds(local_day(now))[0],
    )
    for row in (user, organisation, unit, membership):
        log_change(row, by=user, basis="the installation is set up", what="created", now=now)
    return user


def _check_password(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise PasswordTooWeak(list(error.messages)) from None
