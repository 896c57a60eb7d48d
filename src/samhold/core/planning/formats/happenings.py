"""
Reads what happened on a day, beside a published instance.

`{"now": 430, "events": [{"kind": "worker_absent", "caregiver": "c3"},
{"kind": "visit_longer", "patient": "p7", "service": "s2", "minutes": 60} (so many minutes longer),
{"kind": "new_patient", "patient": {… "distances": [to the office, p1, p2 …]}},
{"kind": "slower_road", "from": "p1", "to": "p2", "minutes": 40} (what it takes now)]}`
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from samhold.core.planning.events import Event, NewVisit, SlowerRoad, VisitLonger, WorkerAbsent
from samhold.core.planning.formats.hhcrsp import place, visit
from samhold.core.planning.formats.reading import Item, read_json
from samhold.core.planning.model import ticks
from samhold.foundation.errors import BadInput

if TYPE_CHECKING:
    from pathlib import Path

    from samhold.core.planning.model import Problem


def read_events(path: Path, instance: Path, problem: Problem) -> tuple[int, tuple[Event, ...]]:
    """
    Read the moment, in ticks of the day, and what happened.

    :raises BadInput: if the file is broken, or names what the instance does not know.
    """
    root = read_json(path)
    services = {one.at("id").text(): one for one in read_json(instance).at("services").each()}
    places = [one.id for one in problem.places]
    events: list[Event] = []
    for item in root.at("events").each():
        event = _event(item, problem, services, places)
        if isinstance(event, NewVisit):
            places.append(event.place.id)
        events.append(event)
    return root.at("now").time(), tuple(events)


def _event(item: Item, problem: Problem, services: dict[str, Item], places: list[str]) -> Event:
    kind = item.at("kind").text()
    if kind == "worker_absent":
        return WorkerAbsent(worker=item.at("caregiver").text())
    if kind == "visit_longer":
        return _longer(item, problem)
    if kind == "new_patient":
        return _new(item.at("patient"), services, places)
    if kind == "slower_road":
        takes = item.at("minutes").time()
        origin, destination = (_place(item.at(end), places) for end in ("from", "to"))
        return SlowerRoad(origin=origin, destination=destination, takes=takes)
    mend = "it is unknown; write worker_absent, visit_longer, new_patient or slower_road."
    raise BadInput(f"{item.name}: kind", mend)


def _longer(item: Item, problem: Problem) -> VisitLonger:
    patient, service = item.at("patient").text(), item.at("service").text()
    found = [
        number
        for visit in problem.visits
        if visit.id == patient
        for number, need in enumerate(visit.needs)
        if need.skill == service
    ]
    if not found:
        raise BadInput(item.name, f"no patient {patient} needs the service {service}; mend the event.")
    return VisitLonger(visit=patient, need=found[0], extra=ticks(item.at("minutes").number()))


def _place(item: Item, places: list[str]) -> str:
    """Read a patient's id, or an office's, as a place."""
    name = item.text()
    found = next((one for one in (name, f"point {name}") if one in places), None)
    if found is None:
        raise BadInput(item.name, f"there is no patient or office {name}; mend the event.")
    return found


def _new(item: Item, services: dict[str, Item], places: list[str]) -> NewVisit:
    """Read a patient with `distances`: one to and from each row of the matrix, or `{"to": […], "from": […]}`."""
    here = place(item)
    if here.id in places:
        raise BadInput(item.name, f"there is a patient {here.id} already; give another id.")
    distances = item.at("distances")
    both = isinstance(distances.value, dict)
    there = _row(distances.at("to") if both else distances, places)
    back = _row(distances.at("from") if both else distances, places)
    ways = {(here.id, one): way for one, way in zip(places, there, strict=True)}
    ways |= {(one, here.id): way for one, way in zip(places, back, strict=True)}
    return NewVisit(visit=visit(item, services), place=here, ways=ways)


def _row(item: Item, places: list[str]) -> list[int]:
    row = [one.time() for one in item.each()]
    if len(row) not in {len(places), len(places) + 1}:
        mend = f"it has {len(row)} times for {len(places)} places; give one for each row of the matrix."
        raise BadInput(item.name, mend)
    return row[: len(places)]
