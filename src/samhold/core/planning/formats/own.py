"""
Our own problems and plans as JSON; `samhold-problem.schema.json` and `samhold-plan.schema.json` beside it say how.

Times are minutes with at most three decimals. A problem's travel times are written as a matrix over its places.
"""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Final

from samhold.core.planning.formats.reading import Item, read_json
from samhold.core.planning.model import (
    TICKS_OF_A_MINUTE,
    Link,
    Need,
    Pin,
    Place,
    Problem,
    Rest,
    Shift,
    Together,
    Visit,
    Weights,
    Worker,
    ticks,
)
from samhold.core.planning.plan import Pause, Plan, Route, Stop
from samhold.core.planning.travel import Matrix
from samhold.foundation.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterable

PROBLEM: Final = "samhold-problem/1"
PLAN: Final = "samhold-plan/1"
SCHEMAS: Final = Path(__file__).parent


def problem_to_json(problem: Problem) -> dict[str, object]:
    """Return a problem as JSON."""
    return {
        "format": PROBLEM,
        "places": [asdict(place) for place in problem.places],
        "travel": [
            [_minutes(0 if a.id == b.id else problem.travel.ticks(a.id, b.id)) for b in problem.places]
            for a in problem.places
        ],
        "workers": [
            {"id": worker.id, "skills": sorted(worker.skills), "shifts": [_shift(one) for one in worker.shifts]}
            for worker in problem.workers
        ],
        "visits": [_visit(visit) for visit in problem.visits],
        "weights": asdict(problem.weights),
        "history": [[client, worker, times] for (client, worker), times in sorted(problem.history.items())],
        "present": [[visit, need, worker] for (visit, need), worker in sorted(problem.present.items())],
    }


def _minutes(time: int) -> float:
    return time / TICKS_OF_A_MINUTE


def _shift(shift: Shift) -> dict[str, object]:
    return {
        "id": shift.id,
        "day": shift.day,
        "start": _minutes(shift.start),
        "end": None if shift.end is None else _minutes(shift.end),
        "origin": shift.origin,
        "finish": shift.finish,
        "breaks": [{name: _minutes(time) for name, time in asdict(rest).items()} for rest in shift.rests],
        "overtime": _minutes(shift.overtime),
    }


def _visit(visit: Visit) -> dict[str, object]:
    link, pin = visit.link, visit.pin
    return {
        "id": visit.id,
        "client": visit.client,
        "place": visit.place,
        "needs": [{"skill": need.skill, "minutes": _minutes(need.duration)} for need in visit.needs],
        "earliest": _minutes(visit.earliest),
        "due": _minutes(visit.due),
        "latest": None if visit.latest is None else _minutes(visit.latest),
        "days": sorted(visit.days),
        "link": link and {"kind": link.kind.value, "least": _minutes(link.least), "most": _minutes(link.most)},
        "banned": sorted(visit.banned),
        "wanted": {worker: _minutes(cost) for worker, cost in sorted(visit.wanted.items())},
        "priority": visit.priority,
        "optional_cost": None if visit.optional_cost is None else _minutes(visit.optional_cost),
        "pin": pin and {"workers": list(pin.workers), "day": pin.day, "starts": [_minutes(one) for one in pin.starts]},
    }


def read_problem(path: Path) -> Problem:
    """
    Read a problem.

    :raises BadInput: if it is broken; the message names the item and the mend.
    """
    return problem_of(read_json(path))


def is_own(root: Item) -> bool:
    """Say whether a file is a problem of ours."""
    return root.has("format") and root.at("format").value == PROBLEM


def problem_of(root: Item) -> Problem:
    """Make the problem of a file that is read already."""
    _demand(root, PROBLEM)
    places = tuple(
        Place(id=one.at("id").text(), latitude=_number(one, "latitude"), longitude=_number(one, "longitude"))
        for one in root.at("places").each()
    )
    rows = tuple(tuple(cell.time() for cell in row.each()) for row in root.at("travel").each())
    return Problem(
        places=places,
        workers=tuple(_read_worker(one) for one in root.at("workers").each()),
        visits=tuple(_read_visit(one) for one in root.at("visits").each()),
        travel=Matrix(tuple(place.id for place in places), rows),
        weights=_read_weights(root.at("weights")) if root.has("weights") else Weights(),
        history={(one[0].text(), one[1].text()): one[2].whole() for one in _tuples(root, "history", 3)},
        present={(one[0].text(), one[1].whole()): one[2].text() for one in _tuples(root, "present", 3)},
    )


def _demand(root: Item, name: str) -> None:
    if root.at("format").value != name:
        raise BadInput(f"{root.name}: format", f"it is not {name}; give a file of that format.")


def _number(item: Item, key: str) -> float:
    return item.at(key).number() if item.has(key) else 0.0


