from datetime import date, timedelta

import pytest
from django.utils import timezone
from django.utils.translation import gettext, override

from samhold.core.identity import synthetic
from samhold.foundation.time import local_day
from samhold.infrastructure.keyring import blind_index
from samhold.rooms.access.enums import Category, Role, mask_of
from samhold.rooms.access.models import AuditEvent
from samhold.rooms.organisations.enums import OrganisationKind
from samhold.rooms.people.queries.persons import NUMBER_INDEX
from tests.sites.staff.counting import counting
from tests.support.factories.life import SafetyAssessmentFactory
from tests.support.factories.organisations import AgreementFactory, MembershipFactory
from tests.support.factories.people import ConflictFactory, NetworkMemberFactory, NetworkUnitFactory, PersonFactory

TODAY = local_day(timezone.now())


def find(client, words):
    """Search as one types, in the palette."""
    return client.post("/search/", {"q": words}, headers={"HX-Request": "true"})


def press_enter(client, words):
    return client.post("/search/", {"q": words})


def names(answer):
    return [person.name for person in answer.context["persons"]]


def test_search_finds_by_the_beginning_of_a_name_and_logs_each_hit(scene, worker_client):
    answer = find(worker_client, "ola fur")

    assert [person.pk for person in answer.context["persons"]] == [scene.person.pk]
    last = AuditEvent.objects.filter(person_id=scene.person.pk).order_by("-pk").first()
    assert '"subject":"search"' in last.payload


def test_search_finds_by_a_whole_national_number(scene, worker_client):
    number = synthetic(date(1980, 3, 2), 0).reveal()
    scene.person.national_number_index = blind_index(NUMBER_INDEX, number)
    scene.person.save()

    assert [person.pk for person in find(worker_client, number).context["persons"]] == [scene.person.pk]


def test_search_shows_no_hidden_person(scene, stranger_client):
    answer = find(stranger_client, "Furuset")

    assert (answer.context["persons"], "Ola" in answer.content.decode()) == ((), False)


def test_search_shows_nobody_with_a_conflict_of_interest(scene, worker_client):
    ConflictFactory(person=scene.person, user=scene.worker, home_unit=scene.unit)

    assert find(worker_client, "Furuset").context["persons"] == ()


@pytest.mark.parametrize("words", ["", " ", "o"])
def test_search_for_nothing_finds_nobody(scene, worker_client, words):
    assert find(worker_client, words).context["persons"] == ()


def test_search_by_the_address_finds_nobody(scene, worker_client):
    assert worker_client.get("/search/?q=Furuset").context["persons"] == ()


def test_search_in_the_palette_is_a_fragment(scene, worker_client):
    page = find(worker_client, "Furuset").content.decode()

    assert page.lstrip().startswith("<h3>")
    assert f'href="/persons/{scene.person.pk}/"' in page


def test_search_that_finds_nobody_says_what_to_do(scene, worker_client):
    page = find(worker_client, "Ukjent").content.decode()

    assert ('href="/persons/new/"' in page, 'href="/emergency/"' in page) == (True, True)


def test_search_finds_pages(scene, worker_client):
    with override("nb"):
        word = gettext("My day")

    found = find(worker_client, word)

    assert 'href="/my-day/"' in found.content.decode()
    assert "/persons/new/" not in found.content.decode()


@pytest.fixture
def named(scene):
    """A person of the unit called as one says, and one nobody of it may see."""

    def make(given_name, family_name, **facts):
        tenant = scene.unit.organisation
        person = PersonFactory(tenant=tenant, given_name=given_name, family_name=family_name, **facts)
        NetworkUnitFactory(person=person, unit=scene.unit)
        PersonFactory(given_name=given_name, family_name=f"{family_name} Hidden", **facts)
        return person

    return make


@pytest.mark.parametrize(
    ("given_name", "family_name", "words"),
    [
        ("Anita", "Mønsterengen", "monsterengen"),
        ("Anita", "Mønsterengen", "ANITA moensteren"),
        ("Pål", "Testæsen", "pal testaes"),
        ("Pål", "Testæsen", "Paal"),
        ("Haakon", "Testås", "håkon testaas"),
        ("André", "Test-Moen", "andre moen"),
        ("Áilu", "Đestmo", "ailu destmo"),
    ],
)
def test_search_folds_how_a_name_is_written(named, worker_client, given_name, family_name, words):
    named(given_name, family_name)

    answer = find(worker_client, words)

    assert (names(answer), answer.context["is_near"]) == ([f"{given_name} {family_name}"], False)


@pytest.mark.parametrize("words", ["Eigil", "egil testheggen", "Egli Testhegen", "Testehggen"])
def test_search_offers_near_spellings_where_nothing_else_fits(named, worker_client, words):
    named("Egil", "Testheggen")

    answer = find(worker_client, words)

    assert names(answer) == ["Egil Testheggen"]


def test_search_offers_nobody_hidden_for_a_near_spelling(named, stranger_client):
    named("Egil", "Testheggen")

    assert find(stranger_client, "Eigil").context["persons"] == ()


@pytest.mark.parametrize("day", ["28.3.1954", "28031954", "1954-03-28"])
def test_search_finds_by_birth_date(named, worker_client, day):
    named("Anita", "Testmoen", birth_date=date(1954, 3, 28))

    assert names(find(worker_client, f"anita {day}")) == ["Anita Testmoen"]
    assert names(find(worker_client, "31.2.1954")) == []


def test_enter_opens_the_only_hit(scene, named, worker_client):
    named("Anita", "Mønsterengen")

    only, several = press_enter(worker_client, "anita"), press_enter(worker_client, "")
    near = press_enter(worker_client, "Anitta Mansterengen")

    assert (only.status_code, only.url.startswith("/persons/")) == (302, True)
    assert [answer.status_code for answer in (several, near)] == [200, 200]


