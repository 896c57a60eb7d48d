import io
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook

from samhold.foundation.errors import BadInput, NotAllowed, NotAvailable
from samhold.foundation.identifiers import new_id
from samhold.infrastructure.database import maintenance, unit_of_work
from samhold.infrastructure.spreadsheets import write_workbook
from samhold.rooms.access.enums import Role
from samhold.rooms.access.models import User
from samhold.rooms.organisations.models import Membership, Organisation, Place, Road, Unit
from samhold.rooms.people.forms.region import HasFaults, commit, faults_workbook, preview, preview_again
from samhold.rooms.people.models import NetworkMember, Person, Residence, Upload
from tests.support.factories.organisations import MembershipFactory
from tests.support.region_book import NOW, NUMBERS, book, found_office, put, xlsx

pytestmark = pytest.mark.django_db
TABLES = (Organisation, Unit, Place, Road, User, Membership, Person, Residence, NetworkMember)


@pytest.fixture
def office():
    return found_office()


def counts():
    with maintenance():
        return [model.objects.count() for model in TABLES]


def hand_in(content, *, by, name="region.xlsx"):
    with unit_of_work(by.pk):
        return preview(content, name, by=by, now=NOW)


def _with(*changes):
    sheets = book()
    for change in changes:
        put(sheets, *change)
    return sheets


def _twice(sheet, row):
    sheets = book()
    sheets[sheet].append(sheets[sheet][row - 1])
    return sheets


def _without_column(sheet, header):
    sheets = book()
    place = sheets[sheet][0].index(header)
    sheets[sheet] = [row[:place] + row[place + 1 :] for row in sheets[sheet]]
    return sheets


def _without_sheet(title):
    return {name: rows for name, rows in book().items() if name != title}


WRONG_DIGIT = NUMBERS[0][:-1] + str((int(NUMBERS[0][-1]) + 1) % 10)
SECOND_PRIMARY = [None, NUMBERS[0], *[None] * 3, "Primærkontakt", "dag@example.test", *[None] * 11]

