"""Confirm the licence of a questionnaire, and load one with its texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from samhold.rooms.questionnaires.licences import Licence
from samhold.rooms.questionnaires.loading import NewQuestionnaire

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from samhold.rooms.questionnaires.models import LoadedQuestionnaire

LARGEST = 1024 * 1024


class ConfirmLicence(forms.Form):
    """Who holds the right, until when, and the word of whoever confirms it."""

    holder = forms.CharField(
        label=_("Who holds the licence"),
        max_length=120,
        help_text=_("The municipality, the hospital, or another who has agreed with the owner of the texts."),
    )
    expires_on = forms.DateField(
        label=_("Last day of the licence"),
        required=False,
        help_text=_("Empty means that it does not end."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    is_confirmed = forms.BooleanField(
        label=_("I confirm that we have the right to let it be answered on a screen"),
        error_messages={"required": _("Without the right to a screen, use the paper form.")},
    )

    @property
    def licence(self) -> Licence:
        """Return the licence, once the form is valid."""
        typed = self.cleaned_data
        return Licence(holder=typed["holder"], allows_digital=True, expires_on=typed["expires_on"])


class LoadQuestionnaire(ConfirmLicence):
    """A file with the texts, and the licence to them."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("A questionnaire as FHIR R4 (.json), with its texts."),
        widget=forms.ClearableFileInput(attrs={"accept": ".json,application/json,application/fhir+json"}),
    )
    field_order = ("file", "holder", "expires_on", "is_confirmed")

    def clean_file(self) -> str:
        """Return the text of the file."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(_("The file is larger than 1 MB. A questionnaire is smaller."))
        try:
            text: str = file.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            raise forms.ValidationError(_("The file is not text. Choose the .json file.")) from None
        return text

    @property
    def questionnaire(self) -> NewQuestionnaire:
        """Return what is to be loaded, once the form is valid."""
        return NewQuestionnaire(content=self.cleaned_data["file"], licence=self.licence)


def first_licence(row: LoadedQuestionnaire) -> dict[str, object]:
    """Return what the form starts with: what was confirmed last."""
    return {"holder": row.holder, "expires_on": row.expires_on}
