"""The plan of a region, before anything of it is done: pure values, so the whole of it is looked at."""

from collections import Counter
from datetime import date, timedelta

import pytest

from samhold.core.identity import NationalNumber
from samhold.demo import region
from samhold.demo.cast import workers
from samhold.demo.events import Joins, Registers
from samhold.demo.plan import plan
from samhold.demo.visitors import VISITORS
from samhold.demo.writing import bank
from samhold.rooms.access.enums import Role
from samhold.rooms.care.enums import ContactKind
from samhold.rooms.organisations.actions.memberships import NOT_AT_WORK
from samhold.rooms.organisations.enums import WrittenForm
from samhold.rooms.people.enums import NetworkRole

TODAY = date(2026, 11, 18)


@pytest.fixture(scope="module")
def planned():
    return plan(1, TODAY)


def test_same_seed_and_day_give_the_same_plan(planned):
    again = plan(1, TODAY)

    assert again == planned


def test_another_seed_gives_other_people(planned):
    other = plan(2, TODAY)

    assert {life.name for life in other.lives} != {life.name for life in planned.lives}


def test_region_has_its_size(planned):
    municipalities = Counter(life.municipality for life in planned.lives)

    assert len(municipalities) == 6
    assert len(planned.lives) == 140
    assert 55 <= len(workers()) <= 70
    assert planned.first == date(2025, 11, 18)
    assert max(planned.happenings) < TODAY
    assert TODAY - min(planned.happenings) <= timedelta(days=4 * 366)


def test_roads_are_those_of_the_domain():
    roads = {(start, end): (kilometres, minutes) for start, end, kilometres, minutes in region.roads()}

    assert len(roads) == 8 * 7
    assert roads["Otta", "Vågåmo"] == roads["Vågåmo", "Otta"] == (31, 30)
    assert roads["Bismo", "Lillehammer"] == (192, 166)


def test_every_role_at_work_is_there_once_and_may_be_visited():
    at_work = set(Role) - NOT_AT_WORK

    assert {worker.role for worker in workers()} == at_work
    assert {visitor.role for visitor in VISITORS} == at_work
    known = {(worker.name, worker.role) for worker in workers()}
    assert {(visitor.name, visitor.role) for visitor in VISITORS} <= known


def test_every_national_number_is_synthetic_and_of_one_person(planned):
    numbers = [NationalNumber.parse(life.national_number) for life in planned.lives]

    assert all(number.is_synthetic for number in numbers)
    assert len({number.reveal() for number in numbers}) == len(planned.lives)
    assert [number.birth_date for number in numbers] == [life.birth_date for life in planned.lives]


def test_every_person_is_taken_in_first_and_has_a_primary_contact(planned):
    for circle in planned.circles:
        roles = [event.role for event in circle.events if isinstance(event, Joins)]
        assert isinstance(circle.events[0], Registers)
        assert NetworkRole.PRIMARY_CONTACT in roles


def test_phones_are_nobodys(planned):
    assert {life.phone[0] for life in planned.lives} == {"1"}


@pytest.mark.parametrize("form", list(WrittenForm))
def test_text_bank_has_every_kind_in_both_forms(form):
    sentences = bank(form.value)

    assert {kind.value for kind in ContactKind} <= set(sentences)
    assert sum(len(some) for some in sentences.values()) >= 60


def test_both_forms_say_as_much():
    assert {key: len(some) for key, some in bank("nb").items()} == {key: len(some) for key, some in bank("nn").items()}
