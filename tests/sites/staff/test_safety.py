from datetime import timedelta

import pytest
from django.utils import timezone

from samhold.foundation.time import local_day
from samhold.rooms.access.enums import Category, Role, mask_of
from samhold.rooms.care.enums import ContactOutcome
from samhold.rooms.care.models import (
    AbsencePlan,
    CareReview,
    ChildrenQuestion,
    HandOver,
    HandOverRead,
    SafetyAssessment,
    VisitWatch,
)
from samhold.rooms.care.safety_enums import Measure
from samhold.rooms.people.enums import NetworkRole
from tests.sites.staff.counting import counting
from tests.support.factories.care import ContactFactory
from tests.support.factories.life import (
    AbsencePlanFactory,
    CareReviewFactory,
    ChildrenQuestionFactory,
    HandOverFactory,
    HandOverReadFactory,
    SafetyAssessmentFactory,
    VisitWatchFactory,
)
from tests.support.factories.organisations import MembershipFactory
from tests.support.factories.people import GrantFactory, NetworkMemberFactory, PersonFactory

TODAY = local_day(timezone.now())


def assessment(scene, **changes):
    days = {"assessed_date": TODAY, "valid_until_date": TODAY + timedelta(days=30)}
    return SafetyAssessmentFactory(person=scene.person, **{**days, "hazards": "Hund i gangen", **changes})


def page(scene, rest=""):
    return f"/persons/{scene.person.pk}/{rest}"


def tells_of_two(answer):
    return any(words in answer.content for words in (b"Two workers", b"To ansatte", b"To tilsette"))


def marks(answer):
    return [str(mark.text) for mark in answer.context["head"].marks if mark.tone == "warning"]


@pytest.fixture
def near_client(scene, client):
    """Log in somebody in the person's network who sees no more than these."""

    def log_in(role, *categories):
        post = MembershipFactory(role=role)
        NetworkMemberFactory(person=scene.person, membership=post, categories=mask_of({Category.IDENTITY, *categories}))
        client.force_login(post.user)
        return client

    return log_in


@pytest.mark.parametrize("rest", ["", "network/", "safety/", "contacts/new/", "consents/", "looks/", "plan/", "why/"])
def test_the_measures_stand_on_every_page_of_the_person(scene, worker_client, rest):
    assessment(scene, daylight_only=True)

    assert marks(worker_client.get(page(scene, rest))) == [Measure.TWO_PERSONS.label, Measure.DAYLIGHT_ONLY.label]


def test_an_appointment_for_two_is_no_measure(scene, worker_client):
    assert scene.visits[3].needs_two_workers
    assert marks(worker_client.get(page(scene))) == []


def test_an_assessment_that_has_run_out_asks_to_be_made_again(scene, worker_client):
    assessment(scene, assessed_date=TODAY - timedelta(days=60), valid_until_date=TODAY - timedelta(days=1))

    answer = worker_client.get(page(scene, "safety/"))

    assert [mark.icon for mark in answer.context["head"].marks if mark.tone == "warning"] == ["warning"]
    assert answer.context["open"][0].is_outdated


def test_whoever_comes_sees_the_measures_and_whoever_may_read_of_safety_the_reasons(scene, worker_client, near_client):
    assessment(scene)
    reader = worker_client.get(page(scene, "safety/"))

    visitor = near_client(Role.CARE_WORKER, Category.APPOINTMENTS).get(page(scene, "safety/"))

    assert b"Hund i gangen" in reader.content
    assert (marks(visitor), b"Hund i gangen" in visitor.content) == ([Measure.TWO_PERSONS.label], False)


def test_who_neither_visits_nor_reads_of_safety_sees_no_measure(scene, near_client):
    assessment(scene)

    answer = near_client(Role.CARE_WORKER, Category.CHILDREN).get(page(scene, "safety/"))

    assert (marks(answer), tells_of_two(answer)) == ([], False)


