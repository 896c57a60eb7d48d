"""What a questionnaire may be about, as access knows it."""

from __future__ import annotations

from samhold.rooms.access.enums import Category

KNOWLEDGE = (Category.FEEDBACK, Category.SUBSTANCE, Category.HEALTH)
"""The categories that answers to a questionnaire may belong to."""
