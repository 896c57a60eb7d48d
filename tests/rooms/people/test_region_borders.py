"""Nobody reaches beyond their own region by a workbook."""

from __future__ import annotations

from datetime import timedelta

import pytest

from samhold.infrastructure.database import maintenance, unit_of_work
from samhold.rooms.access import noted
from samhold.rooms.access.engine import may
from samhold.rooms.access.enums import Action, Category, Purpose, Role, mask_of
from samhold.rooms.access.models import User
from samhold.rooms.organisations.enums import OrganisationKind
from samhold.rooms.organisations.models import Agreement, Membership, Organisation, Unit
from samhold.rooms.people.actions import region
from samhold.rooms.people.forms.region import commit, preview
from samhold.rooms.people.forms.region.preview import _judged
from samhold.rooms.people.models import Block, NetworkMember, Person
from tests.support.factories.organisations import AgreementFactory, MembershipFactory, OrganisationFactory, UnitFactory
from tests.support.factories.people import NetworkMemberFactory, PersonFactory
from tests.support.region_book import NOW, NUMBERS, book, found_office, put, xlsx

pytestmark = pytest.mark.django_db
OLD = NOW - timedelta(days=100)
CLOSED = frozenset({Category.THIRD_PARTY, Category.MAPPING})
ORDINARY = frozenset(Category) - CLOSED


def hand_in(sheets, *, by, name="region.xlsx"):
    with unit_of_work(by.pk):
        return preview(xlsx(sheets) if isinstance(sheets, dict) else sheets, name, by=by, now=NOW)


def bring_in(sheets, *, by):
    shown = hand_in(sheets, by=by)
    assert shown.faults == ()
    with unit_of_work(by.pk):
        return commit(shown.token, by=by, now=NOW)


def places(shown):
    return sorted({(one.sheet, one.row, one.column) for one in shown.faults})


def sheets_of(**rows):
    """Return the five sheets with their headers, and these rows."""
    return {name: [lines[0], *rows.get(name, [])] for name, lines in book().items()}


@pytest.fixture
def standing_region():
    """A region that an office has brought in; the test acts as somebody else."""
    bring_in(book(), by=found_office())


@pytest.fixture
def stranger():
    """A coordinator of another region, who knows the first one's workbook."""
    return MembershipFactory(role=Role.SUBSTANCE_COORDINATOR, starts_at=OLD).user


def test_stranger_changes_nothing_and_takes_in_nobody(standing_region, stranger):
    sheets = sheets_of(
        Tjenester=[["Lom kommune", *[None] * 5, "Psykisk helse og rus", "Team", *[None] * 4]],
        Ansatte=[
            ["tyv@example.test", "Testtyv", *[None] * 3, "Lom kommune", "Psykisk helse og rus", "Leder", *[None] * 3],
        ],
        Personer=[["Lom kommune", NUMBERS[3], "Testperson", "Fire", *[None] * 7]],
    )  # fmt: skip

    shown = hand_in(sheets, by=stranger)

    assert places(shown) == [
        ("Ansatte", 2, "Virksomhet"),
        ("Personer", 2, "Ansvarlig kommune"),
        ("Tjenester", 2, "Virksomhet"),
    ]


def test_stranger_takes_over_nobody_who_is_served_by_agreement_or_has_persons(stranger):
    AgreementFactory(guest=OrganisationFactory(name="Vågå kommune"), starts_at=OLD, ends_at=NOW)
    PersonFactory(tenant=OrganisationFactory(name="Dovre kommune"))
    names = ("Vågå kommune", "Dovre kommune")
    frame = [[name, *[None] * 5, "Team", "Psykisk helse og rus", *[None] * 4] for name in names]

    shown = hand_in(sheets_of(Tjenester=frame), by=stranger)

    assert places(shown) == [("Tjenester", 2, "Virksomhet"), ("Tjenester", 3, "Virksomhet")]


def test_stranger_gives_their_own_unit_no_agreement(standing_region, stranger):
    unit = stranger.memberships.get().unit
    row = [unit.organisation.name, *[None] * 5, unit.name, "Psykisk helse og rus", None, None, None, "Lom kommune"]

    shown = hand_in(sheets_of(Tjenester=[row]), by=stranger)

    assert places(shown) == [("Tjenester", 2, "Avtale med")]


