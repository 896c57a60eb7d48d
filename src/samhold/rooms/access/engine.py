"""
The engine: turns the table of rules into querysets (`scope`) and answers (`may`), from the same bound relations.

A room that owns a relation binds its reach to a *source*: a function of the actor's id and the time that returns a
queryset of rows `(person_key, role_key, mask_key)`: this person is reached in that role, for those categories.
`scope` filters by the sources; `standing_of` reads the same sources for one person; `Standing.basis` decides on
plain values. So what is listed and what may be opened cannot differ.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Protocol, runtime_checkable
from uuid import UUID

from django.db.models import CharField, F, Q, QuerySet, Value
from django.utils.translation import gettext_lazy as _

from samhold.foundation.errors import NotAllowed
from samhold.rooms.access.enums import Action, Category, Purpose, Reach, Role, bit_of
from samhold.rooms.access.noted import Refusal, note
from samhold.rooms.access.rules import RULES, Rule

type_of_rows = tuple[str, str, int]
Source = Callable[[UUID, datetime], QuerySet]  # type: ignore[type-arg] # rows are values, not models
RolesOf = Callable[[UUID, datetime], frozenset[Role]]

AWAITED: dict[Reach, str] = {Reach.REFERRAL_OPEN: "collaboration", Reach.INVITED: "collaboration"}
"""Reaches whose room is not built yet: until it binds them, nobody is reached by them."""

TAKES_AWAY = frozenset({Reach.BLOCKED, Reach.CONFLICTED})

_sources: dict[Reach, list[Source]] = defaultdict(list)
_roles: list[RolesOf] = []


def bind(reach: Reach, source: Source) -> None:
    """Bind a reach to the query of the room that owns the relation; a system check demands each exactly once."""
    _sources[reach].append(source)


def bind_roles(roles_of: RolesOf) -> None:
    """Bind the question which roles somebody has now; the room of memberships does it."""
    _roles.append(roles_of)


def bound() -> dict[Reach, int]:
    """Return how many sources each reach has."""
    return {reach: len(_sources[reach]) for reach in Reach}


def roles_of(actor_id: UUID, now: datetime) -> frozenset[Role]:
    """Return the roles that somebody has now, from open memberships."""
    return _roles[0](actor_id, now)


@runtime_checkable
class Actor(Protocol):
    """Who acts: anything with an id that may be active or not."""

    @property
    def pk(self) -> UUID:
        """The id."""

    @property
    def is_active(self) -> bool:
        """Whether they may do anything at all."""


class PersonRow(Protocol):
    """A person as access knows one: an id, and the standing the door found, if it came through the door."""

    @property
    def pk(self) -> UUID:
        """The id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """One way in which the actor reaches the person: by this reach, in this role, for these categories."""

    reach: Reach
    role: Role
    mask: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How somebody stands to a person: every relation that holds now, and what takes access away."""

    actor_id: UUID
    person_id: UUID
    relations: tuple[Relation, ...]
    blocked: int = 0
    is_conflicted: bool = False
    _memory: dict[tuple[Action, Category, Purpose], str | None] = field(default_factory=dict, compare=False, repr=False)

    def basis(self, action: Action, category: Category, purpose: Purpose = Purpose.CARE) -> str | None:
        """Return the name of the rule and the reach that allow it, or `None` when nothing does."""
        key = (action, category, purpose)
        if key not in self._memory:
            self._memory[key] = self._decide(action, category, purpose)
        return self._memory[key]

    def allows(self, action: Action, category: Category, purpose: Purpose = Purpose.CARE) -> bool:
        """Say whether it is allowed."""
        return self.basis(action, category, purpose) is not None

    def readable(self, purpose: Purpose = Purpose.CARE) -> frozenset[Category]:
        """Return the categories that may be read for the purpose."""
        return frozenset(category for category in Category if self.allows(Action.READ, category, purpose))

    def _decide(self, action: Action, category: Category, purpose: Purpose) -> str | None:
        bit = bit_of(category)
        if self.is_conflicted or self.blocked & bit:
            return None
        for rule in rules_for(action, category, purpose):
            for relation in self.relations:
                if relation.mask & bit and relation.role in rule.roles and relation.reach in rule.reaches:
                    return f"{rule.name} ({relation.reach.lower()})"
        return None


def rules_for(action: Action, category: Category, purpose: Purpose) -> tuple[Rule, ...]:
    """
    Return the rules that could allow this; default deny, so none is an answer.

    :raises ValueError: for a word that is not in the lists: a misspelt action must not read as "no".
    """
    return _table()[Action(action), Category(category), Purpose(purpose)]


def standing_of(actor: Actor, person_id: UUID, now: datetime) -> Standing:
    """Return how somebody stands to a person now, in one query; an inactive user stands nowhere."""
    rows: list[type_of_rows] = []
    if actor.is_active:
        parts = [
            _rows(reach, actor.pk, now).filter(person_key=person_id).annotate(reach_key=Value(reach, CharField()))
            for reach, sources in _sources.items()
            if sources
        ]
        columns = [part.values_list("reach_key", "role_key", "mask_key") for part in parts]
        rows = list(columns[0].union(*columns[1:], all=True)) if columns else []
    return _standing(actor.pk, person_id, rows)


def _standing(actor_id: UUID, person_id: UUID, rows: Iterable[type_of_rows]) -> Standing:
    relations: list[Relation] = []
    blocked, is_conflicted = 0, False
    for reach, role, mask in rows:
        if reach == Reach.BLOCKED:
            blocked |= mask
        elif reach == Reach.CONFLICTED:
            is_conflicted = True
        else:
            relations.append(Relation(reach=Reach(reach), role=Role(role), mask=mask))
    return Standing(
        actor_id=actor_id,
        person_id=person_id,
        relations=tuple(relations),
        blocked=blocked,
        is_conflicted=is_conflicted,
    )


def scope(
    actor: Actor,
    action: Action,
    category: Category,
    *,
    now: datetime,
    purpose: Purpose = Purpose.CARE,
    path: str = "person_id",
) -> Q:
    """
    Return the filter that leaves the rows of persons whom the actor may do this with.

    :param path: the field that holds the person's id, seen from the queryset that is filtered.
    """
    if not actor.is_active:
        return Q(pk__in=[])
    bit = bit_of(category)
    reached = Q(pk__in=[])
    for reach, roles in _reaches(action, category, purpose).items():
        if _sources[reach]:
            rows = _rows(reach, actor.pk, now).filter(role_key__in=roles)
            reached |= Q(**{f"{path}__in": _with_bit(rows, bit)})
    for reach in TAKES_AWAY:
        if _sources[reach]:
            reached &= ~Q(**{f"{path}__in": _with_bit(_rows(reach, actor.pk, now), bit)})
    return reached


def may(
    actor: Actor,
    action: Action,
    person: PersonRow,
    category: Category,
    *,
    now: datetime,
    purpose: Purpose = Purpose.CARE,
) -> bool:
    """Say whether the actor may do this with the person."""
    return _standing_for(actor, person, now).allows(action, category, purpose)


def require(
    actor: Actor,
    action: Action,
    person: PersonRow,
    category: Category,
    *,
    now: datetime,
    purpose: Purpose = Purpose.CARE,
) -> str:
    """
    Return the basis (rule and reach) on which the actor may do this with the person.

    :raises NotAllowed: if nothing allows it.
    """
    basis = _standing_for(actor, person, now).basis(action, category, purpose)
    if basis is None:
        note(Refusal(action=action, at=now, actor_id=actor.pk, person_id=person.pk, category=category, purpose=purpose))
        raise NotInTable
    return basis


def require_without_person(actor: Actor, action: Action, category: Category, *, now: datetime, purpose: Purpose) -> str:
    """
    Return the basis on which the actor may do something that concerns no one person, such as an import.

    :raises NotAllowed: if none of the actor's roles allows it.
    """
    basis = basis_without_person(actor, action, category, now=now, purpose=purpose)
    if basis is None:
        note(Refusal(action=action, at=now, actor_id=actor.pk, category=category, purpose=purpose))
        raise NotInTable
    return basis


def basis_without_person(
    actor: Actor,
    action: Action,
    category: Category,
    *,
    now: datetime,
    purpose: Purpose,
) -> str | None:
    """Return the rule by which one of the actor's roles allows it, or `None`."""
    roles = roles_of(actor.pk, now) if actor.is_active else frozenset()
    for rule in rules_for(action, category, purpose):
        if Reach.NONE in rule.reaches and roles & rule.roles:
            return f"{rule.name} (none)"
    return None


