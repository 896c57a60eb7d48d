"""
Reads and writes the published instances and solutions of home health care routing, plain and extended.

Plain: one office where all begin and end, no end of the day. Extended: points of departure, shifts, and workers who
must not come to a patient. Nobody leaves before the shift begins; some patients can only be visited after every able
worker's shift, so that its end is no wall: the overtime is told beside the cost, and weighs thrice in the search.
The published cost is a third of travel, lateness and worst lateness.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from samhold.core.planning.formats.reading import Item, read_json
from samhold.core.planning.model import (
    TICKS_OF_A_MINUTE,
    Link,
    Need,
    Place,
    Problem,
    Shift,
    Together,
    Visit,
    Weights,
    Worker,
)
from samhold.core.planning.plan import Plan, Route, Stop
from samhold.core.planning.travel import Matrix
from samhold.foundation.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WEIGHTS: Final = Weights(travel=1, late=1, worst_late=1, overtime=3, unserved=10_000, divisor=3)
_COORDINATES: Final = 2
_WHOLE_DAY: Final = 24 * 60 * TICKS_OF_A_MINUTE
_LINKS: Final = {"simultaneous": Together.TOGETHER, "sequential": Together.AFTER}


def read_instance(path: Path) -> Problem:
    """
    Read an instance, plain or extended.

    :raises BadInput: if it is broken; the message names the item and the mend.
    """
    return instance(read_json(path))


def instance(root: Item) -> Problem:
    """Make the problem of an instance that is read already."""
    services = {one.at("id").text(): one for one in root.at("services").each()}
    places = _places(root)
    return Problem(
        places=places,
        workers=tuple(_worker(one, root, services) for one in root.at("caregivers").each()),
        visits=tuple(visit(one, services) for one in root.at("patients").each()),
        travel=_matrix(root, places),
        weights=WEIGHTS,
    )


def _points(root: Item) -> Item:
    return root.either("departing_points", "central_offices")


def _places(root: Item) -> tuple[Place, ...]:
    return tuple(
        place(one, prefix)
        for key, prefix in ((_points(root), "point "), (root.at("patients"), ""))
        for one in key.each()
    )


def place(item: Item, prefix: str = "") -> Place:
    """Read where a patient or an office is; the location is for maps only, and may be missing."""
    where = tuple(one.number() for one in item.at("location").each()) if item.has("location") else (0.0, 0.0)
    if len(where) != _COORDINATES:
        raise BadInput(f"{item.name}: location", "it is not two numbers; write [longitude, latitude].")
    return Place(id=prefix + item.at("id").text(), longitude=where[0], latitude=where[1])


def _matrix(root: Item, places: tuple[Place, ...]) -> Matrix:
    """Order the matrix as the places are; extended instances name the row of each."""
    rows = tuple(tuple(cell.time() for cell in row.each()) for row in root.at("distances").each())
    items = [*_points(root).each(), *root.at("patients").each()]
    order = [
        item.at("distance_matrix_index").whole() if item.has("distance_matrix_index") else number
        for number, item in enumerate(items)
    ]
    if not _is_extended(root):
        order = list(range(len(items)))
    ids = ["" for _ in rows]
    for item, number, one in zip(items, order, places, strict=True):
        if not 0 <= number < len(ids) or ids[number]:
            raise BadInput(item.name, f"it has no row {number} of its own in `distances`; add it, or mend the index.")
        ids[number] = one.id
    if "" in ids:
        mend = f"{len(rows)} rows for {len(items)} places; give one row for each office and patient."
        raise BadInput("distances", mend)
    return Matrix(tuple(ids), rows)


def _is_extended(root: Item) -> bool:
    return root.has("departing_points")


def _worker(item: Item, root: Item, services: dict[str, Item]) -> Worker:
    id_ = item.at("id").text()
    points = [one.at("id").text() for one in _points(root).each()]
    if not points:
        raise BadInput(_points(root).name, "there is no office; add one.")
    key = "starting_point_id" if item.has("starting_point_id") else "departing_point"
    point = item.at(key).text() if item.has(key) else points[0]
    start, end = item.at("working_shift").window() if item.has("working_shift") else (0, None)
    skills = frozenset(_known(one, services) for one in item.at("abilities").each())
    shift = Shift(
        id=id_, day=0, start=start, end=end, origin=f"point {point}", finish=f"point {point}", overtime=_WHOLE_DAY
    )
    return Worker(id=id_, skills=skills, shifts=(shift,))


def _known(item: Item, services: dict[str, Item]) -> str:
    service = item.text()
    if service not in services:
        raise BadInput(item.name, f"the service {service} is unknown; add it to `services`, or mend the name.")
    return service


def visit(item: Item, services: dict[str, Item]) -> Visit:
    """Read a patient's visit."""
    id_ = item.at("id").text()
    earliest, due = item.at("time_window").window()
    if due < earliest:
        raise BadInput(f"{item.name}: time_window", "the window closes before it opens; swap the two times.")
    banned = item.at("incompatible_caregivers").each() if item.has("incompatible_caregivers") else ()
    return Visit(
        id=id_,
        client=id_,
        place=id_,
        needs=tuple(_need(one, services) for one in item.either("required_caregivers", "required_services").each()),
        earliest=earliest,
        due=due,
        link=_link(item.at("synchronization")) if item.has("synchronization") else None,
        banned=frozenset(one.text() for one in banned),
    )


