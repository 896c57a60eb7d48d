"""Which questionnaires a tenant has, and whether they may be filled in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from samhold.core.questionnaires import Definition, Scoring
from samhold.foundation.errors import DomainError, NotAvailable
from samhold.rooms.access.enums import Category
from samhold.rooms.questionnaires.licences import Licence, hindrance
from samhold.rooms.questionnaires.models import LoadedQuestionnaire
from samhold.rooms.questionnaires.shipped import Opened, known, opened, shipped

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Questionnaire:
    """
    A questionnaire as a tenant may use it.

    :param licence: the terms it was loaded under; nothing for what comes with the product.
    :param hindrance: why it may not be filled in today; nothing where it may be.
    """

    definition: Definition
    scoring: Scoring
    category: Category
    licence: Licence | None = None
    hindrance: DomainError | None = None

    @property
    def key(self) -> str:
        """What names it in one version."""
        return f"{self.definition.url}|{self.definition.version}"


def offered(*, tenant_id: UUID, today: date) -> tuple[Questionnaire, ...]:
    """Return the newest version of each questionnaire, loaded ones before those that come with the product."""
    newest: dict[str, Questionnaire] = {}
    for row in LoadedQuestionnaire.objects.filter(tenant_id=tenant_id).order_by("-loaded_at", "-pk"):
        newest.setdefault(row.url, _loaded(row, today))
    for one in shipped():
        newest.setdefault(one.definition.url, _shipped(one, today))
    return tuple(sorted(newest.values(), key=lambda one: one.definition.title.plain))


def find(*, tenant_id: UUID, url: str, version: str, today: date) -> Questionnaire:
    """
    Return a questionnaire in the version that answers name, loaded or not.

    :raises NotAvailable: if there is none.
    """
    row = LoadedQuestionnaire.objects.filter(tenant_id=tenant_id, url=url, version=version).first()
    if row is not None:
        return _loaded(row, today)
    own = known(url)
    if own is None or own.definition.version != version:
        raise NotAvailable
    return _shipped(own, today)


def all_of(*, tenant_id: UUID, today: date) -> dict[str, Questionnaire]:
    """Return every version that a tenant has, by key: for lists of answers."""
    found = {one.key: one for one in (_shipped(own, today) for own in shipped())}
    rows = LoadedQuestionnaire.objects.filter(tenant_id=tenant_id)
    return found | {one.key: one for one in (_loaded(row, today) for row in rows)}


def _loaded(row: LoadedQuestionnaire, today: date) -> Questionnaire:
    one = _opened(row.content, row.scoring)
    licence = Licence(
        holder=row.holder,
        allows_paper=row.allows_paper,
        allows_digital=row.allows_digital and row.stopped_at is None,
        expires_on=row.expires_on,
    )
    return Questionnaire(
        definition=one.definition,
        scoring=one.scoring,
        category=Category(row.category),
        licence=licence,
        hindrance=hindrance(one.definition, licence, today),
    )


def _shipped(one: Opened, today: date) -> Questionnaire:
    return Questionnaire(
        definition=one.definition,
        scoring=one.scoring,
        category=one.category,
        hindrance=hindrance(one.definition, None, today),
    )


@lru_cache(maxsize=100)
def _opened(content: str, scoring: str) -> Opened:
    return opened(content, scoring)
