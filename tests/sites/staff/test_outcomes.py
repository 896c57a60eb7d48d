from datetime import timedelta

import pytest
from django.utils import timezone

from samhold.foundation.time import local_day
from samhold.rooms.access.enums import Category, Role, mask_of
from samhold.rooms.access.queries.audit import looks
from samhold.rooms.care.models import Activity, FollowUp, LifeEvent
from tests.sites.staff.counting import counting
from tests.support.factories.life import ActivityFactory, FollowUpFactory, LifeEventFactory, TenancyFactory
from tests.support.factories.organisations import MembershipFactory
from tests.support.factories.people import NetworkMemberFactory

TODAY = local_day(timezone.now())


def ago(days):
    return TODAY - timedelta(days=days)


def page(scene, rest=""):
    return f"/persons/{scene.person.pk}/outcomes/{rest}"


def followed(scene, days=800, known=730, **changes):
    since = None if known is None else ago(days + known)
    values = {"unit": scene.unit, "first_date": ago(days), "known_since_date": since}
    return FollowUpFactory(person=scene.person, **values | changes)


def stay(scene, first, nights, **changes):
    days = {"first_date": ago(first), "last_date": None if nights is None else ago(first - nights)}
    return LifeEventFactory(person=scene.person, recorded_by=scene.worker, text="Kjent tekst", **days | changes)


@pytest.fixture(autouse=True)
def in_english(scene):
    scene.worker.language = "en"
    scene.worker.save()


@pytest.fixture
def near_client(scene, client):
    """Log in somebody in the person's network who sees no more than these."""

    def log_in(role, *categories):
        post = MembershipFactory(role=role)
        NetworkMemberFactory(person=scene.person, membership=post, categories=mask_of({Category.IDENTITY, *categories}))
        client.force_login(post.user)
        client.get("/still-here/")
        return client

    return log_in


def test_two_years_before_and_after_are_a_sentence_a_picture_and_a_table(scene, worker_client):
    followed(scene)
    stay(scene, 900, 64)
    stay(scene, 700, 12)

    shown = worker_client.get(page(scene)).context

    assert shown["sentences"] == ("Two years before: 64 bed days.", "Two years after: 12 bed days.")
    assert [(str(row.label), row.before, row.after) for row in shown["rows"]][:2] == [
        ("Bed days", "64", "12"),
        ("Acute admissions", "1", "1"),
    ]
    assert "Bed days: 64 bed days before, 12 bed days after." in shown["picture"].description
    assert (shown["by_year"], "Overdoses" in shown["none"], shown["unknown"]) == (
        False,
        True,
        ("Days in a stable home",),
    )


def test_a_short_after_is_told_per_year(scene, worker_client):
    followed(scene, days=364, known=365)
    stay(scene, 500, 20)
    stay(scene, 100, 5)

    shown = worker_client.get(page(scene)).context

    assert shown["sentences"] == (
        "Before (one year): 20 bed days, 20 a year.",
        "After (one year): 5 bed days, 5 a year.",
    )
    assert (shown["found"].before_days, shown["found"].after_days) == (365, 365)


def test_too_short_an_after_is_not_compared(scene, worker_client):
    followed(scene, days=20)
    stay(scene, 100, 30)

    shown = worker_client.get(page(scene)).context

    assert (shown["picture"], shown["rows"][0].after_year) == (None, "too few days")
    assert shown["sentences"][0] == "Follow-up has lasted 21 days: too short to compare with before."


def test_nothing_is_compared_with_a_before_that_nobody_asked_about(scene, worker_client):
    period = followed(scene, known=None)
    stay(scene, 900, 64)
    stay(scene, 700, 12)
    before = worker_client.get(page(scene))

    worker_client.post(page(scene, f"follow-ups/{period.pk}/known/"), {"known": "TWO_YEARS"})
    after = worker_client.get(page(scene)).context

    assert (before.context["asks_before"], before.context["found"].lines[0].before.days) == (True, 0)
    assert (after["asks_before"], after["found"].lines[0].before.count) == (False, 64)