ONE_FAULT = {
    "a service that is none": (
        _with(("Tjenester", 2, "Tjenestetype", "Psykisk hels og rus")),
        ("Tjenester", 2, "Tjenestetype", "Psykisk hels og rus", "Psykisk helse og rus"),
    ),
    "a service without a name": (
        _with(("Tjenester", 5, "Tjeneste", None), ("Nettverk", 5, "E-post", None), ("Nettverk", 5, "Tjeneste", "NAV"),
              ("Nettverk", 5, "Virksomhet", "Lom kommune")),
        None,
    ),
    "a number that is text": (
        _with(("Tjenester", 2, "Innbyggere", "mange")),
        ("Tjenester", 2, "Innbyggere", "mange", ""),
    ),
    "a municipality number that is too short": (
        _with(("Tjenester", 2, "Kommunenummer", "34345")),
        ("Tjenester", 2, "Kommunenummer", "34345", ""),
    ),
    "an agreement with nobody": (
        _with(("Tjenester", 2, "Avtale med", "Skjåk komune")),
        ("Tjenester", 2, "Avtale med", "Skjåk komune", "Skjåk kommune"),
    ),
    "a place that is almost a place": (
        _with(("Tjenester", 2, "Sted", "Fosbergom")),
        ("Tjenester", 2, "Sted", "Fosbergom", "Fossbergom"),
    ),
    "a service twice": (_twice("Tjenester", 3), ("Tjenester", 6, "Tjeneste", "Heimetenesta", "")),
    "an unknown service of a worker": (
        _with(("Ansatte", 2, "Tjeneste", "Psykisk helse og russ"), ("Nettverk", 2, "E-post", "berit@example.test"),
              ("Nettverk", 2, "Til", "2025-02-01"), ("Nettverk", 2, "Tjeneste", "Psykisk helse og rus")),
        ("Ansatte", 2, "Tjeneste", "Psykisk helse og russ", "Psykisk helse og rus"),
    ),
    "an unknown organisation of a worker": (
        _with(("Ansatte", 5, "Virksomhet", "Skjak kommune")),
        ("Ansatte", 5, "Virksomhet", "Skjak kommune", "Skjåk kommune"),
    ),
    "an unknown role": (
        _with(("Ansatte", 5, "Rolle", "Fastleg")),
        ("Ansatte", 5, "Rolle", "Fastleg", "Fastlege"),
    ),
    "a role that nobody has at work": (
        _with(("Ansatte", 5, "Rolle", "Pårørende")),
        ("Ansatte", 5, "Rolle", "Pårørende", ""),
    ),
    "an e-mail address that is none": (
        _with(("Ansatte", 5, "E-post", "cecilie")),
        ("Ansatte", 5, "E-post", "cecilie", ""),
    ),
    "a worker whose work ends before it starts": (
        _with(("Ansatte", 4, "Til", "2023-01-01")),
        ("Ansatte", 4, "Til", "2023-01-01", ""),
    ),
    "a worker twice": (_twice("Ansatte", 2), ("Ansatte", 7, "E-post", "arne@example.test", "")),
    "a worker with two names": (
        _with(("Ansatte", 4, "Navn", "Testarbeider Berte")),
        ("Ansatte", 4, "Navn", "Testarbeider Berte", ""),
    ),
    "an unknown competence": (
        _with(("Ansatte", 2, "Kompetanse", "Førerkort; Førstehjelp")),
        ("Ansatte", 2, "Kompetanse", "Førerkort; Førstehjelp", None),
    ),
    "an unknown municipality": (
        _with(("Personer", 2, "Bostedskommune", "Låm kommune")),
        ("Personer", 2, "Bostedskommune", "Låm kommune", "Lom kommune"),
    ),
    "a responsible organisation that is unknown": (
        _with(("Personer", 4, "Ansvarlig kommune", "Skåk kommune"), ("Nettverk", 6, "Fornavn", "Testperson"),
              ("Nettverk", 6, "Fødselsnummer", NUMBERS[0]), ("Nettverk", 6, "Ansvarlig kommune", None)),
        ("Personer", 4, "Ansvarlig kommune", "Skåk kommune", "Skjåk kommune"),
    ),
    "a national number whose digits do not fit": (
        _with(("Personer", 2, "Fødselsnummer", WRONG_DIGIT)),
        ("Personer", 2, "Fødselsnummer", WRONG_DIGIT, ""),
    ),
    "a national number twice": (
        _with(("Personer", 3, "Fødselsnummer", NUMBERS[0]), ("Nettverk", 5, "Fødselsnummer", NUMBERS[0])),
        ("Personer", 3, "Fødselsnummer", NUMBERS[0], ""),
    ),
    "a date that is none": (
        _with(("Personer", 3, "Fødselsdato", "31.02.1981")),
        ("Personer", 3, "Fødselsdato", "31.02.1981", ""),
    ),
    "a date as a bare number": (
        _with(("Personer", 3, "Fødselsdato", 29647)),
        ("Personer", 3, "Fødselsdato", "29647", ""),
    ),
    "a birth that has not come": (
        _with(("Personer", 2, "Fødselsdato", date(2030, 1, 1))),
        ("Personer", 2, "Fødselsdato", "2030-01-01", ""),
    ),
    "a move that has not come": (
        _with(("Personer", 2, "Bor der fra", date(2030, 1, 1))),
        ("Personer", 2, "Bor der fra", "2030-01-01", ""),
    ),
    "a person without a name": (
        _with(("Personer", 3, "Fornavn", " "), ("Personer", 3, "Etternavn", None)),
        ("Personer", 3, "Etternavn", "", ""),
    ),
    "a formula where a name should be": (
        _with(("Personer", 2, "Etternavn", "=1+1"), ("Personer", 2, "Fornavn", None)),
        ("Personer", 2, "Etternavn", "", ""),
    ),
    "an unknown person": (
        _with(("Nettverk", 6, "Etternavn", "Tri")),
        ("Nettverk", 6, "Etternavn", "Testperson Tri", "Testperson Tre"),
    ),
    "an unknown worker": (
        _with(("Nettverk", 2, "E-post", "aarne@example.test")),
        ("Nettverk", 2, "E-post", "aarne@example.test", "arne@example.test"),
    ),
    "a worker with several places of work": (
        _with(("Nettverk", 3, "Tjeneste", None)),
        ("Nettverk", 3, "Tjeneste", "", None),
    ),
    "two on one line": (
        _with(("Nettverk", 4, "E-post", "arne@example.test")),
        ("Nettverk", 4, "Pårørendes navn", "Testmor Én", ""),
    ),
    "nobody on a line": (
        _with(("Nettverk", 4, "Pårørendes navn", None)),
        ("Nettverk", 4, "E-post", "", ""),
    ),
    "an unknown role in a network": (
        _with(("Nettverk", 4, "Rolle", "Pårønde")),
        ("Nettverk", 4, "Rolle", "Pårønde", "Pårørende"),
    ),
    "an unknown basis": (
        _with(("Nettverk", 2, "Grunnlag", "Vetak")),
        ("Nettverk", 2, "Grunnlag", "Vetak", "Vedtak"),
    ),
    "a category that is none": (
        _with(("Nettverk", 2, "Får se", "Helse; Formue")),
        ("Nettverk", 2, "Får se", "Helse; Formue", None),
    ),
    "a next of kin who sees something on no basis": (
        _with(("Nettverk", 4, "Grunnlag", None), ("Nettverk", 4, "Får se", "Avtaler")),
        ("Nettverk", 4, "Grunnlag", "", ""),
    ),
    "a line that ends before it starts": (
        _with(("Nettverk", 3, "Til", "2024-02-01")),
        ("Nettverk", 3, "Til", "2024-02-01", ""),
    ),
    "a line twice": (_twice("Nettverk", 4), ("Nettverk", 7, "Rolle", "Pårørende", "")),
    "two primary contacts": (
        {**book(), "Nettverk": [*book()["Nettverk"], SECOND_PRIMARY]},
        ("Nettverk", 7, "Rolle", "dag@example.test", ""),
    ),
    "negative minutes": (_with(("Veier", 2, "Minutter", -16)), ("Veier", 2, "Minutter", "-16", "16")),
    "no minutes at all": (_with(("Veier", 2, "Minutter", 0)), ("Veier", 2, "Minutter", "0", "")),
    "a road to itself": (_with(("Veier", 4, "Til", "Fossbergom")), ("Veier", 4, "Til", "Fossbergom", "")),
    "a road twice": (_twice("Veier", 2), ("Veier", 5, "Til", "Bismo", "")),
    "a place in two places": (
        _with(("Veier", 4, "Breddegrad", 61.9), ("Veier", 4, "Lengdegrad", 8.567)),
        ("Veier", 4, "Breddegrad", "61.9", ""),
    ),
    "a place that is not on earth": (_with(("Veier", 3, "Lengdegrad", 181)), None),
    "a sheet that is missing": (_without_sheet("Veier"), ("Veier", 0, "", "", "")),
    "a sheet that is misspelt": (
        {**_without_sheet("Nettverk"), "Netverk": [["Hvem", "Hva"]]},
        ("Nettverk", 0, "", "", "Rename “Netverk” to “Nettverk”."),
    ),
    "a column that is missing": (_without_column("Veier", "Minutter"), ("Veier", 1, "Minutter", "", "")),
    "a column twice": (
        {**book(), "Veier": [[*row, row[2]] for row in book()["Veier"]]},
        ("Veier", 1, "", "Kilometer", ""),
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", ONE_FAULT)
def test_fault_is_named_and_nothing_written(what, office):
    sheets, expected = ONE_FAULT[what]
    content = write_workbook([]) if not sheets else xlsx(sheets)
    before = counts()

    shown = hand_in(content, by=office)
    with pytest.raises(HasFaults), unit_of_work(office.pk):
        commit(shown.token, by=office, now=NOW)

    told = [(one.sheet, one.row, one.column, one.value, one.suggestion) for one in shown.faults]
    if expected is None:
        assert told
    else:
        wanted = expected[:4] + ((told[0][4],) if expected[4] is None else expected[4:])
        assert told == [wanted]
    assert all(one.rule for one in shown.faults)
    assert counts() == before


def test_several_faults_are_all_named_in_order(office):
    sheets = _with(
        ("Veier", 2, "Minutter", "lenge"),
        ("Ansatte", 5, "Rolle", "Trollmann"),
        ("Personer", 2, "Fødselsdato", "i går"),
        ("Tjenester", 2, "Innbyggere", -1),
        ("Tjenester", 2, "Telefon", "ring meg"),
    )

    shown = hand_in(xlsx(sheets), by=office)

    assert [(one.sheet, one.row, one.column) for one in shown.faults] == [
        ("Tjenester", 2, "Innbyggere"),
        ("Tjenester", 2, "Telefon"),
        ("Ansatte", 5, "Rolle"),
        ("Personer", 2, "Fødselsdato"),
        ("Veier", 2, "Minutter"),
    ]


def test_faults_can_be_taken_out_as_a_workbook(office):
    shown = hand_in(xlsx(_with(("Veier", 2, "Minutter", "=2+2"), ("Veier", 3, "Fra", "=cmd|x"))), by=office)
    again = _again(shown, office)

    rows = list(load_workbook(io.BytesIO(faults_workbook(again))).active.values)

    assert len(rows) == 1 + len(shown.faults)
    assert rows[1][:3] == ("Veier", 2, "Minutter")
    assert not any(isinstance(cell, str) and cell.startswith("=") for row in rows for cell in row)


def _again(shown, user, now=NOW):
    with unit_of_work(user.pk):
        return preview_again(shown.token, by=user, now=now)


def test_upload_is_its_owners_and_encrypted_and_for_an_hour(office):
    from datetime import timedelta

    from django.db import connection

    shown = hand_in(xlsx(book()), by=office)
    colleague = MembershipFactory(role=Role.SUBSTANCE_COORDINATOR).user

    for user, now, token in [
        (colleague, NOW, shown.token),
        (office, NOW + timedelta(hours=2), shown.token),
        (office, NOW, new_id()),
    ]:
        with pytest.raises(NotAvailable), unit_of_work(user.pk):
            commit(token, by=user, now=now)
    assert _again(shown, office).faults == ()
    with unit_of_work(office.pk), connection.cursor() as cursor:
        cursor.execute("SELECT content FROM people_upload")
        assert cursor.fetchone()[0].startswith("s1.1.")


def test_second_file_replaces_the_first(office):
    first = hand_in(xlsx(book()), by=office)

    hand_in(xlsx(book()), by=office)

    with unit_of_work(office.pk):
        assert Upload.objects.count() == 1
    with pytest.raises(NotAvailable):
        _again(first, office)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SUBSTANCE_COORDINATOR}))
