"""The day that the demo is opened: full days for those whom a visitor may be, an inbox that was read, a draft."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from samhold.demo.calendar import at
from samhold.demo.chance import stream
from samhold.demo.visitors import FULL_DAYS
from samhold.demo.world import as_worker
from samhold.rooms.care.actions import drafts
from samhold.rooms.care.actions.contacts import CONTACT_FORM
from samhold.rooms.care.enums import ContactKind, ContactOutcome
from samhold.rooms.notices import actions as notices
from samhold.rooms.notices.models import Notice

if TYPE_CHECKING:
    from datetime import date, datetime

    from samhold.demo.days import Care
    from samhold.demo.rhythms import Slot
    from samhold.demo.world import World

VISITS: Final = 5
"""How many appointments a full day has at least, where the worker knows as many persons."""
_TIMES: Final = (8 * 60 + 15, 9 * 60 + 15, 10 * 60 + 30, 11 * 60 + 45, 13 * 60, 14 * 60 + 10)
_READ_AFTER: Final = timedelta(hours=20)
_LEFT_UNREAD: Final = timedelta(days=8)


def fill(care: Care) -> None:
    """Give those whom a visitor may be a full day, by visits to persons whom they meet anyway."""
    plan = care.plan
    wanted: dict[str, list[tuple[int, Slot, date]]] = defaultdict(list)
    busy = _busy(care)
    for name in FULL_DAYS:
        chance = stream(plan.seed, "full day", name)
        known = [(number, slot) for number, slot in enumerate(plan.slots) if _meets(slot, name, plan.today)]
        for number, slot in chance.sample(known, len(known)):
            free = [time for time in _TIMES if not any(time in busy[worker] for worker in slot.workers)]
            if len(busy[name]) >= VISITS or not free:
                break
            if slot.person in {person for worker in slot.workers for person in busy[worker].values()}:
                continue
            for worker in slot.workers:
                busy[worker][free[0]] = slot.person
            wanted[slot.workers[0]].append((number, replace(slot, minute=free[0]), plan.today))
    for worker, visits in sorted(wanted.items()):
        care.book(worker, visits, now=at(plan.today - timedelta(days=1), 15 * 60))


def _busy(care: Care) -> dict[str, dict[int, int]]:
    """Return whom each worker meets today at which of the times, or at one nearby."""
    busy: dict[str, dict[int, int]] = defaultdict(dict)
    for number, slot in care.due(care.plan.today):
        if (number, care.plan.today) in care.booked:
            nearest = min(_TIMES, key=lambda time: abs(time - slot.minute))
            for worker in slot.workers:
                busy[worker][nearest] = slot.person
    return busy


def _meets(slot: Slot, name: str, today: date) -> bool:
    is_open = slot.first < today and (slot.last is None or slot.last >= today)
    return is_open and slot.planned_as is not None and name in slot.workers


def read_inboxes(world: World, *, now: datetime) -> None:
    """Let everybody have read their notices the day after they came, but for those of the last days."""
    old: dict[object, list[Notice]] = defaultdict(list)
    for notice in Notice.objects.filter(created_at__lt=now - _LEFT_UNREAD).order_by("created_at", "pk"):
        old[notice.recipient_id].append(notice)
    for name, user in sorted(world.users.items()):
        with as_worker(world, name):
            for notice in old.get(user.pk, ()):
                notices.mark_read(notice_id=notice.pk, by=user, now=notice.created_at + _READ_AFTER)


def leave_a_draft(care: Care, *, now: datetime) -> None:
    """Let the first visitor have begun a note on the telephone, and not sent it."""
    name = FULL_DAYS[0]
    life = next(one for one in care.plan.lives if one.story == "blocked worker")
    fields = {
        "kind": ContactKind.SUPPORT_TALK.value,
        "outcome": ContactOutcome.MET.value,
        "minutes": "30",
        "text": "Snakket om uka som var. Hen vil gjerne",
    }
    with as_worker(care.world, name) as user:
        person = care.world.open(life.number, user, now)
        drafts.save(person=person, form=CONTACT_FORM, fields=fields, by=user, now=now)
