"""Granted against given hours, with every sum written out."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samhold.core.hours import Account, Contact, Grant, Per, accounts, weekly

FIRST, LAST = date(2026, 6, 1), date(2026, 6, 30)  # a Monday; 30 days


def grant(key="a", **changes):
    values = {"of": "Ola", "hours_per_week": Decimal(7), "first": date(2026, 1, 1)}
    return Grant(key=key, **values | changes)


def contact(minutes=60, **changes):
    values = {"of": "Ola", "kind": "HOME_VISIT", "day": FIRST, "is_direct": True}
    return Contact(minutes=minutes, **values | changes)


@pytest.mark.parametrize(
    ("hours", "per", "expected"),
    [
        (Decimal(10), Per.WEEK, Decimal("10.00")),
        (Decimal(10), Per.MONTH, Decimal("2.50")),
        (Decimal(672), Per.MONTH, Decimal("168.00")),
        (Decimal("0.5"), Per.MONTH, Decimal("0.13")),
    ],
)
def test_a_month_is_four_weeks(hours, per, expected):
    assert weekly(hours, per=per) == expected


@pytest.mark.parametrize(
    ("hours", "per"), [(Decimal("168.01"), Per.WEEK), (Decimal(673), Per.MONTH), (Decimal(0), Per.WEEK)]
)
def test_hours_that_no_week_has_are_refused(hours, per):
    with pytest.raises(ValueError, match="do not fit in a week"):
        weekly(hours, per=per)


def test_a_decision_promises_a_seventh_of_its_hours_a_day():
    whole, half = grant(), grant(first=date(2026, 6, 16))

    assert whole.hours_between(FIRST, LAST) == 30
    assert half.hours_between(FIRST, LAST) == 15
    assert grant(last=date(2026, 5, 31)).hours_between(FIRST, LAST) == 0


def test_a_contact_counts_once_and_for_the_service_first_in_line():
    at_home = grant("home")
    cleaning = grant("cleaning", kinds=frozenset({"CLEANING_ADVICE"}))

    found = accounts([at_home, cleaning], [contact(), contact(90, kind="CLEANING_ADVICE")], first=FIRST, last=LAST)

    assert [(one.key, one.given) for one in found] == [("home", 60), ("cleaning", 90)]


def test_what_is_no_direct_time_stands_beside_and_what_has_no_decision_is_told():
    meeting = contact(45, kind="COORDINATING", is_direct=False)

    found = accounts([grant(last=date(2026, 6, 1))], [meeting, contact(day=LAST)], first=FIRST, last=LAST)

    assert found == (
        Account(key="a", of="Ola", granted=Decimal(1), given=0, left_out=45),
        Account(key=None, of="Ola", granted=Decimal(0), given=60, left_out=0),
    )
    assert [one.share for one in found] == [0, None]


@pytest.mark.parametrize("wrong", [{"last": date(2025, 1, 1)}, {"hours_per_week": Decimal(0)}])
def test_a_grant_that_makes_no_sense_is_refused(wrong):
    with pytest.raises(ValueError, match="a grant"):
        grant(**wrong)


DAYS = st.integers(0, 60).map(lambda number: FIRST + timedelta(days=number))
CONTACTS = st.builds(
    Contact,
    of=st.sampled_from(["Ola", "Kari"]),
    kind=st.sampled_from(["HOME_VISIT", "NETWORK"]),
    day=DAYS,
    minutes=st.integers(0, 300),
    is_direct=st.booleans(),
)
GRANTS = st.builds(
    Grant,
    key=st.integers(),
    of=st.sampled_from(["Ola", "Kari"]),
    hours_per_week=st.decimals("0.25", 168, places=2),
    first=DAYS,
    kinds=st.sampled_from([frozenset(), frozenset({"HOME_VISIT"})]),
)


@given(st.lists(GRANTS, max_size=4, unique_by=lambda one: one.key), st.lists(CONTACTS, max_size=20))
def test_every_minute_is_counted_exactly_once(grants, contacts):
    found = accounts(grants, contacts, first=FIRST, last=LAST)

    among = [one for one in contacts if one.day <= LAST]
    assert sum(one.given for one in found) == sum(one.minutes for one in among if one.is_direct)
    assert sum(one.left_out for one in found) == sum(one.minutes for one in among if not one.is_direct)


@given(st.lists(GRANTS, max_size=4, unique_by=lambda one: one.key), DAYS)
def test_two_parts_of_a_month_promise_what_the_month_does(grants, day):
    for one in grants:
        parts = one.hours_between(FIRST, day) + one.hours_between(day + timedelta(days=1), LAST + timedelta(days=60))
        assert abs(parts - one.hours_between(FIRST, LAST + timedelta(days=60))) < Decimal("1e-20")
