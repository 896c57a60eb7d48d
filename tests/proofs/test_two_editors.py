"""Two people write in the same plans at once: no text is lost, and whoever comes too late is shown both."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

import pytest
from django.db import connection, transaction

from samhold.infrastructure.versioned import StaleVersion
from samhold.rooms.care.actions import crisis_calls, crisis_plans, goals, individual_plans
from samhold.rooms.care.models import CrisisCall, CrisisEdition, CrisisPlan, CrisisStep, Goal, IndividualPlan
from samhold.rooms.care.models import PlanEdition as Edition
from tests.rooms.conftest import NOW
from tests.support.factories.organisations import MembershipFactory
from tests.support.factories.people import NetworkMemberFactory, PersonFactory

if TYPE_CHECKING:
    from collections.abc import Callable

    from samhold.rooms.access.models import User
    from samhold.rooms.people.models import Person
    from tests.proofs.progress import State

pytestmark = [pytest.mark.django_db, pytest.mark.prove]
SAMPLE, FULL = 25, 1000
STEPS = 24
TODAY = NOW.date()
TEXTS = {
    IndividualPlan: individual_plans.TEXTS,
    Goal: ("words", "measure"),
    CrisisPlan: crisis_plans.TEXTS,
    CrisisStep: crisis_plans.STEP,
    CrisisCall: crisis_calls.FIELDS,
}
Row = IndividualPlan | Goal | CrisisPlan | CrisisStep | CrisisCall


@dataclass(kw_only=True)
class Sheet:
    """A part that an editor has open: the version before their eyes, and the whole form as it stood."""

    row: Row
    version: int
    form: dict[str, str]
    names: tuple[str, ...]


class Two:
    """Two editors who open parts and save them, in an order that chance decides."""

    def __init__(self, seed: int, parts: list[Row], editors: tuple[User, User]) -> None:
        self.random, self.editors, self.number = Random(seed), editors, 0
        self.parts = self.random.sample(parts, 3)
        self.open: dict[int, Sheet] = {}
        self.written: set[str] = set()
        self.handed_back: set[str] = set()
        self.conflicts = self.saves = 0

    def run(self) -> None:
        for _ in range(STEPS):
            editor = self.random.randrange(2)
            if editor in self.open:
                self.save(editor, self.open.pop(editor))
            else:
                self.open[editor] = self.opened()

    def opened(self) -> Sheet:
        """Open a part; of a plan one text or several, of what is one form all of it."""
        row = self.random.choice(self.parts)
        row = type(row).objects.get(pk=row.pk)
        names = TEXTS[type(row)]
        if isinstance(row, IndividualPlan | CrisisPlan):
            names = tuple(self.random.sample(names, self.random.randint(1, 2)))
        return Sheet(row=row, version=row.version, form={name: getattr(row, name) for name in names}, names=names)

    def typed(self, sheet: Sheet) -> dict[str, str]:
        """Write something new in one field or more; the others stay as they were when the form was opened."""
        form = dict(sheet.form)
        for name in self.random.sample(sheet.names, self.random.randint(1, len(sheet.names))):
            self.number += 1
            form[name] = f"text {self.number} end"
            self.written.add(form[name])
        return form

    def save(self, editor: int, sheet: Sheet) -> None:
        form, version = self.typed(sheet), sheet.version
        for _ in range(2):
            try:
                write(sheet.row, form, version, by=self.editors[editor])
            except StaleVersion as stale:
                form, version = self.compared(sheet, form, stale)
            else:
                self.saves += 1
                return

    def compared(self, sheet: Sheet, form: dict[str, str], stale: StaleVersion) -> tuple[dict[str, str], int]:
        """Hold what is shown against what was typed and what is saved; then keep mine, theirs or both."""
        self.conflicts += 1
        saved = type(sheet.row).objects.get(pk=sheet.row.pk)
        shown = {name: (theirs, mine) for name, theirs, mine in stale.differences()}
        assert shown, "a conflict shows where the two differ"
        for name, (theirs, mine) in shown.items():
            assert (theirs, mine) == (getattr(saved, name), form[name])
            self.handed_back.add(mine)
        hidden = {name for name in form if form[name] != getattr(saved, name)} - set(shown)
        assert not hidden, "every field that differs is shown"
        choice = self.random.choice(("mine", "theirs", "both"))
        if choice == "both":
            form = {name: f"{shown[name][0]} {mine}" if name in shown else mine for name, mine in form.items()}
        elif choice == "theirs":
            form = {name: getattr(saved, name) for name in form}
        return form, saved.version

    def lost(self) -> set[str]:
        """Give the texts that stand in no row and no edition, and were handed back to nobody."""
        kept = " ".join(
            [getattr(part, name) for row in self.parts for part in [fresh(row)] for name in TEXTS[type(row)]]
            + [" ".join(map(str, json.loads(row.content).values())) for row in (*editions(Edition), *editions())]
        )
        return {text for text in self.written if text not in kept and text not in self.handed_back}


def fresh(row: Row) -> Row:
    return type(row).objects.get(pk=row.pk)


def editions(model: type[Edition | CrisisEdition] = CrisisEdition) -> list[Edition | CrisisEdition]:
    return list(model.objects.order_by("number"))


def plans_of(person: Person, by: User) -> list[Row]:
    """Begin a plan with two goals and a crisis plan with a call, by the actions."""
    common = {"by": by, "now": NOW}
    consent = individual_plans.PlanConsent(given_date=TODAY, form="ORAL")
    soon = TODAY + timedelta(days=90)
    plan = individual_plans.begin(person=person, consent=consent, revise_date=soon, **common)
    found = [goals.add(plan=plan, text=goals.GoalText(words=word), **common) for word in ("one", "two")]
    days = crisis_plans.CrisisDays(made_with_person=True, made_date=TODAY, valid_until_date=soon)
    crisis = crisis_plans.make(person=person, days=days, **common)
    call = crisis_calls.add(plan=crisis, text=crisis_calls.CallText(name="n", phone="1"), **common)
    return [plan, *found, crisis, *crisis.steps.order_by("stage"), call]


def write(row: Row, form: dict[str, str], version: int, *, by: User) -> None:
    """Save a form by the action that the page calls, on the row as a request would read it."""
    common = {"base_version": version, "by": by, "now": NOW}
    row = type(row).objects.get(pk=row.pk)
    if isinstance(row, IndividualPlan):
        individual_plans.change(plan=row, texts=individual_plans.PlanTexts(**form), **common)
    elif isinstance(row, Goal):
        goals.change(goal=row, text=goals.GoalText(**form), **common)
    elif isinstance(row, CrisisPlan):
        crisis_plans.change(plan=row, texts=crisis_plans.CrisisTexts(**form), **common)
    elif isinstance(row, CrisisStep):
        crisis_plans.change_step(step=row, text=crisis_plans.StepText(**form), **common)
    else:
        crisis_calls.change(call=row, text=crisis_calls.CallText(**form), **common)


def test_two_editors_lose_no_text_and_every_conflict_shows_both(
    proof: Callable[..., State], figure: Callable[[str], None]
) -> None:
    state = proof(f"two-editors-{connection.vendor}", sample=SAMPLE, full=FULL)
    posts = (MembershipFactory(), MembershipFactory())
    person = PersonFactory(tenant=posts[0].unit.organisation)
    for post in posts:
        NetworkMemberFactory(person=person, membership=post)
    parts = plans_of(person, posts[0].user)

    for seed in state.rounds():
        with transaction.atomic():
            two = Two(seed, parts, (posts[0].user, posts[1].user))
            two.run()
            assert two.lost() == set()
            transaction.set_rollback(True)
        state.add(len(two.written), conflicts=two.conflicts, saves=two.saves)

    counted = state.counted
    assert counted["conflicts"] > 0
    told = f"{state.total} texts, {counted['saves']} saves, {counted['conflicts']} conflicts that showed both, 0 lost"
    figure(f"two editors on {connection.vendor}: {state.done} interleavings, {told}")
