"""What the tests of decisions share: a leader beside the worker, and decisions at every step."""

from datetime import date
from decimal import Decimal

from samhold.rooms.access.enums import Role
from samhold.rooms.care.actions import decisions
from samhold.rooms.care.deciding import Granted, Verdict
from samhold.rooms.care.enums import DecisionState, MainPathway
from samhold.rooms.care.models import LegalBasis, ServiceType
from tests.rooms.conftest import NOW
from tests.support.factories.organisations import MembershipFactory
from tests.support.factories.people import NetworkUnitFactory

TODAY = date(2026, 6, 1)


def leader_of(near):
    """Give a leader of the unit, which is in the person's network."""
    NetworkUnitFactory(person=near.person, unit=near.unit)
    return MembershipFactory(unit=near.unit, role=Role.UNIT_LEADER).user


def service(code="FOLLOW_UP"):
    return ServiceType.objects.get(code=code)


def granted(hours=5, first=date(2026, 7, 1), last=None):
    return Granted(hours_per_week=Decimal(hours), first_date=first, last_date=last)


def verdict(**changes):
    values = {
        "state": DecisionState.GRANTED, "grounds": "Trenger noen å snakke med.", "told_date": TODAY,
        "legal_basis": LegalBasis.objects.get(code="HEALTH"), "granted": granted(),
    }  # fmt: skip
    return Verdict(**values | changes)


def applied(near, code="FOLLOW_UP", **more):
    application = decisions.Application(service=service(code), wish="Hjelp hjemme", applied_date=date(2026, 5, 20))
    return decisions.apply(person=near.person, unit=near.unit, application=application, by=near.worker, now=NOW, **more)


def assessed(near, code="FOLLOW_UP"):
    row = applied(near, code)
    return decisions.assess(
        decision=row, main_pathway=MainPathway.SEVERE, text="Kartlagt", base_version=1, by=near.worker, now=NOW
    )


def decided(near, leader, code="FOLLOW_UP", **changes):
    row = assessed(near, code)
    return decisions.decide(decision=row, verdict=verdict(**changes), base_version=row.version, by=leader, now=NOW)