def test_stranger_renames_no_worker_of_another_region(standing_region, stranger):
    unit = stranger.memberships.get().unit
    row = ["arne@example.test", "Omdøpt", *[None] * 3, unit.organisation.name, unit.name, "Leder", *[None] * 3]

    shown = hand_in(sheets_of(Ansatte=[row]), by=stranger)

    assert places(shown) == [("Ansatte", 2, "E-post")]
    assert User.objects.get(email="arne@example.test").name == "Testarbeider Arne"


def test_coordinator_gives_themselves_no_role():
    office = found_office()
    sheets = book()
    sheets["Ansatte"].append([office.email, office.name, *[None] * 3, *sheets["Ansatte"][1][5:]])

    shown = hand_in(sheets, by=office)
    with unit_of_work(office.pk):
        plan = _judged(xlsx(sheets), "region.xlsx", office, NOW).plan

    assert places(shown) == [("Ansatte", 7, "E-post")]
    assert shown.faults[0].suggestion
    with pytest.raises(region.BeyondReach), unit_of_work(office.pk):
        region.write(plan=plan, by=office, now=NOW)


def test_stranger_takes_out_only_their_own(standing_region, stranger):
    with unit_of_work(stranger.pk):
        units, workers, persons, networks, _roads = region.export(by=stranger, now=NOW)

    own = stranger.memberships.get().unit
    assert [row[0] for row in units.rows[1:]] == [own.organisation.name]
    assert [row[0] for row in workers.rows[1:]] == [stranger.email]
    assert (persons.rows[1:], networks.rows[1:]) == ((), ())


def test_export_leaves_out_those_whom_one_sees_in_another_role(stranger):
    member = NetworkMemberFactory(membership=MembershipFactory(user=stranger, role=Role.CARE_WORKER, starts_at=OLD))

    with unit_of_work(stranger.pk):
        persons = region.export(by=stranger, now=NOW)[2]
        assert may(stranger, Action.READ, member.person, Category.IDENTITY, now=NOW, purpose=Purpose.COORDINATION)

    assert persons.rows[1:] == ()


def test_plan_that_reaches_too_far_is_refused_even_without_a_preview(standing_region, stranger):
    with maintenance():
        office = User.objects.get(email="office@example.test")
    sheets = book()
    put(sheets, "Personer", 2, "Etternavn", "Stjålet")
    with unit_of_work(office.pk):
        plan = _judged(xlsx(sheets), "region.xlsx", office, NOW).plan

    with pytest.raises(region.BeyondReach), unit_of_work(stranger.pk):
        region.write(plan=plan, by=stranger, now=NOW)

    with maintenance():
        assert not Person.objects.filter(family_name="Stjålet").exists()


def test_person_who_is_hidden_from_the_importer_stays_hidden(standing_region):
    with maintenance():
        office = User.objects.get(email="office@example.test")
        person = Person.objects.get(family_name="Én")
        Block.objects.create(
            tenant_id=person.tenant_id, person=person, user=office, categories=1, recorded_by=office, starts_at=OLD
        )
    sheets = sheets_of(Personer=[book()["Personer"][1]])
    noted.take()

    shown = hand_in(sheets, by=office)
    with unit_of_work(office.pk):
        persons = region.export(by=office, now=NOW)[2]

    assert places(shown) == [("Personer", 2, "Fødselsnummer")]
    assert [(one.actor_id, one.person_id) for one in noted.take()] == [(office.pk, person.pk)]
    assert [row[3] for row in persons.rows[1:]] == ["To", "Tre"]


def test_coordinator_of_one_municipality_brings_in_their_own():
    unit = UnitFactory(organisation=OrganisationFactory(name="Lom kommune", number="3434"), name="Ruskoordinator")
    coordinator = MembershipFactory(role=Role.SUBSTANCE_COORDINATOR, unit=unit, starts_at=OLD).user
    persons = sheets_of(Personer=[book()["Personer"][1]])
    persons["Personer"][1][8] = "Lom kommune"

    bring_in(persons, by=coordinator)
    again = bring_in(persons, by=coordinator)

    with unit_of_work(coordinator.pk):
        person = Person.objects.get()
        units = region.export(by=coordinator, now=NOW)[0]
        assert may(coordinator, Action.READ, person, Category.IDENTITY, now=NOW, purpose=Purpose.COORDINATION)
    assert again.changes_nothing
    assert [row[-1] for row in units.rows[1:]] == [""]
    assert Agreement.objects.count() == 1


