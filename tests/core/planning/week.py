"""A week of a small team: six workers, sixty recipients in two municipalities, some of whom two must visit."""

from __future__ import annotations

import random

from samhold.core.planning import Link, Need, Place, Problem, Rest, Shift, Together, Visit, Weights, Worker, ticks
from samhold.core.planning.travel import CrowFly

NAMES = ("Ann", "Bo", "Cy", "Di", "Eva", "Finn")
WEIGHTS = Weights(travel=1, late=2, worst_late=1, overtime=3, face=60, new_face=120, unfair=0, unserved=3000)


def _worker(name, number):
    rest = Rest(earliest=ticks(11 * 60), latest=ticks(13 * 60), duration=ticks(30))
    shifts = tuple(
        Shift(
            id=f"{name}-{day}",
            day=day,
            start=ticks(8 * 60),
            end=ticks(15 * 60 + 30),
            origin="office",
            finish="office",
            rests=(rest,),
            overtime=ticks(30),
        )
        for day in range(5)
        if (day + number) % 6  # everybody but one has one day for meetings and writing
    )
    return Worker(id=name, skills=frozenset({"follow-up"} | ({"medicine"} if number % 2 else set())), shifts=shifts)


def week(history=None, *, seed=1, recipients=60):
    """One week; recipients want one to four visits, each on days of their own."""
    chance = random.Random(seed)
    places = {"office": Place(id="office", latitude=61.77, longitude=9.54)}
    visits = []
    for number in range(recipients):
        home = f"h{number}"
        centre = (61.77, 9.54) if number % 3 else (61.59, 9.75)
        places[home] = Place(
            id=home, latitude=centre[0] + chance.gauss(0, 0.03), longitude=centre[1] + chance.gauss(0, 0.06)
        )
        skill = "medicine" if number % 5 == 0 else "follow-up"
        opens = chance.choice([8 * 60, 9 * 60, 12 * 60])
        times = chance.choice([1, 2, 2, 3, 4])
        days = sorted(chance.sample(range(5), times))
        for day in days:
            double = number % 12 == 0
            visits.append(
                Visit(
                    id=f"{home}-{day}",
                    client=f"c{number}",
                    place=home,
                    needs=(Need(skill=skill, duration=ticks(chance.choice([30, 45, 60]))),) * (1 + double),
                    earliest=ticks(opens),
                    due=ticks(opens + 180),
                    latest=ticks(opens + 240),
                    days=frozenset({day}) if number % 2 else frozenset({day, min(4, day + 1)}),
                    link=Link(kind=Together.TOGETHER) if double else None,
                )
            )
    return Problem(
        places=tuple(places.values()),
        workers=tuple(_worker(name, number) for number, name in enumerate(NAMES)),
        visits=tuple(visits),
        travel=CrowFly(places=places),
        weights=WEIGHTS,
        history=history or {},
    )


def met(plan, problem, history):
    """Add to a history whom the clients meet in a plan."""
    clients = {visit.id: visit.client for visit in problem.visits}
    history = dict(history)
    for route, stop in plan.stops():
        key = (clients[stop.visit], route.worker)
        history[key] = history.get(key, 0) + 1
    return history
