"""Which services and helpers join a person, by need and by chance; each function adds its part of the network."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from samhold.demo import masks
from samhold.demo.calendar import working_day
from samhold.demo.circles import Circle, Drawing
from samhold.demo.events import Consents, Leaves
from samhold.demo.lives import Life, Need
from samhold.demo.staff import Staff
from samhold.demo.stories import stories
from samhold.rooms.access.enums import Role
from samhold.rooms.people.enums import Basis, ConsentForm, NetworkRole

if TYPE_CHECKING:
    from datetime import date

N = NetworkRole


def circles(lives: tuple[Life, ...], *, seed: int, today: date) -> tuple[Circle, ...]:
    """Return the network of every person."""
    staff = Staff()
    return tuple(_circle(Drawing(life, staff, seed=seed, today=today)) for life in lives)


def _circle(draw: Drawing) -> Circle:
    draw.take_in()
    stories(draw)
    for part in (_second, _home_care, _nav, _practitioner, _clinic, _coordinator, _team, _medical, _ward, _child, _kin):
        part(draw)
    events = sorted(draw.events, key=lambda event: event.on)
    return Circle(life=draw.life, events=tuple(events), primaries=draw.primaries, others=tuple(draw.others))


def _second(draw: Drawing) -> None:
    unit = draw.primaries[-1].unit
    if not draw.often(0.5):
        return
    taken = (draw.blocked, *(primary.name for primary in draw.primaries))
    name = draw.staff.least_busy(unit, Role.CARE_WORKER, but=taken)
    if name:
        draw.joins(N.SECOND_CONTACT, Basis.DECISION, masks.CLOSE, on=draw.when(), unit=unit, worker=name)


def _home_care(draw: Drawing) -> None:
    if draw.life.need is not Need.DAILY and not draw.often(0.35):
        return
    zones = [f"{draw.life.municipality}:home{number}" for number in (1, 2)]
    unit = zones[draw.chance.random() < 0.25]  # noqa: PLR2004 -- the outer zone is small
    if not draw.staff.first(unit, Role.HOME_CARE_WORKER):
        unit = zones[0]
    day = draw.when()
    draw.joins(N.SERVICE, Basis.DECISION, masks.HOME_CARE, on=day, unit=unit)
    name = draw.staff.least_busy(unit, Role.HOME_CARE_WORKER)
    draw.joins(N.HELPER, Basis.DECISION, masks.HOME_CARE, on=day, unit=unit, worker=name)


def _nav(draw: Drawing) -> None:
    """NAV comes in with the person's consent; a few take it back."""
    if not draw.often(0.6):
        return
    unit, day = f"{draw.life.municipality}:nav", draw.when()
    how = draw.chance.choice((ConsentForm.SPOKEN, ConsentForm.WRITTEN, ConsentForm.DIGITAL))
    back = working_day(day + timedelta(days=draw.chance.randrange(120, 300)))
    takes_back = draw.chance.random() < 0.12 and back < draw.today  # noqa: PLR2004 -- a few
    draw.events.append(
        Consents(
            on=day,
            by=draw.by,
            unit=unit,
            categories=masks.NAV,
            how=how,
            withdrawn_on=back if takes_back else None,
        ),
    )
    if takes_back:
        return
    draw.joins(N.SERVICE, Basis.CONSENT, masks.NAV, on=day, unit=unit)
    if draw.often(0.5):
        name = draw.staff.first(unit, Role.NAV_WORKER)
        draw.joins(N.CASE_WORKER, Basis.CONSENT, masks.NAV, on=day, unit=unit, worker=name)


def _practitioner(draw: Drawing) -> None:
    if draw.often(0.85):
        unit = f"{draw.life.municipality}:gp"
        name = draw.staff.first(unit, Role.GENERAL_PRACTITIONER)
        draw.joins(
            N.GENERAL_PRACTITIONER,
            Basis.HEALTHCARE,
            masks.PRACTITIONER,
            on=draw.when(),
            unit=unit,
            worker=name,
        )


def _clinic(draw: Drawing) -> None:
    if draw.life.need is Need.LIGHT or not draw.often(0.5):
        return
    day = draw.when(200)
    draw.joins(N.SERVICE, Basis.REFERRAL, masks.SPECIALIST, on=day, unit="clinic")
    name = draw.staff.least_busy("clinic", Role.CLINICIAN)
    draw.joins(N.CLINICIAN, Basis.REFERRAL, masks.SPECIALIST, on=day, unit="clinic", worker=name)
    if draw.often(0.35):
        intake = draw.staff.first("clinic", Role.INTAKE_COORDINATOR)
        draw.joins(N.CASE_WORKER, Basis.REFERRAL, masks.SPECIALIST, on=day, unit="clinic", worker=intake)


def _coordinator(draw: Drawing) -> None:
    unit = f"{draw.life.municipality}:mental"
    name = draw.staff.first(unit, Role.COORDINATOR)
    if name and draw.primaries[-1].unit == unit and draw.life.need is not Need.LIGHT and draw.often(0.55):
        draw.joins(N.COORDINATOR, Basis.CONSENT, masks.CLINICAL, on=draw.when(200), unit=unit, worker=name)


def _team(draw: Drawing) -> None:
    """The joint team comes in with a worker and a peer."""
    if draw.life.need is not Need.HIGH or not draw.often(0.4):
        return
    day = draw.when(200)
    draw.joins(N.SERVICE, Basis.REFERRAL, masks.CLINICAL, on=day, unit="team")
    for role, mask in ((Role.CARE_WORKER, masks.CLINICAL), (Role.PEER_WORKER, masks.PEER)):
        name = draw.staff.least_busy("team", role)
        draw.joins(N.HELPER, Basis.REFERRAL, mask, on=day, unit="team", worker=name)


def _medical(draw: Drawing) -> None:
    if draw.often(0.06):
        day, name = draw.when(200), draw.staff.first("medical", Role.CARE_WORKER)
        draw.joins(N.SERVICE, Basis.REFERRAL, masks.HOME_CARE, on=day, unit="medical")
        draw.joins(N.HELPER, Basis.REFERRAL, masks.HOME_CARE, on=day, unit="medical", worker=name)


def _ward(draw: Drawing) -> None:
    """A stay at the emergency ward: it is let in, and out again when the stay is over."""
    is_there_now = draw.life.story == "reviewed"
    if not is_there_now and (draw.life.need is Need.LIGHT or not draw.often(0.16)):
        return
    start = draw.today - timedelta(days=2) if is_there_now else draw.when(700)
    by, end = draw.by, working_day(start + timedelta(days=draw.chance.randrange(4, 16)))
    draw.joins(N.SERVICE, Basis.HEALTHCARE, masks.WARD, on=start, unit="ward")
    if end < draw.today:
        by = next(one.name for one in reversed(draw.primaries) if one.first <= end)
        draw.events.append(Leaves(on=end, by=by, role=N.SERVICE, unit="ward"))


def _child(draw: Drawing) -> None:
    unit = f"{draw.life.municipality}:child"
    name = draw.staff.first(unit, Role.CHILD_WELFARE_WORKER)
    if name and draw.often(0.1):
        draw.joins(N.CASE_WORKER, Basis.CONSENT, masks.CHILD_WELFARE, on=draw.when(), unit=unit, worker=name)


def _kin(draw: Drawing) -> None:
    if draw.often(0.72):
        draw.kin(draw.when())
    if draw.often(0.25):
        draw.kin(draw.when())
    if draw.chance.random() < 0.08:  # noqa: PLR2004 -- a few
        draw.kin(draw.when(), is_guardian=True)
