"""Who somebody is and where they live, as typed, and whether it can be; one form and a whole file check the same."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from samhold.core.identity import Flaw, NationalNumber, NotANationalNumber
from samhold.foundation.errors import DomainError
from samhold.foundation.time import local_day
from samhold.infrastructure.keyring import blind_index
from samhold.rooms.organisations.enums import WrittenForm
from samhold.rooms.organisations.models import Organisation
from samhold.rooms.people.queries.persons import NUMBER_INDEX

LONGEST_NAME = 80
FIELDS = ("given_name", "family_name", "birth_date", "written_form", "national_number", "phone", "contact_wish")


class NameMissing(DomainError):
    """Nobody is registered without a name."""

    message = _("Write a given name or a family name, each of at most 80 letters.")


class NumberNotValid(DomainError):
    """The national number is none."""

    reasons: ClassVar = {
        Flaw.LENGTH: _("A national number has 11 digits."),
        Flaw.DATE: _("The first six digits of the national number are not a date."),
        Flaw.CONTROL_DIGITS: _("The last two digits of the national number do not fit; a digit may be mistyped."),
    }

    def __init__(self, flaw: Flaw) -> None:
        """Say what is wrong with it, without repeating it."""
        super().__init__()
        self.message = self.reasons[flaw]


class BornInFuture(DomainError):
    """The birth date has not come yet."""

    message = _("The date of birth has not come yet.")


class MoveInFuture(DomainError):
    """A move is written down when it has taken place."""

    message = _("Write down the move when it has taken place.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDetails:
    """Who somebody is."""

    given_name: str
    family_name: str
    birth_date: date | None = None
    written_form: WrittenForm = WrittenForm.BOKMAL
    national_number: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    contact_wish: str = field(default="", repr=False)

    @property
    def number_index(self) -> str:
        """Return the blind index of the number, once it is checked; nothing for none."""
        return index_of(self.national_number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """Where somebody lives, and since when."""

    municipality: Organisation
    address: str = field(default="", repr=False)
    starts_at: datetime


def checked(details: PersonDetails, *, now: datetime) -> PersonDetails:
    """
    Return the details as they are stored: without spaces around, the number as eleven digits.

    :raises NameMissing: if there is no name, or one is too long.
    :raises NumberNotValid: if the number is none.
    :raises BornInFuture: if the birth date has not come.
    """
    given, family = " ".join(details.given_name.split()), " ".join(details.family_name.split())
    if not (given or family) or max(len(given), len(family)) > LONGEST_NAME:
        raise NameMissing
    if details.birth_date is not None and details.birth_date > local_day(now):
        raise BornInFuture
    return replace(
        details,
        given_name=given,
        family_name=family,
        national_number=normalised(details.national_number),
        phone=details.phone.strip(),
        contact_wish=details.contact_wish.strip(),
    )


def normalised(number: str) -> str:
    """
    Return a national number as its eleven digits; nothing stays nothing.

    :raises NumberNotValid: if it is none.
    """
    if not number.strip():
        return ""
    try:
        return NationalNumber.parse(number).reveal()
    except NotANationalNumber as error:
        raise NumberNotValid(error.flaw) from None


def index_of(number: str) -> str:
    """Return the blind index of a national number's eleven digits; nothing for none."""
    return blind_index(NUMBER_INDEX, number) if number else ""
