"""Whether a person has an own page, is invited to one, and how it is logged in to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from samhold.infrastructure.log_in_names import is_sent_to, name_of
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.access.invited import last_day_before, open_invitations

if TYPE_CHECKING:
    from samhold.rooms.people.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPage:
    """
    How a person's own page stands.

    :param log_in: what the person types to log in: an e-mail address, or a name.
    :param email: where mail can be sent; empty for a name.
    :param invited_until: until when a link waits to be used.
    :param is_in_use: a password was chosen, and the account is open.
    """

    log_in: str = ""
    email: str = ""
    invited_until: datetime | None = None
    is_in_use: bool = False
    is_closed: bool = False
    last_login: datetime | None = None

    @property
    def last_day_of_link(self) -> date | None:
        """The last day on which the link that waits works."""
        return None if self.invited_until is None else last_day_before(self.invited_until)

    @property
    def exists(self) -> bool:
        """Whether there is an account."""
        return bool(self.log_in)


def own_page_of(*, person: Person, now: datetime) -> OwnPage | None:
    """Return how the own page of a person who came through the door stands, to those who may open and close it."""
    if person.standing is None or not person.standing.allows(Action.CONFIGURE, Category.IDENTITY):
        return None
    account = person.account
    if account is None:
        return OwnPage()
    waiting = open_invitations(account.pk).filter(expires_at__gt=now).first()
    return OwnPage(
        log_in=name_of(account.email),
        email=account.email if is_sent_to(account.email) else "",
        invited_until=None if waiting is None else waiting.expires_at,
        is_in_use=account.is_active and account.has_usable_password(),
        is_closed=not account.is_active,
        last_login=account.last_login,
    )
