"""Keep what a worker is writing, until it is sent."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.db import transaction

from samhold.rooms.access.engine import require
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.care.models import Draft
from samhold.rooms.people.actions import log

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from samhold.rooms.access.models import User
    from samhold.rooms.people.models import Person


@transaction.atomic
def save(
    *,
    person: Person,
    form: str,
    fields: Mapping[str, str],
    by: User,
    now: datetime,
    about: str = "",
) -> Draft:
    """
    Keep the fields of an unsent form, encrypted, as the author's only draft of this form about this.

    :param about: the id of what it is written about, beside the person; empty when it stands alone.
    :raises NotAllowed: if `by` may not record contacts with this person.
    """
    basis = require(by, Action.RECORD, person, Category.CONTACTS, now=now)
    draft = Draft.objects.select_for_update().filter(author=by, person=person, form=form, about=about).first()
    is_new = draft is None
    if draft is None:
        draft = Draft(tenant_id=person.tenant_id, author=by, person=person, form=form, about=about)
    draft.body, draft.saved_at = json.dumps(dict(fields), ensure_ascii=False), now
    draft.save(force_insert=is_new)
    if is_new:
        log.write(draft, by=by, action=Action.RECORD, basis=basis, what="begun", category=Category.CONTACTS, now=now)
    return draft


@transaction.atomic
def discard(*, person: Person, form: str, by: User, now: datetime, about: str = "") -> int:
    """
    Throw away one's own draft; returns how many there were (nought or one).

    :raises NotAllowed: if `by` may not record contacts with this person.
    """
    require(by, Action.RECORD, person, Category.CONTACTS, now=now)
    return Draft.objects.filter(author=by, person=person, form=form, about=about).delete()[0]
