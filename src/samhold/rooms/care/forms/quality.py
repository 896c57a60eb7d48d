"""Ask about children, write down what was looked at anew, and add to a hand-over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from samhold.rooms.care.actions.children import Asked
from samhold.rooms.care.forms.requests import words
from samhold.rooms.care.safety_enums import ChildrenAnswer, ReviewKind
from samhold.rooms.people.forms.fields import Day, Row, post_label
from samhold.rooms.people.forms.network import offer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from samhold.rooms.organisations.models import Membership


class AskAboutChildren(forms.Form):
    """The question; who is in charge and by when only where there are children."""

    answer = forms.ChoiceField(
        label=_("Does the person have children or siblings under 18?"),
        choices=ChildrenAnswer.choices,
        widget=forms.RadioSelect,
    )
    text = words(
        _("Who they are, and what they need"), required=False, help_text=_("Only where there are children or siblings.")
    )
    in_charge = Row(label=_("Who follows it up?"))
    follow_up_by_date = Day(label=_("Followed up by"), required=False)
    asked_date = Day(label=_("Asked on"))

    def __init__(
        self, data: Mapping[str, object] | None, *, workers: Iterable[Membership], initial: Mapping[str, object]
    ) -> None:
        super().__init__(data, initial=dict(initial))
        posts = {str(post.user_id): post for post in workers}
        rows = {key: post.user for key, post in posts.items()}
        names = [(key, post_label(post)) for key, post in posts.items()]
        offer(self, "in_charge", rows, [("", _("Choose who")), *names])
        self.fields["in_charge"].required = False

    @property
    def asked(self) -> Asked:
        """Return what was answered, once the form is valid."""
        typed = self.cleaned_data
        return Asked(
            asked_date=typed["asked_date"],
            answer=ChildrenAnswer(typed["answer"]),
            text=typed["text"],
            in_charge=typed["in_charge"],
            follow_up_by_date=typed["follow_up_by_date"],
        )


class RecordReview(forms.Form):
    """What was done, when, in a few words."""

    kind = forms.ChoiceField(label=_("What was done?"), choices=ReviewKind.choices, widget=forms.RadioSelect)
    done_date = Day(label=_("Done on"))
    text = words(_("In a few words"), required=False)

    def clean_kind(self) -> ReviewKind:
        """Return the kind."""
        return ReviewKind(self.cleaned_data["kind"])


class AddToHandOver(forms.Form):
    """A note for those who come after."""

    text = words(_("What should the next shift know?"))
