"""Take emergency access, and review it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from samhold.rooms.people.details import NumberNotValid, normalised
from samhold.rooms.people.enums import EmergencyReason, Verdict
from samhold.rooms.people.forms.fields import Row, place_label
from samhold.rooms.people.forms.network import offer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from samhold.rooms.organisations.models import Membership


class TakeEmergencyAccess(forms.Form):
    """Why, what happened, and to whom exactly."""

    membership = Row(label=_("Where you work now"))
    reason = forms.ChoiceField(label=_("Reason"), choices=EmergencyReason.choices, widget=forms.RadioSelect)
    explanation = forms.CharField(
        label=_("What has happened?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A sentence is enough. Leaders and the privacy officer read it."),
    )
    national_number = forms.CharField(
        label=_("The person's national number"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"}),
        help_text=_("11 digits. You cannot search by name here."),
    )

    def __init__(self, data: Mapping[str, object] | None, *, posts: Iterable[Membership]) -> None:
        super().__init__(data)
        mine = tuple(posts)
        rows = {str(post.pk): post for post in mine}
        offer(self, "membership", rows, [(str(post.pk), place_label(post)) for post in mine])
        if len(mine) == 1:
            self.fields["membership"].widget = forms.HiddenInput()
            self.initial["membership"] = str(mine[0].pk)

    def clean_reason(self) -> EmergencyReason:
        """Return the reason as the room knows it."""
        return EmergencyReason(self.cleaned_data["reason"])

    def clean_national_number(self) -> str:
        """Return the number as eleven digits, or say what is wrong with it, without repeating it."""
        try:
            number = normalised(self.cleaned_data["national_number"])
        except NumberNotValid as flaw:
            raise forms.ValidationError(str(flaw.message)) from None
        return number


class ReviewEmergencyAccess(forms.Form):
    """What the review found."""

    verdict = forms.ChoiceField(label=_("What you found"), choices=Verdict.choices, widget=forms.RadioSelect)
    note_text = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("If it was not justified: what was done about it. Then it is needed."),
    )

    def clean_verdict(self) -> Verdict:
        """Return the verdict as the room knows it."""
        return Verdict(self.cleaned_data["verdict"])
