"""Travel times: a matrix that is given, or the crow's flight with what is known of the roads laid over it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import asin, cos, radians, sin, sqrt
from statistics import median
from typing import TYPE_CHECKING, Final

from samhold.core.planning.model import Place, TravelModel, ticks
from samhold.foundation.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterable

_EARTH_KM: Final = 6371.0088


@dataclass(frozen=True, slots=True)
class Matrix:
    """Travel times that are given, from each place (row) to each (column), in ticks."""

    ids: tuple[str, ...]
    rows: tuple[tuple[int, ...], ...]
    positions: Mapping[str, int] = field(init=False)

    def __post_init__(self) -> None:
        """Refuse a matrix that is not square, or runs backwards."""
        for number, row in enumerate(self.rows):
            if len(row) != len(self.ids):
                mend = f"row {number} has {len(row)} of {len(self.ids)} columns; make the matrix square."
                raise BadInput("distances", mend)
            if min(row, default=0) < 0:
                raise BadInput("distances", f"row {number} has a negative time; give 0 or more.")
        if len(self.rows) != len(self.ids):
            raise BadInput("distances", f"{len(self.rows)} rows for {len(self.ids)} places; make the matrix square.")
        object.__setattr__(self, "positions", {one: position for position, one in enumerate(self.ids)})

    def ticks(self, origin: str, destination: str) -> int:
        """Return the ticks from a place to a place."""
        return self.rows[self.positions[origin]][self.positions[destination]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CrowFly:
    """
    An estimate from coordinates: `handling + root * sqrt(km) + per_km * km` minutes by car.

    The default was fitted to 90,400 pairs of road minutes of Italian towns; it misses by a fifth on the average, and by
    more where a mountain or a fjord lies between. Fit it to a region with `calibrate`, and lay what is known over it.
    """

    places: Mapping[str, Place]
    handling: float = 2.0
    root: float = 2.0
    per_km: float = 0.9

    def ticks(self, origin: str, destination: str) -> int:
        """Return the ticks from a place to a place; none if they are one."""
        if origin == destination:
            return 0
        distance = kilometres(self.places[origin], self.places[destination])
        return ticks(self.handling + self.root * sqrt(distance) + self.per_km * distance)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of some pairs of places, before what a model says of the others."""

    model: TravelModel
    pairs: Mapping[tuple[str, str], int] = field(default_factory=dict)
    is_symmetric: bool = True

    def ticks(self, origin: str, destination: str) -> int:
        """Return the ticks from a place to a place."""
        found = self.pairs.get((origin, destination))
        if found is None and self.is_symmetric:
            found = self.pairs.get((destination, origin))
        return self.model.ticks(origin, destination) if found is None else found


def kilometres(one: Place, other: Place) -> float:
    """Return the great circle between two places."""
    south, north = radians(one.latitude), radians(other.latitude)
    bow = sin((north - south) / 2) ** 2
    bow += cos(south) * cos(north) * sin(radians(other.longitude - one.longitude) / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(min(1.0, bow)))


def learn(observed: Iterable[tuple[str, str, float]], *, least: int = 3) -> dict[tuple[str, str], int]:
    """Return the median of the minutes that were observed from place to place, for pairs seen `least` times or more."""
    seen: dict[tuple[str, str], list[float]] = {}
    for origin, destination, minutes in observed:
        seen.setdefault((origin, destination), []).append(minutes)
    return {pair: ticks(median(minutes)) for pair, minutes in seen.items() if len(minutes) >= least}