class NotInTable(NotAllowed):
    """No rule allows what was tried."""

    message = _("You do not have access to do this. Ask the person's primary contact or your leader.")


def _standing_for(actor: Actor, person: PersonRow, now: datetime) -> Standing:
    standing = getattr(person, "standing", None)
    if isinstance(standing, Standing) and standing.actor_id == actor.pk:
        return standing
    return standing_of(actor, person.pk, now)


def _rows(reach: Reach, actor_id: UUID, now: datetime) -> QuerySet:  # type: ignore[type-arg] # values, not models
    return _sources[reach][0](actor_id, now)


def _with_bit(rows: QuerySet, bit: int) -> QuerySet:  # type: ignore[type-arg] # values, not models
    found: QuerySet = rows.annotate(hit=F("mask_key").bitand(bit)).filter(hit__gt=0).values("person_key")  # type: ignore[type-arg]
    return found


def _reaches(action: Action, category: Category, purpose: Purpose) -> dict[Reach, frozenset[Role]]:
    merged: dict[Reach, frozenset[Role]] = {}
    for rule in rules_for(action, category, purpose):
        for reach in rule.reaches - {Reach.NONE}:
            merged[reach] = merged.get(reach, frozenset()) | rule.roles
    return merged


@cache
def _table() -> dict[tuple[Action, Category, Purpose], tuple[Rule, ...]]:
    return {
        (action, category, purpose): tuple(
            rule
            for rule in RULES
            if action in rule.actions and category in rule.categories and purpose in rule.purposes
        )
        for action in Action
        for category in Category
        for purpose in Purpose
    }
