"""The audit log: it only grows, it fails with what it tells of, and refusals outlive their transaction."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from samhold.foundation.identifiers import new_id
from samhold.infrastructure.database import unit_of_work
from samhold.rooms.access import noted
from samhold.rooms.access.actions import audit
from samhold.rooms.access.actions.refusals import write_noted
from samhold.rooms.access.adapters import chain, heads
from samhold.rooms.access.engine import NotInTable, require
from samhold.rooms.access.enums import Action, Category, Outcome
from samhold.rooms.access.models import AuditEvent, AuditHead
from samhold.rooms.access.models.audit import INSTALLATION
from samhold.rooms.access.queries.audit import looks, verify
from samhold.rooms.care.models import Contact
from tests.support.factories.access import UserFactory
from tests.support.factories.organisations import MembershipFactory
from tests.support.factories.people import NetworkUnitFactory, PersonFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, 10, tzinfo=UTC)


def event(**changes):
    return audit.Event(**{"action": Action.READ, "at": NOW, "actor_id": new_id()} | changes)


@pytest.fixture
def worker():
    """A care worker, in the network of `worker.person` through the unit."""
    membership = MembershipFactory()
    membership.user.person = NetworkUnitFactory(
        unit=membership.unit, person__tenant=membership.unit.organisation
    ).person
    return membership.user


@pytest.mark.parametrize("change", ["UPDATE access_auditevent SET action = 'FIND'", "DELETE FROM access_auditevent"])
def test_the_database_refuses_to_change_or_remove_a_row(change):
    audit.append([event()])

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="on PostgreSQL nobody but the function has the right")
@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM access_audithead",
        "UPDATE access_audithead SET sequence = sequence",
        "UPDATE access_audithead SET chain_id = '1'",
    ],
)
def test_a_head_only_moves_forward(change):
    audit.append([event()])

    refused = pytest.raises(DatabaseError, match=r"append-only|a chain only grows")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


@pytest.mark.postgres
@pytest.mark.parametrize("table", ["access_auditevent", "access_audithead"])
@pytest.mark.parametrize(
    "change", ["UPDATE {} SET hash = ''", "DELETE FROM {}", "TRUNCATE {}", "INSERT INTO {} DEFAULT VALUES"]
)
def test_the_application_has_no_right_to_write_the_log_but_by_the_function(table, change):
    audit.append([event()])

    refused = pytest.raises(DatabaseError, match="permission denied")
    with unit_of_work(new_id()), refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change.format(table))


def test_events_of_a_unit_of_work_are_appended_at_its_end_in_the_order_of_chains():
    tenants = sorted((new_id(), new_id()), key=lambda one: one.hex)
    with unit_of_work(None):
        audit.write(event(tenant_id=tenants[1]))
        audit.write(event(tenant_id=tenants[0]))
        audit.write(event(tenant_id=tenants[1], subject="second"))
        before = AuditEvent.objects.count()

    rows = list(AuditEvent.objects.order_by("pk").values_list("chain_id", "sequence"))
    assert (before, rows) == (0, [(tenants[0], 1), (tenants[1], 1), (tenants[1], 2)])


def test_what_fails_leaves_no_event():
    def work():
        with unit_of_work(None):
            audit.write(event())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        work()

    assert AuditEvent.objects.count() == 0


def test_what_belongs_to_no_tenant_is_in_the_chain_of_the_installation():
    audit.append([event()])

    assert AuditHead.objects.get().chain_id == INSTALLATION


def test_a_payload_tells_who_what_whom_and_why_in_plain_letters():
    actor, person = new_id(), new_id()
    one = event(actor_id=actor, person_id=person, subject="Ærlig", categories=(Category.PLAN,), basis="rule (own)")

    content = json.loads(one.payload)

    assert content == {
        "id": str(one.id), "at": NOW.isoformat(), "actor": str(actor), "person": str(person), "action": "READ",
        "subject": "Ærlig", "categories": ["PLAN"], "purpose": "", "basis": "rule (own)", "outcome": "DONE",
        "request": "",
    }  # fmt: skip


def test_a_refusal_outlives_its_transaction(worker):
    stranger = PersonFactory()

    with pytest.raises(NotInTable), unit_of_work(worker.pk):
        require(worker, Action.RECORD, stranger, Category.CONTACTS, now=NOW)
    written = write_noted()

    row = AuditEvent.objects.get()
    assert (written, row.outcome, row.actor_id, row.person_id) == (1, Outcome.REFUSED, worker.pk, stranger.pk)
    assert (noted.take(), [look.was_refused for look in looks(person_id=stranger.pk)]) == ((), [True])


def test_the_page_of_a_hidden_person_is_a_refusal_in_the_log(client, worker):
    client.force_login(worker)
    stranger = PersonFactory()

    answer = client.get(reverse("staff:person", args=[stranger.pk]))

    assert answer.status_code == 404
    assert AuditEvent.objects.get(person_id=stranger.pk).outcome == Outcome.REFUSED


def test_a_page_that_cannot_be_logged_is_not_shown(client, worker, monkeypatch):
    client.force_login(worker)
    address = reverse("staff:person", args=[worker.person.pk])
    assert worker.person.family_name in client.get(address).content.decode()
    monkeypatch.setattr(chain, "append", _failing(DatabaseError("disk full")))

    answer = client.get(address)

    assert (answer.status_code, worker.person.family_name in answer.content.decode()) == (503, False)


def test_a_refusal_that_cannot_be_logged_is_out_of_order(client, worker, monkeypatch):
    client.force_login(worker)
    monkeypatch.setattr(chain, "append", _failing(DatabaseError("disk full")))

    answer = client.get(reverse("staff:person", args=[new_id()]))

    assert answer.status_code == 503


def test_a_write_that_cannot_be_logged_does_not_happen(client, worker, monkeypatch):
    client.force_login(worker)
    monkeypatch.setattr(chain, "append", _failing(DatabaseError("disk full")))
    form = {
        "kind": "HOME_VISIT", "outcome": "MET", "minutes": "30", "text": "x", "mutation_key": str(new_id()),
        "unit": str(worker.memberships.get().unit_id), "took_place_at": timezone.localtime().strftime("%Y-%m-%dT%H:%M"),
        "day": timezone.localdate().isoformat(), "time": "00:00",
    }  # fmt: skip

    answer = client.post(reverse("staff:record", args=[worker.person.pk]), form)

    assert (answer.status_code, Contact.objects.count()) == (503, 0)


def test_a_commit_that_cannot_be_signed_fails_and_what_it_wrote_stands(monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr(heads, "sign_and_append", _failing(OSError("read-only file system")))

    with pytest.raises(audit.AuditFailed), django_capture_on_commit_callbacks(execute=True):
        audit.append([event()])

    assert AuditEvent.objects.count() == 1


def _failing(error):
    def fail(*_arguments, **_named):
        raise error

    return fail


def test_nobody_reads_who_has_looked_by_the_name_of_somebody_else():
    user, person = UserFactory(name="Testworker Einer"), new_id()
    audit.append([event(actor_id=user.pk, person_id=person), event(actor_id=None, person_id=person)])

    assert [look.who for look in looks(person_id=person)] == ["", "Testworker Einer"]


def test_a_payload_without_its_words_is_a_finding_and_no_crash():
    payload = event().payload.replace('"person"', '"persom"')
    hashed = chain.link(chain.FIRST, 1, payload)
    AuditHead.objects.create(chain_id=INSTALLATION, sequence=1, hash=hashed)
    AuditEvent.objects.create(
        chain_id=INSTALLATION, sequence=1, at=NOW, action="READ", outcome="DONE", payload=payload, hash=hashed
    )

    assert "the columns disagree with the payload" in [one.what for one in verify()]
