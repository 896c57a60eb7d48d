"""How a questionnaire is finished: who answered, and on which day."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from samhold.foundation.time import OSLO, local_day
from samhold.rooms.care.actions.responses import Finish
from samhold.rooms.care.enums import AnsweredBy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class FinishResponse(forms.Form):
    """Who answered, and when."""

    answered_by = forms.ChoiceField(
        label=_("Who answered?"), choices=AnsweredBy.choices, widget=forms.RadioSelect, initial=AnsweredBy.PERSON
    )
    day = forms.DateField(
        label=_("Which day was it answered?"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def how(self, answers: Mapping[str, Sequence[str]], *, now: datetime) -> Finish:
        """Return what the action takes; a day that is not today counts from noon."""
        day = self.cleaned_data["day"]
        at = now if day == local_day(now) else datetime.combine(day, time(12), tzinfo=OSLO)
        return Finish(answers=answers, answered_by=AnsweredBy(self.cleaned_data["answered_by"]), answered_at=at)
