"""What every row about a person has in common: its tenant, its person, its category and who may list it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self, TypeVar

from django.db import models
from django.db.models import F, Q

from samhold.foundation.identifiers import new_id
from samhold.rooms.access.engine import Actor, scope
from samhold.rooms.access.enums import Action, Category, Purpose
from samhold.rooms.organisations.models import Organisation

if TYPE_CHECKING:
    from datetime import datetime

RowT_co = TypeVar("RowT_co", bound=models.Model, covariant=True)


class PersonBoundQuerySet(models.QuerySet[RowT_co]):
    """Rows about persons, which start from `visible_to`."""

    person_path = "person_id"

    def visible_to(self, actor: Actor, action: Action, *, now: datetime, purpose: Purpose = Purpose.CARE) -> Self:
        """Keep the rows that the actor may do this with, by the category of the table."""
        category: Category = self.model.category  # type: ignore[attr-defined] # every person-bound model has one
        return self.filter(scope(actor, action, category, now=now, purpose=purpose, path=self.person_path))

    def open_at(self, now: datetime) -> Self:
        """Keep the rows whose period holds now."""
        return self.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now), starts_at__lte=now)


class PersonBound(models.Model):
    """A row about a person, owned by the organisation that wrote it down."""

    category: ClassVar[Category]

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    tenant = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="%(class)ss")

    class Meta:
        """A shape, not a table."""

        abstract = True

    def __str__(self) -> str:
        """Return the id only: a log line must not tell of a person."""
        return str(self.pk)


def ends_after_it_starts(name: str) -> models.CheckConstraint:
    """Return the rule that a period runs forwards, under the table's own name for it."""
    return models.CheckConstraint(condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")), name=name)
