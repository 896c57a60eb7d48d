"""What the person says to a note."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class Comment(forms.Form):
    """One text, in the person's own words."""

    text = forms.CharField(
        label=_("What do you think of it?"),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write something first. You can also leave it as it is.")},
    )
    base_version = forms.IntegerField(required=False, widget=forms.HiddenInput)
