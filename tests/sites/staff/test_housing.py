from datetime import timedelta

import pytest
from django.utils import timezone

from samhold.foundation.time import local_day
from samhold.rooms.access.enums import Category, Role, mask_of
from samhold.rooms.care.models import Dwelling, Tenancy
from samhold.rooms.organisations.enums import OrganisationKind
from tests.sites.staff.circle import client_of, text_of
from tests.sites.staff.counting import counting
from tests.support.factories.life import DwellingFactory, TenancyFactory
from tests.support.factories.organisations import AgreementFactory, MembershipFactory
from tests.support.factories.people import NetworkMemberFactory, PersonFactory

TODAY = local_day(timezone.now())
YESTERDAY, LAST_YEAR = TODAY - timedelta(days=1), TODAY - timedelta(days=365)


def page(scene, rest=""):
    return f"/persons/{scene.person.pk}/housing/{rest}"


def typed(**changes):
    return {"home": "MUNICIPAL", "dwelling": "", "first_date": TODAY, "note": "Han vil ha med seg katten"} | changes


def place(scene, **changes):
    return DwellingFactory(tenant=scene.unit.organisation, **changes)


def home(scene, **changes):
    return TenancyFactory(**{"person": scene.person, "first_date": LAST_YEAR} | changes)


@pytest.fixture
def leader_client(scene):
    return client_of(MembershipFactory(unit=scene.unit, role=Role.UNIT_LEADER).user)


def test_the_tab_shows_the_home_with_what_the_place_is_and_the_homes_before(scene, worker_client):
    where = place(scene, name="Granvegen 4", is_substance_free=True, is_followed_up=True, kind="SHARED_HOME")
    home(scene, home="TEMPORARY", last_date=YESTERDAY - timedelta(days=9), obstacles="DEBT", note="Campinghytte")
    home(scene, dwelling=where, first_date=YESTERDAY - timedelta(days=8), guests_since_date=YESTERDAY)

    answer = worker_client.get(page(scene))

    homes, text = answer.context["homes"], text_of(answer)
    assert (homes.now.row.dwelling, homes.now.days, homes.stable_days) == (where, 10, 10)
    assert [(one.row.home, one.days) for one in homes.before] == [("TEMPORARY", 356)]
    assert all(word in text for word in ("Granvegen 4", "Campinghytte", 'data-tone="warning"', "guests/left/"))
    assert "housing" in [tab.key for tab in answer.context["head"].tabs]


def test_a_move_ends_the_home_before_and_is_taken_back(scene, worker_client):
    before = home(scene, home="TEMPORARY")

    worker_client.post(page(scene, "move/"), typed(dwelling=str(place(scene).pk), obstacles=["DEBT", "UPKEEP"]))
    made = Tenancy.objects.get(last_date=None)
    told = worker_client.get(page(scene))
    worker_client.post(page(scene, f"{made.pk}/take-back/"))

    before.refresh_from_db()
    assert (made.obstacles, made.note) == ("DEBT UPKEEP", "Han vil ha med seg katten")
    assert page(scene, f"{made.pk}/take-back/") in text_of(told)
    assert list(Tenancy.objects.values_list("pk", "last_date")) == [(before.pk, None)]


def test_somebody_newly_sober_is_warned_before_anything_is_saved_and_the_place_stays_as_typed(scene, worker_client):
    among, free = place(scene, name="Elvegata 2"), place(scene, name="Granvegen 4", is_substance_free=True)
    TenancyFactory(person=scene.others[0], dwelling=among, note="Ruser seg hver dag")
    sent = typed(dwelling=str(among.pk), lives_sober="on")

    warned = worker_client.post(page(scene, "move/"), sent)
    without = worker_client.post(page(scene, "move/"), sent | {"do": "anyway"})
    unknown = worker_client.post(page(scene, "move/"), sent | {"another": str(among.pk)})

    form, text = warned.context["form"], text_of(warned)
    assert (form.is_warned, form.errors, form["dwelling"].value(), form["note"].value()) == (
        True,
        {},
        str(among.pk),
        "Han vil ha med seg katten",
    )
    assert form.others == ((str(free.pk), "Granvegen 4"),)
    assert scene.others[0].family_name not in text
    assert "Ruser seg" not in text
    assert [list(answer.context["form"].errors) for answer in (without, unknown)] == [["in_spite_why"], ["another"]]
    assert Tenancy.objects.filter(person=scene.person).count() == 0


