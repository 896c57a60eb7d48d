"""Addresses by name: as Django's own, also those that are remembered."""

from __future__ import annotations

from uuid import uuid4

from django.urls import reverse, set_script_prefix

from samhold.sites.staff.addresses import address


def test_address_of_a_person_is_the_one_that_django_gives() -> None:
    one, other = uuid4(), uuid4()

    found = [address("person", one), address("person", other), address("undo_contact", one, other)]

    names = (("person", one), ("person", other), ("undo_contact", one, other))
    assert found == [reverse(f"staff:{name}", args=ids) for name, *ids in names]


def test_address_that_there_is_not_is_empty() -> None:
    assert address("no_such_page", uuid4()) == ""


def test_address_under_another_prefix_holds_it() -> None:
    one = uuid4()
    before = address("person", one)

    set_script_prefix("/inside/")
    try:
        assert address("person", one) == f"/inside{before}"
    finally:
        set_script_prefix("/")
