"""The name of a person as it is searched: folded, with a space before each word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from samhold.core.names import folded

if TYPE_CHECKING:
    from samhold.rooms.people.models import Person


def search_name(given_name: str, family_name: str) -> str:
    """Return what stands in the column: a word of the name is found by a space and how it begins."""
    name = folded(f"{given_name} {family_name}")
    return f" {name}" if name else ""


class SearchNameField(models.CharField):  # type: ignore[type-arg]
    """A column that follows the two names by itself, whenever it is among those that are saved."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:  # noqa: FBT001 -- Django's API
        """Fold the names as they stand."""
        del add
        person: Person = model_instance  # type: ignore[assignment] # the field is on persons only
        value = search_name(person.given_name, person.family_name)[: self.max_length]
        setattr(person, self.attname, value)
        return value
