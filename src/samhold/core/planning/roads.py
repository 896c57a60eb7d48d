"""
Travel times from a road server over HTTP: OSRM's `table`, or Valhalla's `sources_to_targets`.

Never on by default, and only ever a server that is named: the places of visits tell who is ill. Ask once for all
places, and keep the matrix.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from samhold.core.planning.formats.reading import Item
from samhold.core.planning.model import ticks
from samhold.core.planning.travel import Matrix
from samhold.foundation.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samhold.core.planning.model import Place

_SECONDS_OF_A_MINUTE: Final = 60
_TIMEOUT: Final = 30.0


def from_osrm(server: str, places: Sequence[Place], *, profile: str = "driving") -> Matrix:
    """
    Ask an OSRM server for the times between all places.

    :param server: its address, as `http://127.0.0.1:5000`.
    :raises BadInput: if the server does not answer, or knows no way between two places.
    """
    points = ";".join(f"{place.longitude:.6f},{place.latitude:.6f}" for place in places)
    answer = _ask(Request(f"{server.rstrip('/')}/table/v1/{profile}/{points}?annotations=duration"))  # noqa: S310
    return _matrix(server, places, [list(row.each()) for row in answer.at("durations").each()])


def from_valhalla(server: str, places: Sequence[Place], *, costing: str = "auto") -> Matrix:
    """
    Ask a Valhalla server for the times between all places.

    :param server: its address, as `http://127.0.0.1:8002`.
    :raises BadInput: if the server does not answer, or knows no way between two places.
    """
    points = [{"lat": place.latitude, "lon": place.longitude} for place in places]
    body = json.dumps({"sources": points, "targets": points, "costing": costing}).encode()
    headers = {"Content-Type": "application/json"}
    answer = _ask(Request(f"{server.rstrip('/')}/sources_to_targets", data=body, headers=headers))  # noqa: S310
    rows = [
        [Item(cell.value.get("time") if isinstance(cell.value, dict) else None, cell.name) for cell in row.each()]
        for row in answer.at("sources_to_targets").each()
    ]
    return _matrix(server, places, rows)


def _ask(request: Request) -> Item:
    """Ask a server that is named with http or https, and read its JSON."""
    address = urlsplit(request.full_url)
    server = f"road server {address.scheme}://{address.netloc}"
    if address.scheme not in {"http", "https"}:
        raise BadInput(server, "give an address that begins with http:// or https://.")
    try:
        with urlopen(request, timeout=_TIMEOUT) as answer:  # noqa: S310 -- the scheme is looked at above
            return Item(json.loads(answer.read()), server)
    except (URLError, TimeoutError, ValueError) as error:
        raise BadInput(server, f"it gives no times ({error}); look whether it runs and has the region's map.") from None


def _matrix(server: str, places: Sequence[Place], rows: list[list[Item]]) -> Matrix:
    """Make a matrix of seconds; nothing stands for two places without a way."""
    for place, row in zip(places, rows, strict=False):
        for other, cell in zip(places, row, strict=False):
            if cell.value is None:
                mend = (
                    f"it knows no way from {place.id} to {other.id}; mend the coordinates, or give the minutes by hand."
                )
                raise BadInput(f"road server {server}", mend)
    times = tuple(tuple(ticks(cell.number() / _SECONDS_OF_A_MINUTE) for cell in row) for row in rows)
    return Matrix(tuple(place.id for place in places), times)
