"""Emergency access: asked once more, by the whole number, for four hours, and reviewed."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from samhold.core.identity import synthetic
from samhold.infrastructure.keyring import blind_index
from samhold.rooms.access.enums import EVERYTHING, Category, Role, mask_of
from samhold.rooms.access.models import AuditEvent
from samhold.rooms.notices.models import Notice
from samhold.rooms.people.enums import EmergencyReason, NetworkRole, Verdict
from samhold.rooms.people.models import Grant
from samhold.rooms.people.queries.persons import NUMBER_INDEX
from samhold.sites.middleware import LIMITS
from tests.sites.staff.circle import client_of, page, text_of
from tests.support.factories.organisations import MembershipFactory, UnitFactory
from tests.support.factories.people import (
    BlockFactory,
    ConflictFactory,
    GrantFactory,
    NetworkMemberFactory,
    PersonFactory,
)
from tests.support.factories.plans import CrisisCallFactory, CrisisPlanFactory


def numbers():
    from datetime import date

    return [synthetic(date(1980, 1, day), 100 + day).reveal() for day in (1, 2)]


@pytest.fixture
def unknown(scene):
    """Somebody elsewhere, to whom nobody of the scene has a relation."""
    number = numbers()[0]
    leader = MembershipFactory(role=Role.UNIT_LEADER)
    person = PersonFactory(
        tenant=leader.unit.organisation,
        family_name="Nødfuru",
        national_number=number,
        national_number_index=blind_index(NUMBER_INDEX, number),
        phone="900 77 777",
    )
    return person, number, leader


def _form(number, **changed):
    return {
        "reason": EmergencyReason.ACUTE_HELP,
        "explanation": "Funnet ute i natt, forvirret og kald.",
        "national_number": number,
        "membership": "",
    } | changed


def _take(scene, number, **changed):
    client = client_of(scene.worker, has_confirmed=True)
    return client, client.post("/emergency/", _form(number, membership=str(scene.post.pk), **changed))


def test_emergency_asks_who_one_is(scene, worker_client):
    response = worker_client.get("/emergency/")

    assert response.headers["Location"].startswith("/account/reauthenticate/?next=")


def test_emergency_sent_without_confirmation_keeps_no_number(scene, unknown, worker_client):
    _person, number, _leader = unknown

    response = worker_client.post("/emergency/", _form(number, membership=str(scene.post.pk)))

    assert (response.headers["Location"], Grant.objects.count()) == ("/emergency/", 0)
    assert number not in str(dict(worker_client.session))


def test_emergency_opens_the_emergency_set_only_and_tells_those_who_review(scene, unknown):
    person, number, leader = unknown

    client, response = _take(scene, number)
    shown = text_of(client.get(response.headers["Location"]))

    assert response.headers["Location"] == page(person, "emergency/")
    assert ("Nødfuru" in shown, "900 77 777" in shown) == (True, True)
    assert client.get(page(person, "")).status_code == 404
    assert client.get(page(person, "network/")).status_code == 404
    path = f"/reviews/{Grant.objects.get().pk}/"
    assert Notice.objects.filter(recipient=leader.user, path=path).count() == 1
    assert "Nødfuru" in text_of(client.get("/emergency/"))


def test_emergency_shows_first_what_one_came_for(scene, unknown):
    person, number, leader = unknown
    plan = CrisisPlanFactory(person=person, meet_me="Snakk rolig, uten jakke på.")
    CrisisCallFactory(plan=plan, name="Testsyster Furu", phone="900 66 666")
    line = {"role": NetworkRole.PRIMARY_CONTACT, "phone": "900 55 555"}
    NetworkMemberFactory(person=person, membership=leader, **line)

    _client, response = _take(scene, number)
    shown = text_of(_client.get(response.headers["Location"]))

    order = ["Snakk rolig", "tel:90077777", "tel:90055555", "tel:90066666", "tel:113", "ds-details"]
    places = [shown.index(words) for words in order]
    assert places == sorted(places)


def test_emergency_ends_by_itself_and_when_given_back(scene, unknown):
    person, number, _leader = unknown
    client, _response = _take(scene, number)

    client.post(page(person, "emergency/end/"))
    given_back = client.get(page(person, "emergency/")).status_code
    start = timezone.now() - timedelta(hours=5)
    GrantFactory(person=person, membership=scene.post, starts_at=start)

    assert (given_back, client.get(page(person, "emergency/")).status_code) == (404, 404)


def test_emergency_to_unknown_and_to_blocked_number_answer_the_same(scene, unknown):
    person, number, _leader = unknown
    BlockFactory(person=person, user=scene.worker, categories=EVERYTHING)

    _client, hidden = _take(scene, number)
    _client, nobody = _take(scene, numbers()[1])

    assert (hidden.status_code, nobody.status_code, Grant.objects.count()) == (404, 404, 0)
    assert _without_nonce(hidden) == _without_nonce(nobody)


def _without_nonce(response):
    import re

    return re.sub(r'(nonce|value|X-CSRFToken)"?[=:] ?"[^"]*"', "", text_of(response))


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"national_number": "123"}, "national_number"),
        ({"national_number": "01018012345"}, "national_number"),
        ({"reason": "CURIOUS"}, "reason"),
        ({"explanation": ""}, "explanation"),
    ],
)
def test_emergency_says_what_is_wrong_beside_the_field(scene, changed, field):
    _client, response = _take(scene, numbers()[1], **changed)

    assert field in response.context["form"].errors


def test_emergency_needs_a_role_that_meets_persons(scene, unknown):
    _person, number, _leader = unknown
    officer = MembershipFactory(role=Role.PRIVACY_OFFICER)
    client = client_of(officer.user, has_confirmed=True)

    response = client.post("/emergency/", _form(number, membership=str(officer.pk)))

    assert (response.status_code, Grant.objects.count()) == (200, 0)


def test_emergency_sent_twice_is_taken_once(scene, unknown):
    _person, number, _leader = unknown
    key = str(uuid4())

    for _time in range(2):
        _take(scene, number, mutation_key=key)

    assert Grant.objects.count() == 1


def test_emergency_tried_too_often_is_stopped_though_each_try_was_refused(scene):
    answers = [_take(scene, numbers()[1])[1].status_code for _ in range(LIMITS["/emergency/"].times + 1)]

    assert answers == [404] * LIMITS["/emergency/"].times + [429]
    assert AuditEvent.objects.filter(actor_id=scene.worker.pk, outcome="REFUSED").count() == len(answers)


def test_review_shows_the_name_only_to_those_who_may_know_it(scene, unknown):
    person, number, leader = unknown
    officer = MembershipFactory(role=Role.PRIVACY_OFFICER, unit=leader.unit)
    _take(scene, number)

    shown = text_of(client_of(officer.user).get("/reviews/"))

    assert (scene.worker.name in shown, person.family_name in shown, number in shown) == (True, False, False)


def test_review_is_saved_told_and_gone_from_the_list(scene, unknown):
    _person, number, leader = unknown
    _take(scene, number)
    grant = Grant.objects.get()
    client = client_of(leader.user)

    client.post(f"/reviews/{grant.pk}/", {"verdict": Verdict.JUSTIFIED, "note_text": "Riktig"})

    grant.refresh_from_db()
    assert (grant.verdict, grant.reviewed_by) == (Verdict.JUSTIFIED, leader.user)
    assert client.get("/reviews/").context["waiting"] == ()
    assert Notice.objects.filter(recipient=scene.worker, kind="EMERGENCY_REVIEWED").exists()


def test_review_settles_its_notice_and_stands_among_the_reviewed(scene, unknown):
    person, number, leader = unknown
    worker, _response = _take(scene, number)
    worker.get(page(person, "emergency/"))
    client, url = client_of(leader.user), f"/reviews/{Grant.objects.get().pk}/"
    opened = client.get(url).context["grant"].opened

    client.post(url, {"verdict": Verdict.JUSTIFIED})

    reviewed = client.get("/reviews/").context["reviewed"]
    assert [(one.who, one.reviewed_by) for one in reviewed] == [(scene.worker.name, leader.user.name)]
    assert Notice.objects.waiting_for(leader.user_id).count() == 0
    assert len(opened) >= 2
    assert client.get(url).context["grant"].verdict == str(Verdict.JUSTIFIED.label)


def test_review_that_finds_no_grounds_needs_a_note(scene, unknown):
    _person, number, leader = unknown
    _take(scene, number)
    url = f"/reviews/{Grant.objects.get().pk}/"

    response = client_of(leader.user).post(url, {"verdict": Verdict.NOT_JUSTIFIED})

    assert (list(response.context["form"].errors), Grant.objects.get().verdict) == (["note_text"], "")


def test_review_twice_is_refused_with_a_sentence(scene, unknown):
    _person, number, leader = unknown
    _take(scene, number)
    client, url = client_of(leader.user), f"/reviews/{Grant.objects.get().pk}/"
    client.post(url, {"verdict": Verdict.JUSTIFIED})

    response = client.post(url, {"verdict": Verdict.NOT_JUSTIFIED})

    assert len(response.context["form"].non_field_errors()) == 1


def test_review_of_own_access_is_refused(scene, unknown):
    _person, number, leader = unknown
    client = client_of(leader.user, has_confirmed=True)
    client.post("/emergency/", _form(number, membership=str(leader.pk)))

    response = client.post(f"/reviews/{Grant.objects.get().pk}/", {"verdict": Verdict.JUSTIFIED})

    assert len(response.context["form"].non_field_errors()) == 1
    assert Grant.objects.get().verdict == ""


def test_review_of_another_organisation_is_not_found(scene, unknown):
    _person, number, _leader = unknown
    _take(scene, number)
    stranger = MembershipFactory(role=Role.UNIT_LEADER, unit=UnitFactory())

    assert client_of(stranger.user).get(f"/reviews/{Grant.objects.get().pk}/").status_code == 404


def test_reviews_are_for_those_who_review(scene, worker_client):
    assert worker_client.get("/reviews/").status_code == 403


def _reads(user, person):
    return AuditEvent.objects.filter(actor_id=user.pk, person_id=person.pk, action="READ", outcome="DONE").count()


def test_emergency_lists_open_persons_with_a_line_in_the_log_for_each(scene, unknown):
    person, number, _leader = unknown
    client, _response = _take(scene, number)
    before = _reads(scene.worker, person)

    client.get("/emergency/")

    assert _reads(scene.worker, person) == before + 1


def test_review_opened_is_a_line_in_the_log_though_the_name_is_hidden(scene, unknown):
    person, number, leader = unknown
    _take(scene, number)

    shown = text_of(client_of(leader.user).get(f"/reviews/{Grant.objects.get().pk}/"))

    assert ("forvirret og kald" in shown, person.family_name in shown) == (True, False)
    assert _reads(leader.user, person) == 1


@pytest.mark.parametrize("bar", ["block", "conflict"])
def test_review_is_withheld_from_a_reviewer_in_conflict_or_blocked(scene, unknown, bar):
    person, number, leader = unknown
    _take(scene, number)
    if bar == "block":
        BlockFactory(person=person, user=leader.user, categories=mask_of([Category.CRISIS]))
    else:
        ConflictFactory(person=person, user=leader.user, home_unit=leader.unit)
    client, url = client_of(leader.user), f"/reviews/{Grant.objects.get().pk}/"

    response = client.get(url)
    client.post(url, {"verdict": Verdict.JUSTIFIED})

    assert ("forvirret" in text_of(response), 'name="verdict"' in text_of(response)) == (False, False)
    assert response.context["grant"].is_barred
    assert Grant.objects.get().verdict == ""
    assert AuditEvent.objects.filter(actor_id=leader.user.pk, action="DECIDE", outcome="REFUSED").count() == 1
