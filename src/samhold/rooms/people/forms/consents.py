"""What the person says yes and no to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from samhold.foundation.time import day_bounds
from samhold.rooms.access.enums import Category
from samhold.rooms.people.actions.consents import NewBlock, NewConsent
from samhold.rooms.people.enums import ConsentForm
from samhold.rooms.people.forms import defaults
from samhold.rooms.people.forms.fields import OFFERED, Categories, Day, Row, post_label
from samhold.rooms.people.forms.network import WHOLE_UNIT, offer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from django_stubs_ext import StrOrPromise

    from samhold.rooms.organisations.models import Membership, Unit


class GiveConsent(forms.Form):
    """A unit may see these things, until then. Nothing is ticked beforehand: a consent is what the person chose."""

    categories = Categories(
        label=_("What they may see"),
        required=True,
        help_text=_("Name, age and contact details always come along. What their role does not need, they never see."),
    )
    given_how = forms.ChoiceField(
        label=_("How the person said yes"), choices=ConsentForm.choices, widget=forms.RadioSelect
    )
    ends_on = Day(label=_("Last day"), required=False, help_text=_("Empty means: until the person withdraws it."))
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For example what the person was told before saying yes."),
    )

    def __init__(self, data: Mapping[str, object] | None, *, unit: Unit) -> None:
        super().__init__(data)
        self._unit = unit

    @property
    def usually_needed(self) -> tuple[StrOrPromise, ...]:
        """Return what such a service usually needs, to ask the person about; what they say yes to is ticked by hand."""
        needed = defaults.sees(self._unit.service)
        return tuple(category.label for category in OFFERED if category in needed)

    @property
    def consent(self) -> NewConsent:
        """Return what the person says yes to, once the form is valid."""
        typed = self.cleaned_data
        return NewConsent(
            recipient=self._unit,
            categories=typed["categories"] | {Category.IDENTITY},
            given_how=ConsentForm(typed["given_how"]),
            ends_at=self.ends_at,
            note=typed["note"],
        )

    @property
    def ends_at(self) -> datetime | None:
        """Return the first instant after the last day."""
        day = self.cleaned_data["ends_on"]
        return day_bounds(day)[1] if day else None


class BlockForm(forms.Form):
    """A worker or a whole unit shall not see these things."""

    who = Row(label=_("Who shall not see it"), is_radio=True)
    categories = Categories(
        label=_("What they shall not see"),
        with_identity=True,
        required=True,
        help_text=_("Without “Name, age and contact details” they no longer find the person at all."),
    )
    reason = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only those who may change consents read this."),
    )

    def __init__(self, data: Mapping[str, object] | None, *, unit: Unit, workers: Iterable[Membership]) -> None:
        first = {"categories": [category.value for category in OFFERED]}
        super().__init__(data, initial=first)
        posts = {str(post.pk): post for post in workers}
        choices: list[tuple[str, object]] = [(key, post_label(post)) for key, post in posts.items()]
        choices.append((WHOLE_UNIT, _("The whole service: %(unit)s") % {"unit": unit.name}))
        self._unit = unit
        offer(self, "who", {WHOLE_UNIT: unit, **posts}, choices)

    @property
    def block(self) -> NewBlock:
        """Return what the person says no to, once the form is valid."""
        is_unit = self["who"].value() == WHOLE_UNIT
        return NewBlock(
            categories=self.cleaned_data["categories"],
            user=None if is_unit else self.cleaned_data["who"].user,
            unit=self._unit if is_unit else None,
            reason=self.cleaned_data["reason"],
        )

    @property
    def name(self) -> str:
        """Return who is blocked, in words."""
        user = self.block.user
        return self._unit.name if user is None else user.name
