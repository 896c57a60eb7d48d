"""Who is involved: add a worker, a service or a next of kin, and change what a line says."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from django import forms
from django.utils.translation import gettext_lazy as _

from samhold.foundation.time import day_bounds, local_day
from samhold.rooms.access.enums import Category, categories_in
from samhold.rooms.people.actions.network import Party, Terms
from samhold.rooms.people.enums import Basis, NetworkRole, PartyKind
from samhold.rooms.people.forms import defaults
from samhold.rooms.people.forms.fields import NEVER_OFFERED, Categories, Day, Phone, Row, post_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from samhold.rooms.organisations.models import Membership, Unit
    from samhold.rooms.people.models import NetworkMember

_KIN_ROLES = (NetworkRole.NEXT_OF_KIN, NetworkRole.GUARDIAN)
_WORKER_ROLES = tuple(role for role in NetworkRole if role not in (*_KIN_ROLES, NetworkRole.SERVICE))
WHOLE_UNIT = "unit"


def _choices(roles: Iterable[NetworkRole]) -> list[tuple[str, str]]:
    return [(role.value, str(role.label)) for role in roles]


class ChangedValues(TypedDict):
    """What the action of changing takes besides the terms."""

    base_version: int
    phone: str


class TermsForm(forms.Form):
    """Role, period, basis and what may be seen: the same for everybody who is involved."""

    role = forms.ChoiceField(label=_("What they do for the person"))
    basis = forms.ChoiceField(label=_("Why they may be involved"), choices=Basis.choices)
    categories = Categories(
        label=_("What they may see"),
        help_text=_("Name, age and contact details always come along. What their role does not need, they never see."),
    )
    starts_on = Day(label=_("First day"))
    ends_on = Day(label=_("Last day, if it is known"), required=False)
    contact_wish = forms.CharField(
        label=_("When and how the person wants them contacted"),
        required=False,
        max_length=200,
    )
    phone = Phone(label=_("Phone, if another than the usual"))

    always: frozenset[Category] = frozenset({Category.IDENTITY})
    kept_start: datetime | None = None

    @property
    def terms(self) -> Terms:
        """Return the terms, once the form is valid."""
        typed = self.cleaned_data
        starts_at, _next = day_bounds(typed["starts_on"])
        if self.kept_start is not None and local_day(self.kept_start) == typed["starts_on"]:
            starts_at = self.kept_start
        return Terms(
            role=NetworkRole(typed["role"]),
            basis=Basis(typed["basis"]),
            categories=typed["categories"] | self.always,
            starts_at=starts_at,
            ends_at=day_bounds(typed["ends_on"])[1] if typed["ends_on"] else None,
            contact_wish=typed["contact_wish"],
        )


class AddFromUnit(TermsForm):
    """A worker of a unit, or the whole unit."""

    who = Row(label=_("Who"), is_radio=True)
    field_order = ("who", "role", "basis", "categories")

    def __init__(
        self,
        data: Mapping[str, object] | None,
        *,
        unit: Unit,
        workers: Iterable[Membership],
        now: datetime,
    ) -> None:
        first = {
            "who": WHOLE_UNIT,
            "role": defaults.role(unit.service),
            "basis": defaults.basis(unit.service),
            "categories": sorted(defaults.sees(unit.service)),
            "starts_on": local_day(now),
        }
        super().__init__(data, initial=first)
        posts = {str(post.pk): post for post in workers}
        choices: list[tuple[str, object]] = [(WHOLE_UNIT, _("The whole service: %(unit)s") % {"unit": unit.name})]
        choices += [(key, post_label(post)) for key, post in posts.items()]
        offer(self, "who", {WHOLE_UNIT: unit, **posts}, choices)
        _offer_roles(self, _WORKER_ROLES)
        self.fields["role"].help_text = _("For one worker. A whole service is always “service”.")

    @property
    def party(self) -> Party:
        """Return who is added."""
        who, phone = self.cleaned_data["who"], self.cleaned_data["phone"]
        if self["who"].value() == WHOLE_UNIT:
            return Party(unit=who, phone=phone)
        return Party(membership=who, phone=phone)

    def clean(self) -> dict[str, object]:
        """Let a whole unit be the service that it is."""
        typed = super().clean() or self.cleaned_data
        if self["who"].value() == WHOLE_UNIT:
            typed["role"] = NetworkRole.SERVICE
        return typed


class AddKin(TermsForm):
    """A next of kin or a guardian."""

    name = forms.CharField(label=_("Name"), max_length=120)
    relation = forms.CharField(label=_("Relation to the person"), required=False, max_length=60)
    field_order = ("name", "relation", "role", "phone", "contact_wish", "basis", "categories")
    always = frozenset()

    def __init__(self, data: Mapping[str, object] | None, *, now: datetime) -> None:
        first = {"role": NetworkRole.NEXT_OF_KIN, "basis": Basis.CONSENT, "starts_on": local_day(now)}
        super().__init__(data, initial=first)
        _offer_roles(self, _KIN_ROLES)
        self.fields["categories"] = _kin_categories()
        self.fields["phone"].label = _("Phone")
        self.order_fields(self.field_order)

    @property
    def party(self) -> Party:
        """Return who is added."""
        typed = self.cleaned_data
        return Party(name=typed["name"], relation=typed["relation"], phone=typed["phone"])


class ChangeMember(TermsForm):
    """Change what a line of the network says; the party stays."""

    base_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, object] | None, *, member: NetworkMember) -> None:
        self.kept_start = member.starts_at
        self._saved_wish = member.contact_wish
        seen = frozenset(categories_in(member.categories))
        super().__init__(data, initial=typed_of(member))
        self.fields["phone"] = Phone(label=_("Phone, if another than the usual"), known=member.phone)
        is_kin = member.kind == PartyKind.NEXT_OF_KIN
        self.always = (seen & NEVER_OFFERED) | (frozenset() if is_kin else frozenset({Category.IDENTITY}))
        roles = {PartyKind.NEXT_OF_KIN: _KIN_ROLES, PartyKind.UNIT: (NetworkRole.SERVICE,)}
        _offer_roles(self, roles.get(PartyKind(member.kind), _WORKER_ROLES))
        if is_kin:
            self.fields["categories"] = _kin_categories()
        self.order_fields(("role", "phone", "contact_wish", "basis", "categories"))

    @property
    def keeps_saved(self) -> bool:
        """Say that the reader has compared two texts and wants the saved one."""
        return self.data.get("keep") == "theirs"

    @property
    def values(self) -> ChangedValues:
        """Return the action's other arguments, once the form is valid."""
        return {"base_version": self.cleaned_data["base_version"], "phone": self.cleaned_data["phone"]}

    def clean_contact_wish(self) -> str:
        """Put the two wishes under each other, if the reader has compared them and wants both."""
        typed = str(self.cleaned_data["contact_wish"])
        both = (self._saved_wish, typed) if self.data.get("keep") == "both" else (typed,)
        return "\n".join(dict.fromkeys(wish for wish in both if wish))


