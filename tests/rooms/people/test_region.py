from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import transaction

from samhold.infrastructure.database import maintenance, unit_of_work
from samhold.infrastructure.spreadsheets import write_csv, write_workbook
from samhold.rooms.access.models import AuditEvent, User
from samhold.rooms.organisations.models import Agreement, Membership, Organisation, Place, Road, Unit
from samhold.rooms.people.actions import region
from samhold.rooms.people.forms.region import commit, preview
from samhold.rooms.people.models import NetworkMember, Person, Residence, Upload
from tests.support.region_book import NOW, NUMBERS, book, found_office, put, xlsx

pytestmark = pytest.mark.django_db
TABLES = (Organisation, Unit, Agreement, Place, Road, User, Membership, Person, Residence, NetworkMember)


def counts():
    with maintenance():
        return [model.objects.count() for model in TABLES]


@contextmanager
def another_database():
    """Whatever is written inside is gone afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def hand_in(content, *, by, name="region.xlsx", now=NOW):
    with unit_of_work(by.pk):
        return preview(content, name, by=by, now=now)


def bring_in(content, *, by, name="region.xlsx", now=NOW):
    shown = hand_in(content, by=by, name=name, now=now)
    assert shown.faults == ()
    with unit_of_work(by.pk):
        return commit(shown.token, by=by, now=now)


def take_out(*, by, now=NOW):
    with unit_of_work(by.pk):
        return region.export(by=by, now=now)


def keyless(sheets):
    """Return the rows without the persons' keys: those are of one database."""
    return [[row[:-1] if sheet.name in {"Personer", "Nettverk"} else row for row in sheet.rows] for sheet in sheets]


def numbers(shown):
    return {one.sheet: (one.new, one.changed, one.unchanged, one.left_alone) for one in shown.changes}


def test_workbook_is_written_and_read_again():
    office = found_office()

    done = bring_in(xlsx(book()), by=office)

    assert numbers(done) == {
        "Tjenester": (4, 0, 0, 0),
        "Ansatte": (5, 0, 0, 0),
        "Personer": (3, 0, 0, 0),
        "Nettverk": (5, 0, 0, 0),
        "Veier": (3, 0, 0, 0),
    }
    with unit_of_work(office.pk):
        person = Person.objects.get(national_number_index__gt="", family_name="Én")
        member = NetworkMember.objects.get(person=person, role="PRIMARY_CONTACT", ends_at=None)
        assert (person.national_number, person.tenant.name) == (NUMBERS[0], "Lom kommune")
        assert member.membership.user.email == "arne@example.test"
        assert AuditEvent.objects.filter(person_id=person.pk).count() == 4
    assert not User.objects.get(email="arne@example.test").has_usable_password()
    with maintenance():
        assert Upload.objects.count() == 0


def test_exported_and_imported_into_an_empty_database_says_the_same():
    with another_database():
        office = found_office()
        bring_in(xlsx(book()), by=office)
        first = take_out(by=office)
    assert counts() == [0] * len(TABLES)
    office = found_office("another@example.test")

    bring_in(write_workbook(first), by=office)

    assert keyless(take_out(by=office)) == keyless(first)
    assert [len(sheet.rows) for sheet in first] == [5, 6, 4, 6, 4]


def test_exported_as_csv_says_the_same(tmp_path):
    from samhold.rooms.people.forms.region import judge_file

    with another_database():
        office = found_office()
        bring_in(xlsx(book()), by=office)
        first = take_out(by=office)
    for sheet in first:
        (tmp_path / f"{sheet.name}.csv").write_bytes(write_csv(sheet))
    office = found_office()

    with unit_of_work(office.pk):
        judged = judge_file(tmp_path, by=office, now=NOW)
        assert judged.faults == ()
        region.write(plan=judged.plan, by=office, now=NOW)

    assert keyless(take_out(by=office)) == keyless(first)


