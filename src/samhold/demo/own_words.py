"""What those with an own page say there: answers to our own sliders, and comments on the last note about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from samhold.demo.chance import stream
from samhold.demo.questionnaires import answers_of, named
from samhold.demo.writing import bank
from samhold.infrastructure.database import acting_as
from samhold.rooms.access.enums import Category
from samhold.rooms.access.models import User
from samhold.rooms.care.actions import contact_comments, responses
from samhold.rooms.care.enums import AnsweredBy
from samhold.rooms.care.queries.notes import note_of, notes
from samhold.rooms.people.own_access import access_own

if TYPE_CHECKING:
    from datetime import datetime
    from random import Random

    from samhold.rooms.people.models import Person

SHOWN: Final = (Category.CONTACTS, Category.FEEDBACK)
_COMMENTS: Final = 2
"""Every second one says something to the last note."""


def say_some(seed: int, *, now: datetime) -> None:
    """Let everybody with an own page answer how they have been, and some comment on a note."""
    # By the accounts: behind the second wall nobody sees the persons before they act themselves.
    with_page = User.objects.filter(invitations__used_at__isnull=False).distinct().order_by("email")
    for number, account in enumerate(with_page):
        chance = stream(seed, "own words", number)
        with acting_as(account.pk):
            own = access_own(actor=account, now=now, categories=SHOWN)
            _answer(own, account, chance, now=now)
            if number % _COMMENTS == 0:
                _comment(own, account, chance, now=now)


def _answer(person: Person, account: User, chance: Random, *, now: datetime) -> None:
    questionnaire = named(person, "HowHaveYouBeen", now)
    made = responses.start(person=person, questionnaire=questionnaire, by=account, now=now)
    how = responses.Finish(
        answers=answers_of(questionnaire, chance.randrange(2, 6), chance),
        answered_by=AnsweredBy.PERSON,
        answered_at=now,
    )
    responses.finish(response=made, how=how, by=account, now=now, base_version=made.version)


def _comment(person: Person, account: User, chance: Random, *, now: datetime) -> None:
    for one in notes(person=person, limit=1):
        contact = note_of(person=person, contact_id=one.id)
        text = chance.choice(bank(f"own-{account.language}")["COMMENT"])
        contact_comments.write(contact=contact, text=text, by=account, now=now)