@pytest.mark.parametrize("choice", ["another", "anyway"])
def test_another_place_is_chosen_or_this_one_offered_with_a_reason(scene, worker_client, choice):
    among, free = place(scene), place(scene, is_substance_free=True)
    button = {"another": {"another": str(free.pk)}, "anyway": {"do": "anyway"}}[choice]
    sent = typed(dwelling=str(among.pk), lives_sober="on", in_spite_why="Broren bor der")

    worker_client.post(page(scene, "move/"), sent | button)

    made = Tenancy.objects.get()
    expected = {"another": (free, ""), "anyway": (among, "Broren bor der")}
    assert (made.dwelling, made.in_spite_why, made.lives_sober) == (*expected[choice], True)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"first_date": TODAY + timedelta(days=1)}, "first_date"),
        ({"home": "OWNED", "dwelling": "place"}, "dwelling"),
        ({"home": ""}, "home"),
    ],
)
def test_a_refused_move_says_so_beside_the_field_and_keeps_the_text(scene, worker_client, changes, field):
    where = place(scene)
    sent = {name: str(where.pk) if value == "place" else value for name, value in changes.items()}

    answer = worker_client.post(page(scene, "move/"), typed(**sent))

    assert list(answer.context["form"].errors) == [field]
    assert "Han vil ha med seg katten" in text_of(answer)


def test_only_homes_of_the_municipality_in_use_are_offered_with_whether_they_have_room(scene, worker_client):
    full = place(scene, name="A")
    TenancyFactory(person=scene.others[0], dwelling=full)
    roomy = place(scene, name="B", capacity=2)
    TenancyFactory(person=scene.others[1], dwelling=roomy)
    place(scene, name="C", closed_date=YESTERDAY)
    place(scene, name="D", kind="MEETING_PLACE")
    DwellingFactory(name="E")

    form = worker_client.get(page(scene, "move/")).context["form"]

    labels = [label for key, label in form.fields["dwelling"].choices if key]
    assert [label.split(" · ")[0] for label in labels] == ["B", "A"]
    assert len({label.split(" · ")[-1] for label in labels}) == 2


def test_an_earlier_home_is_written_and_days_that_meet_are_refused(scene, worker_client):
    home(scene, first_date=YESTERDAY)
    days = {"home": "NONE", "first_date": LAST_YEAR, "last_date": YESTERDAY - timedelta(days=1)}

    worker_client.post(page(scene, "earlier/"), days | {"note": "I bilen"})
    refused = worker_client.post(page(scene, "earlier/"), days | {"last_date": TODAY})
    backwards = worker_client.post(page(scene, "earlier/"), days | {"last_date": LAST_YEAR - timedelta(days=1)})

    made = Tenancy.objects.get(home="NONE")
    assert (made.note, made.replaces) == ("I bilen", None)
    assert [list(answer.context["form"].errors) for answer in (refused, backwards)] == [["first_date"], ["last_date"]]


def test_what_stands_in_the_way_is_saved_and_a_late_save_shows_both(scene, worker_client):
    row = home(scene, guests_since_date=YESTERDAY)
    sent = {"base_version": "1", "obstacles": ["DEBT"], "note": "Strømmen er stengt"}

    worker_client.post(page(scene, f"{row.pk}/"), sent)
    late = worker_client.post(
        page(scene, f"{row.pk}/"), sent | {"note": "Strømmen er på", "obstacles": ["DEBT", "OTHER"]}
    )

    row.refresh_from_db()
    assert (row.obstacles, row.note, row.guests_since_date) == ("DEBT", "Strømmen er stengt", YESTERDAY)
    assert all(text in text_of(late) for text in ("Strømmen er stengt", "Strømmen er på"))
    assert late.context["form"]["obstacles"].value() == ["DEBT", "OTHER"]


def test_guests_come_with_one_tap_make_a_task_and_are_gone_with_one_more(scene, worker_client):
    row = home(scene)

    worker_client.post(page(scene, f"{row.pk}/guests/came/"), {"day": YESTERDAY})
    tasks = [task.url for task in worker_client.get("/my-day/").context["duties"].tasks if task.is_urgent]
    worker_client.post(page(scene, f"{row.pk}/guests/left/"), {"day": TODAY})
    row.refresh_from_db()
    gone = (row.guests_since_date, row.guests_left_date)
    worker_client.post(page(scene, f"{row.pk}/guests/take-back/"))

    row.refresh_from_db()
    assert tasks == [page(scene)]
    assert (gone, row.guests_left_date) == ((YESTERDAY, TODAY), None)


def test_a_day_that_has_not_come_is_refused_beside_the_field(scene, worker_client):
    row = home(scene)

    answer = worker_client.post(page(scene, f"{row.pk}/guests/came/"), {"day": TODAY + timedelta(days=1)})

    assert list(answer.context["guest_form"].errors) == ["day"]


