"""Fields that several forms about a person share: a unit, a worker's post, what may be seen, a day, a time."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from samhold.core.telephone import LONGEST, can_be_called
from samhold.rooms.access.enums import Category
from samhold.rooms.access.enums import Role as WorkerRole

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from uuid import UUID

    from django_stubs_ext import StrOrPromise

    from samhold.rooms.organisations.models import Membership, Unit

NEVER_OFFERED = frozenset({Category.THIRD_PARTY, Category.MAPPING})
"""Rests on other grounds than what a person can hand on."""

OFFERED = tuple(category for category in Category if category not in NEVER_OFFERED)


FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2200, 12, 31)
"""Days outside are mistyped, and some of them have no bounds."""

NOT_A_NUMBER = _("A telephone number has digits and spaces, at most 20.")

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


class Phone(forms.CharField):
    """
    A telephone number; what is stored already may stay as it is.

    :param known: what is stored.
    """

    def __init__(self, *, label: StrOrPromise, required: bool = False, known: str = "", longest: int = LONGEST) -> None:
        widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "off"})
        super().__init__(label=label, required=required, max_length=longest, widget=widget)
        self.known = known

    def clean(self, value: str) -> str:
        """Refuse what cannot be called."""
        written: str = super().clean(value)
        if written and written != self.known and not can_be_called(written):
            raise forms.ValidationError(NOT_A_NUMBER)
        return written


class Clock(forms.TimeField):
    """A time of day, in hours and minutes."""

    def __init__(self, *, label: StrOrPromise, required: bool = True) -> None:
        widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
        super().__init__(label=label, required=required, widget=widget)


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


def unit_label(unit: Unit) -> str:
    """Return which unit it is and whose: a closed list shows the chosen one without its heading."""
    organisation = unit.organisation.name
    return unit.name if organisation in unit.name else f"{unit.name}, {organisation}"


def by_organisation(
    units: Iterable[Unit], *, first: Iterable[Unit] = (), heading: StrOrPromise = ""
) -> list[tuple[str, object]]:
    """
    Return the choices of a list of units, under their organisations, in the order given.

    :param first: those of the units that come before all others, under a heading of their own.
    """
    before = tuple(first)
    rest = (unit for unit in units if unit not in before)
    groups = [(str(heading), before)] if before else []
    groups += [(name, tuple(group)) for name, group in groupby(rest, key=lambda unit: unit.organisation.name)]
    return [(name, [(str(unit.pk), unit_label(unit)) for unit in group]) for name, group in groups]


def unit_choices(units: Iterable[Unit]) -> list[tuple[str, object]]:
    """
    Return the choices of a list of units: by name where all are of one organisation, else under their organisations.

    The organisation of the first unit, which is mostly one's own, comes first.
    """
    offered = tuple(units)
    places = {unit.organisation_id: number for number, unit in reversed(tuple(enumerate(offered)))}
    if len(places) <= 1:
        return [(str(unit.pk), unit.name) for unit in offered]
    return by_organisation(sorted(offered, key=lambda unit: places[unit.organisation_id]))


def post_label(post: Membership) -> str:
    """Return who it is, and as what they work."""
    return f"{post.user.name} · {WorkerRole(post.role).label}"


def place_label(post: Membership) -> str:
    """Return where somebody works, and as what."""
    return f"{post.unit.name}, {post.unit.organisation.name} · {WorkerRole(post.role).label}"


class ChooseUnit(forms.Form):
    """
    The first step of naming somebody: where they work.

    :param involved: the services in the person's network, which come first.
    """

    unit = Row(label=_("Service and municipality"))

    def __init__(
        self, data: Mapping[str, object] | None, *, units: Iterable[Unit], involved: Collection[UUID] = ()
    ) -> None:
        super().__init__(data)
        offered = tuple(units)
        first = [unit for unit in offered if unit.pk in involved]
        choices = by_organisation(offered, first=first, heading=_("In the network"))
        field = self.fields["unit"]
        if isinstance(field, Row):
            field.offer({str(unit.pk): unit for unit in offered}, [("", _("Choose a service")), *choices])