def typed_of(member: NetworkMember) -> dict[str, object]:
    """Return what a line of the network says, as the form types it."""
    return {
        "base_version": member.version,
        "role": member.role,
        "basis": member.basis,
        "categories": [str(category) for category in categories_in(member.categories)],
        "starts_on": local_day(member.starts_at),
        "ends_on": last_day(member.ends_at),
        "contact_wish": member.contact_wish,
        "phone": member.phone,
    }


def last_day(ends_at: datetime | None) -> object:
    """Return the last day of a period that ends before this instant; nothing for one that does not end."""
    if ends_at is None:
        return None
    day = local_day(ends_at)
    return day.fromordinal(day.toordinal() - 1) if day_bounds(day)[0] == ends_at else day


def offer(form: forms.Form, name: str, rows: Mapping[str, object], choices: list[tuple[str, object]]) -> None:
    """Offer rows in a field of a form."""
    field = form.fields[name]
    if isinstance(field, Row):
        field.offer(dict(rows), choices)


def _offer_roles(form: forms.Form, roles: Iterable[NetworkRole]) -> None:
    field = form.fields["role"]
    if isinstance(field, forms.ChoiceField):
        field.choices = _choices(roles)


def _kin_categories() -> Categories:
    return Categories(
        label=_("What they may see"),
        with_identity=True,
        help_text=_("Choose only what the person wants to share. Choose nothing to have them here as a contact only."),
    )
