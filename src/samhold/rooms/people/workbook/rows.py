"""The rows of the five sheets as plain values: two are equal when the sheets say the same."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Generic, NamedTuple, TypeVar
from uuid import UUID

from samhold.rooms.access.enums import Language, Role
from samhold.rooms.organisations.enums import CompetenceKind, OrganisationKind, Profession, ServiceKind, WrittenForm
from samhold.rooms.people.enums import Basis, NetworkRole


class UnitKey(NamedTuple):
    """A unit by name in its organisation; without a name, the organisation itself."""

    organisation: str
    name: str


class PersonKey(NamedTuple):
    """A person in an organisation as people write them: by national number, or without one by name and birth date."""

    organisation: str
    number: str
    given_name: str = ""
    family_name: str = ""
    birth_date: date | None = None


class MemberKey(NamedTuple):
    """Somebody at work in a unit, in a role."""

    email: str
    unit: UnitKey
    role: Role


class PartyKey(NamedTuple):
    """Who is involved with whom (by the mark), as what: a worker, a unit or, by name, a next of kin."""

    person: str
    email: str
    unit: UnitKey
    worker_role: Role | None
    name: str
    role: NetworkRole


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What every row has: its line in the file, and the id it is stored under."""

    line: int = field(default=0, compare=False)
    id: UUID | None = field(default=None, compare=False)
    version: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationProfile:
    """What the rows of an organisation's units say of the organisation."""

    kind: OrganisationKind = OrganisationKind.MUNICIPALITY
    number: str = ""
    population: int | None = None
    written_form: WrittenForm = WrittenForm.BOKMAL
    centre: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow(Row):
    """A unit; without a name and a service, an organisation that has none here."""

    organisation: str
    profile: OrganisationProfile
    name: str
    service: ServiceKind | None
    zone: str
    phone: str
    place: str
    serves: tuple[str, ...]

    @property
    def key(self) -> UnitKey:
        """Return what it is found again by."""
        return UnitKey(self.organisation, self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerRow(Row):
    """Somebody at work in a unit: an account, and a membership."""

    email: str
    name: str
    phone: str
    language: Language
    competences: tuple[tuple[CompetenceKind, date | None], ...]
    unit: UnitKey
    role: Role
    profession: Profession
    starts_at: datetime
    ends_at: datetime | None

    @property
    def key(self) -> MemberKey:
        """Return who it is, where and as what."""
        return MemberKey(self.email, self.unit, self.role)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow(Row):
    """
    A person, and where they live now.

    :param mark: what tells the person apart from all others: the id, or for a new one the line in the file. Two persons
        may have one name, one birth date and one municipality.
    """

    mark: str = field(compare=False)
    organisation: str
    national_number: str = field(repr=False)
    given_name: str
    family_name: str
    birth_date: date | None
    written_form: WrittenForm
    phone: str = field(repr=False)
    contact_wish: str = field(repr=False)
    municipality: str
    address: str = field(repr=False)
    lives_there_from: datetime | None

    @property
    def key(self) -> str:
        """Return what they are found again by."""
        return self.mark

    @property
    def natural_key(self) -> PersonKey:
        """Return what people know them by; two persons may have the same."""
        if self.national_number:
            return PersonKey(self.organisation, self.national_number)
        return PersonKey(self.organisation, "", self.given_name, self.family_name, self.birth_date)


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkRow(Row):
    """Somebody involved with a person."""

    key: PartyKey
    relation: str
    phone: str = field(repr=False)
    basis: Basis
    sees: int
    contact_wish: str = field(repr=False)
    starts_at: datetime
    ends_at: datetime | None

    @property
    def person(self) -> str:
        """Return with whom, by the mark."""
        return self.key.person


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadRow(Row):
    """How far it is from one place to another, and where the first lies."""

    start: str
    end: str
    kilometres: int
    minutes: int
    latitude: float | None
    longitude: float | None

    @property
    def key(self) -> tuple[str, str]:
        """Return the pair."""
        return self.start, self.end


RowT = TypeVar("RowT", bound=Row)


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """What the five sheets say."""

    units: tuple[UnitRow, ...] = ()
    workers: tuple[WorkerRow, ...] = ()
    persons: tuple[PersonRow, ...] = ()
    networks: tuple[NetworkRow, ...] = ()
    roads: tuple[RoadRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair(Generic[RowT]):
    """A row of the file, and the stored row that it is about, if there is one."""

    row: RowT
    stored: RowT | None

    @property
    def is_new(self) -> bool:
        """Whether nothing is stored."""
        return self.stored is None

    @property
    def is_changed(self) -> bool:
        """Whether something else is stored."""
        return self.stored is not None and self.stored != self.row


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a file asks for, beside what is stored: writing it makes the two equal."""

    units: tuple[Pair[UnitRow], ...] = ()
    workers: tuple[Pair[WorkerRow], ...] = ()
    persons: tuple[Pair[PersonRow], ...] = ()
    networks: tuple[Pair[NetworkRow], ...] = ()
    roads: tuple[Pair[RoadRow], ...] = ()
    stored: Region = Region()
