"""Say why a contact did not come about, and what then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samhold.foundation.errors import DomainError
from samhold.infrastructure.versioned import save_versioned
from samhold.rooms.access.engine import require
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.care.actions.contacts import require_own
from samhold.rooms.care.enums import ContactOutcome
from samhold.rooms.people.actions import log

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.rooms.access.models import User
    from samhold.rooms.care.absence_enums import AbsenceNext, AbsenceReason
    from samhold.rooms.care.models import Contact


class TheyMet(DomainError):
    """Nothing kept them from it."""

    message = _("You met, so there is nothing to explain here. Change the text of the contact instead.")


@transaction.atomic
def explain(
    *, contact: Contact, reason: AbsenceReason | None, then: AbsenceNext | None, by: User, now: datetime
) -> Contact:
    """
    Say of one's own contact why they did not meet, and what then.

    :raises NotAllowed: if it is another's, or `by` may no longer record contacts with this person.
    :raises TheyMet: if they met.
    """
    basis = require(by, Action.RECORD, contact.person, Category.CONTACTS, now=now)
    require_own(contact=contact, by=by, now=now)
    if contact.outcome == ContactOutcome.MET:
        raise TheyMet
    contact.absence_reason, contact.absence_next = reason or "", then or ""
    save_versioned(contact, base_version=contact.version, fields=["absence_reason", "absence_next"])
    log.write(contact, by=by, action=Action.RECORD, basis=basis, what="explained", category=Category.CONTACTS, now=now)
    return contact
