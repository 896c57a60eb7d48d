"""The five sheets: their names, their columns and what each column holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from samhold.rooms.access.enums import Language, Role
from samhold.rooms.organisations.enums import OrganisationKind, Profession, ServiceKind, WrittenForm
from samhold.rooms.people.enums import Basis, NetworkRole
from samhold.rooms.people.workbook import cells
from samhold.rooms.people.workbook.cells import Kind


@dataclass(frozen=True, slots=True)
class Column:
    """
    One column.

    :param field: what its value is called in the code.
    :param header: what is written above it; `aliases` are understood, too.
    :param is_needed: whether the column must be there.
    :param is_required: whether, besides, no cell of it may be empty.
    """

    field: str
    header: str
    kind: Kind
    aliases: tuple[str, ...] = ()
    is_needed: bool = False
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class SheetForm:
    """One of the five sheets: its name in the code, the title that is written, others, and its columns."""

    name: str
    title: str
    aliases: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def headers(self) -> dict[str, tuple[str, ...]]:
        """Return per field the headers that name it."""
        return {column.field: (column.header, *column.aliases) for column in self.columns}


ORGANISATION: Final = ("Organisasjon", "Kommune/virksomhet", "Verksemd", "Organization", "Organisation")
UNITS: Final = SheetForm(
    "units",
    "Tjenester",
    ("Tenester", "Enheter", "Einingar", "Units", "Services"),
    (
        Column("organisation", "Virksomhet", cells.name(120), (*ORGANISATION, "Kommune"), is_required=True),
        Column("kind", "Virksomhetstype", cells.choice(OrganisationKind, None), ("Verksemdstype", "Organisasjonstype")),
        Column(
            "number", "Kommunenummer", cells.CODE, ("Kommunenr", "Organisasjonsnummer", "Orgnr", "Municipality number")
        ),
        Column("population", "Innbyggere", cells.WHOLE, ("Innbyggertall", "Innbyggjarar", "Folketall", "Folketal")),
        Column(
            "written_form", "Virksomhetens målform", cells.choice(WrittenForm, None), ("Målform", "Verksemdas målform")
        ),
        Column("centre", "Kommunesenter", cells.name(80), ("Senter", "Sentrum", "Centre")),
        Column("name", "Tjeneste", cells.name(120), ("Navn", "Namn", "Enhet", "Eining", "Teneste", "Unit")),
        Column("service", "Tjenestetype", cells.choice(ServiceKind, None), ("Type", "Tenestetype", "Service")),
        Column("zone", "Sone", cells.name(60), ("Zone", "Distrikt")),
        Column("phone", "Telefon", cells.name(20), ("Tlf", "Telefonnummer", "Phone")),
        Column("place", "Sted", cells.name(80), ("Stad", "Oppmøtested", "Oppmøtestad", "Place")),
        Column("serves", "Avtale med", cells.names(120), ("Betjener også", "Tener òg", "Vertskommune for", "Serves")),
    ),
)
WORKERS: Final = SheetForm(
    "workers",
    "Ansatte",
    ("Tilsette", "Medarbeidere", "Medarbeidarar", "Arbeidere", "Workers", "Staff"),
    (
        Column("email", "E-post", cells.EMAIL, ("Epost", "E-postadresse", "Mail", "E-mail", "Email"), is_required=True),
        Column("name", "Navn", cells.name(120), ("Namn", "Fullt navn", "Name"), is_required=True),
        Column("phone", "Telefon", cells.name(20), ("Tlf", "Jobbtelefon", "Phone")),
        Column("language", "Språk", cells.choice(Language, Language.BOKMAL), ("Målform", "Language")),
        Column("competences", "Kompetanse", cells.COMPETENCES, ("Kompetanser", "Kurs", "Competence")),
        Column("organisation", "Virksomhet", cells.name(120), (*ORGANISATION, "Kommune"), is_required=True),
        Column("unit", "Tjeneste", cells.name(120), ("Enhet", "Eining", "Teneste", "Unit"), is_required=True),
        Column("role", "Rolle", cells.choice(Role, None), ("Stilling", "Role"), is_required=True),
        Column(
            "profession", "Yrke", cells.choice(Profession, Profession.OTHER), ("Profesjon", "Utdanning", "Profession")
        ),
        Column("starts_at", "Fra", cells.INSTANT, ("Fra dato", "Frå", "Startdato", "From")),
        Column("ends_at", "Til", cells.INSTANT, ("Til dato", "Sluttdato", "Until", "To")),
    ),
)
PERSONS: Final = SheetForm(
    "persons",
    "Personer",
    ("Personar", "Brukere", "Brukarar", "Tjenestemottakere", "Persons", "People"),
    (
        Column(
            "organisation",
            "Ansvarlig kommune",
            cells.name(120),
            (*ORGANISATION, "Kommune", "Virksomhet", "Ansvarleg kommune", "Municipality"),
            is_required=True,
        ),
        Column(
            "national_number",
            "Fødselsnummer",
            cells.NATIONAL_NUMBER,
            ("Fnr", "Personnummer", "D-nummer", "National number"),
        ),
        Column(
            "given_name", "Fornavn", cells.name(80), ("Førenamn", "Fornamn", "Given name", "First name"), is_needed=True
        ),
        Column("family_name", "Etternavn", cells.name(80), ("Etternamn", "Family name", "Last name"), is_needed=True),
        Column("birth_date", "Fødselsdato", cells.DAY, ("Født", "Fødd", "Date of birth")),
        Column(
            "written_form", "Målform", cells.choice(WrittenForm, WrittenForm.BOKMAL), ("Skriftspråk", "Written form")
        ),
        Column("phone", "Telefon", cells.name(60), ("Tlf", "Mobil", "Phone")),
        Column("contact_wish", "Kontaktønske", cells.NOTE, ("Kontaktønskje", "Ønsker kontakt", "Contact wish")),
        Column("municipality", "Bostedskommune", cells.name(120), ("Bustadkommune", "Bor i", "Bur i", "Lives in")),
        Column("address", "Adresse", cells.NOTE, ("Address", "Gateadresse")),
        Column("lives_there_from", "Bor der fra", cells.INSTANT, ("Bur der frå", "Innflyttet", "Innflytta")),
        Column("mark", "Personnøkkel", cells.name(60), ("Personnykel", "Nøkkel", "Nykel", "Person key", "Key")),
    ),
)
NETWORKS: Final = SheetForm(
    "networks",
    "Nettverk",
    ("Nettverket", "Networks", "Network", "Involverte"),
    (
        Column(
            "person_organisation",
            "Ansvarlig kommune",
            cells.name(120),
            ("Kommune", "Ansvarleg kommune", "Municipality"),
        ),
        Column(
            "national_number",
            "Fødselsnummer",
            cells.NATIONAL_NUMBER,
            ("Fnr", "Personnummer", "D-nummer", "National number"),
        ),
        Column("given_name", "Fornavn", cells.name(80), ("Førenamn", "Fornamn", "Given name", "First name")),
        Column("family_name", "Etternavn", cells.name(80), ("Etternamn", "Family name", "Last name")),
        Column("birth_date", "Fødselsdato", cells.DAY, ("Født", "Fødd", "Date of birth")),
        Column("role", "Rolle", cells.choice(NetworkRole, None), ("Rolle i nettverket", "Role"), is_required=True),
        Column("email", "E-post", cells.EMAIL, ("Epost", "Ansatt", "Tilsett", "E-mail", "Email")),
        Column("organisation", "Virksomhet", cells.name(120), ORGANISATION),
        Column("unit", "Tjeneste", cells.name(120), ("Enhet", "Eining", "Teneste", "Unit")),
        Column("worker_role", "Ansattrolle", cells.choice(Role, None), ("Stilling", "Tilsettrolle", "Worker role")),
        Column(
            "name",
            "Pårørendes navn",
            cells.name(120),
            ("Pårørende", "Pårørande", "Namnet til pårørande", "Next of kin"),
        ),
        Column("relation", "Relasjon", cells.name(60), ("Slektskap", "Relation")),
        Column("phone", "Telefon", cells.name(60), ("Tlf", "Phone")),
        Column("basis", "Grunnlag", cells.choice(Basis, None), ("Rettslig grunnlag", "Rettsleg grunnlag", "Basis")),
        Column("sees", "Får se", cells.SEES, ("Kan se", "Får sjå", "Innsyn", "May see")),
        Column("contact_wish", "Kontaktønske", cells.NOTE, ("Kontaktønskje", "Contact wish")),
        Column("starts_at", "Fra", cells.INSTANT, ("Fra dato", "Frå", "Startdato", "From")),
        Column("ends_at", "Til", cells.INSTANT, ("Til dato", "Sluttdato", "Until", "To")),
        Column("mark", "Personnøkkel", cells.name(60), ("Personnykel", "Nøkkel", "Nykel", "Person key", "Key")),
    ),
)
ROADS: Final = SheetForm(
    "roads",
    "Veier",
    ("Vegar", "Veger", "Avstander", "Avstandar", "Roads"),
    (
        Column("start", "Fra", cells.name(80), ("Fra sted", "Frå", "From"), is_required=True),
        Column("end", "Til", cells.name(80), ("Til sted", "To"), is_required=True),
        Column("kilometres", "Kilometer", cells.WHOLE, ("Km", "Kilometres"), is_required=True),
        Column("minutes", "Minutter", cells.WHOLE, ("Min", "Minutt", "Minutes"), is_required=True),
        Column("latitude", "Breddegrad", cells.DEGREES, ("Breiddegrad", "Lat", "Latitude")),
        Column("longitude", "Lengdegrad", cells.DEGREES, ("Lon", "Lengdgrad", "Longitude")),
    ),
)
SHEETS: Final = (UNITS, WORKERS, PERSONS, NETWORKS, ROADS)
