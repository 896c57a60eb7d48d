"""Why it did not come about, and what then: asked wherever nobody was met or an appointment is cancelled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from samhold.rooms.care.absence_enums import AbsenceNext, AbsenceReason
from samhold.rooms.care.enums import CancelledBy

if TYPE_CHECKING:
    from samhold.rooms.care.models import Contact


class WhyNot(forms.Form):
    """Two questions, a tap each; both may stand open."""

    absence_reason = forms.ChoiceField(
        label=_("Why not?"), required=False, choices=AbsenceReason.choices, widget=forms.RadioSelect
    )
    absence_next = forms.ChoiceField(
        label=_("What then?"), required=False, choices=AbsenceNext.choices, widget=forms.RadioSelect
    )

    @property
    def reason(self) -> AbsenceReason | None:
        """Return why, once the form is valid; nothing where nobody says."""
        chosen = self.cleaned_data.get("absence_reason")
        return AbsenceReason(chosen) if chosen else None

    @property
    def then(self) -> AbsenceNext | None:
        """Return what is done then, once the form is valid; nothing where nobody says."""
        chosen = self.cleaned_data.get("absence_next")
        return AbsenceNext(chosen) if chosen else None


class CancelAppointment(WhyNot):
    """Who cancels, told by the button; a plan that is taken back tells nobody."""

    cancelled_by = forms.ChoiceField(required=False, choices=CancelledBy.choices)

    @property
    def who(self) -> CancelledBy | None:
        """Return who cancels, once the form is valid."""
        chosen = self.cleaned_data.get("cancelled_by")
        return CancelledBy(chosen) if chosen else None


def reasons_of(contact: Contact) -> dict[str, object]:
    """Return what the form starts with: what was said before."""
    return {"absence_reason": contact.absence_reason, "absence_next": contact.absence_next}
