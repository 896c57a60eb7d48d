"""Invite a person to the own page."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class InviteToOwnPage(forms.Form):
    """Where the link is sent; empty for somebody who gets it on paper."""

    email = forms.EmailField(
        label=_("The person's e-mail"),
        required=False,
        help_text=_("The link is sent here, and the person logs in with it. Empty: you get a sheet to hand over."),
        error_messages={"invalid": _("Write a whole e-mail address, or leave it empty.")},
    )
