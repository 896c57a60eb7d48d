"""The same seed and day give the same rows; random are ids, keys, ciphertexts, hashes and the password."""

import pytest
from django.db import transaction

from samhold.demo.growth import grow
from samhold.rooms.access.models import User
from samhold.rooms.care.models import Appointment, Contact
from samhold.rooms.notices.models import Notice
from samhold.rooms.organisations.models import Membership, Organisation
from samhold.rooms.people.models import Block, Conflict, Consent, Grant, NetworkMember, Person, Residence
from tests.demo.conftest import PASSWORD, SEED, TODAY

pytestmark = pytest.mark.django_db
PERSONAL = (Person, Residence, NetworkMember, Consent, Block, Conflict, Grant, Appointment, Contact)
TOLD = (Organisation, User, *PERSONAL, Notice)
RANDOM = {"password", "path", "national_number_index"}


def test_same_seed_and_day_give_the_same_rows():
    first, second = grown_once(), grown_once()

    assert first == second
    assert min(len(rows) for rows in first) > 0


def grown_once():
    """Grow a region, tell its rows without ids and ciphertexts, and take it back."""
    with transaction.atomic():
        grow(seed=SEED, today=TODAY, password=PASSWORD, months=1, one_in=14)
        told = [[describe(row) for row in model.objects.order_by("pk")] for model in TOLD]
        transaction.set_rollback(True)
    return told


def describe(row):
    """Tell a row by what it says, and other rows by their names."""
    fields = (field for field in row._meta.concrete_fields if not field.primary_key)
    return {field.name: named(getattr(row, field.name)) for field in fields if field.name not in RANDOM}


def named(value):
    if isinstance(value, Person | Membership):
        return str(value.created_at) + value.name if isinstance(value, Person) else value.user.name
    return str(value) if not hasattr(value, "pk") else getattr(value, "name", type(value).__name__)
