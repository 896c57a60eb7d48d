"""Confirm that a loaded questionnaire may be answered on a screen, stop it, and take the stop back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samhold.foundation.errors import DomainError
from samhold.foundation.time import local_day
from samhold.rooms.organisations.access import log_change, require_to_configure
from samhold.rooms.questionnaires.actions.questionnaires import HolderMissing

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.rooms.access.models import User
    from samhold.rooms.questionnaires.licences import Licence
    from samhold.rooms.questionnaires.models import LoadedQuestionnaire


class EndsInThePast(DomainError):
    """The last day has passed."""

    field: ClassVar[str] = "expires_on"
    message = _("This day has passed. Write the last day of the licence, or leave it empty if it does not end.")


@transaction.atomic
def confirm(*, questionnaire: LoadedQuestionnaire, licence: Licence, by: User, now: datetime) -> LoadedQuestionnaire:
    """
    Confirm the right to use a loaded questionnaire; it is on, or off, as the licence says.

    :raises NotAllowed: if `by` may not set up this organisation.
    :raises HolderMissing: if the licence names no holder.
    :raises EndsInThePast: if its last day has passed.
    """
    basis = require_to_configure(by, now=now, organisation_id=questionnaire.tenant_id)
    if not licence.holder.strip():
        raise HolderMissing
    if licence.expires_on is not None and licence.expires_on < local_day(now):
        raise EndsInThePast
    questionnaire.holder, questionnaire.expires_on = licence.holder.strip(), licence.expires_on
    questionnaire.allows_paper, questionnaire.allows_digital = licence.allows_paper, licence.allows_digital
    questionnaire.loaded_by, questionnaire.loaded_at, questionnaire.stopped_at = by, now, None
    questionnaire.save()
    log_change(questionnaire, by=by, basis=basis, what="licence confirmed", now=now, tenant_id=questionnaire.tenant_id)
    return questionnaire


@transaction.atomic
def stop(*, questionnaire: LoadedQuestionnaire, by: User, now: datetime) -> LoadedQuestionnaire:
    """
    Stop a questionnaire: nobody begins it on a screen any more; earlier answers can be read.

    :raises NotAllowed: if `by` may not set up this organisation.
    """
    basis = require_to_configure(by, now=now, organisation_id=questionnaire.tenant_id)
    _set(questionnaire, basis, stopped_at=now, what="stopped", by=by, now=now)
    return questionnaire


@transaction.atomic
def resume(*, questionnaire: LoadedQuestionnaire, by: User, now: datetime) -> LoadedQuestionnaire:
    """
    Take a stop back: the licence holds as it did.

    :raises NotAllowed: if `by` may not set up this organisation.
    """
    basis = require_to_configure(by, now=now, organisation_id=questionnaire.tenant_id)
    _set(questionnaire, basis, stopped_at=None, what="resumed", by=by, now=now)
    return questionnaire


def _set(
    questionnaire: LoadedQuestionnaire, basis: str, *, stopped_at: datetime | None, what: str, by: User, now: datetime
) -> None:
    questionnaire.stopped_at = stopped_at
    questionnaire.save(update_fields=["stopped_at"])
    log_change(questionnaire, by=by, basis=basis, what=what, now=now, tenant_id=questionnaire.tenant_id)
