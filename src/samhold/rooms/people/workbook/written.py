"""Writes the rows as the five sheets, with the headers and words of the workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samhold.infrastructure.spreadsheets import Sheet
from samhold.rooms.people.workbook.sheets import NETWORKS, PERSONS, ROADS, UNITS, WORKERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from samhold.rooms.people.workbook.rows import (
        NetworkRow,
        PersonKey,
        PersonRow,
        Region,
        RoadRow,
        UnitRow,
        WorkerRow,
    )
    from samhold.rooms.people.workbook.sheets import SheetForm


def sheets_of(region: Region) -> tuple[Sheet, ...]:
    """Return the five sheets, each with its header and its rows in their order."""
    persons = {row.key: row for row in region.persons}
    return (
        _sheet(UNITS, map(_unit, region.units)),
        _sheet(WORKERS, map(_worker, region.workers)),
        _sheet(PERSONS, map(_same_names, region.persons)),
        _sheet(NETWORKS, (_network(row, persons) for row in region.networks)),
        _sheet(ROADS, map(_same_names, region.roads)),
    )


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


def _network(row: NetworkRow, persons: Mapping[PersonKey, PersonRow]) -> dict[str, object]:
    person = persons[row.person]
    return {
        "person_organisation": person.organisation,
        "national_number": person.national_number,
        "given_name": person.given_name,
        "family_name": person.family_name,
        "birth_date": person.birth_date,
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
