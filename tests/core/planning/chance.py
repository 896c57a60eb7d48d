"""Small problems by chance, with everything in them that a problem can have; and the slow, obvious way to plan them."""

from __future__ import annotations

import random
from itertools import pairwise, permutations, product

from samhold.core.planning import Link, Need, Place, Problem, Rest, Shift, Together, Visit, Weights, Worker, ticks
from samhold.core.planning.travel import Matrix
from samhold.foundation.errors import BadInput


def _worker(chance, name, days):
    shifts = tuple(
        Shift(
            id=f"{name}-{day}",
            day=day,
            start=ticks(chance.randrange(0, 60)),
            end=chance.choice([None, ticks(chance.randrange(300, 500))]),
            origin="office",
            finish=chance.choice(["office", "home"]),
            rests=(Rest(earliest=ticks(chance.choice([100, 170])), latest=ticks(240), duration=ticks(30)),)
            if chance.random() < 0.5
            else (),
            overtime=ticks(chance.choice([0, 30])),
        )
        for day in range(days)
        if day == 0 or chance.random() < 0.8
    )
    return Worker(id=name, skills=frozenset(chance.sample("stu", chance.randrange(1, 4))), shifts=shifts)


def _visit(chance, number, places, workers, days):
    double = chance.random() < 0.35
    needs = tuple(Need(skill=chance.choice("stu"), duration=ticks(chance.randrange(5, 40))) for _ in range(1 + double))
    earliest = chance.randrange(0, 200)
    link = chance.choice([Link(kind=Together.TOGETHER), Link(kind=Together.AFTER, least=ticks(10), most=ticks(40))])
    due = earliest + chance.randrange(0, 100)
    return Visit(
        id=f"v{number}",
        client=f"c{number // 2}",
        place=chance.choice(places),
        needs=needs,
        earliest=ticks(earliest),
        due=ticks(due),
        latest=chance.choice([None, None, ticks(due + 60)]),
        days=frozenset() if chance.random() < 0.7 else frozenset({chance.randrange(days)}),
        link=link if double else None,
        banned=frozenset(worker.id for worker in workers if chance.random() < 0.1),
        wanted={worker.id: ticks(chance.randrange(-5, 6)) for worker in workers if chance.random() < 0.3},
        priority=chance.choice([1, 1, 3]),
        optional_cost=chance.choice([None, None, ticks(40)]),
    )


def rich(seed, *, visits=9, days=2):
    """A problem with shifts, breaks, overtime, days, wishes, bans, faces, fairness and a plan that holds now."""
    chance = random.Random(seed)
    places = [f"p{n}" for n in range(6)]
    ids = ("office", "home", *places)
    at = {one: (chance.randrange(40), chance.randrange(40)) for one in ids}
    rows = tuple(tuple(ticks(abs(at[a][0] - at[b][0]) + abs(at[a][1] - at[b][1])) for b in ids) for a in ids)
    workers = tuple(_worker(chance, name, days) for name in ("Ann", "Bo", "Cy"))
    made = []
    for number in range(visits):
        one = _visit(chance, number, places, workers, days)
        try:
            Problem(places=tuple(map(Place_, ids)), workers=workers, visits=(one,), travel=Matrix(ids, rows))
        except BadInput:
            continue
        made.append(one)
    return Problem(
        places=tuple(map(Place_, ids)),
        workers=workers,
        visits=tuple(made),
        travel=Matrix(ids, rows),
        weights=Weights(face=3, new_face=5, change=4, unfair=1, unserved=400),
        history={("c0", "Ann"): 3, ("c1", "Bo"): 1},
        present={(one.id, 0): chance.choice(["Ann", "Bo", "Cy"]) for one in made},
    )


def Place_(one):  # noqa: N802 -- a place by its id
    return Place(id=one)


def plain(seed, *, visits=4, workers=2):
    """One day without ends, as the published instances are; every need may go to every worker."""
    chance = random.Random(seed)
    ids = ("office", *(f"p{n}" for n in range(visits)))
    at = {one: (chance.randrange(50), chance.randrange(50)) for one in ids}
    rows = tuple(tuple(ticks(abs(at[a][0] - at[b][0]) + abs(at[a][1] - at[b][1])) for b in ids) for a in ids)
    made = []
    for number in range(visits):
        double = number == 0
        earliest = chance.randrange(0, 100)
        made.append(
            Visit(
                id=f"v{number}",
                client=f"v{number}",
                place=f"p{number}",
                needs=(Need(skill="s", duration=ticks(chance.randrange(5, 30))),) * (1 + double),
                earliest=ticks(earliest),
                due=ticks(earliest + chance.randrange(0, 30)),
                link=chance.choice(
                    [Link(kind=Together.TOGETHER), Link(kind=Together.AFTER, least=ticks(10), most=ticks(20))]
                )
                if double
                else None,
            )
        )
    team = tuple(
        Worker(
            id=f"w{n}",
            skills=frozenset("s"),
            shifts=(Shift(id=f"w{n}", day=0, start=0, end=None, origin="office", finish="office"),),
        )
        for n in range(workers)
    )
    return Problem(places=tuple(map(Place_, ids)), workers=team, visits=tuple(made), travel=Matrix(ids, rows))


def cheapest(problem):
    """Try every order of all needs with every choice of workers, timed by pushing starts until nothing moves."""
    slots = [(visit, need) for visit in problem.visits for need in range(len(visit.needs))]
    best = None
    for team in product(range(len(problem.workers)), repeat=len(slots)):
        if any(slots[i][0] is slots[j][0] and team[i] == team[j] for i in range(len(slots)) for j in range(i)):
            continue
        seen = set()
        for order in permutations(range(len(slots))):
            routes = tuple(tuple(i for i in order if team[i] == w) for w in range(len(problem.workers)))
            if routes in seen:
                continue
            seen.add(routes)
            cost = _cost(problem, slots, routes)
            best = cost if best is None or (cost is not None and cost < best) else best
    return best


def _cost(problem, slots, routes):
    way, starts = problem.travel.ticks, [visit.earliest for visit, _ in slots]
    travel = 0
    for route in routes:
        stops = ["office", *(slots[i][0].place for i in route), "office"]
        travel += sum(way(a, b) for a, b in pairwise(stops))
    for _ in range(200):
        before = list(starts)
        for route in routes:
            free, here = 0, "office"
            for i in route:
                visit, need = slots[i]
                starts[i] = max(starts[i], free + way(here, visit.place))
                free, here = starts[i] + visit.needs[need].duration, visit.place
        for i, (visit, need) in enumerate(slots):
            if need == 1:
                least, most = (0, 0) if visit.link.kind is Together.TOGETHER else (visit.link.least, visit.link.most)
                starts[i] = max(starts[i], starts[i - 1] + least)
                starts[i - 1] = max(starts[i - 1], starts[i] - most)
        if starts == before:
            late = [max(0, start - visit.due) for start, (visit, _) in zip(starts, slots, strict=True)]
            return travel + sum(late) + max(late)
    return None