def test_nobody_else_imports_or_exports(role):
    from samhold.rooms.people.actions import region

    worker = MembershipFactory(role=role).user

    with pytest.raises(NotAllowed):
        hand_in(xlsx(book()), by=worker)
    with pytest.raises(NotAllowed), unit_of_work(worker.pk):
        region.export(by=worker, now=NOW)

    assert counts()[TABLES.index(Person)] == 0


def _zip(entries, compression=zipfile.ZIP_DEFLATED):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return target.getvalue()


def _macros():
    content = io.BytesIO(xlsx(book()))
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"Sub")
    return content.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bomb.xlsx", _zip({"xl/workbook.xml": b"0" * 60_000_000})),
        ("macros.xlsm", _macros()),
        ("damaged.xlsx", xlsx(book())[:500]),
        ("old.xls", b"\xd0\xcf\x11\xe0" + b"0" * 100),
        ("picture.csv", b"\x89PNG\0\0"),
        ("quotes.csv", b'Fra;Til;Kilometer;Minutter\nLom;"Otta;1;1\n'),
    ],
)
def test_file_that_must_not_be_read_is_refused_whole(name, content, office):
    with pytest.raises(BadInput) as refusal:
        hand_in(content, by=office, name=name)

    assert refusal.value.item == name
    with maintenance():
        assert Upload.objects.count() == 0


