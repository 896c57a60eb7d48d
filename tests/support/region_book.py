"""A small region's workbook, as a municipality would write it: five sheets of plain cells."""

from __future__ import annotations

import copy
import io
from datetime import UTC, date, datetime

from openpyxl import Workbook

from samhold.core.identity import synthetic
from samhold.rooms.organisations.actions import founding

NOW = datetime(2026, 6, 1, 10, tzinfo=UTC)
NUMBERS = [synthetic(date(1980 + place, 3, 2), place).reveal() for place in range(4)]

BOOK = {
    "Tjenester": [
        ["Virksomhet", "Virksomhetstype", "Kommunenummer", "Innbyggere", "Virksomhetens målform", "Kommunesenter",
         "Tjeneste", "Tjenestetype", "Sone", "Telefon", "Sted", "Avtale med"],
        ["Lom kommune", "Kommune", "3434", 2211, "Nynorsk", "Fossbergom",
         "Psykisk helse og rus", "Psykisk helse og rus", None, "61 00 00 01", "Fossbergom", "Skjåk kommune"],
        ["Lom kommune", None, None, None, None, None, "Heimetenesta", "Heimeteneste", "Nord", 61000002, None, None],
        ["Skjåk kommune", "Kommune", 3433, "2 159", "nynorsk", "Bismo",
         "Fastlegen på Bismo", "Legekontor", None, "+47 61 00 00 03", "Bismo", None],
        ["Sykehuset Test HF", "Helseforetak", "999888777", None, "Bokmål", None,
         "DPS Testby", "DPS", None, None, "Testby", None],
    ],
    "Ansatte": [
        ["E-post", "Navn", "Telefon", "Språk", "Kompetanse", "Virksomhet", "Tjeneste", "Rolle", "Yrke", "Fra", "Til"],
        ["arne@example.test", "Testarbeider Arne", "900 00 001", "Nynorsk", "Førerkort; MI (til 2027-01-01)",
         "Lom kommune", "Psykisk helse og rus", "Psykisk helsearbeider", "Vernepleier", date(2024, 1, 1), None],
        ["berit@example.test", "Testarbeider Berit", None, None, None,
         "Lom kommune", "Psykisk helse og rus", "Leiar", "Leder", "01.02.2024", None],
        ["berit@example.test", "Testarbeider Berit", None, None, None,
         "Lom kommune", "Heimetenesta", "Leder", "Leder", "2023-02-01", "2024-02-01"],
        ["cecilie@example.test", "Testlege Cecilie", None, None, None,
         "Skjåk kommune", "Fastlegen på Bismo", "Fastlege", "Lege", date(2020, 5, 1), None],
        ["dag@example.test", "Testbehandler Dag", None, None, None,
         "Sykehuset Test HF", "DPS Testby", "Behandler", "Psykolog", date(2021, 5, 1), None],
    ],
    "Personer": [
        ["Ansvarlig kommune", "Fødselsnummer", "Fornavn", "Etternavn", "Fødselsdato", "Målform", "Telefon",
         "Kontaktønske", "Bostedskommune", "Adresse", "Bor der fra"],
        ["Lom kommune", NUMBERS[0], "Testperson", "Én", date(1980, 3, 2), "Nynorsk", "900 00 010",
         "Send melding først,\nring etter kl. 12", "Lom kommune", "Testvegen 1", date(2020, 1, 1)],
        ["Lom kommune", f"{NUMBERS[1][:6]} {NUMBERS[1][6:]}", "Testperson", "To", "02.03.1981", None, None,
         None, "Skjåk kommune", None, "2025-03-01 12:30"],
        ["Skjåk kommune", None, "Testperson", "Tre", date(1982, 3, 2), None, None, None, None, None, None],
    ],
    "Nettverk": [
        ["Ansvarlig kommune", "Fødselsnummer", "Fornavn", "Etternavn", "Fødselsdato", "Rolle", "E-post", "Virksomhet",
         "Tjeneste", "Ansattrolle", "Pårørendes navn", "Relasjon", "Telefon", "Grunnlag", "Får se", "Kontaktønske",
         "Fra", "Til"],
        [None, NUMBERS[0], None, None, None, "Primærkontakt", "arne@example.test", None,
         None, None, None, None, None, "Vedtak", "Alt", "Når som helst",
         date(2025, 1, 1), None],
        [None, NUMBERS[0], None, None, None, "Primærkontakt", "berit@example.test", "Lom kommune",
         "Psykisk helse og rus", None, None, None, None, "Vedtak", "Identitet; Nettverk; Økonomi", None,
         date(2024, 3, 1), date(2025, 1, 1)],
        [None, NUMBERS[0], None, None, None, "Pårørende", None, None,
         None, None, "Testmor Én", "Mor", "900 00 011", "Samtykke", "Ingenting", None,
         date(2025, 1, 1), None],
        ["Lom kommune", NUMBERS[1], None, None, None, "Behandler", "dag@example.test", None,
         None, None, None, None, None, None, None, None,
         "2025-03-01 08:15", None],
        ["Skjåk kommune", None, "Testperson", "Tre", date(1982, 3, 2), "Tjeneste", None, "Skjåk kommune",
         "Fastlegen på Bismo", None, None, None, None, "Nødvendig helsehjelp", None, None,
         None, None],
    ],
    "Veier": [
        ["Fra", "Til", "Kilometer", "Minutter", "Breddegrad", "Lengdegrad"],
        ["Fossbergom", "Bismo", 17, 16, 61.838, 8.567],
        ["Bismo", "Fossbergom", 17, 16, "61,886", 8.264],
        ["Fossbergom", "Testby", 62, 60, None, None],
    ],
}  # fmt: skip


def book() -> dict[str, list[list[object]]]:
    return copy.deepcopy(BOOK)


def column(sheets: dict[str, list[list[object]]], sheet: str, header: str) -> int:
    return sheets[sheet][0].index(header)


def put(sheets: dict[str, list[list[object]]], sheet: str, row: int, header: str, value: object) -> None:
    """Write a cell; rows count as the file does, from 1 with the header."""
    sheets[sheet][row - 1][column(sheets, sheet, header)] = value


def xlsx(sheets: dict[str, list[list[object]]]) -> bytes:
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def found_office(email: str = "office@example.test"):
    office = founding.Office(email=email, name="Testkoordinator Kontor", unit="Region office")
    return founding.found(office=office, by=None, now=NOW)
