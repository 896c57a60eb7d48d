"""Persons of the demo who log in to their own page."""

import pytest
from django.test import Client

from samhold.demo import logins
from samhold.rooms.access.models import Invitation
from samhold.rooms.people.models import Person

pytestmark = pytest.mark.django_db


def test_some_of_each_written_form_have_an_own_page(region):
    rows = Person.objects.filter(account__is_demo=True)

    assert {row.written_form for row in rows} == {"nb", "nn"}
    assert all(row.account.has_usable_password() for row in rows)
    assert not Invitation.objects.filter(used_at=None).exists()


@pytest.mark.parametrize("path", ["/me/", "/me/plan/", "/me/crisis/", "/me/people/", "/me/meetings/"])
def test_their_pages_open(region, path):
    client = Client()
    for card in logins.own_pages():
        client.force_login(Person.objects.get(account_id=card.user_id).account)

        assert client.get(path).status_code == 200
