"""
Held against each other: the hours that decisions promise, and the time that the contact log tells of.

A decision promises a seventh of its weekly hours for each day on which it holds, so that a month, a week and a decision
that begins on a Wednesday are counted alike. Of the log, only direct time with the person counts; what does not
(meetings, preparation, talks with kin) is told beside it. Each contact counts once: for a decision of the same person
and unit that holds on the day, one whose service is first in line for that kind of contact before the others.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

KeyT = TypeVar("KeyT", bound=Hashable)
OfT = TypeVar("OfT", bound=Hashable)

_DAYS_OF_A_WEEK = 7
_MINUTES_OF_AN_HOUR = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant(Generic[KeyT, OfT]):
    """
    Hours a week from `first` until and with `last` (`None`: still).

    :param key: what the caller knows the decision by.
    :param of: whose it is and who gives it; contacts of the same count.
    :param kinds: the kinds of contact that the service is first in line for.
    """

    key: KeyT
    of: OfT
    hours_per_week: Decimal
    first: date
    last: date | None = None
    kinds: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """Refuse a period that runs backwards, and hours that are none."""
        if self.last is not None and self.last < self.first:
            raise ValueError("a grant ends after it starts")
        if self.hours_per_week <= 0:
            raise ValueError("a grant gives hours")

    def holds_on(self, day: date) -> bool:
        """Say whether it holds on a day."""
        return self.first <= day and (self.last is None or day <= self.last)

    def hours_between(self, first: date, last: date) -> Decimal:
        """Return the hours it promises on these days, both included."""
        end = last if self.last is None else min(last, self.last)
        days = (end - max(first, self.first)) // timedelta(days=1) + 1
        return self.hours_per_week * max(days, 0) / _DAYS_OF_A_WEEK


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(Generic[OfT]):
    """Minutes of the contact log; `is_direct` if they were spent with the person."""

    of: OfT
    kind: str
    day: date
    minutes: int
    is_direct: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Account(Generic[KeyT, OfT]):
    """
    What one decision promised and what was given of it; without a `key`, what was given without a decision.

    :param granted: hours promised on the days asked about.
    :param given: minutes of direct time.
    :param left_out: minutes that do not count.
    """

    key: KeyT | None
    of: OfT
    granted: Decimal
    given: int
    left_out: int

    @property
    def given_hours(self) -> Decimal:
        """The direct time in hours."""
        return Decimal(self.given) / _MINUTES_OF_AN_HOUR

    @property
    def left_out_hours(self) -> Decimal:
        """What does not count, in hours."""
        return Decimal(self.left_out) / _MINUTES_OF_AN_HOUR

    @property
    def share(self) -> int | None:
        """What was given of what was promised, in whole percent; `None` when nothing was promised."""
        return round(100 * self.given_hours / self.granted) if self.granted else None


def accounts(
    grants: Iterable[Grant[KeyT, OfT]],
    contacts: Iterable[Contact[OfT]],
    *,
    first: date,
    last: date,
) -> tuple[Account[KeyT, OfT], ...]:
    """
    Hold what was promised against what was given, on these days, both included.

    :returns: an account for each grant with a day among them, in the order given, then one for each `of` with contacts
        that no grant takes.
    """
    chosen = [grant for grant in grants if grant.hours_between(first, last) > 0]
    given: dict[tuple[OfT, KeyT | None], list[int]] = {}
    for contact in contacts:
        if first <= contact.day <= last:
            grant = _grant_for(contact, chosen)
            sums = given.setdefault((contact.of, None if grant is None else grant.key), [0, 0])
            sums[0 if contact.is_direct else 1] += contact.minutes
    made = [_account(grant.of, grant.key, grant.hours_between(first, last), given) for grant in chosen]
    without = [_account(of, None, Decimal(0), given) for of, key in given if key is None]
    return (*made, *without)


def _grant_for(contact: Contact[OfT], grants: Iterable[Grant[KeyT, OfT]]) -> Grant[KeyT, OfT] | None:
    fitting = [grant for grant in grants if grant.of == contact.of and grant.holds_on(contact.day)]
    first_in_line = [grant for grant in fitting if contact.kind in grant.kinds]
    return next(iter((*first_in_line, *fitting)), None)


def _account(
    of: OfT,
    key: KeyT | None,
    granted: Decimal,
    given: dict[tuple[OfT, KeyT | None], list[int]],
) -> Account[KeyT, OfT]:
    direct, left_out = given.get((of, key), (0, 0))
    return Account(key=key, of=of, granted=granted, given=direct, left_out=left_out)
