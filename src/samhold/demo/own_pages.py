"""The own pages: some of those who have a plan were invited by their primary contact, and log in themselves."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final

from samhold.core.names import folded
from samhold.demo.lives import Need
from samhold.demo.world import as_worker
from samhold.infrastructure.database import acting_as
from samhold.rooms.access.actions import invitations
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.access.models import User
from samhold.rooms.care.queries.crisis_plans import open_crisis_plan
from samhold.rooms.care.queries.plans import open_plan
from samhold.rooms.organisations.enums import WrittenForm
from samhold.rooms.people.actions import own_page

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.demo.circles import Circle
    from samhold.demo.plan import Plan
from samhold.demo.world import World

OF_EACH_FORM: Final = 4
"""How many of each written form have an own page."""


def open_some(world: World, plan: Plan, *, now: datetime) -> None:
    """Let the primary contacts invite those who have both plans, and let these open their pages."""
    for form in WrittenForm:
        of_form = [one for one in plan.circles if one.life.written_form == form and _may_have(world, one)]
        opened = 0
        for circle in sorted(of_form, key=lambda one: (one.life.story != "whole network", one.life.number)):
            if opened < OF_EACH_FORM and _open(world, circle, now=now):
                opened += 1


def _may_have(world: World, circle: Circle) -> bool:
    """Leave out those who hardly ever have plans, so that few are opened in vain."""
    return circle.life.need in (Need.HIGH, Need.DAILY) and circle.life.number in world.persons


def _open(world: World, circle: Circle, *, now: datetime) -> bool:
    number = circle.life.number
    with as_worker(world, circle.primary.name) as worker:
        person = world.open(number, worker, now)
        may_invite = person.standing is not None and person.standing.allows(Action.CONFIGURE, Category.IDENTITY)
        if not may_invite or open_plan(person=person) is None or open_crisis_plan(person=person) is None:
            return False
        name = ".".join(folded(person.name).split())
        made = own_page.invite(person=person, email=f"{name}.{number}@demo.example", by=worker, now=now)
    with acting_as(made.account.pk):
        invitations.accept(invitation=made.invitation, password=secrets.token_urlsafe(), by=made.account, now=now)
    User.objects.filter(pk=made.account.pk).update(is_demo=True)
    return True
