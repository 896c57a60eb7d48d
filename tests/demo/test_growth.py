"""A small region after it has grown: everybody's day is visible to them, and the audit log tells who did what."""

import json
from datetime import timedelta

import pytest

from samhold.demo.calendar import at
from samhold.demo.today import VISITS
from samhold.demo.visitors import FULL_DAYS
from samhold.rooms.access.adapters.chain import Head
from samhold.rooms.access.adapters.heads import sign_and_append
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.access.models import AuditEvent, AuditHead, User
from samhold.rooms.access.queries.audit import verify
from samhold.rooms.care.enums import AppointmentState
from samhold.rooms.care.models import Appointment, Contact
from samhold.rooms.care.queries.days import day_of
from samhold.rooms.notices.models import Notice
from samhold.rooms.organisations.models import Membership, Organisation
from samhold.rooms.people.models import Block, Conflict, Consent, Grant, NetworkMember, Person, Residence
from samhold.rooms.people.queries.emergency import waiting_for_review
from tests.demo.conftest import TODAY

pytestmark = pytest.mark.django_db
NOON = at(TODAY, 12 * 60)


def test_region_has_something_of_everything(region):
    kinds = (Person, Residence, NetworkMember, Consent, Block, Conflict, Grant, Appointment, Contact, Notice)

    assert {kind.__name__ for kind in kinds if not kind.objects.exists()} == set()
    assert Organisation.objects.filter(kind="MUNICIPALITY").count() == 6
    assert not User.objects.filter(is_demo=False).exists()


def test_audit_log_is_whole_and_tells_the_worker(region):
    contact = Contact.objects.order_by("pk").last()

    event = AuditEvent.objects.get(payload__contains=f"care.contact {contact.pk} recorded")

    reached = [Head(chain_id=head.pk, sequence=head.sequence, hash=head.hash) for head in AuditHead.objects.all()]
    sign_and_append(reached, at=NOON)
    assert verify() == ()
    assert (event.actor_id, event.person_id) == (contact.recorded_by_id, contact.person_id)
    assert json.loads(event.payload)["basis"] != ""


def test_every_worker_sees_the_whole_of_their_day(region):
    for worker in User.objects.filter(is_active=True):
        meant = Appointment.objects.filter(staffing__user=worker, starts_at__gt=at(TODAY, 0)).exclude(
            state=AppointmentState.CANCELLED
        )
        todays = meant.filter(starts_at__lt=at(TODAY, 0) + timedelta(days=1)).values_list("pk", flat=True)
        seen = day_of(worker=worker, day=TODAY, now=NOON).values_list("pk", flat=True)
        assert set(seen) == set(todays), worker.name


def test_visitors_have_full_days(region):
    days = {name: day_of(worker=region.users[name], day=TODAY, now=NOON).count() for name in FULL_DAYS}

    assert days["Kari Testdal"] >= VISITS - 1


def test_every_contact_is_by_somebody_who_may_record(region):
    for contact in Contact.objects.select_related("recorded_by").order_by("pk")[:50]:
        visible = Contact.objects.visible_to(contact.recorded_by, Action.READ, now=NOON)
        assert visible.filter(pk=contact.pk).exists()


def test_past_appointments_are_settled(region):
    before = Appointment.objects.filter(starts_at__lt=at(TODAY, 0))

    assert not before.filter(state=AppointmentState.PLANNED).exists()


def test_an_emergency_access_waits_for_the_leader_and_another_is_reviewed(region):
    leader = region.users["Gro Testhaug"]

    waiting = waiting_for_review(user_id=leader.pk, now=NOON)

    assert [grant.reviewed_at for grant in waiting] == [None]
    assert Grant.objects.filter(reviewed_at__isnull=False).count() == 1


def test_conflicts_hide_the_person_at_home_and_open_them_at_the_neighbour(region):
    for conflict in Conflict.objects.select_related("home_unit", "routed_unit"):
        for unit, is_seen in ((conflict.home_unit, False), (conflict.routed_unit, True)):
            place = Membership.objects.filter(unit=unit, role="CARE_WORKER").select_related("user").first()
            found = Person.objects.visible_to(place.user, Action.FIND, now=NOON)
            assert found.filter(pk=conflict.person_id).exists() is is_seen


def test_rows_are_of_the_simulated_time(region):
    assert not NetworkMember.objects.filter(created_at__gte=at(TODAY, 0)).exists()
    assert not Contact.objects.filter(recorded_at__gte=at(TODAY, 0)).exists()
    assert not Person.objects.filter(created_at__gte=at(TODAY, 0)).exists()


def test_nav_sees_no_health(region):
    nav = region.users["Nils Prøvestad"]
    persons = Person.objects.visible_to(nav, Action.FIND, now=NOON)

    assert persons.exists()
    from samhold.rooms.access.engine import may

    assert not any(may(nav, Action.READ, person, Category.HEALTH, now=NOON) for person in persons)
