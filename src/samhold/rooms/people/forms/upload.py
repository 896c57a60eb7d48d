"""Hand in a region's workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

LARGEST = 10 * 1024 * 1024


class HandInWorkbook(forms.Form):
    """One file, not too large; what is in it is judged by `forms.region`."""

    workbook = forms.FileField(
        label=_("Workbook"),
        help_text=_("Excel (.xlsx) with the sheets units, workers, persons, networks and roads, or one sheet as CSV."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def clean_workbook(self) -> UploadedFile[bytes]:
        """Refuse a file that is too large to be a region's workbook."""
        file: UploadedFile[bytes] = self.cleaned_data["workbook"]
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(_("The file is larger than 10 MB. Divide it by municipality."))
        return file