@pytest.mark.parametrize("count", [1, 5])
def test_near_search_asks_as_much_for_many_as_for_one(named, worker_client, count):
    for _number in range(count):
        named("Egil", "Testheggen")

    with counting() as asked:
        found = find(worker_client, "Eigil").context["persons"]

    assert (len(found), asked.count) == (count, 7)


@pytest.mark.parametrize("count", [1, 5])
def test_search_asks_as_much_for_many_hits_as_for_one(scene, worker_client, count):
    for _number in range(count):
        NetworkUnitFactory(
            person=PersonFactory(tenant=scene.unit.organisation, family_name="Samenavn"), unit=scene.unit
        )

    with counting() as asked:
        found = find(worker_client, "Samenavn").context["persons"]

    assert (len(found), asked.count) == (count, 5)


@pytest.mark.parametrize("count", [1, 5])
def test_list_asks_as_much_for_many_rows_as_for_one(scene, worker_client, count):
    for _number in range(count):
        NetworkUnitFactory(person=PersonFactory(tenant=scene.unit.organisation), unit=scene.unit)

    with counting() as asked:
        rows = worker_client.get("/persons/?whose=all").context["rows"]

    assert (len(rows), asked.count) == (3 + count, 5)


def test_list_shows_who_the_contact_is_and_when_they_were_last_met(scene, worker_client):
    rows = worker_client.get("/persons/").context["rows"]

    shown = {row["person"].pk: (row["person"].contact_name, row["days"]) for row in rows}
    assert shown[scene.person.pk][0] == scene.worker.name
    assert shown[scene.person.pk][1] in {1, 2}
    assert shown[scene.others[0].pk] == (None, None)


def test_list_of_mine_leaves_out_those_i_only_see_through_my_unit(scene, client):
    client.force_login(scene.colleague)

    asked = ("?whose=mine", "?whose=all", "")
    mine, everybody, first = [client.get(f"/persons/{whose}").context["rows"] for whose in asked]

    assert (len(mine), len(everybody), len(first)) == (0, 3, 3)


def test_list_by_municipality_keeps_who_lives_there(scene, worker_client):
    other = MembershipFactory().unit.organisation

    here = worker_client.get("/persons/", {"municipality": str(scene.unit.organisation_id)}).context["rows"]
    there = worker_client.get("/persons/", {"municipality": str(other.pk)}).context["rows"]

    assert (len(here), len(there)) == (3, 0)


def test_list_tells_no_contact_to_one_who_may_not_read_contacts(scene, client):
    role = MembershipFactory(role=Role.CHILD_WELFARE_WORKER)
    NetworkUnitFactory(person=scene.person, unit=role.unit)
    client.force_login(role.user)

    answer = client.get("/persons/?whose=all")

    (row,) = answer.context["rows"]
    assert (row["person"].pk, row["days"], row["is_told"]) == (scene.person.pk, None, False)
    assert (answer.context["tells_last_met"], "Not recorded" in answer.content.decode()) == (False, False)


def test_list_goes_on_page_by_page(scene, worker_client):
    for _number in range(35):
        NetworkUnitFactory(person=PersonFactory(tenant=scene.unit.organisation), unit=scene.unit)
    first = worker_client.get("/persons/?whose=all")

    second = worker_client.get(first.context["after_url"])

    shown = [row["person"].pk for answer in (first, second) for row in answer.context["rows"]]
    assert (len(shown), len(set(shown)), second.context["after_url"]) == (38, 38, "")


def test_list_of_a_stranger_is_empty(scene, stranger_client):
    assert stranger_client.get("/persons/?whose=all").context["rows"] == []


def test_list_is_logged(scene, worker_client):
    before = timezone.now()

    worker_client.get("/persons/")

    assert AuditEvent.objects.filter(at__gte=before, person_id__isnull=False).count() == 3


def test_list_offers_municipalities_to_those_who_work_for_several(scene, worker_client):
    before = worker_client.get("/persons/").context["municipalities"]
    agreement = AgreementFactory(unit=scene.unit, guest__kind=OrganisationKind.MUNICIPALITY)

    after = worker_client.get("/persons/").context["municipalities"]

    assert (before, {scene.unit.organisation, agreement.guest} <= set(after)) == ((), True)


@pytest.mark.parametrize(
    ("changed", "is_marked"),
    [
        ({}, True),
        ({"two_persons": False}, False),
        ({"ended_at": timezone.now()}, False),
        ({"assessed_date": TODAY - timedelta(days=90), "valid_until_date": TODAY - timedelta(days=1)}, False),
    ],
    ids=["holds", "for one", "ended", "run out"],
)
def test_list_marks_those_whom_two_workers_visit(scene, client, changed, is_marked):
    person = PersonFactory(tenant=scene.person.tenant)
    NetworkUnitFactory(person=person, unit=scene.unit)
    days = {"assessed_date": TODAY, "valid_until_date": TODAY + timedelta(days=30)}
    SafetyAssessmentFactory(person=person, **days | changed)
    colleague = MembershipFactory(unit=scene.unit)
    post = MembershipFactory(role=Role.NAV_WORKER)
    sees = mask_of({Category.IDENTITY})
    NetworkMemberFactory(person=person, membership=post, categories=sees)

    marked = []
    for user in (colleague.user, post.user):
        client.force_login(user)
        rows = client.get("/persons/?whose=all").context["rows"]
        marked += [bool(row["person"].needs_two_workers) for row in rows if row["person"] == person]

    assert marked == [is_marked, False]
