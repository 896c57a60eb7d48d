"""Register a person, change what is known of who they are, and let them move."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from samhold.foundation.time import day_bounds, local_day
from samhold.rooms.access.enums import Role
from samhold.rooms.organisations.enums import WrittenForm
from samhold.rooms.people.actions.persons import AlreadyRegistered, Entry, MovedBeforeLastMove
from samhold.rooms.people.details import (
    LONGEST_NAME,
    BornInFuture,
    Home,
    MoveInFuture,
    NameMissing,
    NumberNotValid,
    PersonDetails,
)
from samhold.rooms.people.forms.fields import Day, Phone, Row, place_label
from samhold.rooms.people.forms.network import offer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from django_stubs_ext import StrOrPromise

    from samhold.foundation.errors import DomainError
    from samhold.rooms.organisations.models import Membership, Organisation
    from samhold.rooms.people.models import Person

FOLLOWING_UP = frozenset({Role.CARE_WORKER, Role.COORDINATOR})
"""Those who mostly become the contact of whom they register."""

SHOWN = ("given_name", "family_name", "birth_date", "written_form", "phone", "contact_wish")
"""The details that a page shows and changes; the national number is only ever written."""


REFUSED_AT: dict[type[DomainError], str] = {
    NameMissing: "given_name",
    NumberNotValid: "national_number",
    AlreadyRegistered: "national_number",
    BornInFuture: "birth_date",
    MoveInFuture: "moved_on",
    MovedBeforeLastMove: "moved_on",
}
"""The field that a refusal is about."""


class Name(forms.CharField):
    """One of two names, of which one is enough: neither must be there, and neither is called optional."""

    is_one_of_several = True

    def __init__(self, *, label: StrOrPromise, help_text: StrOrPromise = "") -> None:
        super().__init__(label=label, help_text=help_text, max_length=LONGEST_NAME, required=False)


class Details(forms.Form):
    """Who somebody is."""

    given_name = Name(label=_("Given name"), help_text=_("Write at least one of the two names."))
    family_name = Name(label=_("Family name"))
    birth_date = Day(label=_("Date of birth"), required=False)
    national_number = forms.CharField(
        label=_("National number"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"}),
    )
    phone = Phone(label=_("Phone"))
    contact_wish = forms.CharField(
        label=_("How the person wants to be contacted"),
        required=False,
        max_length=200,
        help_text=_("For example: by text message, after 11."),
    )
    written_form = forms.ChoiceField(
        label=_("Written form"),
        choices=WrittenForm.choices,
        widget=forms.RadioSelect,
        initial=WrittenForm.BOKMAL,
    )

    def details(self, *, national_number: str = "") -> PersonDetails:
        """Return the details, once the form is valid; an empty number leaves the one that is known."""
        typed = self.cleaned_data
        return PersonDetails(
            given_name=typed["given_name"],
            family_name=typed["family_name"],
            birth_date=typed["birth_date"],
            written_form=WrittenForm(typed["written_form"]),
            national_number=typed["national_number"] or national_number,
            phone=typed["phone"],
            contact_wish=typed["contact_wish"],
        )


class ChangePerson(Details):
    """Change the details, based on the version that was before one's eyes."""

    base_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, object] | None, *, person: Person) -> None:
        first = {name: getattr(person, name) for name in SHOWN}
        super().__init__(data, initial=first | {"base_version": person.version})
        self.fields["phone"] = Phone(label=_("Phone"), known=person.phone)
        if person.national_number_index:
            self.fields["national_number"].help_text = _("A number is registered. Leave this empty to keep it.")


class RegisterPerson(Details):
    """
    Who they are, where they live, and which of one's units takes them in.

    `others` are persons whom one has been shown and says are somebody else.
    """

    municipality = Row(label=_("Municipality"))
    address = forms.CharField(label=_("Address"), required=False, max_length=200)
    membership = Row(label=_("Service that takes the person in"))
    is_primary_contact = forms.BooleanField(
        label=_("I become the primary contact"),
        required=False,
        help_text=_("The one whom the person calls first. You can change it in the network."),
    )
    others = forms.CharField(required=False, max_length=1000, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Mapping[str, object] | None,
        *,
        municipalities: Iterable[Organisation],
        posts: Iterable[Membership],
    ) -> None:
        super().__init__(data)
        mine = tuple(posts)
        _offer_municipalities(self, municipalities, first=mine[0].unit.organisation_id if mine else None)
        offer(self, "membership", {str(post.pk): post for post in mine}, [(str(p.pk), place_label(p)) for p in mine])
        if mine:
            self.initial["written_form"] = mine[0].unit.organisation.written_form
            self.initial["is_primary_contact"] = any(post.role in FOLLOWING_UP for post in mine)
        if len(mine) == 1:
            self.fields["membership"].widget = forms.HiddenInput()
            self.initial["membership"] = str(mine[0].pk)

    def entry(self, *, now: datetime) -> Entry:
        """Return the one to take in, who lives there as far as is known since today."""
        typed = self.cleaned_data
        return Entry(
            details=self.details(),
            home=Home(municipality=typed["municipality"], address=typed["address"], starts_at=now),
            membership=typed["membership"],
            is_primary_contact=typed["is_primary_contact"],
        )

    def clean_others(self) -> frozenset[UUID]:
        """Return the persons who are somebody else."""
        try:
            return frozenset(map(UUID, self.cleaned_data["others"].split()))
        except ValueError:
            return frozenset()


class MovePerson(forms.Form):
    """A new address, since a day."""

    municipality = Row(label=_("Municipality"))
    address = forms.CharField(label=_("Address"), required=False, max_length=200)
    moved_on = Day(label=_("Lives there since"))

    def __init__(
        self,
        data: Mapping[str, object] | None,
        *,
        municipalities: Iterable[Organisation],
        first: object = None,
        now: datetime,
    ) -> None:
        super().__init__(data, initial={"moved_on": local_day(now)}, prefix="move")
        _offer_municipalities(self, municipalities, first=first)
        self._now = now

    @property
    def home(self) -> Home:
        """Return the new home; today means now, so that it follows a move earlier today."""
        typed = self.cleaned_data
        day = typed["moved_on"]
        starts_at = self._now if day == local_day(self._now) else day_bounds(day)[0]
        return Home(municipality=typed["municipality"], address=typed["address"], starts_at=starts_at)


def _offer_municipalities(form: forms.Form, municipalities: Iterable[Organisation], *, first: object) -> None:
    rows = {str(row.pk): row for row in municipalities}
    choices: list[tuple[str, object]] = [("", _("Choose a municipality"))]
    offer(form, "municipality", rows, choices + [(key, row.name) for key, row in rows.items()])
    if first is not None and str(first) in rows:
        form.initial["municipality"] = str(first)