def test_the_person_in_person_sees_no_measure_of_themselves(scene, client):
    assessment(scene)
    account = MembershipFactory().user
    account.memberships.all().delete()
    scene.person.account = account
    scene.person.save()
    client.force_login(account)

    answers = [client.get(page(scene)), client.get("/me/"), client.get("/me/meetings/")]

    assert [answer.status_code for answer in answers] == [404, 200, 200]
    assert not any(tells_of_two(answer) or b"Hund i gangen" in answer.content for answer in answers)


def test_an_emergency_shows_the_measures(scene, client):
    assessment(scene, phone_check=True)
    grant = GrantFactory(person=scene.person, starts_at=timezone.now(), ends_at=timezone.now() + timedelta(hours=1))
    client.force_login(grant.membership.user)

    shown = client.get(page(scene, "emergency/")).context["glance"].marks

    assert [str(mark.text) for mark in shown] == [Measure.TWO_PERSONS.label, Measure.PHONE_CHECK.label]


def test_my_day_shows_the_measures_of_each_visit(scene, worker_client):
    assessment(scene, two_persons=False, meet_outside=True)

    stops = worker_client.get("/my-day/").context["my_day"].stops

    assert [[str(mark.text) for mark in stop.marks] for stop in stops] == [
        [Measure.MEET_OUTSIDE.label],
        [Measure.TWO_PERSONS.label],
        [],
    ]


def test_safety_is_assessed_and_ends(scene, worker_client):
    typed = {"measures": ["TWO_PERSONS"], "level": "HIGH", "risk_of": "PERSON", "hazards": "Hund"}

    worker_client.post(page(scene, "safety/assess/"), typed | {"valid_until_date": TODAY + timedelta(days=90)})
    made = SafetyAssessment.objects.get()
    worker_client.post(page(scene, f"safety/{made.pk}/end/"))
    again = worker_client.post(page(scene, f"safety/{made.pk}/end/"), follow=True)

    made.refresh_from_db()
    assert (made.two_persons, made.hazards, made.ended_at is not None) == (True, "Hund", True)
    assert [message.level_tag for message in again.context["messages"]][-1] == "error"


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"valid_until_date": TODAY + timedelta(days=91)}, "valid_until_date"), ({"measures": []}, "measures")],
)
def test_a_refused_assessment_says_so_beside_the_field_and_keeps_the_text(scene, worker_client, changes, field):
    typed = {"measures": ["TWO_PERSONS"], "level": "HIGH", "risk_of": "PERSON", "hazards": "Hund i gangen"}
    typed |= {"valid_until_date": TODAY + timedelta(days=9)}

    answer = worker_client.post(page(scene, "safety/assess/"), typed | changes)

    assert list(answer.context["form"].errors) == [field]
    assert b"Hund i gangen" in answer.content


def test_the_absence_plan_is_written_and_a_late_save_shows_what_stands(scene, worker_client):
    typed = {"text": "Ring syster mi", "missed_after_days": "7", "base_version": "0"}

    worker_client.post(page(scene, "safety/absence/"), typed)
    late = worker_client.post(page(scene, "safety/absence/"), typed | {"text": "Ring ikkje"})

    assert AbsencePlan.objects.get().text == "Ring syster mi"
    assert b"Ring syster mi" in late.content
    assert b"Ring ikkje" in late.content


def test_children_are_asked_about_and_followed_up(scene, worker_client):
    typed = {"answer": "SOME", "text": "To gutar", "asked_date": TODAY, "follow_up_by_date": TODAY + timedelta(days=9)}

    refused = worker_client.post(page(scene, "safety/children/"), typed)
    worker_client.post(page(scene, "safety/children/"), typed | {"in_charge": str(scene.worker.pk)})
    made = ChildrenQuestion.objects.get()
    done = worker_client.post(page(scene, f"safety/children/{made.pk}/follow-up/"), follow=True)

    made.refresh_from_db()
    assert list(refused.context["form"].errors) == ["in_charge"]
    assert made.followed_up_date == TODAY
    undo = page(scene, f"safety/children/{made.pk}/take-back/")
    assert undo.encode() in done.content
    worker_client.post(undo)
    made.refresh_from_db()
    assert made.followed_up_date is None