def _time(item: Item, key: str) -> int:
    return item.at(key).time() if item.has(key) else 0


def _list(item: Item, key: str) -> Iterable[Item]:
    return item.at(key).each() if item.has(key) else ()


def _tuples(item: Item, key: str, length: int) -> Iterable[list[Item]]:
    for one in _list(item, key):
        parts = list(one.each())
        if len(parts) != length:
            raise BadInput(one.name, f"it has {len(parts)} parts; give {length}.")
        yield parts


def _read_weights(item: Item) -> Weights:
    return Weights(**{one.name: item.at(one.name).whole() for one in fields(Weights) if item.has(one.name)})


def _read_worker(item: Item) -> Worker:
    return Worker(
        id=item.at("id").text(),
        skills=frozenset(one.text() for one in item.at("skills").each()),
        shifts=tuple(_read_shift(one) for one in item.at("shifts").each()),
    )


def _read_shift(item: Item) -> Shift:
    return Shift(
        id=item.at("id").text(),
        day=item.at("day").whole(),
        start=item.at("start").time(),
        end=item.at("end").time() if item.has("end") else None,
        origin=item.at("origin").text(),
        finish=item.at("finish").text(),
        rests=tuple(
            Rest(**{key: one.at(key).time() for key in ("earliest", "latest", "duration")})
            for one in _list(item, "breaks")
        ),
        overtime=_time(item, "overtime"),
    )


def _read_visit(item: Item) -> Visit:
    return Visit(
        id=item.at("id").text(),
        client=item.at("client").text(),
        place=item.at("place").text(),
        needs=tuple(
            Need(skill=one.at("skill").text(), duration=one.at("minutes").time()) for one in item.at("needs").each()
        ),
        earliest=item.at("earliest").time(),
        due=item.at("due").time(),
        latest=item.at("latest").time() if item.has("latest") else None,
        days=frozenset(one.whole() for one in _list(item, "days")),
        link=_read_link(item.at("link")) if item.has("link") else None,
        banned=frozenset(one.text() for one in _list(item, "banned")),
        wanted={worker: ticks(cost.number()) for worker, cost in item.at("wanted").entries()}
        if item.has("wanted")
        else {},
        priority=item.at("priority").whole() if item.has("priority") else 1,
        optional_cost=item.at("optional_cost").time() if item.has("optional_cost") else None,
        pin=_read_pin(item.at("pin")) if item.has("pin") else None,
    )


def _read_link(item: Item) -> Link:
    kind = item.at("kind").text()
    if kind not in set(Together):
        raise BadInput(f"{item.name}: kind", "it is unknown; write together or after.")
    return Link(kind=Together(kind), least=_time(item, "least"), most=_time(item, "most"))


def _read_pin(item: Item) -> Pin:
    return Pin(
        workers=tuple(str(one.value or "") for one in _list(item, "workers")),
        day=item.at("day").whole() if item.has("day") else None,
        starts=tuple(one.time() for one in _list(item, "starts")),
    )


def plan_to_json(plan: Plan) -> dict[str, object]:
    """Return a plan as JSON."""
    return {
        "format": PLAN,
        "routes": [
            {"worker": route.worker, "shift": route.shift, "stops": [_stop(stop) for stop in route.stops]}
            for route in plan.routes
        ],
        "unplanned": list(plan.unplanned),
        "score": {
            one.name: getattr(plan.score, one.name)
            if one.name in {"faces", "new_faces", "changes"}
            else _minutes(getattr(plan.score, one.name))
            for one in fields(plan.score)
        },
    }


def _stop(stop: Stop | Pause) -> dict[str, object]:
    times = {"start": _minutes(stop.start), "end": _minutes(stop.end)}
    if isinstance(stop, Pause):
        return {"break": stop.number, **times}
    return {"visit": stop.visit, "need": stop.need, **times}


def read_plan(path: Path) -> Plan:
    """
    Read a plan; its score is not believed, but `verify`'s to recompute.

    :raises BadInput: if it is broken.
    """
    root = read_json(path)
    _demand(root, PLAN)
    return Plan(
        routes=tuple(
            Route(
                worker=one.at("worker").text(),
                shift=one.at("shift").text(),
                stops=tuple(_read_stop(stop) for stop in one.at("stops").each()),
            )
            for one in root.at("routes").each()
        ),
        unplanned=tuple(one.text() for one in _list(root, "unplanned")),
    )


def _read_stop(item: Item) -> Stop | Pause:
    start, end = item.at("start").time(), item.at("end").time()
    if item.has("break"):
        return Pause(number=item.at("break").whole(), start=start, end=end)
    return Stop(visit=item.at("visit").text(), need=item.at("need").whole(), start=start, end=end)


def write(content: dict[str, object], path: Path) -> None:
    """Write JSON as a file."""
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