def _need(item: Item, services: dict[str, Item]) -> Need:
    service = _known(item.at("service"), services)
    duration = item.at("duration") if item.has("duration") else services[service].at("default_duration")
    return Need(skill=service, duration=duration.time())


def _link(item: Item) -> Link:
    kind = _LINKS.get(item.at("type").text())
    if kind is None:
        raise BadInput(f"{item.name}: type", "it is unknown; write simultaneous or sequential.")
    if kind is Together.TOGETHER:
        return Link(kind=kind)
    least, most = item.at("distance").window()
    return Link(kind=kind, least=least, most=most)


def read_solution(path: Path, problem: Problem) -> Plan:
    """
    Read a solution of an instance.

    :raises BadInput: if it is broken; rules it breaks are `verify`'s to name.
    """
    root = read_json(path)
    needs = {(visit.id, need.skill): number for visit in problem.visits for number, need in enumerate(visit.needs)}
    routes = tuple(_route(one, needs) for one in root.at("routes").each())
    return Plan(routes=routes)


def _route(item: Item, needs: dict[tuple[str, str], int]) -> Route:
    worker = item.at("caregiver_id").text()
    found = item.at("locations").each() if item.has("locations") else ()  # null is written for who stays at the office
    stops = tuple(_stop(one, needs) for one in found if one.has("patient") or one.has("patient_id"))
    return Route(worker=worker, shift=worker, stops=stops)


def _stop(item: Item, needs: dict[tuple[str, str], int]) -> Stop:
    patient, service = item.either("patient", "patient_id").text(), item.either("service", "service_id").text()
    start, end = item.at("arrival_time").time(), item.at("departure_time").time()
    return Stop(visit=patient, need=needs.get((patient, service), -1), start=start, end=end)


def write_solution(problem: Problem, plan: Plan, path: Path) -> None:
    """Write a plan as a solution."""
    path.write_text(json.dumps(solution(problem, plan), indent=1) + "\n", encoding="utf-8")


def solution(problem: Problem, plan: Plan) -> dict[str, object]:
    """Return a plan as a solution's JSON; the order of all patients is that of their first starts."""
    skills = {(visit.id, number): need.skill for visit in problem.visits for number, need in enumerate(visit.needs)}
    order = dict.fromkeys(stop.visit for _, stop in sorted(plan.stops(), key=lambda pair: pair[1].start))
    return {
        "global_ordering": list(order),
        "routes": [
            {"caregiver_id": route.worker, "locations": list(_locations(route, skills))} for route in plan.routes
        ],
    }


def _locations(route: Route, skills: dict[tuple[str, int], str]) -> Iterator[dict[str, object]]:
    for stop in route.stops:
        if isinstance(stop, Stop):
            yield {
                "patient": stop.visit,
                "service": skills[stop.visit, stop.need],
                "arrival_time": stop.start / TICKS_OF_A_MINUTE,
                "departure_time": stop.end / TICKS_OF_A_MINUTE,
            }
