"""The worker and the person know each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from django import forms
from django.utils.translation import gettext_lazy as _

from samhold.rooms.people.forms.fields import Row, by_organisation, place_label, post_label
from samhold.rooms.people.forms.network import offer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from samhold.rooms.organisations.models import Membership, Unit


class ConflictValues(TypedDict):
    """What the action of declaring takes from the form."""

    membership: Membership
    routed_unit: Unit


class DeclareConflict(forms.Form):
    """
    Whose conflict it is, and which unit elsewhere takes the case.

    It is sent twice: once to be looked through, then to be done (`is_checked`).

    :param posts: the posts to choose from: one's own, or those of the workers in the network.
    """

    is_checked = forms.BooleanField(required=False, widget=forms.HiddenInput)
    membership = Row(label=_("Your post"))
    routed_unit = Row(
        label=_("Service that takes over"),
        help_text=_("In another municipality. The same kind of service comes first, the nearest on top."),
    )

    def __init__(
        self,
        data: Mapping[str, object] | None,
        *,
        posts: Iterable[Membership],
        units: Iterable[Unit],
        is_own: bool,
    ) -> None:
        super().__init__(data, prefix="own" if is_own else "worker")
        self.is_own = is_own
        chosen = tuple(posts)
        label = place_label if is_own else post_label
        choices: list[tuple[str, object]] = [(str(post.pk), label(post)) for post in chosen]
        if not is_own:
            self.fields["membership"].label = _("The worker")
            choices.insert(0, ("", _("Choose a worker")))
        elif len(chosen) == 1:
            self.fields["membership"].widget = forms.HiddenInput()
            self.initial["membership"] = str(chosen[0].pk)
        offer(self, "membership", {str(post.pk): post for post in chosen}, choices)
        elsewhere = tuple(units)
        rows = {str(unit.pk): unit for unit in elsewhere}
        kinds = {post.unit.service for post in chosen}
        same = [unit for unit in elsewhere if unit.service in kinds]
        choices = by_organisation(elsewhere, first=same, heading=_("The same kind of service"))
        offer(self, "routed_unit", rows, [("", _("Choose a service")), *choices])

    @property
    def values(self) -> ConflictValues:
        """Return the arguments of the action, once the form is valid."""
        return {"membership": self.cleaned_data["membership"], "routed_unit": self.cleaned_data["routed_unit"]}