@pytest.mark.parametrize("content", [b"", b"\n\n", b"Navn;Alder\nA;1\n", b"Testperson;1\n"])
def test_file_in_which_no_sheet_is_found_says_so(content, office):
    shown = hand_in(content, by=office, name="region.csv")

    assert {(one.row, one.column) for one in shown.faults} == {(0, "")}
    assert len(shown.faults) == 5


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_csv_is_told_by_its_header(encoding, delimiter, office):
    lines = [["Fra", "Til", "Km", "Min"], ["Vågåmo", "Otta", "31", "30"], ["Vågåmo", "Vågåmo", "1", "1"]]
    content = "\r\n".join(delimiter.join(line) for line in lines).encode(encoding)

    shown = hand_in(content, by=office, name="vegar i nord.csv")

    assert [(one.sheet, one.row, one.column, one.value) for one in shown.faults] == [
        ("vegar i nord", 3, "Til", "Vågåmo")
    ]


def test_sheet_under_another_name_is_told_by_its_header(office):
    sheets = {f"Ark {place}": rows for place, rows in enumerate(book().values())}

    shown = hand_in(xlsx(sheets), by=office)

    assert (shown.unread, shown.faults) == ((), ())


def test_sheets_that_are_none_of_ours_are_named(office):
    shown = hand_in(xlsx({**book(), "Notater": [["Husk"]]}), by=office)

    assert (shown.unread, shown.faults) == (("Notater",), ())


def test_empty_workbook_names_every_sheet(office):
    target = io.BytesIO()
    Workbook().save(target)

    shown = hand_in(target.getvalue(), by=office)

    assert [one.sheet for one in shown.faults] == ["Tjenester", "Ansatte", "Personer", "Nettverk", "Veier"]
