"""Every named constraint of the rooms is broken once, by a row that breaks nothing else."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from samhold.foundation.identifiers import new_id
from samhold.rooms.access.models import AuditEvent, AuditHead
from samhold.rooms.people.models import Upload
from tests.support.factories.access import UserFactory
from tests.support.factories.care import AppointmentFactory, AppointmentWorkerFactory, ContactFactory, DraftFactory
from tests.support.factories.notices import NoticeFactory
from tests.support.factories.organisations import (
    STARTED,
    AgreementFactory,
    CompetenceFactory,
    MembershipFactory,
    OrganisationFactory,
    PlaceFactory,
    RoadFactory,
    UnitFactory,
)
from tests.support.factories.people import (
    BlockFactory,
    ConflictFactory,
    ConsentFactory,
    GrantFactory,
    NetworkMemberFactory,
    NetworkUnitFactory,
    NextOfKinFactory,
    PersonFactory,
    ResidenceFactory,
)

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.django_db
EARLIER, LATER = STARTED - timedelta(days=1), STARTED + timedelta(days=1)
FOUR_HOURS = timedelta(hours=4)


def event(**changes: object) -> AuditEvent:
    values = {"chain_id": new_id(), "sequence": 1, "at": STARTED, "action": "READ", "outcome": "DONE", "hash": "0" * 64}
    return AuditEvent.objects.create(**values | changes)


def upload(**changes: object) -> Upload:
    values = {"owner": UserFactory(), "name": "x", "content": "x", "created_at": STARTED, "expires_at": LATER}
    return Upload.objects.create(**values | changes)


def twice(make: Callable[..., models.Model], **same: object) -> None:
    make(**same)
    make(**same)


def same_place(**changes: object) -> None:
    unit = UnitFactory()
    ConflictFactory(home_unit=unit, routed_unit=unit, **changes)


def same_road() -> None:
    place = PlaceFactory()
    RoadFactory(start=place, end=place)


BREAKERS: dict[str, Callable[[], object]] = {
    "care_appointment_takes_time": lambda: AppointmentFactory(minutes=4),
    "care_appointment_state_is_known": lambda: AppointmentFactory(state="LOST"),
    "care_appointmentworker_once_per_worker": lambda: twice(
        AppointmentWorkerFactory, appointment=AppointmentFactory(), user=UserFactory()
    ),
    "care_contact_is_not_in_the_future": lambda: ContactFactory(took_place_at=LATER, recorded_at=STARTED),
    "care_contact_fits_in_a_day": lambda: ContactFactory(minutes=1441),
    "care_contact_kind_is_known": lambda: ContactFactory(kind="DREAM"),
    "care_contact_outcome_is_known": lambda: ContactFactory(outcome="MAYBE"),
    "care_draft_one_per_form": lambda: twice(DraftFactory, author=UserFactory(), person=PersonFactory()),
    "people_consent_ends_after_it_starts": lambda: ConsentFactory(ends_at=EARLIER),
    "people_consent_withdrawn_is_ended": lambda: ConsentFactory(ends_at=LATER, withdrawn_at=STARTED),
    "people_consent_is_to_something": lambda: ConsentFactory(categories=0),
    "people_block_ends_after_it_starts": lambda: BlockFactory(ends_at=STARTED),
    "people_block_is_against_one": lambda: BlockFactory(unit=UnitFactory()),
    "people_block_blocks_something": lambda: BlockFactory(categories=0),
    "people_conflict_ends_after_it_starts": lambda: ConflictFactory(ends_at=STARTED),
    "people_conflict_goes_elsewhere": same_place,
    "people_conflict_one_open_per_person_and_worker": lambda: twice(
        ConflictFactory, person=PersonFactory(), user=UserFactory()
    ),
    "people_grant_lasts_four_hours_at_most": lambda: GrantFactory(ends_at=STARTED + FOUR_HOURS + timedelta(seconds=1)),
    "people_grant_review_is_whole": lambda: GrantFactory(reviewed_at=LATER, reviewed_by=UserFactory()),
    "people_networkmember_ends_after_it_starts": lambda: NetworkMemberFactory(ends_at=STARTED),
    "people_networkmember_is_one_party": lambda: NextOfKinFactory(name=""),
    "people_networkmember_categories_are_known": lambda: NetworkMemberFactory(categories=1 << 15),
    "people_networkmember_one_primary_contact": lambda: twice(
        NetworkMemberFactory, person=PersonFactory(), role="PRIMARY_CONTACT"
    ),
    "people_networkmember_worker_once_per_role": lambda: twice(
        NetworkMemberFactory, person=PersonFactory(), membership=MembershipFactory()
    ),
    "people_networkmember_unit_once_per_role": lambda: twice(
        NetworkUnitFactory, person=PersonFactory(), unit=UnitFactory()
    ),
    "people_person_national_number_once_per_tenant": lambda: twice(
        PersonFactory, tenant=OrganisationFactory(), national_number_index="a" * 64
    ),
    "people_person_has_a_name": lambda: PersonFactory(given_name="", family_name=""),
    "people_residence_ends_after_it_starts": lambda: ResidenceFactory(ends_at=STARTED),
    "people_residence_one_open_per_person": lambda: twice(ResidenceFactory, person=PersonFactory()),
    "people_upload_expires_after_it_is_created": lambda: upload(expires_at=STARTED),
    "organisations_place_position_is_on_earth": lambda: PlaceFactory(latitude=91, longitude=10),
    "organisations_road_one_per_pair": lambda: twice(RoadFactory, start=PlaceFactory(), end=PlaceFactory()),
    "organisations_road_goes_somewhere": same_road,
    "organisations_road_takes_time": lambda: RoadFactory(minutes=0),
    "organisations_organisation_number_is_its_own": lambda: twice(OrganisationFactory, number="3435"),
    "organisations_unit_name_once_per_organisation": lambda: twice(
        UnitFactory, organisation=OrganisationFactory(), name="Service"
    ),
    "organisations_unit_service_is_known": lambda: UnitFactory(service="CIRCUS"),
    "organisations_agreement_ends_after_it_starts": lambda: AgreementFactory(ends_at=STARTED),
    "organisations_agreement_one_open_per_unit_and_guest": lambda: twice(
        AgreementFactory, unit=UnitFactory(), guest=OrganisationFactory()
    ),
    "organisations_membership_ends_after_it_starts": lambda: MembershipFactory(ends_at=STARTED),
    "organisations_membership_open_once": lambda: twice(MembershipFactory, user=UserFactory(), unit=UnitFactory()),
    "organisations_membership_role_is_known": lambda: MembershipFactory(role="KING"),
    "organisations_competence_once_per_user": lambda: twice(CompetenceFactory, user=UserFactory()),
    "organisations_competence_kind_is_known": lambda: CompetenceFactory(kind="MAGIC"),
    "notices_notice_kind_is_known": lambda: NoticeFactory(kind="RUMOUR"),
    "notices_notice_read_after_made": lambda: NoticeFactory(read_at=EARLIER),
    "access_auditevent_one_row_per_link": lambda: twice(event, chain_id=new_id()),
    "access_auditevent_sequence_starts_at_one": lambda: event(sequence=0),
    "access_auditevent_outcome_is_known": lambda: event(outcome="PERHAPS"),
    "access_audithead_sequence_is_not_negative": lambda: AuditHead.objects.create(
        chain_id=new_id(), sequence=-1, hash=""
    ),
}


def constraints() -> dict[str, models.constraints.BaseConstraint]:
    ours = (model for model in apps.get_models() if model.__module__.startswith("samhold.rooms."))
    return {constraint.name: constraint for model in ours for constraint in model._meta.constraints}


def test_every_constraint_is_broken_here() -> None:
    assert set(BREAKERS) == set(constraints())


@pytest.mark.parametrize("name", BREAKERS)
def test_a_row_that_breaks_the_constraint_is_refused(name: str) -> None:
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        BREAKERS[name]()

    is_named = name in str(refused.value)
    assert is_named or (isinstance(constraints()[name], models.UniqueConstraint) and "UNIQUE" in str(refused.value))
