"""
The engine: turns the table of rules into querysets (`scope`) and answers (`may`), from the same bound relations.

What the actor holds (account, posts, units and whom they serve) is known first (`anchors`). A room that owns a
relation binds its reach to a *source* (`sources`): a queryset of rows that tell which persons are reached, through
which of these ids, for which categories. `scope` filters by the sources; `standing_of` reads the same sources for one
person; `Standing.basis` decides on plain values. So what is listed and what may be opened cannot differ.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Protocol, runtime_checkable
from uuid import UUID

from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from samhold.foundation.errors import NotAllowed
from samhold.rooms.access import sources
from samhold.rooms.access.among import Among
from samhold.rooms.access.anchors import Through, anchors_of, given
from samhold.rooms.access.enums import Action, Category, Purpose, Reach, Role, bit_of
from samhold.rooms.access.noted import Refusal, note
from samhold.rooms.access.rules import RULES, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from samhold.rooms.access.sources import Reaches


def roles_of(actor_id: UUID, now: datetime) -> frozenset[Role]:
    """Return the roles that somebody has now, from open memberships."""
    return frozenset(anchor.role for anchor in anchors_of(actor_id, now) if anchor.through == Through.POST)


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
    if not actor.is_active:
        return Standing(actor_id=actor.pk, person_id=person_id, relations=())
    anchors = anchors_of(actor.pk, now)
    return _standing(actor.pk, person_id, sources.relations(anchors, given(actor.pk, anchors, now, person_id)))


def _standing(actor_id: UUID, person_id: UUID, found: Iterable[sources.Found]) -> Standing:
    relations: list[Relation] = []
    blocked, is_conflicted = 0, False
    for reach, role, mask in found:
        if reach == Reach.BLOCKED:
            blocked |= mask
        elif reach == Reach.CONFLICTED:
            is_conflicted = True
        else:
            relations.append(Relation(reach=reach, role=role, mask=mask))
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
    anchors = anchors_of(actor.pk, now)
    held, reaches = given(actor.pk, anchors, now), _reaches(action, category, purpose)
    reached = sources.reached(reaches, bit_of(category), anchors, held)
    if reached is None:
        return Q(pk__in=[])
    return _among(path, reached) & not_taken_away(actor, category, now=now, path=path)


def not_taken_away(actor: Actor, category: Category, *, now: datetime, path: str = "person_id") -> Q:
    """
    Return the filter that leaves out what a block or a conflict of interest hides from the actor.

    For rooms that open a single row by something else than a rule, such as an invitation: a no is stronger still.
    """
    anchors = anchors_of(actor.pk, now)
    taken = sources.taken_away(bit_of(category), anchors, given(actor.pk, anchors, now))
    return Q() if taken is None else ~_among(path, taken)


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
    if isinstance(standing, Standing) and (standing.actor_id, standing.person_id) == (actor.pk, person.pk):
        return standing
    return standing_of(actor, person.pk, now)


def _among(path: str, rows: sources.Question) -> Q:
    return Q(**{f"{path}__{Among.lookup_name}": RawSQL(rows.sql, rows.values)})  # noqa: S611 -- the ORM's own SQL


@cache
def _reaches(action: Action, category: Category, purpose: Purpose) -> Reaches:
    merged: dict[Reach, frozenset[Role]] = {}
    for rule in rules_for(action, category, purpose):
        for reach in rule.reaches - {Reach.NONE}:
            merged[reach] = merged.get(reach, frozenset()) | rule.roles
    return tuple(sorted(merged.items()))


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
