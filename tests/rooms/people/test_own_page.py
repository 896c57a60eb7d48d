"""The own page is opened by an invitation that works once, and closed by those who opened it."""

from __future__ import annotations

import pytest
from django.utils import timezone

from samhold.foundation.errors import NotAllowed, NotAvailable
from samhold.infrastructure.log_in_names import address_of, is_sent_to, name_of
from samhold.rooms.access.account import AccountClosed
from samhold.rooms.access.actions import invitations
from samhold.rooms.access.actions.invitations import LinkUsed
from samhold.rooms.access.enums import Purpose, Role
from samhold.rooms.access.invited import access_invitation, good_until
from samhold.rooms.access.models import Invitation, User
from samhold.rooms.access.queries.audit import looks
from samhold.rooms.organisations.enums import WrittenForm
from samhold.rooms.people.access import access_person
from samhold.rooms.people.actions import own_page
from samhold.rooms.people.enums import NetworkRole
from samhold.rooms.people.own_access import access_own
from samhold.rooms.people.queries.own_page import OwnPage, own_page_of
from tests.support.factories.organisations import MembershipFactory
from tests.support.factories.people import NetworkMemberFactory, NetworkUnitFactory, PersonFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()
PASSWORD = "tre-ville-hestar"


@pytest.fixture
def post():
    return MembershipFactory(role=Role.CARE_WORKER)


@pytest.fixture
def person(post):
    made = PersonFactory(tenant=post.unit.organisation, written_form=WrittenForm.NYNORSK)
    NetworkMemberFactory(person=made, membership=post, role=NetworkRole.PRIMARY_CONTACT)
    return made


def opened(person, post):
    return access_person(actor=post.user, person_id=person.pk, purpose=Purpose.CARE, now=NOW)


def test_invite_makes_an_account_that_speaks_the_persons_written_form(person, post):
    made = own_page.invite(person=person, email="Ola@Example.test", by=post.user, now=NOW)

    account = User.objects.get(person=person)
    assert (account.email, account.language, account.is_active) == ("ola@example.test", "nn", True)
    assert not account.has_usable_password()
    assert made.invitation.expires_at == good_until(NOW)


def test_invite_without_an_email_gives_a_log_in_name(person, post):
    account = own_page.invite(person=person, email="", by=post.user, now=NOW).account

    assert not is_sent_to(account.email)
    assert address_of(name_of(account.email).upper()) == account.email


def test_invite_keeps_only_a_hash_of_the_code(person, post):
    made = own_page.invite(person=person, email="", by=post.user, now=NOW)

    assert made.code not in str(Invitation.objects.values().get())
    assert access_invitation(code=made.code.upper().replace("-", " "), now=NOW) == made.invitation


def test_invite_stands_in_the_persons_log(person, post):
    own_page.invite(person=person, email="", by=post.user, now=NOW)

    (line,) = looks(person_id=person.pk, limit=5)
    assert line.subject.split()[-1] == "invited"
    assert line.actor_id == post.user_id


def test_invite_anew_lets_the_first_link_fail(person, post):
    first = own_page.invite(person=person, email="", by=post.user, now=NOW)
    second = own_page.invite(person=person, email="", by=post.user, now=NOW)

    assert second.account == first.account
    with pytest.raises(NotAvailable):
        access_invitation(code=first.code, now=NOW)


def test_invite_with_another_email_closes_the_account_before(person, post):
    first = own_page.invite(person=person, email="a@example.test", by=post.user, now=NOW).account
    second = own_page.invite(person=person, email="b@example.test", by=post.user, now=NOW).account

    first.refresh_from_db()
    person.refresh_from_db()
    assert (first.is_active, second.is_active, person.account) == (False, True, second)


def test_invite_to_anothers_address_is_refused(person, post):
    with pytest.raises(own_page.AddressTaken):
        own_page.invite(person=person, email=post.user.email, by=post.user, now=NOW)


def test_worker_of_the_unit_alone_may_not_invite(person, post):
    other = MembershipFactory(role=Role.CARE_WORKER)
    NetworkUnitFactory(person=person, unit=other.unit)

    for act in (own_page.revoke, own_page.close, own_page.reopen):
        with pytest.raises(NotAllowed):
            act(person=person, by=other.user, now=NOW)
    with pytest.raises(NotAllowed):
        own_page.invite(person=person, email="", by=other.user, now=NOW)