def test_office_of_the_installation_is_not_overwritten():
    office = found_office()
    unit = office.memberships.get().unit
    name = unit.organisation.name
    sheets = sheets_of(
        Tjenester=[[name, "Kommune", "3434", *[None] * 3, unit.name, "Nav", *[None] * 4]],
        Personer=[[name, NUMBERS[3], "Testperson", "Fire", *[None] * 7]],
    )

    shown = hand_in(sheets, by=office)
    with unit_of_work(office.pk):
        plan = _judged(xlsx(sheets), "region.xlsx", office, NOW).plan

    assert places(shown) == [("Personer", 2, "Ansvarlig kommune"), ("Tjenester", 2, "Virksomhet")]
    with pytest.raises(region.BeyondReach), unit_of_work(office.pk):
        region.write(plan=plan, by=office, now=NOW)
    with maintenance():
        assert Organisation.objects.get(name=name).kind == OrganisationKind.INSTALLATION


def _masks():
    rows = NetworkMember.objects.filter(membership__user__email="arne@example.test")
    return [(row.categories & mask_of(CLOSED) != 0, row.categories & mask_of(ORDINARY)) for row in rows]


def test_all_in_a_workbook_opens_nothing_about_others():
    bring_in(book(), by=found_office())

    with maintenance():
        assert _masks() == [(False, mask_of(ORDINARY))]


@pytest.mark.parametrize("word", ["Andre personer", "Andre personar", "THIRD_PARTY", "Kartlegging", "MAPPING"])
def test_workbook_has_no_word_for_what_is_said_about_others(word):
    sheets = book()
    put(sheets, "Nettverk", 2, "Får se", f"Helse; {word}")

    shown = hand_in(sheets, by=found_office())

    assert places(shown) == [("Nettverk", 2, "Får se")]


def test_what_a_line_opens_about_others_stays_when_a_workbook_changes_it():
    office = found_office()
    bring_in(book(), by=office)
    with maintenance():
        rows = NetworkMember.objects.filter(membership__user__email="arne@example.test")
        rows.update(categories=mask_of(CLOSED | ORDINARY))
    same = hand_in(book(), by=office)
    sheets = book()
    put(sheets, "Nettverk", 2, "Får se", "Helse")

    bring_in(sheets, by=office)

    assert same.changes_nothing
    with maintenance():
        assert _masks() == [(True, mask_of({Category.HEALTH}))]


@pytest.mark.parametrize(
    "kind", ["INSTALLATION", "Installation", "Runs this installation", "Driver denne installasjonen"]
)
def test_no_organisation_of_a_file_becomes_the_office(kind):
    sheets = book()
    put(sheets, "Tjenester", 4, "Virksomhetstype", kind)

    shown = hand_in(sheets, by=found_office())

    assert places(shown) == [("Tjenester", 4, "Virksomhetstype")]


@pytest.mark.parametrize(
    ("sheet", "row", "column", "where"),
    [
        ("Tjenester", 2, "Avtale med", "Avtale med"),
        ("Ansatte", 2, "Virksomhet", "Tjeneste"),
        ("Personer", 4, "Bostedskommune", "Bostedskommune"),
        ("Nettverk", 5, "Virksomhet", "Tjeneste"),
        ("Nettverk", 6, "Virksomhet", "Tjeneste"),
    ],
)
def test_no_row_names_the_office(sheet, row, column, where):
    office = found_office()
    sheets = book()
    put(sheets, sheet, row, column, Organisation.objects.get(kind=OrganisationKind.INSTALLATION).name)

    shown = hand_in(sheets, by=office)

    assert (sheet, row, where) in places(shown)


