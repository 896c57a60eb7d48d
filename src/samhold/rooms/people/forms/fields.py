"""Fields that several forms about a person share: a unit, a worker's post, what may be seen, a day."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from samhold.rooms.access.enums import Category
from samhold.rooms.access.enums import Role as WorkerRole

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django_stubs_ext import StrOrPromise

    from samhold.rooms.organisations.models import Membership, Unit

NEVER_OFFERED = frozenset({Category.THIRD_PARTY, Category.MAPPING})
"""Rests on other grounds than what a person can hand on."""

OFFERED = tuple(category for category in Category if category not in NEVER_OFFERED)


FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2200, 12, 31)
"""Days outside are mistyped, and some of them have no bounds."""

_NOT_A_DAY = forms.DateField.default_error_messages["invalid"]


class Day(forms.DateField):
    """A day between 1900 and 2200, chosen in the browser's own calendar."""

    def __init__(self, *, label: StrOrPromise, required: bool = True, help_text: StrOrPromise = "") -> None:
        super().__init__(
            label=label,
            required=required,
            help_text=help_text,
            validators=[MinValueValidator(FIRST_DAY, _NOT_A_DAY), MaxValueValidator(LAST_DAY, _NOT_A_DAY)],
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        )


class Categories(forms.MultipleChoiceField):
    """What somebody may, or shall not, see."""

    def __init__(
        self,
        *,
        label: StrOrPromise,
        with_identity: bool = False,
        required: bool = False,
        help_text: StrOrPromise = "",
    ) -> None:
        shown = OFFERED if with_identity else tuple(item for item in OFFERED if item is not Category.IDENTITY)
        super().__init__(
            label=label,
            help_text=help_text,
            required=required,
            choices=[(category.value, category.label) for category in shown],
            widget=forms.CheckboxSelectMultiple,
        )

    def clean(self, value: object) -> frozenset[Category]:
        """Return the chosen categories."""
        return frozenset(Category(name) for name in super().clean(value))


class Row(forms.ChoiceField):
    """
    One of a number of rows that the page has read already; gives the row.

    :param rows: value, label and row; under a heading when there are several headings.
    """

    def __init__(self, *, label: StrOrPromise, help_text: StrOrPromise = "", is_radio: bool = False) -> None:
        super().__init__(label=label, help_text=help_text, widget=forms.RadioSelect if is_radio else forms.Select)
        self.rows: dict[str, object] = {}

    def offer(self, rows: dict[str, object], choices: list[tuple[str, object]]) -> None:
        """Offer these rows."""
        self.rows = rows
        self.choices = choices

    def clean(self, value: object) -> object:
        """Return the row."""
        return self.rows.get(super().clean(value))


def by_organisation(units: Iterable[Unit]) -> list[tuple[str, object]]:
    """Return the choices of a list of units, under their organisations, in the order given."""
    groups = groupby(units, key=lambda unit: unit.organisation.name)
    return [(name, [(str(unit.pk), unit.name) for unit in group]) for name, group in groups]


def post_label(post: Membership) -> str:
    """Return who it is, and as what they work."""
    return f"{post.user.name} · {WorkerRole(post.role).label}"


def place_label(post: Membership) -> str:
    """Return where somebody works, and as what."""
    return f"{post.unit.name}, {post.unit.organisation.name} · {WorkerRole(post.role).label}"


class ChooseUnit(forms.Form):
    """The first step of naming somebody: where they work."""

    unit = Row(label=_("Municipality and service"))

    def __init__(self, data: Mapping[str, object] | None, *, units: Iterable[Unit]) -> None:
        super().__init__(data)
        offered = tuple(units)
        field = self.fields["unit"]
        if isinstance(field, Row):
            field.offer(
                {str(unit.pk): unit for unit in offered}, [("", _("Choose a service")), *by_organisation(offered)]
            )