def test_homes_activity_and_faces_stand_beside(scene, worker_client):
    followed(scene)
    TenancyFactory(person=scene.person, first_date=ago(100))
    ActivityFactory(person=scene.person, first_date=ago(50), hours_per_week="7.5", is_substance_free=True)

    shown = worker_client.get(page(scene)).context

    assert (shown["home"].stable_days, shown["faces"].met, shown["faces"].new) == (101, 1, 0)
    assert "7.5" in shown["hours"]
    rows = {line.what.name: (line.after.count, line.after.days) for line in shown["found"].lines}
    assert (rows["STABLE_HOME_DAYS"], rows["SUBSTANCE_FREE_DAYS"][0]) == ((30, 30), 0)


def test_an_admission_is_written_down_ended_and_taken_back(scene, worker_client):
    days = {"kind": "ACUTE_ADMISSION", "first_date": ago(9), "where": "Lillehammer", "text": ""}
    saved = worker_client.post(page(scene, "events/new/"), days, follow=True)
    event = LifeEvent.objects.get()
    own = page(scene, f"events/{event.pk}/")

    refused = worker_client.post(f"{own}end/", {"last_date": ago(10)})
    ended = worker_client.post(f"{own}end/", {"last_date": ago(2)}, follow=True)
    worker_client.post(f"{own}reopen/")
    worker_client.post(f"{own}take-back/")
    gone = worker_client.get(page(scene)).context["events"]
    worker_client.post(f"{own}stand/")

    assert (f"{own}take-back/".encode() in saved.content, f"{own}reopen/".encode() in ended.content) == (True, True)
    assert (list(refused.context["form"].errors), gone) == (["last_date"], ())
    event.refresh_from_db()
    assert (event.last_date, event.undone_at, event.where) == (None, None, "Lillehammer")


def test_a_day_to_come_is_refused_beside_the_field_and_what_was_typed_is_there(scene, worker_client):
    typed = {"kind": "OVERDOSE", "first_date": TODAY + timedelta(days=1), "text": "Mykje tekst"}

    refused = worker_client.post(page(scene, "events/new/"), typed)

    assert list(refused.context["form"].errors) == ["first_date"]
    assert (b"Mykje tekst" in refused.content, LifeEvent.objects.count()) == (True, 0)


def test_follow_up_begins_ends_and_is_taken_back(scene, worker_client):
    typed = {"unit": scene.unit.pk, "first_date": ago(30), "known": "ONE_YEAR"}
    worker_client.post(page(scene, "follow-ups/new/"), typed)
    period = FollowUp.objects.get()
    own = page(scene, f"follow-ups/{period.pk}/")

    again = worker_client.post(page(scene, "follow-ups/new/"), typed | {"first_date": ago(29)})
    worker_client.post(f"{own}end/", {"last_date": ago(1), "why": "Flytta"})
    worker_client.post(f"{own}reopen/")
    worker_client.post(f"{own}take-back/")
    gone = worker_client.get(page(scene)).context["start"]
    worker_client.post(f"{own}stand/")

    period.refresh_from_db()
    assert (len(again.context["form"].errors), gone) == (1, None)
    assert (period.known_since_date, period.last_date, period.undone_at) == (ago(395), None, None)


def test_an_activity_begins_ends_and_is_taken_back(scene, worker_client):
    typed = {"kind": "WORK", "name": "Vedlaget", "hours_per_week": "7.5", "first_date": ago(30)}
    worker_client.post(page(scene, "activities/new/"), typed)
    row = Activity.objects.get()
    own = page(scene, f"activities/{row.pk}/")

    worker_client.post(f"{own}end/", {"last_date": ago(1)})
    worker_client.post(f"{own}reopen/")
    worker_client.post(f"{own}take-back/")
    gone = worker_client.get(page(scene)).context["activities"]
    worker_client.post(f"{own}stand/")

    row.refresh_from_db()
    assert (gone, str(row.hours_per_week), row.last_date, row.undone_at) == ((), "7.5", None, None)


