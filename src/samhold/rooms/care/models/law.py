"""What the law says, and from when to when: services, legal bases and deadlines, as rows that change without code."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self, TypeVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samhold.foundation.identifiers import new_id
from samhold.rooms.care.enums import DeadlineKind, RecordRegime

if TYPE_CHECKING:
    from datetime import date

    from django.db.models.constraints import BaseConstraint


RowT_co = TypeVar("RowT_co", bound=models.Model, covariant=True)


class LawQuerySet(models.QuerySet[RowT_co]):
    """Rows of the law, by the day on which they hold."""

    def valid_on(self, day: date) -> Self:
        """Keep the rows that hold on a day."""
        return self.filter(Q(last_date__isnull=True) | Q(last_date__gte=day), first_date__lte=day)


class LawRow(models.Model):
    """One row of the law: it holds from `first_date` until and with `last_date`, and `source` says who says so."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(_("code"), max_length=40)
    first_date = models.DateField(_("first day"))
    last_date = models.DateField(_("last day"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200)

    class Meta:
        """A shape, not a table."""

        abstract = True

    def __str__(self) -> str:
        """Return the code."""
        return self.code


def _whole(table: str) -> list[BaseConstraint]:
    """Return the rules of every table of the law, under the table's own names for them."""
    return [
        models.UniqueConstraint(fields=["code", "first_date"], name=f"care_{table}_one_of_a_code_from_a_day"),
        models.CheckConstraint(
            condition=Q(last_date__isnull=True) | Q(last_date__gte=F("first_date")),
            name=f"care_{table}_ends_after_it_starts",
        ),
    ]


class ServiceType(LawRow):
    """
    A kind of service that may be decided on, with what the records of it are and how it is reported.

    :ivar reporting_code: the code of the national register of municipal services (KPR); empty if it has none.
    :ivar contact_kinds: the kinds of contact that this service is first in line for, when a person has several.
    """

    name_nb = models.CharField(_("name in Bokmål"), max_length=120)
    name_nn = models.CharField(_("name in Nynorsk"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120)
    record_regime = models.CharField(_("kind of record"), max_length=20, choices=RecordRegime)
    reporting_code = models.CharField(_("reporting code"), max_length=4, blank=True)
    contact_kinds = models.JSONField(_("kinds of contact"), default=list, blank=True)

    objects: ClassVar = LawQuerySet.as_manager()

    class Meta:
        """Known words."""

        constraints: ClassVar = [
            *_whole("servicetype"),
            models.CheckConstraint(
                condition=Q(record_regime__in=RecordRegime.values),
                name="care_servicetype_record_regime_is_known",
            ),
        ]

    def name_in(self, language: str) -> str:
        """Return the name in `nb`, `nn` or `en`; English for any other language."""
        return {"nb": self.name_nb, "nn": self.name_nn}.get(language[:2], self.name_en)


class LegalBasis(LawRow):
    """A paragraph that a decision rests on, as it is cited in each language."""

    text_nb = models.CharField(_("text in Bokmål"), max_length=250)
    text_nn = models.CharField(_("text in Nynorsk"), max_length=250)
    text_en = models.CharField(_("text in English"), max_length=250)
    record_regime = models.CharField(_("kind of record"), max_length=20, choices=RecordRegime)

    objects: ClassVar = LawQuerySet.as_manager()

    class Meta:
        """Known words."""

        constraints: ClassVar = [
            *_whole("legalbasis"),
            models.CheckConstraint(
                condition=Q(record_regime__in=RecordRegime.values),
                name="care_legalbasis_record_regime_is_known",
            ),
        ]

    def text_in(self, language: str) -> str:
        """Return the text in `nb`, `nn` or `en`; English for any other language."""
        return {"nb": self.text_nb, "nn": self.text_nn}.get(language[:2], self.text_en)


class Deadline(LawRow):
    """How many days something may take; for one kind of record, or (empty) for all that have no row of their own."""

    kind = models.CharField(_("kind"), max_length=20, choices=DeadlineKind)
    record_regime = models.CharField(_("kind of record"), max_length=20, choices=RecordRegime, blank=True)
    days = models.PositiveSmallIntegerField(_("days"))

    objects: ClassVar = LawQuerySet.as_manager()

    class Meta:
        """Known words, and at least a day."""

        constraints: ClassVar = [
            *_whole("deadline"),
            models.CheckConstraint(condition=Q(kind__in=DeadlineKind.values), name="care_deadline_kind_is_known"),
            models.CheckConstraint(condition=Q(days__gte=1), name="care_deadline_leaves_a_day"),
        ]
