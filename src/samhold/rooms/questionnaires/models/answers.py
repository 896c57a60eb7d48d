"""The shape of answers: which questionnaire in which version, what was answered, what it came to."""

from __future__ import annotations

import json
from fractions import Fraction

from django.db import models
from django.utils.translation import gettext_lazy as _

from samhold.infrastructure.fields import EncryptedTextField


class Answers(models.Model):
    """
    Answers to one questionnaire, once; the room that asks owns the table, which has a `tenant`.

    `answers` is JSON, texts by link id as `core.questionnaires` keeps them; `score` is JSON, exact fractions by the key
    of the scale. Both are encrypted. `answered_at` is when it was answered, not when it was typed in.
    """

    definition = models.CharField(_("questionnaire"), max_length=255)
    definition_version = models.CharField(_("version of the questionnaire"), max_length=60)
    answers = EncryptedTextField(_("answers"), blank=True)
    score = EncryptedTextField(_("score"), blank=True)
    is_complete = models.BooleanField(_("complete"), default=False)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        """A shape, not a table."""

        abstract = True

    @property
    def key(self) -> str:
        """What names the questionnaire in its version."""
        return f"{self.definition}|{self.definition_version}"

    def kept_answers(self) -> dict[str, list[str]]:
        """Return the answers as they are kept: texts by link id."""
        kept = json.loads(self.answers or "{}")
        return {str(link_id): [str(answer) for answer in given] for link_id, given in kept.items()}

    def kept_score(self) -> dict[str, Fraction | None]:
        """Return the numbers that the answers came to when they were finished, by the key of the scale."""
        kept = json.loads(self.score or "{}")
        return {str(key): None if value is None else Fraction(value) for key, value in kept.items()}
