"""June 2026 of three persons, counted by hand and held against the report."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from samhold.foundation.time import OSLO
from samhold.rooms.access.enums import Purpose, Role
from samhold.rooms.care.models import ServiceType
from samhold.rooms.care.queries.hours import hours_in, hours_of
from samhold.rooms.people.access import access_person
from tests.rooms.conftest import NOW
from tests.support.factories.care import ContactFactory
from tests.support.factories.decisions import GrantedFactory
from tests.support.factories.organisations import MembershipFactory, UnitFactory
from tests.support.factories.people import NetworkUnitFactory, PersonFactory

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 6, 1), date(2026, 6, 30)


@pytest.fixture
def unit():
    return UnitFactory(name="Psykisk helse og rus")


@pytest.fixture
def leader(unit):
    return MembershipFactory(unit=unit, role=Role.UNIT_LEADER).user


def person(unit, name):
    row = PersonFactory(tenant=unit.organisation, given_name="Testperson", family_name=name)
    NetworkUnitFactory(person=row, unit=unit)
    return row


def grant(row, unit, hours, code="FOLLOW_UP", **days):
    service = ServiceType.objects.get(code=code)
    return GrantedFactory(person=row, unit=unit, service=service, hours_per_week=Decimal(hours), **days)


def met(row, unit, day, minutes, kind="SUPPORT_TALK", **more):
    at = datetime(2026, 6, day, 12, tzinfo=OSLO)
    ContactFactory(person=row, unit=unit, kind=kind, minutes=minutes, took_place_at=at, **more)


def told(lines):
    return [
        (
            line.person.family_name,
            None if line.decision is None else line.decision.service.code,
            round(line.account.granted, 2),
            line.account.given,
            line.account.left_out,
            line.account.share,
        )
        for line in lines
    ]


def test_a_month_of_three_persons_counted_by_hand_is_the_report(unit, leader):
    # Ask: 7 hours a week the whole of June: 30 days x 7/7 = 30 hours.
    #   Given: 60 + 90 = 150 minutes. Left out: a meeting of 45 and a talk with kin of 30 = 75 minutes.
    #   Not counted at all: one not met (0 minutes), one taken back, one on 31 May and one on 1 July.
    #   150 min = 2.5 h of 30 h = 8 %.
    ask = person(unit, "Ask")
    grant(ask, unit, 7)
    met(ask, unit, 1, 60)
    met(ask, unit, 30, 90, "HOME_VISIT")
    met(ask, unit, 10, 45, "COORDINATING")
    met(ask, unit, 11, 30, "NETWORK")
    met(ask, unit, 12, 0, outcome="NOT_MET")
    met(ask, unit, 13, 60, undone_at=NOW)
    for day in (datetime(2026, 5, 31, 23, 59, tzinfo=OSLO), datetime(2026, 7, 1, 0, 0, tzinfo=OSLO)):
        ContactFactory(person=ask, unit=unit, took_place_at=day, minutes=60)
    # Bjørk: 14 hours a week of follow-up from 16 June: 15 days x 14/7 = 30 hours; 3.5 hours a week of practical help,
    #   the whole month: 30 x 3.5/7 = 15 hours.
    #   Practical help has cleaning (100 minutes); before the 16th also the talk of the 2nd (40): 140 minutes = 2.33 h
    #   of 15 h = 16 %. Follow-up has the talk of the 20th (50 minutes) = 0.83 h of 30 h = 3 %.
    #   A visit that the person cancelled at the door (15 minutes) is left out, on the 20th, of follow-up's line:
    #   both could take a home visit, and follow-up began later, so practical help, which began first, takes it.
    bjork = person(unit, "Bjørk")
    grant(bjork, unit, 14, first_date=date(2026, 6, 16))
    grant(bjork, unit, "3.5", "PRACTICAL_HELP")
    met(bjork, unit, 2, 40)
    met(bjork, unit, 20, 50)
    met(bjork, unit, 21, 100, "CLEANING_ADVICE")
    met(bjork, unit, 20, 15, "HOME_VISIT", outcome="CANCELLED_BY_PERSON")
    # Ceder: 10 hours a month = 2.5 a week, ended on 14 June: 14 days x 2.5/7 = 5 hours; given 120 minutes = 40 %.
    #   An hour on the 20th came without a decision. Another unit's hour is not this unit's.
    ceder = person(unit, "Ceder")
    grant(ceder, unit, "2.5", last_date=date(2026, 6, 14), state="ENDED")
    met(ceder, unit, 14, 120)
    met(ceder, unit, 20, 60)
    met(ceder, UnitFactory(), 14, 60)

    found = hours_in(unit_id=unit.pk, viewer=leader, first=FIRST, last=LAST, now=NOW)

    assert told(found) == [
        ("Ask", "FOLLOW_UP", Decimal(30), 150, 75, 8),
        ("Bjørk", "PRACTICAL_HELP", Decimal(15), 140, 15, 16),
        ("Bjørk", "FOLLOW_UP", Decimal(30), 50, 0, 3),
        ("Ceder", "FOLLOW_UP", Decimal(5), 120, 0, 40),
        ("Ceder", None, Decimal(0), 60, 0, None),
    ]


def test_a_week_is_counted_by_the_same_rule(unit, leader):
    ask = person(unit, "Ask")
    grant(ask, unit, 7, first_date=date(2026, 6, 3))  # Wednesday to Sunday: 5 days x 7/7 = 5 hours
    met(ask, unit, 7, 75)

    found = hours_in(unit_id=unit.pk, viewer=leader, first=FIRST, last=date(2026, 6, 7), now=NOW)

    assert told(found) == [("Ask", "FOLLOW_UP", Decimal(5), 75, 0, 25)]


def test_hours_of_one_person_are_shown_to_those_who_read_plan_and_contacts(unit, leader):
    ask = person(unit, "Ask")
    grant(ask, unit, 7)
    met(ask, unit, 1, 60)
    seen = access_person(actor=leader, person_id=ask.pk, purpose=Purpose.CARE, now=NOW)

    june, last_week = hours_of(person=seen, periods=[(FIRST, LAST), (date(2026, 6, 24), LAST)])

    assert told(june) == [("Ask", "FOLLOW_UP", Decimal(30), 60, 0, 3)]
    assert told(last_week) == [("Ask", "FOLLOW_UP", Decimal(7), 0, 0, 0)]
    assert hours_of(person=ask, periods=[(FIRST, LAST)]) == ()


def test_a_unit_tells_only_of_those_whom_the_viewer_reaches(unit):
    grant(person(unit, "Ask"), unit, 7)
    elsewhere = MembershipFactory().user

    assert hours_in(unit_id=unit.pk, viewer=elsewhere, first=FIRST, last=LAST, now=NOW) == ()
