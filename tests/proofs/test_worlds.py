"""In random regions: what is listed, what may be opened, the second wall and an independent oracle agree."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest
from django.db import connection, transaction
from django.utils import timezone

from samhold.infrastructure.database import is_postgresql, maintenance, unit_of_work
from samhold.rooms.access.engine import may, scope, standing_of
from samhold.rooms.access.enums import Action, Category, Purpose
from samhold.rooms.access.models import User
from samhold.rooms.care.models import (
    Appointment,
    AppointmentWorker,
    Contact,
    CrisisCall,
    CrisisCopy,
    CrisisEdition,
    CrisisPlan,
    CrisisStep,
    Draft,
    Goal,
    IndividualPlan,
    PlanEdition,
)
from samhold.rooms.meetings.models import (
    AgendaItem,
    Attendee,
    Meeting,
    MeetingAction,
    MeetingDecision,
    Minutes,
    MinutesDraft,
)
from samhold.rooms.people.models import Block, Conflict, Consent, Grant, NetworkMember, Person, Residence
from tests.proofs.building import build
from tests.proofs.worlds import CELLS, Oracle, World, world_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from uuid import UUID

    from tests.proofs import worlds
    from tests.proofs.progress import State

pytestmark = [pytest.mark.django_db, pytest.mark.prove]
SAMPLE, FULL = 30, 2000
OF_MEETINGS = (Meeting, Attendee, AgendaItem, Minutes, MeetingDecision, MeetingAction)
OF_PLANS = (IndividualPlan, Goal, PlanEdition, CrisisPlan, CrisisStep, CrisisCall, CrisisCopy, CrisisEdition)
BY_PERSON = (Residence, NetworkMember, Consent, Block, Conflict, Appointment, Contact, *OF_MEETINGS, *OF_PLANS)
QUESTIONS = sorted({cell[2:] for cell in CELLS})


def questions(seed: int) -> list[tuple[Action, Category, Purpose]]:
    """
    Give eight questions that somebody may answer yes to, and two of any kind.

    On PostgreSQL four of them, others for every world: the second wall makes each cost four times as much there.
    """
    random = Random(seed)
    chosen = [("READ", "IDENTITY", "CARE"), ("READ", "IDENTITY", "EMERGENCY"), *random.sample(QUESTIONS, 6)]
    drawn = [(random.choice(Action.values), random.choice(Category.values), random.choice(Purpose.values))] * 2
    asked = [(Action(action), Category(category), Purpose(purpose)) for action, category, purpose in chosen + drawn]
    return random.sample(asked, 4) if is_postgresql() else asked


def decisions(world: World, user: worlds.User, seed: int) -> int:
    """Ask the engine both ways and the oracle about every person; give how many answers were compared."""
    actor, oracle = User.objects.get(pk=user.id), Oracle(world, user)
    with maintenance():
        persons = list(Person.objects.all())
        for person in persons:
            person.standing = standing_of(actor, person.pk, world.now)
    asked = questions(seed)
    with maintenance():
        listed = [_listed(actor, question, world.now) for question in asked]
    with unit_of_work(actor.pk):
        listed_behind_wall = [_listed(actor, question, world.now) for question in asked]
    for (action, category, purpose), plain, behind in zip(asked, listed, listed_behind_wall, strict=True):
        words = (action.value, category.value, purpose.value)
        awaited = {person.id for person in world.persons if oracle.may(person, *words)}
        opened = {p.pk for p in persons if may(actor, action, p, category, now=world.now, purpose=purpose)}
        assert (words, plain, opened, behind) == (words, awaited, awaited, awaited)
    return len(asked) * len(persons)


def _listed(actor: User, question: tuple[Action, Category, Purpose], now: datetime) -> set[UUID]:
    action, category, purpose = question
    rows = Person.objects.filter(scope(actor, action, category, now=now, purpose=purpose, path="pk"))
    return set(rows.values_list("pk", flat=True))


def shown(world: World, user: worlds.User) -> dict[str, set[UUID]]:
    """Give the persons whose rows the database shows the user, table by table, without any filter."""
    with unit_of_work(user.id):
        seen = {model.__name__: set(model.objects.values_list("person_id", flat=True)) for model in BY_PERSON}
        seen["Person"] = set(Person.objects.values_list("pk", flat=True))
        seen["Grant"] = set(Grant.objects.values_list("pk", flat=True))
        seen["Draft"] = set(Draft.objects.values_list("author_id", "person_id"))
        seen["MinutesDraft"] = set(MinutesDraft.objects.values_list("author_id", "person_id"))
        seen["AppointmentWorker"] = set(AppointmentWorker.objects.values_list("appointment__person_id", flat=True))
    return seen


def awaited_rows(world: World, user: worlds.User) -> dict[str, set[object]]:
    """Give what the database shall show, by the oracle."""
    oracle = Oracle(world, user)
    near = {person.id for person in world.persons if oracle.behind_the_wall(person)}
    with maintenance():
        held = {model.__name__: set(model.objects.values_list("person_id", flat=True)) for model in BY_PERSON}
        grants = Grant.objects.values_list("pk", "person_id", "membership__user_id")
        drafts = Draft.objects.filter(author_id=user.id).values_list("author_id", "person_id")
        awaited: dict[str, set[object]] = {name: persons & near for name, persons in held.items()}
        awaited["Grant"] = {pk for pk, person, taker in grants if person in near or taker == user.id}
        awaited["Draft"] = set(drafts)
        begun = MinutesDraft.objects.filter(author_id=user.id).values_list("author_id", "person_id")
        awaited["MinutesDraft"] = set(begun)
    awaited["Person"] = near
    awaited["AppointmentWorker"] = {visit.person for visit in world.visits} & near
    return awaited


def run(seed: int, check: Callable[[World, worlds.User], int]) -> int:
    """Build a world, check it for each of its users, and take it down again."""
    world = world_of(seed, timezone.now())
    with transaction.atomic():
        build(world)
        count = sum(check(world, user) for user in world.users)
        transaction.set_rollback(True)
    return count


def test_what_is_listed_is_what_may_be_opened_in_random_worlds(
    proof: Callable[..., State], figure: Callable[[str], None]
) -> None:
    state = proof(f"worlds-{connection.vendor}", sample=SAMPLE, full=FULL)

    for seed in state.rounds():
        state.add(run(seed, lambda world, user, seed=seed: decisions(world, user, seed)))

    figure(f"worlds on {connection.vendor}: {state.done} worlds, {state.total} decisions, 0 differences")


@pytest.mark.postgres
def test_the_second_wall_shows_tenants_agreements_relations_and_grants_and_nothing_else(
    proof: Callable[..., State], figure: Callable[[str], None]
) -> None:
    state = proof("wall", sample=SAMPLE, full=FULL)

    def check(world: World, user: worlds.User) -> int:
        seen = shown(world, user)
        assert seen == awaited_rows(world, user)
        return sum(len(rows) for rows in seen.values())

    for seed in state.rounds():
        state.add(run(seed, check))

    figure(f"second wall: {state.done} worlds, {state.total} rows shown, 0 outside tenants, relations and grants")


@pytest.mark.postgres
def test_the_second_wall_shows_nothing_to_nobody() -> None:
    world = world_of(1, timezone.now())
    build(world)

    with unit_of_work(None):
        seen = [model.objects.count() for model in (*BY_PERSON, Person, Grant, Draft, MinutesDraft, AppointmentWorker)]

    assert seen == [0] * len(seen)
