"""Individual plans and crisis plans that carry texts to recognise, for every person."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from samhold.rooms.care.models import (
    CrisisCall,
    CrisisCopy,
    CrisisEdition,
    CrisisPlan,
    CrisisStep,
    Goal,
    IndividualPlan,
    PlanEdition,
)

if TYPE_CHECKING:
    from tests.proofs.marked import Marker

CRISIS_TEXTS = (
    "early_signs", "triggers", "own_coping", "meet_me", "wanted_help", "unwanted_medication", "kin_do",
    "children_and_pets",
)  # fmt: skip
TEXTS = (
    (IndividualPlan, ("about_me", "needs", "contributions", "cooperation", "consent_covers"), "PLAN"),
    (Goal, ("words", "measure", "next_step", "owner_words"), "PLAN"),
    (CrisisPlan, CRISIS_TEXTS, "CRISIS"),
    (CrisisStep, ("signs", "doing"), "CRISIS"),
    (CrisisCall, ("name", "phone", "when"), "CRISIS"),
    (CrisisCopy, ("given_to",), "CRISIS"),
)
EDITIONS = ((PlanEdition, "needs", "PLAN"), (CrisisEdition, "triggers", "CRISIS"))


def mark_plans(marker: Marker) -> None:
    """Mark what is typed in plans, and what their editions kept."""
    for model, columns, kind in TEXTS:
        marker.each(model, columns, kind)
    for model, name, kind in EDITIONS:
        for row in model.objects.order_by("pk"):
            marker.text(row, "content", kind)
            row.content, row.fields = json.dumps({name: row.content}), name
            row.save()
            marker.region.rows[row.person_id].setdefault(model.__name__, []).append(row.pk)