def test_person_may_not_invite_to_their_own_page(person, post):
    account = own_page.invite(person=person, email="", by=post.user, now=NOW).account

    with pytest.raises(NotAllowed):
        own_page.invite(person=person, email="", by=account, now=NOW)


def test_link_works_once(person, post):
    made = own_page.invite(person=person, email="", by=post.user, now=NOW)
    invitation = access_invitation(code=made.code, now=NOW)

    invitations.accept(invitation=invitation, password=PASSWORD, by=made.account, now=NOW)

    assert User.objects.get(pk=made.account.pk).check_password(PASSWORD)
    with pytest.raises(NotAvailable):
        access_invitation(code=made.code, now=NOW)
    with pytest.raises(LinkUsed):
        invitations.accept(invitation=invitation, password="another-password", by=made.account, now=NOW)


def test_link_of_another_account_is_refused(person, post):
    made = own_page.invite(person=person, email="", by=post.user, now=NOW)

    with pytest.raises(LinkUsed):
        invitations.accept(invitation=made.invitation, password=PASSWORD, by=post.user, now=NOW)


@pytest.mark.parametrize("code", ["", "2222-2222-2222-2222", "x"])
def test_wrong_link_is_not_available(code):
    with pytest.raises(NotAvailable):
        access_invitation(code=code, now=NOW)


def test_link_that_is_too_old_is_not_available(person, post):
    code = own_page.invite(person=person, email="", by=post.user, now=NOW).code

    with pytest.raises(NotAvailable):
        access_invitation(code=code, now=good_until(NOW))


def test_link_that_is_taken_back_is_not_available(person, post):
    code = own_page.invite(person=person, email="", by=post.user, now=NOW).code

    own_page.revoke(person=person, by=post.user, now=NOW)

    with pytest.raises(NotAvailable):
        access_invitation(code=code, now=NOW)
    with pytest.raises(own_page.NoOwnPage):
        own_page.revoke(person=person, by=post.user, now=NOW)


def test_closed_page_opens_for_nobody_until_it_is_opened_again(person, post):
    made = own_page.invite(person=person, email="", by=post.user, now=NOW)

    own_page.close(person=person, by=post.user, now=NOW)

    account = User.objects.get(pk=made.account.pk)
    assert (account.is_active, account.session_round) == (False, 1)
    with pytest.raises(NotAvailable):
        access_own(actor=account, now=NOW)
    with pytest.raises(AccountClosed):
        invitations.accept(invitation=made.invitation, password=PASSWORD, by=account, now=NOW)
    with pytest.raises(own_page.NoOwnPage):
        own_page.close(person=person, by=post.user, now=NOW)

    own_page.reopen(person=person, by=post.user, now=NOW)

    assert access_own(actor=User.objects.get(pk=account.pk), now=NOW) == person
    with pytest.raises(own_page.NoOwnPage):
        own_page.reopen(person=person, by=post.user, now=NOW)


def test_invite_after_a_closing_opens_the_page_again(person, post):
    made = own_page.invite(person=person, email="", by=post.user, now=NOW)
    made.account.set_password(PASSWORD)
    made.account.save()
    own_page.close(person=person, by=post.user, now=NOW)

    again = own_page.invite(person=opened(person, post), email="", by=post.user, now=NOW)

    assert (again.account, again.account.is_active) == (made.account, True)
    assert not User.objects.get(pk=made.account.pk).has_usable_password()


def test_invite_from_a_page_that_did_not_know_of_the_account_makes_no_second_one(person, post):
    late = opened(person, post)
    first = own_page.invite(person=person, email="", by=post.user, now=NOW)

    second = own_page.invite(person=late, email="", by=post.user, now=NOW)

    assert (second.account, late.account) == (first.account, first.account)


def test_how_the_page_stands_is_told_to_those_who_may_change_it(person, post):
    assert own_page_of(person=person, now=NOW) is None
    assert own_page_of(person=opened(person, post), now=NOW) == OwnPage()

    own_page.invite(person=person, email="ola@example.test", by=post.user, now=NOW)

    told = OwnPage(log_in="ola@example.test", email="ola@example.test", invited_until=good_until(NOW))
    assert own_page_of(person=opened(person, post), now=NOW) == told


def test_account_that_opens_nobodys_page_is_refused(post):
    with pytest.raises(NotAvailable):
        access_own(actor=post.user, now=NOW)
