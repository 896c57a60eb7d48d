"""The doctor finds what is wrong in a database."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from samhold.cli.doctor import stored
from samhold.foundation.identifiers import new_id
from samhold.infrastructure.jobs.models import Job
from samhold.rooms.access.enums import Role
from samhold.rooms.access.models import AuditHead
from tests.support.factories.organisations import AgreementFactory, MembershipFactory

pytestmark = pytest.mark.django_db


# The database itself is looked at in `test_manners.py`: here it lives in memory, or is the owner's.
@pytest.mark.parametrize("check", stored.CHECKS[1:], ids=lambda check: check.__name__)
def test_doctor_fresh_database_is_well(check):
    assert check().mend == ""


def test_doctor_chain_that_was_cut_off_is_found():
    AuditHead.objects.create(chain_id=new_id(), sequence=3, hash="f" * 64)

    finding = stored.chains()

    assert (finding.seen, finding.is_well) == ("1 chains do not end where their head says", False)


def _job(**changes: object) -> Job:
    values = {"task": "samhold.x.tasks.y", "arguments": {}, "queue": "default", "run_after": timezone.now()}
    return Job.objects.create(**values | changes)


def test_doctor_job_that_was_given_up_is_found():
    error = {"exception_class_path": "builtins.ValueError", "traceback": ""}
    for _ in range(2):
        _job(state="FAILED", finished_at=timezone.now(), errors=[error])

    finding = stored.jobs()

    assert (finding.seen, finding.is_well) == ("2 of samhold.x.tasks.y were given up (builtins.ValueError)", False)


def test_doctor_job_that_nobody_takes_is_found():
    _job()
    _job(run_after=timezone.now() + timedelta(days=1))
    _job(run_after=timezone.now() - timedelta(minutes=16))
    _job(state="RUNNING", attempts=1, leased_until=timezone.now() - timedelta(minutes=16))

    finding = stored.jobs()

    assert finding.seen == "2 wait for a worker since a quarter of an hour or more"
    assert finding.mend.startswith("Let `samhold worker` run as a service")


def test_doctor_organisation_without_a_privacy_officer_is_found():
    lacking = MembershipFactory(unit__organisation__name="Lom")
    officer = MembershipFactory(role=Role.PRIVACY_OFFICER)
    guest = AgreementFactory(unit=officer.unit).guest
    MembershipFactory(unit__organisation=guest)

    before = stored.privacy_officers()
    MembershipFactory(unit=lacking.unit, role=Role.PRIVACY_OFFICER)

    assert (before.seen, before.is_well) == ("1 organisations lack one: Lom", False)
    assert stored.privacy_officers().is_well
