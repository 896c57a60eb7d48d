"""What happens around a person besides the contacts: plain values, which `doings` carries out by the rooms' actions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from samhold.rooms.access.enums import Category
from samhold.rooms.people.enums import Basis, ConsentForm, DeclaredBy, EmergencyReason, NetworkRole


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """
    Something that somebody does on a day.

    :param by: the name of the worker who does it.
    """

    on: date
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kin:
    """A next of kin or a guardian, who does not log in."""

    name: str
    relation: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Registers(Event):
    """The person is taken in by a unit."""

    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Joins(Event):
    """
    Somebody becomes involved: a worker (with the unit they come from), a unit, or a next of kin.

    :param wish: when the person wants them contacted.
    """

    role: NetworkRole
    basis: Basis
    categories: frozenset[Category]
    unit: str = ""
    worker: str = ""
    kin: Kin | None = None
    wish: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaves(Event):
    """Somebody is no longer involved in this role."""

    role: NetworkRole
    unit: str = ""
    worker: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consents(Event):
    """The person consents that a unit sees something, and may take it back on a later day."""

    unit: str
    categories: frozenset[Category]
    how: ConsentForm
    until: date | None = None
    withdrawn_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraws(Event):
    """The person takes a consent back."""

    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocks(Event):
    """The person says no: this worker, or this unit, shall not see something."""

    categories: frozenset[Category]
    reason: str
    worker: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declares(Event):
    """A worker of the unit at home knows the person, so the case goes to a unit elsewhere."""

    worker: str
    home: str
    routed: str
    declared_by: DeclaredBy


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves(Event):
    """The person moves."""

    municipality: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BreaksGlass(Event):
    """A worker takes emergency access; it waits for review until somebody reviews it."""

    unit: str
    reason: EmergencyReason
    explanation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviews(Event):
    """Somebody reviews the emergency access that was taken last."""

    note: str
