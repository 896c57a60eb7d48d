"""Put an item on the agenda, and write the minutes."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class AddItem(forms.Form):
    """Something to talk about."""

    title = forms.CharField(label=_("Something to talk about"), max_length=300)


class WriteMinutes(forms.Form):
    """The minutes as they are typed; after a stale save, `keep` tells which text they become."""

    text = forms.CharField(
        label=_("Minutes of the meeting"),
        max_length=60_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text=_("Write “Tiltak: Kari rings the doctor by 3 December” for an action, “Vedtak:” for a decision."),
    )
    base_version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
