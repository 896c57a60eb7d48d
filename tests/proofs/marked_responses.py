"""Answers to questionnaires that carry texts to recognise: of each kind of knowledge, finished and open."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

from samhold.rooms.access.models import User
from samhold.rooms.care.models import Response
from samhold.rooms.people.models import Person
from tests.support.factories.questionnaires import LoadedQuestionnaireFactory

if TYPE_CHECKING:
    from tests.proofs.marked import Marker

KINDS = ("FEEDBACK", "SUBSTANCE", "HEALTH")
QUESTIONNAIRE = "https://samhold.example/fhir/Questionnaire/how-were-you-met"
TEXT = "else"


def mark_responses(marker: Marker) -> None:
    """
    Give every person answers of each kind, finished and open; the free text is what is recognised.

    Each municipality has loaded a questionnaire, which tells of nobody.
    """
    now = marker.region.world.now
    author = User.objects.order_by("pk").first()
    loaded: dict[object, object] = {}
    for person in Person.objects.order_by("pk"):
        if person.tenant_id not in loaded:
            loaded[person.tenant_id] = LoadedQuestionnaireFactory(tenant=person.tenant, loaded_by=author).pk
        marker.region.rows[person.pk]["LoadedQuestionnaire"] = [loaded[person.tenant_id]]
        for about in KINDS:
            for is_finished in (True, False):
                row = Response(
                    tenant_id=person.tenant_id,
                    person=person,
                    definition=QUESTIONNAIRE,
                    definition_version="1.0.0",
                    about=about,
                    started_by=author,
                    started_at=now - timedelta(days=9),
                )
                marker.text(row, "answers", about)
                row.answers = json.dumps({TEXT: [row.answers]})
                if is_finished:
                    _finish(row, author)
                row.save(force_insert=True)
                marker.region.rows[person.pk].setdefault("Response", []).append(row.pk)


def _finish(row: Response, author: User) -> None:
    row.answered_by, row.finished_by = "PERSON", author
    row.answered_at = row.finished_at = row.started_at
    row.score = '{"mean": null}'
