"""Requests, decisions, complaints and hours in the browser's own words."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from samhold.foundation.time import local_day
from samhold.rooms.access.enums import EVERYTHING, Category, Role, mask_of
from samhold.rooms.care.models import Complaint, Decision, LegalBasis, RequestForHelp, ServiceType
from tests.sites.staff.circle import client_of, page, text_of
from tests.support.factories.access import UserFactory
from tests.support.factories.decisions import ComplaintFactory, DecisionFactory, GrantedFactory, RequestForHelpFactory
from tests.support.factories.organisations import MembershipFactory
from tests.support.factories.people import NetworkMemberFactory

YEAR_AGO = date(2025, 1, 1)


@pytest.fixture
def today():
    return local_day(timezone.now())


@pytest.fixture
def leader_client(scene):
    user = UserFactory(name="Testperson Leder", language="en")
    return client_of(MembershipFactory(user=user, unit=scene.unit, role=Role.UNIT_LEADER).user)


@pytest.fixture
def service(db):
    del db
    return ServiceType.objects.get(code="FOLLOW_UP")


@pytest.fixture
def assessed(scene, service):
    return DecisionFactory(person=scene.person, unit=scene.unit, service=service, state="ASSESSED")


@pytest.fixture
def granted(scene, service, today):
    return GrantedFactory(
        person=scene.person,
        unit=scene.unit,
        service=service,
        first_date=YEAR_AGO,
        hours_per_week=Decimal("7.5"),
        complain_by_date=today + timedelta(days=9),
        grounds="Grunn som bare noen leser",
    )


def verdict(decision, today, **changes):
    values = {
        "state": "GRANTED", "hours": "10", "per": "WEEK", "first_date": today.isoformat(), "last_date": "",
        "grounds": "Han trenger det.", "legal_basis": str(LegalBasis.objects.get(code="HEALTH").pk),
        "told_date": today.isoformat(), "base_version": decision.version,
    }  # fmt: skip
    return values | changes


@pytest.fixture(autouse=True)
def in_english(scene):
    """Let the worker read the pages in the language of the source."""
    scene.worker.language = "en"
    scene.worker.save()


def of(decision, rest=""):
    return page(decision.person, f"decisions/{decision.pk}/{rest}")


def test_an_application_is_written_down_and_assessed(scene, worker_client, service, today):
    typed = {"service": str(service.pk), "wish": "Hjelp", "applied_date": today.isoformat(), "unit": str(scene.unit.pk)}

    answer = worker_client.post(page(scene.person, "decisions/apply/"), typed)
    row = Decision.objects.get()
    then = worker_client.post(of(row, "assess/"), {"main_pathway": "3", "text": "Kartlagt", "base_version": "1"})

    assert (answer.status_code, then.status_code) == (302, 302)
    row.refresh_from_db()
    assert (row.state, row.main_pathway, row.unit) == ("ASSESSED", 3, scene.unit)
    assert "Kartlagt" in text_of(worker_client.get(of(row)))


def test_a_leader_decides_by_the_month_and_the_letter_is_a_pdf(assessed, leader_client, today):
    answer = leader_client.post(of(assessed, "decide/"), verdict(assessed, today, per="MONTH"))

    assessed.refresh_from_db()
    assert (answer.status_code, assessed.state, assessed.hours_per_week) == (302, "GRANTED", Decimal("2.50"))
    letter = leader_client.get(of(assessed, "letter/"))
    assert (letter["Content-Type"], letter.content[:5]) == ("application/pdf", b"%PDF-")
    assert leader_client.post(of(assessed, "start/")).status_code == 302
    typed = {"text": "Det hjelper", "base_version": "3"}
    assert leader_client.post(of(assessed, "evaluate/"), typed).status_code == 302
    assessed.refresh_from_db()
    assert assessed.state == "EVALUATED"


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"hours": "169"}, "hours", "A week has 168 hours."),
        ({"hours": "673", "per": "MONTH"}, "hours", "A week has 168 hours."),
        ({"last_date": "2020-01-01"}, "last_date", "The last day is before the first."),
        ({"first_date": ""}, "hours", "Write how many hours are granted"),
        ({"grounds": ""}, "grounds", "This field is required."),
        ({"told_date": "2020-01-01"}, "told_date", "cannot be told before it is decided"),
    ],
)
def test_bad_input_is_told_beside_its_field_and_nothing_typed_is_lost(
    assessed, leader_client, today, wrong, field, sentence
):
    typed = verdict(assessed, today, **{"grounds": "Grunnene som ble skrevet"} | wrong)

    answer = leader_client.post(of(assessed, "decide/"), typed)

    form = answer.context["form"]
    assert (answer.status_code, list(form.errors)) == (200, [field])
    assert sentence in str(form.errors[field])
    assert typed["grounds"] in text_of(answer)
    assert f'value="{typed["hours"]}"' in text_of(answer)


def test_overlapping_days_are_told_beside_the_first_day(assessed, granted, leader_client, today):
    answer = leader_client.post(of(assessed, "decide/"), verdict(assessed, today))

    assert "There is a decision on this service already" in str(answer.context["form"].errors["first_date"])


def test_a_stale_form_says_so_and_may_be_sent_again(assessed, leader_client, today):
    answer = leader_client.post(of(assessed, "decide/"), verdict(assessed, today, base_version="0"))
    sent_again = verdict(assessed, today, base_version=answer.context["form"]["base_version"].value())

    assert "Somebody else saved this" in str(answer.context["form"].non_field_errors())
    assert leader_client.post(of(assessed, "decide/"), sent_again).status_code == 302


def test_a_decision_is_changed_and_ended_by_the_leader_alone(granted, worker_client, leader_client, today):
    refused = [worker_client.get(of(granted, rest)).status_code for rest in ("decide/", "change/", "end/")]
    changed = leader_client.post(of(granted, "change/"), verdict(granted, today))
    new = Decision.objects.get(replaces=granted)
    end = {"last_date": today.isoformat(), "reason": "", "base_version": new.version}
    without_reason = leader_client.post(of(new, "end/"), end)
    ended = leader_client.post(of(new, "end/"), end | {"reason": "Flytter"})

    assert refused == [403, 403, 403]
    assert (changed.status_code, ended.status_code) == (302, 302)
    assert "This field is required." in str(without_reason.context["form"].errors["reason"])
    new.refresh_from_db()
    assert (new.state, new.last_date) == ("ENDED", today)


def test_a_complaint_goes_its_way_through_the_pages(granted, worker_client, leader_client, today):
    typed = {"complained_by": "PERSON", "received_date": today.isoformat(), "words": "For lite"}
    worker_client.post(of(granted, "complain/"), typed)
    row = Complaint.objects.get()
    own = page(granted.person, f"complaints/{row.pk}/")

    steps = [
        leader_client.post(f"{own}consider/", {"text": "Sett på nytt", "base_version": "1"}),
        leader_client.post(f"{own}send-on/", {"text": "Oversendt", "base_version": "2"}),
        leader_client.post(f"{own}settle/", {"ruling": "UPHELD", "text": "", "base_version": "3"}),
    ]

    assert [answer.status_code for answer in steps] == [302, 302, 302]
    row.refresh_from_db()
    assert (row.state, row.ruling) == ("DECIDED", "UPHELD")
    assert worker_client.get(f"{own}consider/").status_code == 403


def test_a_complaint_is_reversed_by_a_new_decision(granted, leader_client, today):
    row = ComplaintFactory(decision=granted, state="CONSIDERED")

    shown = leader_client.get(of(granted))
    answer = leader_client.post(
        page(granted.person, f"complaints/{row.pk}/reverse/"), verdict(granted, today, base_version=row.version)
    )

    assert "Reverse the decision" in text_of(shown)
    assert answer.status_code == 302
    assert Decision.objects.get(replaces=granted).hours_per_week == 10


def test_the_tab_shows_decisions_requests_and_hours_given(scene, granted, worker_client, today):
    RequestForHelpFactory(unit=scene.unit, person=scene.person, tenant=scene.person.tenant, asked_by="Moren")

    shown = text_of(worker_client.get(page(scene.person, "decisions/")))

    assert "Follow-up in mental health and substance use" in shown
    assert "7.5 hours a week from 1 January 2025" in shown
    assert 'max="' in shown


def test_grounds_and_letter_are_for_those_who_read_of_health(scene, granted):
    narrow = mask_of({Category.IDENTITY, Category.NETWORK, Category.PLAN})
    post = MembershipFactory()
    NetworkMemberFactory(person=scene.person, membership=post, categories=narrow)
    client = client_of(post.user)

    shown = client.get(of(granted))

    assert (shown.status_code, granted.grounds in text_of(shown)) == (200, False)
    assert client.get(of(granted, "letter/")).status_code == 403
    wide = MembershipFactory()
    NetworkMemberFactory(person=scene.person, membership=wide, categories=EVERYTHING)
    assert granted.grounds in text_of(client_of(wide.user).get(of(granted)))


def test_who_may_not_read_the_plan_has_no_tab_and_no_page(scene, granted):
    post = MembershipFactory(role=Role.WARD_WORKER)
    NetworkMemberFactory(person=scene.person, membership=post)
    client = client_of(post.user)

    assert "/decisions/" not in text_of(client.get(page(scene.person, "")))
    assert client.get(page(scene.person, "decisions/")).status_code == 403
    assert client.get(of(granted)).status_code == 404


def test_a_stranger_finds_none_of_it(granted, stranger_client):
    complaint = ComplaintFactory(decision=granted)
    paths = ["decisions/", "decisions/apply/", f"decisions/{granted.pk}/", f"decisions/{granted.pk}/letter/"]
    paths.append(f"complaints/{complaint.pk}/consider/")

    assert {stranger_client.get(page(granted.person, rest)).status_code for rest in paths} == {404}


def test_a_decision_holds_from_today_unless_another_day_is_chosen(assessed, leader_client, today):
    form = leader_client.get(of(assessed, "decide/")).context["form"]

    assert (form["first_date"].value(), form["told_date"].value()) == (today, today)


def test_a_request_is_taken_answered_and_linked(scene, worker_client, today):
    typed = {"road": "PHONE", "asked_by": "Naboen", "about": "Mannen i nr. 4", "asked_for": "Noen å snakke med"}
    typed |= {"asked_date": today.isoformat(), "unit": str(scene.unit.pk)}

    first = worker_client.get("/requests/new/").context["form"]
    taken = worker_client.post("/requests/new/", typed)
    row = RequestForHelp.objects.get()
    shown = text_of(worker_client.get("/requests/"))
    away = {"outcome": "TURNED_AWAY", "answer": "Nei", "reason": "Bor ikke her", "offer": "", "base_version": "1"}
    without_offer = worker_client.post(f"/requests/{row.pk}/", away)
    linked = worker_client.post(f"/requests/{row.pk}/link/", {"person": str(scene.person.pk)})
    answered = worker_client.post(f"/requests/{row.pk}/", away | {"offer": "Nabokommunen", "base_version": "2"})

    assert (taken.status_code, linked.status_code) == (302, 302)
    assert answered["Location"] == f"/persons/{scene.person.pk}/decisions/"
    assert first["unit"].value() == str(scene.unit.pk)
    assert "Mannen i nr. 4" in shown
    assert "Write what you offer instead" in str(without_offer.context["form"].errors["offer"])
    row.refresh_from_db()
    assert (row.outcome, row.person) == ("TURNED_AWAY", scene.person)
    assert worker_client.get(f"/requests/{row.pk}/link/").status_code == 403


def test_a_request_about_a_person_is_taken_from_their_page(scene, worker_client, stranger_client, today):
    typed = {"road": "NAV", "asked_by": "Saksbehandler", "asked_for": "Hjelp", "asked_date": today.isoformat()}
    own = f"/requests/new/?person={scene.person.pk}"

    answer = worker_client.post(own, typed | {"unit": str(scene.unit.pk)})

    assert (answer.status_code, RequestForHelp.objects.get().person) == (302, scene.person)
    assert stranger_client.get(own).status_code == 404


def test_requests_are_not_for_everybody(scene, granted):
    row = RequestForHelpFactory(unit=scene.unit)
    peer = client_of(MembershipFactory(unit=scene.unit, role=Role.PEER_WORKER).user)
    elsewhere = client_of(MembershipFactory().user)

    assert [peer.get(path).status_code for path in ("/requests/", "/requests/new/", "/hours/")] == [403, 403, 403]
    assert elsewhere.get(f"/requests/{row.pk}/").status_code == 404
    assert elsewhere.get("/requests/counts/").status_code == 403


def test_a_leader_counts_in_numbers_and_a_sentence(scene, leader_client, today):
    RequestForHelpFactory(
        unit=scene.unit, asked_date=today, answer_by_date=today, outcome="TURNED_AWAY", answer="x", reason="x",
        offer="x", answered_date=today, answered_by=scene.worker,
    )  # fmt: skip
    RequestForHelpFactory(unit=scene.unit, asked_date=today, answer_by_date=today)

    shown = text_of(leader_client.get("/requests/counts/?period=month"))
    empty = text_of(leader_client.get("/requests/counts/?period=last-year"))

    assert "was asked for help 2 times. 1 were turned away (50 %), 1 wait." in shown
    assert "Nobody asked" in empty


def test_a_leader_sees_hours_by_month_and_week(scene, granted, leader_client):
    month = text_of(leader_client.get("/hours/?day=2026-06-15"))
    week = leader_client.get("/hours/?by=week&day=2026-06-17").context["page"]

    assert "of 32.1 granted hours were given" in month  # 30 days x 7.5 / 7
    assert (week.first, week.last, week.granted) == (date(2026, 6, 15), date(2026, 6, 21), Decimal("7.5"))
    assert leader_client.get("/hours/?day=nonsense&unit=x").status_code == 200
