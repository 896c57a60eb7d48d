"""The list to check when a meeting is over: each action with its owner and day, who was there, who gets the minutes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID
from zlib import crc32

from django import forms
from django.utils.translation import gettext_lazy as _

from samhold.foundation.time import OSLO
from samhold.rooms.access.models import User
from samhold.rooms.meetings.actions.finishing import (
    ActionWithoutDate,
    ActionWithoutOwner,
    NewAction,
    Outcome,
)
from samhold.rooms.meetings.enums import AttendeeState
from samhold.rooms.people.forms.fields import Clock, Day

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from samhold.core.minutes import ParsedAction, ParsedDecision
    from samhold.rooms.meetings.models import AgendaItem
    from samhold.rooms.meetings.queries.meetings import Invited

SOMEBODY_ELSE = "other"
_BECAME = (AttendeeState.PRESENT, AttendeeState.SENT_WORD, AttendeeState.ABSENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """
    Somebody who can be chosen as the one who does it: a worker, the person, or another of the network by name.

    :param also: what else they are called in minutes, such as what they do for the person.
    """

    key: str
    name: str
    user: User | None = None
    is_person: bool = False
    also: tuple[str, ...] = ()


class CheckAction(forms.Form):
    """
    One line of the minutes that was read as an action; the refusals of the action stand next to the field.

    :param number: which one, among lines with the same words: what is typed follows the line when others are added.
    """

    is_action = forms.BooleanField(label=_("Keep this action"), required=False, initial=True)
    text = forms.CharField(label=_("What is to be done"), max_length=2000)
    owner = forms.ChoiceField(label=_("Who does it"), error_messages={"required": ActionWithoutOwner.message})
    owner_words = forms.CharField(label=_("Who, if none of these"), required=False, max_length=120)
    due = Day(label=_("Done by"))

    def __init__(
        self,
        data: Mapping[str, object] | None,
        *,
        parsed: ParsedAction,
        number: int,
        owners: Sequence[Owner],
    ) -> None:
        prefix = f"action-{crc32(parsed.text.encode()):08x}-{number}"
        sent = data if data is not None and f"{prefix}-text" in data else None
        first = {"is_action": True, "text": parsed.text, "owner": parsed.owner, "due": parsed.due}
        super().__init__(sent, prefix=prefix, initial=first)
        self.line = parsed.line
        self.owners = {owner.key: owner for owner in owners}
        self.fields["due"].error_messages["required"] = str(ActionWithoutDate.message)
        field = self.fields["owner"]
        if isinstance(field, forms.ChoiceField):
            named = [(owner.key, owner.name) for owner in owners]
            field.choices = [("", _("Choose who")), *named, (SOMEBODY_ELSE, _("Somebody else"))]

    def clean(self) -> dict[str, object]:
        """Demand an owner and a day of what is kept."""
        typed = super().clean() or self.cleaned_data
        if not typed.get("is_action"):
            self.errors.clear()
            return typed
        if typed.get("owner") == SOMEBODY_ELSE and not str(typed.get("owner_words", "")).strip():
            self.add_error("owner_words", str(ActionWithoutOwner.message))
        return typed

    @property
    def action(self) -> NewAction | None:
        """Return what is to be done, once the form is valid; nothing if the line was no action after all."""
        typed = self.cleaned_data
        if not typed["is_action"]:
            return None
        owner = self.owners.get(typed["owner"])
        words = typed["owner_words"] if owner is None else owner.name
        return NewAction(
            line=self.line,
            text=typed["text"],
            due=typed["due"],
            owner=None if owner is None else owner.user,
            is_persons=owner is not None and owner.is_person,
            owner_words=words,
        )


class FinishMeeting(forms.Form):
    """Who was there, what was talked about, who gets the minutes, when the next meeting is."""

    discussed = forms.MultipleChoiceField(
        label=_("What you talked about"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    gets_minutes = forms.MultipleChoiceField(
        label=_("Who gets the minutes"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Ask the person before next of kin and services outside health and care get them."),
    )
    next_day = Day(label=_("Day of the next meeting"), required=False)
    next_time = Clock(label=_("Time"), required=False)
    base_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        data: Mapping[str, object] | None,
        *,
        attendees: Sequence[Invited],
        agenda: Sequence[AgendaItem],
        initial: Mapping[str, object],
    ) -> None:
        items, getting = [str(item.pk) for item in agenda], [str(one.id) for one in attendees if one.gets_minutes_first]
        super().__init__(data, initial={"discussed": items, "gets_minutes": getting} | dict(initial))
        self.attendees = tuple(attendees)
        _choose(self, "discussed", [(str(item.pk), item.title) for item in agenda])
        _choose(self, "gets_minutes", [(str(one.id), one.name) for one in attendees])
        for one in attendees:
            self.fields[f"came-{one.id}"] = forms.ChoiceField(
                label=one.name,
                choices=[(state.value, state.label) for state in _BECAME],
                widget=forms.RadioSelect,
                initial=one.state if one.state in _BECAME else AttendeeState.PRESENT,
            )

    @property
    def came(self) -> list[forms.BoundField]:
        """Return the fields that ask who was there."""
        return [self[f"came-{one.id}"] for one in self.attendees]

    def clean(self) -> dict[str, object]:
        """Ask for the time of a next meeting that has a day."""
        typed = super().clean() or self.cleaned_data
        if typed.get("next_day") and not typed.get("next_time") and "next_time" not in self.errors:
            self.add_error("next_time", _("Write what time the next meeting begins."))
        return typed

    def outcome(self, actions: Iterable[CheckAction], decisions: Iterable[ParsedDecision]) -> Outcome:
        """Return what came of the meeting, once this form and those of the actions are valid."""
        typed = self.cleaned_data
        day, time = typed.get("next_day"), typed.get("next_time")
        return Outcome(
            base_version=typed["base_version"],
            attendance=tuple((one.id, AttendeeState(typed[f"came-{one.id}"])) for one in self.attendees),
            actions=tuple(action for form in actions if (action := form.action) is not None),
            decisions=tuple((decision.line, decision.text) for decision in decisions),
            discussed=frozenset(UUID(key) for key in typed["discussed"]),
            gets_minutes=frozenset(UUID(key) for key in typed["gets_minutes"]),
            next_at=datetime.combine(day, time, tzinfo=OSLO) if day and time else None,
        )


def _choose(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.MultipleChoiceField):
        field.choices = choices