def test_person_lives_in_a_municipality():
    sheets = book()
    put(sheets, "Personer", 4, "Bostedskommune", "Sykehuset Test HF")

    shown = hand_in(sheets, by=found_office())

    assert places(shown) == [("Personer", 4, "Bostedskommune")]


def test_new_organisation_needs_an_agreement_in_the_file():
    unit = UnitFactory(name="Ruskoordinator")
    coordinator = MembershipFactory(role=Role.SUBSTANCE_COORDINATOR, unit=unit, starts_at=OLD).user
    frame = [["Lom kommune", "Kommune", "3434", *[None] * 9]]
    persons = [["Lom kommune", NUMBERS[0], "Testperson", "Én", *[None] * 7]]
    own = [unit.organisation.name, *[None] * 5, "Ruskoordinator", "Psykisk helse og rus", *[None] * 3, "Lom kommune"]

    refused = hand_in(sheets_of(Tjenester=frame, Personer=persons), by=coordinator)
    done = bring_in(sheets_of(Tjenester=[*frame, own], Personer=persons), by=coordinator)

    assert places(refused) == [("Personer", 2, "Ansvarlig kommune")]
    assert [one.new for one in done.changes] == [1, 0, 1, 0, 0]
    with maintenance():
        assert Person.objects.get().tenant.name == "Lom kommune"


def test_person_without_a_number_is_not_doubled_by_one_with(standing_region):
    with maintenance():
        office = User.objects.get(email="office@example.test")
    sheets = book()
    put(sheets, "Personer", 4, "Fødselsnummer", NUMBERS[2])

    shown = hand_in(sheets, by=office)

    assert ("Personer", 4, "Fødselsnummer") in places(shown)


def test_person_of_one_organisation_is_not_doubled_in_another(standing_region):
    with maintenance():
        office = User.objects.get(email="office@example.test")
    sheets = book()
    put(sheets, "Personer", 2, "Ansvarlig kommune", "Skjåk kommune")

    shown = hand_in(sheets, by=office)

    assert places(shown)[-1] == ("Personer", 2, "Ansvarlig kommune")


def test_primary_contact_that_is_stored_counts(standing_region):
    with maintenance():
        office = User.objects.get(email="office@example.test")
    row = [None, NUMBERS[0], *[None] * 3, "Primærkontakt", "dag@example.test", *[None] * 11]

    shown = hand_in(sheets_of(Nettverk=[row]), by=office)

    assert places(shown) == [("Nettverk", 2, "Rolle")]


def test_line_hidden_from_the_importer_ends_in_a_refusal(standing_region):
    """The importer may not see the network; the database still keeps to one primary contact, and nothing is written."""
    with maintenance():
        office = User.objects.get(email="office@example.test")
        person = Person.objects.get(family_name="Én")
        Block.objects.create(
            tenant_id=person.tenant_id, person=person, user=office, categories=2, recorded_by=office, starts_at=OLD
        )
        before = NetworkMember.objects.count()
    row = [None, NUMBERS[0], *[None] * 3, "Primærkontakt", "dag@example.test", *[None] * 11]

    shown = hand_in(sheets_of(Nettverk=[row]), by=office)

    assert places(shown) == [("Nettverk", 2, "Rolle")]
    with maintenance():
        assert NetworkMember.objects.count() == before


def test_agreement_with_own_region_lets_a_coordinator_do_what_the_office_does(standing_region):
    lom = Organisation.objects.get(name="Lom kommune")
    unit = Unit.objects.get(name="Psykisk helse og rus")
    AgreementFactory(unit=unit, guest=lom, starts_at=OLD)
    arne = Membership.objects.get(user__email="arne@example.test")
    coordinator = MembershipFactory(unit=unit, role=Role.SUBSTANCE_COORDINATOR, starts_at=OLD).user
    sheets = sheets_of(Personer=[book()["Personer"][1]], Ansatte=[book()["Ansatte"][1]])
    sheets["Ansatte"][1][10] = "2026-05-01"
    sheets["Personer"][1][3] = "Ny"

    done = bring_in(sheets, by=coordinator)

    assert [(one.new, one.changed) for one in done.changes] == [(0, 0), (0, 1), (0, 1), (0, 0), (0, 0)]
    arne.refresh_from_db()
    assert arne.ends_at is not None
