"""Under which licences an organisation uses its questionnaires, and who confirmed them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from samhold.foundation.errors import NotAvailable
from samhold.rooms.questionnaires.models import LoadedQuestionnaire
from samhold.rooms.questionnaires.queries.library import Questionnaire, offered

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A questionnaire, and the row with its texts and licence; no row where it is as it came with the product."""

    questionnaire: Questionnaire
    loaded: LoadedQuestionnaire | None

    @property
    def is_on(self) -> bool:
        """Whether it may be filled in today."""
        return self.questionnaire.hindrance is None


def held_by(*, tenant_id: UUID, today: date) -> tuple[Held, ...]:
    """Return the newest version of each questionnaire of an organisation with its licence; two queries."""
    rows = LoadedQuestionnaire.objects.filter(tenant_id=tenant_id).select_related("loaded_by")
    loaded = {str(row): row for row in rows}
    found = offered(tenant_id=tenant_id, today=today)
    return tuple(Held(questionnaire=one, loaded=loaded.get(one.key)) for one in found)


def loaded_of(*, tenant_ids: frozenset[UUID], questionnaire_id: UUID) -> LoadedQuestionnaire:
    """
    Return a loaded questionnaire of one of these organisations.

    :raises NotAvailable: if there is none.
    """
    rows = LoadedQuestionnaire.objects.filter(tenant_id__in=tenant_ids, pk=questionnaire_id)
    row = rows.select_related("tenant", "loaded_by").first()
    if row is None:
        raise NotAvailable
    return row