def test_it_is_counted_from_the_follow_up_that_is_asked_for(scene, worker_client):
    first, second = followed(scene, days=800, last_date=ago(500)), followed(scene, days=300)

    starts = [worker_client.get(page(scene), {"start": key}).context["start"] for key in ("", second.pk, "x")]

    assert starts == [first, second, first]


@pytest.mark.parametrize(
    ("role", "categories", "sees"),
    [
        (Role.NAV_WORKER, {Category.PLAN, Category.ECONOMY_HOUSING}, (False, True, True)),
        (Role.WARD_WORKER, {Category.HEALTH}, (True, False, False)),
        (Role.CARE_WORKER, {Category.PLAN}, (False, True, False)),
    ],
)
def test_one_sees_what_one_may_read_and_that_is_logged(scene, near_client, role, categories, sees):
    followed(scene)
    stay(scene, 900, 64)
    TenancyFactory(person=scene.person, first_date=ago(100))

    answer = near_client(role, *categories).get(page(scene))

    (last, *_older) = looks(person_id=scene.person.pk, limit=3)
    shown = answer.context
    assert (shown["sees_events"], shown["sees_plan"], shown["sees_home"]) == sees
    assert (b"Kjent tekst" in answer.content, shown["home"] is not None, shown["faces"]) == (sees[0], sees[2], None)
    assert set(last.categories) == {Category.IDENTITY, *categories}
    assert [str(row.label) for row in shown.get("rows", ()) if "Bed" in str(row.label)] == []


def test_whoever_reads_only_contacts_has_no_page(scene, near_client):
    assert near_client(Role.CARE_WORKER, Category.CONTACTS).get(page(scene)).status_code == 404


def test_a_stranger_comes_nowhere(scene, stranger_client):
    event, period, row = stay(scene, 9, None), followed(scene), ActivityFactory(person=scene.person)
    reads = ["", "events/new/", f"events/{event.pk}/end/", "follow-ups/new/", f"follow-ups/{period.pk}/known/"]
    writes = [f"events/{event.pk}/take-back/", f"follow-ups/{period.pk}/take-back/", f"activities/{row.pk}/take-back/"]

    found = {stranger_client.get(page(scene, rest)).status_code for rest in reads}
    found |= {stranger_client.post(page(scene, rest)).status_code for rest in writes}

    assert (found, LifeEvent.objects.filter(undone_at=None).count()) == ({404}, 1)


def test_whoever_only_reads_is_offered_no_form(scene, near_client):
    event = stay(scene, 9, None)
    client = near_client(Role.WARD_WORKER, Category.HEALTH)

    shown, form = client.get(page(scene)), client.get(page(scene, f"events/{event.pk}/end/"))

    assert (b"events/new/" in shown.content, form.status_code) == (False, 403)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_much_for_many_as_for_one(scene, worker_client, count):
    followed(scene)
    for number in range(count):
        stay(scene, 700 + number, 2)
        ActivityFactory(person=scene.person, first_date=ago(50))

    with counting() as asked:
        worker_client.get(page(scene))

    assert asked.count == 14


def test_what_happened_stands_on_the_timeline_on_its_day(scene, worker_client):
    stay(scene, 3, 1)
    stay(scene, 5, None, undone_at=timezone.now())

    shown = worker_client.get(f"/persons/{scene.person.pk}/?only=outcomes").context["timeline"]

    lines = [(line.entry.text, line.time, line.entry.link) for day in shown.days for line in day.lines]
    assert lines == [("Kjent tekst", "", page(scene))]


def test_things_of_one_day_are_neither_lost_nor_doubled_on_the_timeline(scene, worker_client):
    made = {stay(scene, 3, 0).pk for _number in range(20)}
    url, seen = f"/persons/{scene.person.pk}/?only=outcomes", []

    while url:
        shown = worker_client.get(url).context["timeline"]
        seen += [line.entry.id for day in shown.days for line in day.lines]
        url = shown.more_url

    assert (len(seen), set(seen)) == (20, made)
