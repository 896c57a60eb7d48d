"""An exported workbook goes in again: whoever is in the database, nothing is wrong and nothing changes."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from samhold.foundation.identifiers import new_id
from samhold.infrastructure.database import maintenance, unit_of_work
from samhold.infrastructure.spreadsheets import Sheet, Workbook, write_workbook
from samhold.rooms.organisations.models import Organisation, Unit
from samhold.rooms.people.actions import region
from samhold.rooms.people.forms.region import commit, preview
from samhold.rooms.people.forms.region.judging import judge
from samhold.rooms.people.models import NetworkMember, Person
from tests.support.factories.people import NetworkUnitFactory, NextOfKinFactory, PersonFactory, ResidenceFactory
from tests.support.region_book import NOW, NUMBERS, book, found_office, xlsx

pytestmark = pytest.mark.django_db

SAME = {"given_name": "Anita", "family_name": "Testmoen", "birth_date": date(1954, 3, 28)}
NAMES = st.sampled_from(["", "Anita", "Ánita  Marie", "ånita", "Testperson", "Test-Moen d.y."])
DAYS = st.sampled_from([None, date(1954, 3, 28), date(2001, 2, 3)])
LINES = st.lists(
    st.tuples(st.sampled_from(["mother", "mother", "unit"]), st.integers(0, 2), st.integers(0, 2)), max_size=3
)
PERSONS = st.lists(
    st.tuples(st.sampled_from(["Lom kommune", "Skjåk kommune"]), NAMES, NAMES, DAYS, st.booleans(), LINES), max_size=5
)


@pytest.fixture
def office():
    office = found_office()
    with unit_of_work(office.pk):
        commit(preview(xlsx(book()), "region.xlsx", by=office, now=NOW).token, by=office, now=NOW)
    return office


def take_out(office):
    with unit_of_work(office.pk):
        return region.export(by=office, now=NOW)


def judged(sheets, *, by):
    with unit_of_work(by.pk):
        return judge(Workbook(sheets=sheets), is_whole=True, by=by, now=NOW)


def write(sheets, *, by):
    with unit_of_work(by.pk):
        commit(preview(write_workbook(sheets), "region.xlsx", by=by, now=NOW).token, by=by, now=NOW)


def changed(sheets, title, change):
    """Return the sheets with the rows of one changed, each as a mapping of header and cell."""
    told = []
    for sheet in sheets:
        header, *rows = sheet.rows
        if sheet.name == title:
            rows = [tuple(change(dict(zip(header, row, strict=True))).values()) for row in rows]
        told.append(Sheet(name=sheet.name, rows=(header, *rows)))
    return tuple(told)


def without(sheets, header):
    told = []
    for sheet in sheets:
        kept = [place for place, name in enumerate(sheet.rows[0]) if name != header]
        told.append(Sheet(name=sheet.name, rows=tuple(tuple(row[place] for place in kept) for row in sheet.rows)))
    return tuple(told)


def add(description):
    """Write a person as a page could have, and whom the lines say: next of kin may be called the same."""
    organisation, given_name, family_name, birth_date, has_home, lines = description
    tenant = Organisation.objects.get(name=organisation)
    person = PersonFactory(
        tenant=tenant, given_name=given_name, family_name=family_name or "Testmoen", birth_date=birth_date
    )
    if has_home:
        ResidenceFactory(person=person, starts_at=NOW - timedelta(days=9, microseconds=5), address="Testvegen 1\nLom ")
    has_unit = False
    for kind, starts, lasts in lines:
        starts_at = NOW - timedelta(days=starts, microseconds=starts)
        period = {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=lasts, microseconds=1)}
        if kind == "mother":
            period["ends_at"] = period["ends_at"] if lasts else None
            NextOfKinFactory(person=person, name="Testmor", created_at=NOW, **period)
        elif not has_unit:
            has_unit = True
            NetworkUnitFactory(person=person, unit=Unit.objects.get(name="DPS Testby"), **period)


def test_region_exported_and_imported_again_has_no_faults_and_changes_nothing(office):
    @examples(max_examples=40, deadline=None)
    @given(persons=PERSONS)
    def holds(persons):
        with transaction.atomic():
            with maintenance():
                for description in persons:
                    add(description)
            found = judged(take_out(office), by=office)
            transaction.set_rollback(True)
        assert found.faults == ()
        assert found.changes_nothing
        assert [one.left_alone for one in found.changes] == [0, 0, 0, 0, 0]

    holds()


@pytest.fixture
def doubles(office):
    """Two persons of one name, birth date and municipality, each with a mother."""
    with maintenance():
        lom = Organisation.objects.get(name="Lom kommune")
        persons = [PersonFactory(tenant=lom, **SAME) for _ in range(2)]
        for number, person in enumerate(persons):
            NextOfKinFactory(person=person, name=f"Testmor {number}", starts_at=NOW - timedelta(days=1))
    return persons


def test_workbook_with_two_of_one_name_goes_in_and_changes_only_the_one(office, doubles):
    sheets = take_out(office)

    def call(row):
        return row | {"Telefon": "90 00 00 02"} if row["Personnøkkel"] == str(doubles[1].pk) else row

    def end(row):
        return row | {"Til": "2026-06-01 11:00:00"} if row["Pårørendes navn"] == "Testmor 1" else row

    write(changed(changed(sheets, "Personer", call), "Nettverk", end), by=office)

    with maintenance():
        assert [Person.objects.get(pk=person.pk).phone for person in doubles] == ["", "90 00 00 02"]
        ended = {row.name: row.ends_at is not None for row in NetworkMember.objects.filter(person__in=doubles)}
        assert ended == {"Testmor 0": False, "Testmor 1": True}


def test_key_lets_a_name_and_a_number_be_corrected(office, doubles):
    def correct(row):
        said = {"Etternavn": "Testlien", "Fødselsnummer": NUMBERS[3]}
        return row | said if row["Personnøkkel"] == str(doubles[0].pk) else row

    sheets = changed(take_out(office), "Personer", correct)
    write(sheets, by=office)

    with maintenance():
        first, second = (Person.objects.get(pk=person.pk) for person in doubles)
        assert (first.family_name, first.national_number) == ("Testlien", NUMBERS[3])
        assert (second.family_name, second.national_number) == ("Testmoen", "")
    assert judged(sheets, by=office).changes_nothing


def test_number_of_somebody_else_is_refused_for_a_person_found_by_key(office, doubles):
    def take(row):
        return row | {"Fødselsnummer": NUMBERS[0]} if row["Personnøkkel"] == str(doubles[0].pk) else row

    found = judged(changed(take_out(office), "Personer", take), by=office)

    assert "Fødselsnummer" in {fault.column for fault in found.faults}


def test_two_of_one_name_without_keys_are_asked_for_them_in_both_sheets(office, doubles):
    found = judged(without(take_out(office), "Personnøkkel"), by=office)

    told = {(fault.sheet, fault.column) for fault in found.faults}
    assert told == {("Personer", "Personnøkkel"), ("Nettverk", "Personnøkkel")}
    assert not found.changes[2].new


def test_key_copied_to_a_line_of_somebody_else_is_refused(office, doubles):
    def copy(row):
        return row | {"Personnøkkel": str(doubles[0].pk)} if row["Etternavn"] == "Tre" else row

    found = judged(changed(take_out(office), "Nettverk", copy), by=office)

    assert [(fault.sheet, fault.column, fault.suggestion) for fault in found.faults] == [
        ("Nettverk", "Personnøkkel", "Anita Testmoen")
    ]


def test_key_copied_to_another_row_of_persons_is_refused(office, doubles):
    def copy(row):
        return row | {"Personnøkkel": str(doubles[0].pk)} if row["Etternavn"] == "Tre" else row

    found = judged(changed(take_out(office), "Personer", copy), by=office)

    assert [fault.column for fault in found.faults if fault.sheet == "Personer"] == ["Ansvarlig kommune"]


def test_keys_of_another_installation_tell_new_persons_of_one_name_apart(office, doubles):
    sheets = take_out(office)
    with maintenance():
        NetworkMember.objects.filter(person__in=doubles).delete()
        Person.objects.filter(pk__in=[person.pk for person in doubles]).delete()

    write(sheets, by=office)

    with maintenance():
        mothers = list(NetworkMember.objects.filter(person__family_name="Testmoen"))
        assert sorted(row.name for row in mothers) == ["Testmor 0", "Testmor 1"]
        assert len({row.person_id for row in mothers}) == 2


def test_key_of_a_hidden_person_answers_as_an_unknown_one(office, doubles):
    with maintenance():
        hidden = PersonFactory(tenant=Organisation.objects.get(kind="INSTALLATION"), **SAME)
    answers = []
    for key in (hidden.pk, new_id()):

        def claim(row, key=key):
            return row | {"Personnøkkel": str(key)} if row["Etternavn"] == "Tre" else row

        found = judged(changed(take_out(office), "Personer", claim), by=office)
        answers.append((found.faults, found.changes))

    assert answers[0] == answers[1]


def test_preview_says_which_cells_change_and_hides_numbers(office, doubles):
    def change(row):
        said = {"Telefon": "90 00 00 02", "Fødselsnummer": NUMBERS[3]}
        return row | said if row["Personnøkkel"] == str(doubles[0].pk) else row

    found = judged(changed(take_out(office), "Personer", change), by=office)

    told = [(cell.column, cell.before, cell.after) for cell in found.changes[2].cells]
    assert told == [("Fødselsnummer", "", "•••"), ("Telefon", "", "90 00 00 02")]
    assert found.changes[2].cells[0].row > 1


def test_rows_with_faults_are_not_called_left_alone(office, doubles):
    found = judged(without(take_out(office), "Personnøkkel"), by=office)

    assert (found.changes[2].left_alone, found.changes[2].faulty) == (0, 2)


def test_number_that_cannot_be_called_is_refused_where_it_is_new_only(office, doubles):
    with maintenance():
        doubles[0].phone = "ring mormor"
        doubles[0].save()

    def write_down(row):
        return row | {"Telefon": "ring mormor"} if row["Personnøkkel"] == str(doubles[1].pk) else row

    unchanged = judged(take_out(office), by=office)
    new = judged(changed(take_out(office), "Personer", write_down), by=office)

    assert (unchanged.faults, [fault.column for fault in new.faults]) == ((), ["Telefon"])
