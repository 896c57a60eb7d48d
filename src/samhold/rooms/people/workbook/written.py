"""Writes the rows as the five sheets, with the headers and words of the workbook."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from samhold.infrastructure.spreadsheets import Sheet
from samhold.rooms.people.workbook.rows import NetworkRow, PersonRow, RoadRow, Row, UnitRow, WorkerRow
from samhold.rooms.people.workbook.sheets import NETWORKS, PERSONS, ROADS, UNITS, WORKERS, SheetForm

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from samhold.infrastructure.spreadsheets import Cell
    from samhold.rooms.people.workbook.rows import Region


def sheets_of(region: Region) -> tuple[Sheet, ...]:
    """
    Return the five sheets, each with its header and its rows in their order.

    A person has a key in it only where nothing else tells two apart: it is another one in every database.
    """
    alike = Counter(row.natural_key for row in region.persons)
    persons = {row.key: row for row in region.persons}
    marks = {row.key: row.mark if alike[row.natural_key] > 1 else "" for row in region.persons}
    return (
        _sheet(UNITS, map(_unit, region.units)),
        _sheet(WORKERS, map(_worker, region.workers)),
        _sheet(PERSONS, (_same_names(row) | {"mark": marks[row.key]} for row in region.persons)),
        _sheet(NETWORKS, (_network(row, persons) | {"mark": marks[row.person]} for row in region.networks)),
        _sheet(ROADS, map(_same_names, region.roads)),
    )


def differences(before: Row, after: Row) -> tuple[tuple[str, Cell, Cell], ...]:
    """Return the header, the stored cell and the new one of each column in which two rows of a sheet differ."""
    form, told = _TOLD[type(after)]
    old, new = told(before), told(after)
    cells = (
        (column.header, column.kind.write(old[column.field]), column.kind.write(new[column.field]))
        for column in form.columns
        if column.field in new
    )
    return tuple((header, one, other) for header, one, other in cells if one != other)


def _sheet(form: SheetForm, rows: Iterable[Mapping[str, object]]) -> Sheet:
    header = tuple(column.header for column in form.columns)
    lines = (tuple(column.kind.write(values[column.field]) for column in form.columns) for values in rows)
    return Sheet(name=form.title, rows=(header, *lines))


def _same_names(row: PersonRow | RoadRow) -> dict[str, object]:
    return {name: getattr(row, name) for name in row.__dataclass_fields__}


def _unit(row: UnitRow) -> dict[str, object]:
    profile = row.profile
    return {
        "organisation": row.organisation,
        "kind": profile.kind,
        "number": profile.number,
        "population": profile.population,
        "written_form": profile.written_form,
        "centre": profile.centre,
        "name": row.name,
        "service": row.service,
        "zone": row.zone,
        "phone": row.phone,
        "place": row.place,
        "serves": row.serves,
    }


def _worker(row: WorkerRow) -> dict[str, object]:
    return {
        "email": row.email,
        "name": row.name,
        "phone": row.phone,
        "language": row.language,
        "competences": row.competences,
        "organisation": row.unit.organisation,
        "unit": row.unit.name,
        "role": row.role,
        "profession": row.profession,
        "starts_at": row.starts_at,
        "ends_at": row.ends_at,
    }


def _network(row: NetworkRow, persons: Mapping[str, PersonRow]) -> dict[str, object]:
    person = persons[row.person]
    return _line(row) | {
        "person_organisation": person.organisation,
        "national_number": person.national_number,
        "given_name": person.given_name,
        "family_name": person.family_name,
        "birth_date": person.birth_date,
    }


def _line(row: NetworkRow) -> dict[str, object]:
    """Return what a line says besides with whom it is."""
    return {
        "role": row.key.role,
        "email": row.key.email,
        "organisation": row.key.unit.organisation,
        "unit": row.key.unit.name,
        "worker_role": row.key.worker_role,
        "name": row.key.name,
        "relation": row.relation,
        "phone": row.phone,
        "basis": row.basis,
        "sees": row.sees,
        "contact_wish": row.contact_wish,
        "starts_at": row.starts_at,
        "ends_at": row.ends_at,
    }


_TOLD: dict[type[Row], tuple[SheetForm, Callable[..., dict[str, object]]]] = {
    UnitRow: (UNITS, _unit),
    WorkerRow: (WORKERS, _worker),
    PersonRow: (PERSONS, _same_names),
    NetworkRow: (NETWORKS, _line),
    RoadRow: (ROADS, _same_names),
}
"""Per kind of row its sheet, and what it says by the fields of the columns."""
