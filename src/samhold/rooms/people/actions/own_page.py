"""Open and close a person's own page: the account, and the invitation to choose its password."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from samhold.foundation.errors import DomainError
from samhold.infrastructure.log_in_names import new_address
from samhold.rooms.access.actions import audit
from samhold.rooms.access.engine import require
from samhold.rooms.access.enums import Action, Category, Language
from samhold.rooms.access.invited import good_until, index_of, new_code, open_invitations
from samhold.rooms.access.models import Invitation, User
from samhold.rooms.organisations.enums import WrittenForm
from samhold.rooms.people.models import Person

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID


class AddressTaken(DomainError):
    """The address belongs to another account."""

    message = _("This e-mail cannot be used here. Use another, or leave it empty.")
    field = "email"


class NoOwnPage(DomainError):
    """There is nothing to close, or to take back."""

    message = _("There is no own page to change. Somebody may have done it already.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """An invitation, and the code of its link: it is told once, and kept nowhere."""

    account: User
    invitation: Invitation
    code: str


@transaction.atomic
def invite(*, person: Person, email: str, by: User, now: datetime) -> Invited:
    """
    Invite a person to the own page; a link given before no longer works.

    Without an e-mail the account gets a log-in name. Another e-mail than before makes a new account, and the old one
    is closed: what was done with it stays under it. A page that was closed opens with the password that is chosen now,
    and not with the one before: somebody else may know that.

    :raises NotAllowed: if `by` may not open this person's own page.
    :raises AddressTaken: if somebody else logs in with the address.
    """
    basis = require(by, Action.CONFIGURE, person, Category.IDENTITY, now=now)
    account = _account(person, email.strip().lower(), by=by, now=now)
    open_invitations(account.pk).update(revoked_at=now)
    code = new_code()
    made = Invitation.objects.create(
        account=account, code_index=index_of(code), made_by=by, made_at=now, expires_at=good_until(now)
    )
    _log(person, by=by, basis=basis, what="invited", now=now)
    return Invited(account=account, invitation=made, code=code)


@transaction.atomic
def revoke(*, person: Person, by: User, now: datetime) -> Person:
    """
    Let the link that was given no longer work; a page that is open stays so.

    :raises NotAllowed: if `by` may not open this person's own page.
    :raises NoOwnPage: if no link waits.
    """
    basis = require(by, Action.CONFIGURE, person, Category.IDENTITY, now=now)
    if person.account_id is None or not open_invitations(person.account_id).update(revoked_at=now):
        raise NoOwnPage
    _log(person, by=by, basis=basis, what="uninvited", now=now)
    return person


@transaction.atomic
def close(*, person: Person, by: User, now: datetime) -> Person:
    """
    Close the own page: from the next request on nobody is logged in there, and no link works.

    :raises NotAllowed: if `by` may not open this person's own page.
    :raises NoOwnPage: if there is none that is open.
    """
    basis = require(by, Action.CONFIGURE, person, Category.IDENTITY, now=now)
    account_id = _switch(person, is_active=False)
    open_invitations(account_id).update(revoked_at=now)
    _log(person, by=by, basis=basis, what="closed", now=now)
    return person


@transaction.atomic
def reopen(*, person: Person, by: User, now: datetime) -> Person:
    """
    Open an own page again that was closed, with the password it had.

    :raises NotAllowed: if `by` may not open this person's own page.
    :raises NoOwnPage: if there is none that is closed.
    """
    basis = require(by, Action.CONFIGURE, person, Category.IDENTITY, now=now)
    _switch(person, is_active=True)
    _log(person, by=by, basis=basis, what="reopened", now=now)
    return person


def _account(person: Person, email: str, *, by: User, now: datetime) -> User:
    """Return the account to invite with: the one there is, or a new one."""
    held = person.account = _held(person)
    if held is not None and email in {"", held.email}:
        return held if held.is_active else _opened_anew(held, person)
    if email and User.objects.filter(email=email).exists():
        raise AddressTaken
    if held is not None:
        _end(held, now=now)
    language = Language.NYNORSK if person.written_form == WrittenForm.NYNORSK else Language.BOKMAL
    # In the demo, what a visitor makes is made up as well.
    made = User.objects.create_user(
        email=email or _free_address(), name=person.name, language=language, is_demo=by.is_demo, created_at=now
    )
    Person.objects.filter(pk=person.pk).update(account=made)
    person.account = made
    return made


def _held(person: Person) -> User | None:
    """Return the account that there is now; two who invite at once wait for each other."""
    rows = Person.objects.select_for_update(of=("self",)).select_related("account")
    account: User | None = rows.get(pk=person.pk).account
    return account


def _opened_anew(account: User, person: Person) -> User:
    """Open the account, and forget its password."""
    _switch(person, is_active=True)
    account.refresh_from_db(fields=["is_active", "session_round"])
    account.set_unusable_password()
    account.save(update_fields=["password"])
    return account


def _free_address() -> str:
    address = new_address()
    while User.objects.filter(email=address).exists():
        address = new_address()
    return address


def _end(account: User, *, now: datetime) -> None:
    open_invitations(account.pk).update(revoked_at=now)
    User.objects.filter(pk=account.pk).update(is_active=False, session_round=F("session_round") + 1)


def _switch(person: Person, *, is_active: bool) -> UUID:
    """Open or shut the account; its sessions end either way."""
    if person.account_id is None:
        raise NoOwnPage
    rows = User.objects.filter(pk=person.account_id, is_active=not is_active)
    if not rows.update(is_active=is_active, session_round=F("session_round") + 1):
        raise NoOwnPage
    return person.account_id


def _log(person: Person, *, by: User, basis: str, what: str, now: datetime) -> None:
    audit.write(
        audit.Event(
            action=Action.CONFIGURE,
            at=now,
            actor_id=by.pk,
            tenant_id=person.tenant_id,
            person_id=person.pk,
            subject=f"people.person {person.pk} {what}",
            categories=(Category.IDENTITY,),
            basis=basis,
        ),
    )
