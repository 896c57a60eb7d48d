"""Choose a password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from samhold.rooms.access.models import User

_NEW = {"autocomplete": "new-password"}


class ChoosePassword(forms.Form):
    """A new password, twice, so that a slip of the finger is seen at once."""

    password = forms.CharField(
        label=_("Password"),
        help_text=_("At least 12 signs. Three words that you remember are good."),
        strip=False,
        widget=forms.PasswordInput(attrs=_NEW),
        error_messages={"required": _("Write a password.")},
    )
    again = forms.CharField(
        label=_("The same once more"),
        strip=False,
        widget=forms.PasswordInput(attrs=_NEW),
        error_messages={"required": _("Write the password once more.")},
    )

    def __init__(self, sent: Mapping[str, object] | None, *, account: User) -> None:
        super().__init__(sent)
        self.account = account

    def clean_password(self) -> str:
        """Refuse what is too short or too common."""
        password = str(self.cleaned_data["password"])
        validate_password(password, self.account)
        return password

    def clean_again(self) -> str:
        """Refuse two that differ."""
        again = str(self.cleaned_data["again"])
        if "password" in self.cleaned_data and again != self.cleaned_data["password"]:
            raise ValidationError(_("The two are not the same. Write both anew."))
        return again
