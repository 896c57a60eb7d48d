"""Load a questionnaire with its texts for a tenant, under a licence; load it again to renew the licence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samhold.foundation.errors import DomainError
from samhold.rooms.organisations.access import log_change, require_to_configure
from samhold.rooms.questionnaires.loading import NewQuestionnaire, read_new
from samhold.rooms.questionnaires.models import LoadedQuestionnaire

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from samhold.rooms.access.models import User
    from samhold.rooms.questionnaires.licences import Licence
    from samhold.rooms.questionnaires.shipped import Opened


class HolderMissing(DomainError):
    """Nobody is named as holding the licence."""

    message = _("Say who holds the licence.")


class AnotherTextOfThisVersion(DomainError):
    """The version is loaded, with other content."""

    message = _("This version is loaded with other texts, and answers may rest on them. Give the file a new version.")


@transaction.atomic
def load(*, questionnaire: NewQuestionnaire, tenant_id: UUID, by: User, now: datetime) -> LoadedQuestionnaire:
    """
    Load a questionnaire for a tenant; the same content again renews the licence.

    :raises NotAllowed: if `by` may not set up this organisation.
    :raises HolderMissing: if the licence names no holder.
    :raises NotAQuestionnaire, TextsStillMissing, AnotherStructure: if the file may not be loaded.
    :raises AnotherTextOfThisVersion: if the version has other content already.
    """
    basis = require_to_configure(by, now=now, organisation_id=tenant_id)
    if not questionnaire.licence.holder.strip():
        raise HolderMissing
    found = read_new(questionnaire)
    kept = _kept(found, tenant_id)
    if kept is not None and (kept.content, kept.scoring) != (questionnaire.content, found.scoring_text):
        raise AnotherTextOfThisVersion
    row = kept or _new(questionnaire, found, tenant_id)
    _license(row, questionnaire.licence)
    row.loaded_by, row.loaded_at = by, now
    row.save(force_insert=kept is None)
    what = "loaded" if kept is None else "licence renewed"
    log_change(row, by=by, basis=basis, what=what, now=now, tenant_id=tenant_id)
    return row


def _kept(found: Opened, tenant_id: UUID) -> LoadedQuestionnaire | None:
    rows = LoadedQuestionnaire.objects.select_for_update().filter(tenant_id=tenant_id, url=found.definition.url)
    return rows.filter(version=found.definition.version).first()


def _new(questionnaire: NewQuestionnaire, found: Opened, tenant_id: UUID) -> LoadedQuestionnaire:
    return LoadedQuestionnaire(
        tenant_id=tenant_id,
        url=found.definition.url,
        version=found.definition.version,
        content=questionnaire.content,
        scoring=found.scoring_text,
        category=found.category,
    )


def _license(row: LoadedQuestionnaire, licence: Licence) -> None:
    row.holder = licence.holder.strip()
    row.allows_paper, row.allows_digital = licence.allows_paper, licence.allows_digital
    row.expires_on, row.stopped_at = licence.expires_on, None
