"""Persons of the demo who log in to their own page."""

import pytest
from django.test import Client

from samhold.demo import logins
from samhold.rooms.access.models import Invitation
from samhold.rooms.care.models import ContactComment, Response
from samhold.rooms.people.models import Person

pytestmark = pytest.mark.django_db


def test_some_of_each_written_form_have_an_own_page(region):
    rows = Person.objects.filter(account__is_demo=True)

    assert {row.written_form for row in rows} == {"nb", "nn"}
    assert all(row.account.has_usable_password() for row in rows)
    assert not Invitation.objects.filter(used_at=None).exists()


PAGES = ("", "plan/", "crisis/", "people/", "meetings/", "answers/", "notes/", "sharing/", "looks/")


@pytest.mark.parametrize("path", [f"/me/{page}" for page in PAGES])
def test_their_pages_open(region, path):
    client = Client()
    for card in logins.own_pages():
        client.force_login(Person.objects.get(account_id=card.user_id).account)

        assert client.get(path).status_code == 200


def test_they_answer_alone_and_some_say_something_to_the_last_note(region):
    rows = Person.objects.filter(account__is_demo=True)
    answered = Response.objects.filter(person__in=rows, answered_by="PERSON", finished_by__in=rows.values("account"))
    said = ContactComment.objects.values_list("person_id", "written_by_id")

    assert set(answered.values_list("person_id", flat=True)) == set(rows.values_list("pk", flat=True))
    assert set(said) <= set(rows.values_list("pk", "account_id"))
    assert said
