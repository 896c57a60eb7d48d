"""The doctor finds what is wrong in a database."""

from __future__ import annotations

import pytest

from samhold.cli.doctor import stored
from samhold.foundation.identifiers import new_id
from samhold.rooms.access.models import AuditHead

pytestmark = pytest.mark.django_db


# The database itself is looked at in `test_manners.py`: here it lives in memory, or is the owner's.
@pytest.mark.parametrize("check", stored.CHECKS[1:], ids=lambda check: check.__name__)
def test_doctor_fresh_database_is_well(check):
    assert check().mend == ""


def test_doctor_chain_that_was_cut_off_is_found():
    AuditHead.objects.create(chain_id=new_id(), sequence=3, hash="f" * 64)

    finding = stored.chains()

    assert (finding.seen, finding.is_well) == ("1 chains do not end where their head says", False)