@pytest.mark.parametrize("days", [0, 40])
def test_same_file_again_changes_nothing(days):
    office = found_office()
    bring_in(xlsx(book()), by=office)
    before = counts(), take_out(by=office)

    again = bring_in(xlsx(book()), by=office, now=NOW + timedelta(days=days))

    assert numbers(again) == {
        "Tjenester": (0, 0, 4, 0),
        "Ansatte": (0, 0, 5, 0),
        "Personer": (0, 0, 3, 0),
        "Nettverk": (0, 0, 5, 0),
        "Veier": (0, 0, 3, 0),
    }
    assert again.changes_nothing
    assert (counts(), take_out(by=office)) == before


def test_changed_file_changes_what_it_says():
    office = found_office()
    bring_in(xlsx(book()), by=office)
    sheets = book()
    put(sheets, "Tjenester", 2, "Avtale med", None)
    put(sheets, "Tjenester", 4, "Innbyggere", 2160)
    put(sheets, "Ansatte", 2, "Kompetanse", "Førerkort")
    put(sheets, "Ansatte", 2, "Til", "2026-05-01")
    put(sheets, "Personer", 2, "Etternavn", "Ny")
    put(sheets, "Personer", 3, "Bostedskommune", "Lom kommune")
    put(sheets, "Personer", 3, "Bor der fra", "2026-02-01")
    put(sheets, "Nettverk", 2, "Til", "2026-05-01")
    put(sheets, "Nettverk", 3, "Til", "2025-02-01")
    put(sheets, "Veier", 2, "Minutter", 18)
    sheets["Nettverk"].append([None, NUMBERS[0], *[None] * 3, "Primærkontakt", "dag@example.test", *[None] * 11])

    done = bring_in(xlsx(sheets), by=office)

    assert numbers(done) == {
        "Tjenester": (0, 2, 2, 0),
        "Ansatte": (0, 1, 4, 0),
        "Personer": (0, 2, 1, 0),
        "Nettverk": (1, 2, 3, 0),
        "Veier": (0, 1, 2, 0),
    }
    assert numbers(bring_in(xlsx(sheets), by=office))["Nettverk"] == (0, 0, 6, 0)
    with unit_of_work(office.pk):
        moves = Residence.objects.filter(person__family_name="To").order_by("starts_at")
        assert [(row.municipality.name, row.ends_at is None) for row in moves] == [
            ("Skjåk kommune", False),
            ("Lom kommune", True),
        ]
        assert Person.objects.get(family_name="Ny").version == 2
        assert Agreement.objects.filter(ends_at=None).exclude(unit__organisation__kind="INSTALLATION").count() == 0


def test_rows_that_the_file_leaves_out_are_left_alone():
    office = found_office()
    bring_in(xlsx(book()), by=office)
    before = take_out(by=office)
    sheets = {name: rows[:1] for name, rows in book().items()}

    done = bring_in(xlsx(sheets), by=office)

    assert numbers(done)["Personer"] == (0, 0, 0, 3)
    assert take_out(by=office) == before


def test_columns_that_the_file_leaves_out_are_left_alone():
    office = found_office()
    bring_in(xlsx(book()), by=office)
    before = take_out(by=office)
    content = f"Kommune;Fnr;Fornavn;Etternavn\nLom kommune;{NUMBERS[0]};Testperson;Én\n".encode("cp1252")

    done = bring_in(content, by=office, name="personar.csv")

    assert numbers(done)["Personer"] == (0, 0, 1, 2)
    assert take_out(by=office) == before


def test_late_failure_writes_nothing(monkeypatch):
    office = found_office()
    shown = hand_in(xlsx(book()), by=office)
    before = counts()
    monkeypatch.setattr(
        "samhold.rooms.people.adapters.region_people.NetworkMember.objects.bulk_create",
        lambda _rows: 1 / 0,
    )

    with pytest.raises(ZeroDivisionError), unit_of_work(office.pk):
        commit(shown.token, by=office, now=NOW)

    assert counts() == before
    assert AuditEvent.objects.filter(person_id__isnull=False).count() == 0
