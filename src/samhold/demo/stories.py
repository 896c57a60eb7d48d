"""The persons whom the tutorial tells of: a block, an emergency access, conflicts of interest, a move."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from samhold.demo import masks
from samhold.demo.calendar import working_day
from samhold.demo.events import Blocks, BreaksGlass, Declares, Joins, Moves, Registers, Reviews
from samhold.rooms.access.enums import Category, Role
from samhold.rooms.organisations.enums import WrittenForm
from samhold.rooms.people.enums import Basis, DeclaredBy, EmergencyReason, NetworkRole

if TYPE_CHECKING:
    from collections.abc import Callable

    from samhold.demo.circles import Drawing


def stories(draw: Drawing) -> None:
    """Add what is told of the person, if anything is."""
    told = _STORIES.get(draw.life.story)
    if told is not None:
        told(draw)
    elif draw.life.story == "" and draw.chance.random() < 0.03 and draw.primaries:  # noqa: PLR2004 -- a few
        _blocked(draw)


def _conflict(draw: Drawing) -> None:
    """The leader takes the person in; a worker at home knows them, so a neighbour's unit becomes the one that helps."""
    life, home = draw.life, f"{draw.life.municipality}:mental"
    primary = draw.primaries[-1]
    leader = draw.staff.first(home, Role.UNIT_LEADER)
    knows = draw.staff.first(home, Role.CARE_WORKER)
    draw.events.append(Registers(on=life.since, by=leader, unit=home))
    draw.events.append(
        Declares(
            on=working_day(life.since + timedelta(days=4)),
            by=knows,
            worker=knows,
            home=home,
            routed=primary.unit,
            declared_by=DeclaredBy.WORKER,
        ),
    )
    draw.events.append(
        Joins(
            on=primary.first,
            by=primary.name,
            role=NetworkRole.PRIMARY_CONTACT,
            basis=Basis.DECISION,
            categories=masks.CLOSE,
            unit=primary.unit,
            worker=primary.name,
        ),
    )


def _blocked(draw: Drawing) -> None:
    """The person does not want one worker of the unit to read about health and substance use."""
    primary = draw.primaries[-1]
    taken = tuple(one.name for one in draw.primaries)
    against = draw.staff.least_busy(primary.unit, Role.CARE_WORKER, but=taken, weight=0)
    if not against:
        return
    draw.blocked = against
    is_nynorsk = draw.life.written_form is WrittenForm.NYNORSK
    day = draw.when(200)
    draw.events.append(
        Blocks(
            on=day,
            by=draw.by,
            worker=against,
            categories=frozenset({Category.HEALTH, Category.SUBSTANCE, Category.CONTACTS}),
            reason="Ønskjer ikkje at hen les dette." if is_nynorsk else "Ønsker ikke at hen leser dette.",
        ),
    )


def _emergency(draw: Drawing) -> None:
    """The ward took emergency access the evening before: it waits for review."""
    draw.events.append(
        BreaksGlass(
            on=draw.today - timedelta(days=1),
            by=draw.staff.first("ward", Role.WARD_WORKER),
            unit="ward",
            reason=EmergencyReason.ACUTE_HELP,
            explanation="Kom til akuttmottaket i kveld. Trengte kriseplan og kontaktperson.",
        ),
    )


def _reviewed(draw: Drawing) -> None:
    """An emergency access of the spring, which the leader found justified."""
    day = working_day(draw.today - timedelta(days=140))
    draw.events.append(
        BreaksGlass(
            on=day,
            by=draw.staff.first("ward", Role.WARD_WORKER),
            unit="ward",
            reason=EmergencyReason.DANGER_TO_LIFE,
            explanation="Funnen medvitslaus. Trong naudkontakt og informasjon om tryggleik.",
        ),
    )
    leader = draw.staff.first(f"{draw.life.municipality}:mental", Role.UNIT_LEADER)
    draw.events.append(
        Reviews(on=working_day(day + timedelta(days=1)), by=leader, note="Akutt hjelp, og ingen andre kunne nåast."),
    )


def _moved(draw: Drawing) -> None:
    """The person has moved to the neighbouring municipality; the rows stay where they are."""
    day = working_day(draw.today - timedelta(days=75))
    primary = draw.primaries[-1]
    draw.events.append(Moves(on=day, by=primary.name, municipality="lesja", address="Testvegen 4, 2665 Lesja"))


_STORIES: dict[str, Callable[[Drawing], None]] = {
    "conflict": _conflict,
    "blocked worker": _blocked,
    "emergency": _emergency,
    "reviewed": _reviewed,
    "moved": _moved,
}