def test_a_review_makes_its_task_vanish_and_is_taken_back(scene, worker_client):
    scene.person.networkmembers.update(starts_at=timezone.now() - timedelta(days=100))
    asked = worker_client.get(page(scene, "safety/")).context["questions"]

    worker_client.post(page(scene, "safety/reviews/"), {"kind": "OVERALL_ASSESSMENT", "done_date": TODAY, "text": "Ok"})
    then = worker_client.get(page(scene, "safety/")).context["questions"]

    assert (asked[0].to_do is None, then[0].to_do is None) == (False, True)
    worker_client.post(page(scene, f"safety/reviews/{CareReview.objects.get().pk}/take-back/"))
    assert CareReview.objects.count() == 0


def test_one_tap_checks_in_with_whom_waited_before_and_out_again(scene, worker_client):
    VisitWatchFactory(
        worker=scene.worker, colleague=scene.colleague, person=scene.person, state="ENDED", ended_at=timezone.now()
    )
    visit = scene.visits[0]
    at_work = worker_client.get("/my-day/").context["at_work"]

    worker_client.post(
        page(scene, f"check-in/?appointment={visit.pk}"), {"colleague": str(at_work.colleague_id), "expected": "60"}
    )
    shown = worker_client.get("/my-day/")
    watch = VisitWatch.objects.get(ended_at=None)
    worker_client.post(f"/visits/{watch.pk}/longer/")
    worker_client.post(f"/visits/{watch.pk}/out/")

    longer, watch = watch.expected_at, VisitWatch.objects.get(pk=watch.pk)
    assert (watch.appointment, watch.colleague, watch.state) == (visit, scene.colleague, "ENDED")
    assert watch.expected_at - longer == timedelta(minutes=30)
    assert shown.context["at_work"].clock.left in {59, 60}
    assert b"data-clock-until" in shown.content


def test_checking_in_the_first_time_asks_who_waits(scene, worker_client):
    answer = worker_client.get(page(scene, f"check-in/?appointment={scene.visits[0].pk}"))

    refused = worker_client.post(page(scene, "check-in/"), {"colleague": str(scene.worker.pk), "expected": "60"})

    assert str(scene.colleague.pk).encode() in answer.content
    assert (list(refused.context["form"].errors), VisitWatch.objects.count()) == (["colleague"], 0)


def test_whoever_waits_sees_whom_to_call_and_the_person_only_if_they_may(scene, client):
    """The colleague of another post of the worker's does not know the person: another organisation, another wall."""
    elsewhere = MembershipFactory(user=scene.worker).unit
    colleague = MembershipFactory(unit=elsewhere).user
    watch = VisitWatchFactory(
        person=scene.person,
        worker=scene.worker,
        colleague=colleague,
        started_at=timezone.now() - timedelta(hours=2),
        expected_at=timezone.now() - timedelta(minutes=5),
    )
    shown = []
    for user, unit in ((colleague, elsewhere), (scene.colleague, scene.unit)):
        watch.colleague, watch.tenant = user, unit.organisation
        watch.save()
        client.force_login(user)
        shown.append(client.get(f"/visits/{watch.pk}/").content)

    assert [scene.worker.phone.encode() in content for content in shown] == [True, True]
    assert [scene.person.family_name.encode() in content for content in shown] == [False, True]


def test_a_stranger_sees_no_watch_and_no_safety(scene, stranger_client):
    watch = VisitWatchFactory(person=scene.person, worker=scene.worker, colleague=scene.colleague)
    paths = (f"/visits/{watch.pk}/", page(scene, "safety/"), page(scene, "safety/assess/"), page(scene, "check-in/"))

    assert [stranger_client.get(path).status_code for path in paths] == [404, 404, 404, 404]