def test_a_stranger_opens_no_home_and_whoever_may_not_read_of_housing_no_tab(scene, stranger_client):
    row = home(scene, note="Bak kiosken")
    post = MembershipFactory(role=Role.CARE_WORKER)
    seen = mask_of({Category.IDENTITY, Category.CONTACTS})
    NetworkMemberFactory(person=scene.person, membership=post, categories=seen)
    near = client_of(post.user)

    codes = [stranger_client.get(page(scene, rest)).status_code for rest in ("", "move/", "earlier/", f"{row.pk}/")]

    assert codes == [404, 404, 404, 404]
    assert near.get(page(scene)).status_code == 403
    assert "housing" not in [tab.key for tab in near.get(f"/persons/{scene.person.pk}/").context["head"].tabs]


@pytest.mark.parametrize("count", [1, 3])
def test_the_tab_asks_as_much_for_many_homes_as_for_one(scene, worker_client, count):
    for number in range(count):
        day = LAST_YEAR + timedelta(days=30 * number)
        home(scene, dwelling=place(scene), first_date=day, last_date=day + timedelta(days=9))

    with counting() as asked:
        worker_client.get(page(scene))

    assert asked.count == 9


@pytest.mark.parametrize("count", [1, 3])
def test_the_register_asks_as_much_for_many_places_as_for_one(scene, worker_client, count):
    for _number in range(count):
        TenancyFactory(person=PersonFactory(tenant=scene.unit.organisation), dwelling=place(scene))

    with counting() as asked:
        worker_client.get("/dwellings/")

    assert asked.count == 8


def test_the_register_tells_what_has_room_and_not_who_lives_there(scene, worker_client):
    where = place(scene, name="Granvegen 4", capacity=7)
    home(scene, dwelling=where, note="Bor på rom 3")
    place(scene, name="Huset", kind="MEETING_PLACE")
    DwellingFactory(name="Hos naboen")

    answer = worker_client.get("/dwellings/")

    (one,) = answer.context["municipalities"]
    text = text_of(answer)
    assert ([listed.has_room for listed in one.homes], len(one.meeting_places), one.may_keep) == ([True], 1, False)
    assert all(word not in text for word in (scene.person.family_name, "rom 3", "Hos naboen", "/dwellings/new/"))


def test_a_leader_adds_changes_closes_and_opens_a_place_again(scene, leader_client):
    sent = {"name": "Granvegen 4", "kind": "SHARED_HOME", "capacity": "3", "is_substance_free": "on"}
    sent |= {"organisation": str(scene.unit.organisation_id)}

    leader_client.post("/dwellings/new/", sent)
    again = leader_client.post("/dwellings/new/", sent)
    made = Dwelling.objects.get()
    leader_client.post(f"/dwellings/{made.pk}/", sent | {"base_version": "1", "address": "Otta"})
    late = leader_client.post(f"/dwellings/{made.pk}/", sent | {"base_version": "1", "address": "Vågå"})
    leader_client.post(f"/dwellings/{made.pk}/close/")
    closed = Dwelling.objects.get().closed_date
    leader_client.post(f"/dwellings/{made.pk}/reopen/")

    made.refresh_from_db()
    assert list(again.context["form"].errors) == ["name"]
    assert all(text in text_of(late) for text in ("Otta", "Vågå"))
    assert (made.capacity, made.is_substance_free, made.address) == (3, True, "Otta")
    assert (closed, made.closed_date) == (TODAY, None)


def test_who_keeps_no_register_changes_none(scene, worker_client, leader_client):
    own, other = place(scene), DwellingFactory(tenant__kind=OrganisationKind.MUNICIPALITY)

    codes = [worker_client.get(path).status_code for path in ("/dwellings/new/", f"/dwellings/{own.pk}/")]
    others = leader_client.post(f"/dwellings/{other.pk}/close/").status_code

    assert (codes, others, Dwelling.objects.filter(closed_date=None).count()) == ([403, 403], 404, 2)


def test_the_substance_coordinator_keeps_the_registers_of_those_whom_the_unit_serves(scene):
    post = MembershipFactory(role=Role.SUBSTANCE_COORDINATOR, unit__organisation__kind=OrganisationKind.OTHER)
    AgreementFactory(unit=post.unit, guest=scene.unit.organisation)
    row = place(scene)

    answer = client_of(post.user).post(f"/dwellings/{row.pk}/close/")

    row.refresh_from_db()
    assert (answer.status_code, row.closed_date) == (302, TODAY)
