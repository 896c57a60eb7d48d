"""The tables of the room, and the shape of answers for the rooms that ask."""

from __future__ import annotations

from samhold.rooms.questionnaires.models.answers import Answers
from samhold.rooms.questionnaires.models.loaded import LoadedQuestionnaire

__all__ = ["Answers", "LoadedQuestionnaire"]