def test_the_hand_over_begins_where_one_has_read_to(scene, worker_client):
    now = timezone.now()
    HandOverReadFactory(unit=scene.unit, user=scene.worker, read_at=now - timedelta(hours=3))
    for text, hours in (("Lest før", 4), ("Ny siden da", 1)):
        ContactFactory(
            person=scene.person,
            unit=scene.unit,
            took_place_at=now - timedelta(hours=hours),
            recorded_at=now - timedelta(hours=hours),
            text=text,
            outcome=ContactOutcome.NOT_MET,
        )
        HandOverFactory(unit=scene.unit, written_at=now - timedelta(hours=hours), text=f"{text}, alle")
    HandOverFactory(text="En annen enhet", written_at=now)

    answer = worker_client.get("/hand-over/")

    (of_person,) = answer.context["persons"]
    assert [(line.row.text, line.row.is_missed) for line in of_person.lines] == [("Ny siden da", True)]
    assert [note.text for note in answer.context["notes"]] == ["Ny siden da, alle"]


def test_the_hand_over_is_read_and_added_to(scene, worker_client, stranger_client):
    shown = worker_client.get("/hand-over/")

    worker_client.post("/hand-over/", {"text": "Nøkkelen ligger hos vakta"})
    worker_client.post("/hand-over/read/", {"until": shown.context["until"].isoformat()})
    stranger_client.post("/hand-over/", {"text": "Ikke her"})

    assert HandOver.objects.get(unit=scene.unit).text == "Nøkkelen ligger hos vakta"
    assert HandOverRead.objects.get().read_at == shown.context["until"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_hand_over_asks_as_much_for_many_as_for_one(scene, worker_client, count):
    now = timezone.now()
    for _number in range(count):
        person = PersonFactory(tenant=scene.unit.organisation)
        NetworkMemberFactory(person=person, membership=scene.post)
        ContactFactory(person=person, unit=scene.unit, took_place_at=now, recorded_at=now)

    with counting() as asked:
        persons = worker_client.get("/hand-over/").context["persons"]

    assert (len(persons) >= count, asked.count) == (True, 11)


def test_a_leader_sees_for_how_many_something_is_missing_and_who_they_are(scene, client):
    scene.person.networkmembers.update(starts_at=timezone.now() - timedelta(days=100))
    ChildrenQuestionFactory(person=scene.person, asked_date=TODAY)
    client.force_login(MembershipFactory(unit=scene.unit, role=Role.UNIT_LEADER).user)

    page = client.get("/quality/?check=NAME_COORDINATOR").context

    rows = {str(row.kind): (row.missing, row.late) for row in page["rows"]}
    assert (page["persons"], rows["NAME_COORDINATOR"], rows["ASK_ABOUT_CHILDREN"]) == (1, (1, 1), (0, 0))
    assert [(one.duty.person, one.duty.owner_name) for one in page["to_do"]] == [(scene.person, scene.worker.name)]


def test_who_leads_nothing_has_no_quality_page(scene, worker_client):
    assert worker_client.get("/quality/").status_code == 403


def test_my_day_tells_what_i_should_do_until_it_is_done(scene, worker_client):
    scene.person.networkmembers.filter(role=NetworkRole.PRIMARY_CONTACT).update(
        starts_at=timezone.now() - timedelta(days=50)
    )
    before = worker_client.get("/my-day/").context["duties"]

    ChildrenQuestionFactory(person=scene.person, asked_date=TODAY)
    AbsencePlanFactory(person=scene.person)
    CareReviewFactory(person=scene.person, kind="OVERALL_ASSESSMENT", done_date=TODAY)

    after = worker_client.get("/my-day/").context["duties"]
    (first,), (then,) = before.tasks, after.tasks
    assert (first.person, first.besides - then.besides) == (scene.person, 2)


def test_who_is_in_sees_the_clock_and_comes_out_when_access_has_ended(scene, worker_client):
    """A visit past midnight: whoever came for today only may no longer know the person, and is in all the same."""
    elsewhere = PersonFactory()
    now = timezone.now()
    watch = VisitWatchFactory(
        person=elsewhere,
        tenant=scene.unit.organisation,
        worker=scene.worker,
        colleague=scene.colleague,
        started_at=now - timedelta(minutes=40),
        expected_at=now + timedelta(minutes=5),
    )

    shown = worker_client.get("/my-day/")
    worker_client.post(f"/visits/{watch.pk}/out/")

    watch.refresh_from_db()
    assert (shown.context["at_work"].clock.person, watch.state) == (None, "ENDED")
    assert elsewhere.family_name.encode() not in shown.content
