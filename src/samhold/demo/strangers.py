"""Somebody asks for help for a person who is not registered, and is answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from samhold.demo.chance import stream, weighted
from samhold.demo.reasons import WORDS
from samhold.demo.world import as_worker
from samhold.rooms.care.actions import requests
from samhold.rooms.care.enums import RequestOutcome, RequestRoad
from samhold.rooms.care.models import RequestForHelp
from samhold.rooms.organisations.enums import WrittenForm

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.demo.decisions import Deciding  # noqa: TC004 -- it is what makes these


ROADS: Final = {
    "PHONE": 30, "IN_PERSON": 14, "GENERAL_PRACTITIONER": 18, "NAV": 14, "NEXT_OF_KIN": 14, "POLICE": 4, "HOSPITAL": 6,
}  # fmt: skip
_OUTCOMES: Final = {"OFFER": 45, "APPLICATION": 30, "TURNED_AWAY": 25}


@dataclass(slots=True)
class Stranger:
    """Somebody asks about a person who is not registered; one who asked at an odd number still waits."""

    deciding: Deciding
    municipality: str
    form: WrittenForm
    number: int
    row: RequestForHelp | None = None

    def asks(self, now: datetime) -> None:
        """Ask, and be answered a few days later."""
        unit, words = self.deciding.world.units[f"{self.municipality}:mental"], WORDS[self.form]
        chance = stream(self.number, self.municipality, now.date())
        asked = requests.NewRequest(
            road=RequestRoad(weighted(chance, ROADS)),
            asked_date=now.date(),
            asked_by=chance.choice(words["askers"]),
            about=chance.choice(words["strangers"]),
            asked_for=chance.choice(words["asked"]),
        )
        leader = self.deciding.leader(f"{self.municipality}:mental")
        with as_worker(self.deciding.world, leader) as by:
            self.row = requests.take(unit=unit, request=asked, by=by, now=now)
        if self.number != 98:  # noqa: PLR2004 -- the last one is forgotten
            self.deciding.on(now.date() + timedelta(days=chance.randrange(1, 18)), self.is_answered)

    def is_answered(self, now: datetime) -> None:
        """Be answered."""
        assert self.row is not None
        words, chance = WORDS[self.form], stream(self.number, "answer", self.municipality, now.date())
        outcome = RequestOutcome(weighted(chance, _OUTCOMES))
        is_away = outcome == RequestOutcome.TURNED_AWAY
        given = requests.Answer(
            outcome=outcome,
            answer=chance.choice(words[outcome]),
            reason=chance.choice(words["reasons"]) if is_away else "",
            offer=chance.choice(words["offers"]) if is_away else "",
        )
        with as_worker(self.deciding.world, self.deciding.leader(f"{self.municipality}:mental")) as by:
            requests.answer(request=self.row, answer=given, base_version=self.row.version, by=by, now=now)
