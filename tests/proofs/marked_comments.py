"""What persons say to notes about them, and answer alone, with texts to recognise."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from samhold.rooms.care.models import Contact, ContactComment, Response
from samhold.rooms.people.models import Person
from tests.proofs.marked_responses import QUESTIONNAIRE, TEXT

if TYPE_CHECKING:
    from tests.proofs.marked import Marker

TAKEN_BACK, UNSENT = "TAKEN_BACK", "UNSENT"
"""Of nobody any more; of the person alone."""


def mark_comments(marker: Marker) -> None:
    """Give every note a comment, each third taken back; and whoever has an account answers that are not sent."""
    now = marker.region.world.now
    for number, contact in enumerate(Contact.objects.select_related("person").order_by("pk")):
        row = ContactComment(
            tenant_id=contact.tenant_id,
            person=contact.person,
            contact=contact,
            written_by_id=contact.recorded_by_id,
            written_at=now,
            taken_back_at=None if number % 3 else now,
        )
        marker.text(row, "text", "CONTACTS" if number % 3 else TAKEN_BACK)
        row.save(force_insert=True)
    for person in Person.objects.exclude(account=None).order_by("pk"):
        _unsent(marker, person)


def _unsent(marker: Marker, person: Person) -> None:
    row = Response(
        tenant_id=person.tenant_id,
        person=person,
        definition=QUESTIONNAIRE,
        definition_version="1.0.0",
        about="FEEDBACK",
        started_by_id=person.account_id,
        is_begun_alone=True,
        started_at=marker.region.world.now,
    )
    marker.text(row, "answers", UNSENT, person.account_id)
    row.answers = json.dumps({TEXT: [row.answers]})
    row.save(force_insert=True)
    marker.region.rows[person.pk].setdefault("Response", []).append(row.pk)
