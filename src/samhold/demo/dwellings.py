"""The registers of homes and meeting places: what each municipality has, by the size of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from samhold.demo.region import MUNICIPALITIES
from samhold.demo.world import World, as_worker
from samhold.rooms.access.enums import Role
from samhold.rooms.care.actions import dwellings
from samhold.rooms.care.actions.dwellings import Profile
from samhold.rooms.care.outcome_enums import DwellingKind
from samhold.rooms.organisations.enums import WrittenForm

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.demo.region import OrganisationOf
    from samhold.rooms.care.models import Dwelling

_NAMES: Final = {
    WrittenForm.BOKMAL: (
        "Testtunet",
        "Prøvegata",
        "Demovegen",
        "Møteplassen Liksomstua",
        "Kafé Prøvekoppen",
        "Gamle brakka",
    ),
    WrittenForm.NYNORSK: (
        "Testtunet",
        "Prøvegata",
        "Demovegen",
        "Møteplassen Liksomstova",
        "Kafé Prøvekoppen",
        "Gamle brakka",
    ),
}
_PERSONS_A_FLAT: Final = 4
"""There is a flat in Prøvegata for so many persons, and room for half as many in each of the shared homes."""


def found(world: World, *, now: datetime) -> dict[str, list[Dwelling]]:
    """Let the leader of each service fill the register; return the rooms to live in, a place once for each."""
    rooms = {}
    for one in MUNICIPALITIES:
        unit, posts = f"{one.key}:mental", world.memberships.items()
        leads = next(name for (name, key), row in posts if key == unit and row.role == Role.UNIT_LEADER)
        with as_worker(world, leads) as leader:
            organisation = world.organisations[one.key]
            made = [
                dwellings.add(organisation=organisation, profile=profile, by=leader, now=now)
                for profile in profiles(one)
            ]
            dwellings.close(dwelling=made[-1], by=leader, now=now)
        homes = (row for row in made[:-1] if row.kind != DwellingKind.MEETING_PLACE)
        rooms[one.key] = [row for row in homes for _room in range(row.capacity)]
    return rooms


def profiles(one: OrganisationOf) -> tuple[Profile, ...]:
    """Return the places of a municipality, the one that is closed last."""
    tunet, street, shared, meeting, cafe, barrack = _NAMES[one.written_form]
    home, several, meets = DwellingKind.HOME, DwellingKind.SHARED_HOME, DwellingKind.MEETING_PLACE
    flats = max(2, one.persons // _PERSONS_A_FLAT)
    room = max(2, one.persons // (2 * _PERSONS_A_FLAT))
    return (
        Profile(
            name=tunet, kind=several, address=one.centre, capacity=room, is_substance_free=True, is_followed_up=True
        ),
        *(Profile(name=f"{street} {number}", kind=home, address=one.centre) for number in range(1, flats + 1)),
        Profile(name=f"{shared} 7", kind=several, address=one.centre, capacity=room, is_followed_up=True),
        Profile(name=meeting, kind=meets, address=one.centre, is_substance_free=True, is_followed_up=True),
        Profile(name=cafe, kind=meets, address=one.centre),
        Profile(name=barrack, kind=several, address=one.centre, capacity=4),
    )
