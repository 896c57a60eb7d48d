"""Where the one who is logged in works, and what waits for them: one query for every page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from samhold.infrastructure.prepared import prepared
from samhold.rooms.access.enums import Role
from samhold.rooms.notices.queries import number_waiting
from samhold.rooms.organisations.access import memberships_of
from samhold.rooms.people.queries.emergency import open_until

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet
    from django.http import HttpRequest

    from samhold.rooms.access.models import User
    from samhold.rooms.organisations.models import Membership, Unit  # noqa: TC004 -- sites import no tables

_KEPT = "samhold_workplace"


@dataclass(frozen=True, slots=True, kw_only=True)
class Workplace:
    """
    Somebody's open memberships, the first being the one that pages name.

    :param waiting: unread notices.
    :param grant_ends_at: when the last open emergency access ends, if one is open.
    """

    memberships: tuple[Membership, ...]
    waiting: int = 0
    grant_ends_at: datetime | None = None

    @property
    def membership(self) -> Membership | None:
        """The membership that pages name."""
        return self.memberships[0] if self.memberships else None

    @property
    def units(self) -> tuple[Unit, ...]:
        """Each unit once, in the order of the memberships."""
        return tuple({membership.unit_id: membership.unit for membership in self.memberships}.values())

    @property
    def roles(self) -> frozenset[Role]:
        """The roles held now."""
        return frozenset(Role(membership.role) for membership in self.memberships)


def workplace(request: HttpRequest) -> Workplace:
    """Return where the user of the request works; asked for once in a request."""
    kept = vars(request)
    if _KEPT not in kept:
        user = request.user
        kept[_KEPT] = _of(user, timezone.now()) if user.is_authenticated else Workplace(memberships=())
    found: Workplace = kept[_KEPT]
    return found


def _of(user: User, now: datetime) -> Workplace:
    rows = _memberships(user_id=user.pk, now=now)
    if not rows:
        return Workplace(memberships=())
    counted = vars(rows[0])
    return Workplace(memberships=rows, waiting=counted["waiting"] or 0, grant_ends_at=counted["grant_ends_at"])


@prepared
def _memberships(*, user_id: UUID, now: datetime) -> QuerySet[Membership]:
    rows = memberships_of(user_id, now).order_by("unit__organisation__name", "unit__name", "pk")
    return rows.annotate(waiting=number_waiting(user_id), grant_ends_at=open_until(user_id, now))
