"""Whether a questionnaire may be filled in now, and the sentence that says why not and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from samhold.foundation.errors import DomainError

if TYPE_CHECKING:
    from samhold.core.questionnaires import Definition


class TextsMissing(DomainError):
    """Only the structure is here."""

    message = _(
        "The texts of this questionnaire are not loaded. Ask the administrator: whoever holds the licence loads them "
        "under “Questionnaires and licences”, or with “samhold questionnaire load”."
    )


class NoDigitalRight(DomainError):
    """The licence is for paper."""

    message = _(
        "%(holder)s has not confirmed the right to answer on a screen. Use the paper form, or ask your leader: "
        "the right is confirmed under “Questionnaires and licences”."
    )


class LicenceExpired(DomainError):
    """The last day of the licence has passed."""

    message = _(
        "The licence of %(holder)s ended on %(day)s. Ask your leader to renew it under “Questionnaires and licences”. "
        "Earlier answers can still be read."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """
    What a tenant may do with the texts of a questionnaire.

    :param expires_on: the last day; nothing where it does not end.
    """

    holder: str
    allows_paper: bool = True
    allows_digital: bool = False
    expires_on: date | None = None


def hindrance(definition: Definition, licence: Licence | None, today: date) -> DomainError | None:
    """Return the refusal to fill a questionnaire in today; nothing where it may be."""
    if definition.lacks_texts:
        return TextsMissing()
    if licence is None:
        return None
    if not licence.allows_digital:
        return NoDigitalRight(holder=licence.holder)
    if licence.expires_on is not None and licence.expires_on < today:
        return LicenceExpired(holder=licence.holder, day=date_format(licence.expires_on, "DATE_FORMAT"))
    return None
