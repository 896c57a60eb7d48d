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
from tests.support.factories.access import InvitationFactory, UserFactory
from tests.support.factories.care import (
    AppointmentFactory,
    AppointmentWorkerFactory,
    ContactCommentFactory,
    ContactFactory,
    DraftFactory,
    FinishedResponseFactory,
    ResponseFactory,
)
from tests.support.factories.decisions import (
    ComplaintFactory,
    DeadlineFactory,
    DecisionFactory,
    DecisionStepFactory,
    GrantedFactory,
    LegalBasisFactory,
    RequestForHelpFactory,
    ServiceTypeFactory,
)
from tests.support.factories.life import (
    DAY,
    AbsencePlanFactory,
    ActivityFactory,
    CareReviewFactory,
    ChildrenQuestionFactory,
    DwellingFactory,
    FollowUpFactory,
    HandOverReadFactory,
    LifeEventFactory,
    SafetyAssessmentFactory,
    TenancyFactory,
    VisitWatchFactory,
)
from tests.support.factories.meetings import (
    AgendaItemFactory,
    AttendeeFactory,
    MeetingActionFactory,
    MeetingDecisionFactory,
    MeetingFactory,
    MinutesDraftFactory,
    MinutesFactory,
)
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
from tests.support.factories.plans import (
    CrisisCallFactory,
    CrisisEditionFactory,
    CrisisPlanFactory,
    CrisisStepFactory,
    GoalContactFactory,
    GoalFactory,
    IndividualPlanFactory,
    PlanEditionFactory,
)
from tests.support.factories.questionnaires import LoadedQuestionnaireFactory

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


def ticked_twice() -> None:
    goal = GoalFactory()
    twice(GoalContactFactory, goal=goal, contact=ContactFactory(person=goal.person))


def same_road() -> None:
    place = PlaceFactory()
    RoadFactory(start=place, end=place)


BREAKERS: dict[str, Callable[[], object]] = {
    "access_invitation_is_good_for_a_while": lambda: InvitationFactory(expires_at=EARLIER),
    "access_invitation_ends_in_one_way": lambda: InvitationFactory(used_at=LATER, revoked_at=LATER),
    "access_invitation_one_open_per_account": lambda: twice(InvitationFactory, account=UserFactory()),
    "care_appointment_takes_time": lambda: AppointmentFactory(minutes=4),
    "care_appointment_absence_is_of_one_cancelled": lambda: AppointmentFactory(absence_reason="FORGOT"),
    "care_contact_absence_is_of_one_not_met": lambda: ContactFactory(absence_next="PHONE"),
    "care_appointment_cancelled_by_somebody": lambda: AppointmentFactory(cancelled_by="PERSON"),
    "care_appointment_moved_to_another_time": lambda: AppointmentFactory(starts_at=STARTED, moved_from=STARTED),
    "care_appointment_state_is_known": lambda: AppointmentFactory(state="LOST"),
    "care_appointmentworker_once_per_worker": lambda: twice(
        AppointmentWorkerFactory, appointment=AppointmentFactory(), user=UserFactory()
    ),
    "care_contact_is_not_in_the_future": lambda: ContactFactory(took_place_at=LATER, recorded_at=STARTED),
    "care_contact_fits_in_a_day": lambda: ContactFactory(minutes=1441),
    "care_contact_kind_is_known": lambda: ContactFactory(kind="DREAM"),
    "care_contact_outcome_is_known": lambda: ContactFactory(outcome="MAYBE"),
    "care_contactcomment_says_something": lambda: ContactCommentFactory(text=""),
    "care_contactcomment_changed_after_it_was_written": lambda: ContactCommentFactory(changed_at=EARLIER),
    "care_contactcomment_taken_back_after_it_was_written": lambda: ContactCommentFactory(taken_back_at=EARLIER),
    "care_contact_settles_an_appointment": lambda: ContactFactory(settles=True),
    "care_draft_one_per_form": lambda: twice(DraftFactory, author=UserFactory(), person=PersonFactory()),
    "care_requestforhelp_road_is_known": lambda: RequestForHelpFactory(road="OWL"),
    "care_requestforhelp_outcome_is_known": lambda: RequestForHelpFactory(
        outcome="MAGIC", answer="x", answered_date=EARLIER, answered_by=UserFactory()
    ),
    "care_requestforhelp_answer_is_whole": lambda: RequestForHelpFactory(outcome="OFFER"),
    "care_requestforhelp_turned_away_with_reason_and_offer": lambda: RequestForHelpFactory(
        outcome="TURNED_AWAY", answer="x", reason="x", answered_date=EARLIER, answered_by=UserFactory()
    ),
    "care_requestforhelp_is_answered_after_it_came": lambda: RequestForHelpFactory(answer_by_date=EARLIER),
    "care_servicetype_one_of_a_code_from_a_day": lambda: twice(ServiceTypeFactory, code="A"),
    "care_servicetype_ends_after_it_starts": lambda: ServiceTypeFactory(last_date=EARLIER),
    "care_servicetype_record_regime_is_known": lambda: ServiceTypeFactory(record_regime="DIARY"),
    "care_legalbasis_one_of_a_code_from_a_day": lambda: twice(LegalBasisFactory, code="A"),
    "care_legalbasis_ends_after_it_starts": lambda: LegalBasisFactory(last_date=EARLIER),
    "care_legalbasis_record_regime_is_known": lambda: LegalBasisFactory(record_regime="DIARY"),
    "care_deadline_one_of_a_code_from_a_day": lambda: twice(DeadlineFactory, code="A"),
    "care_deadline_ends_after_it_starts": lambda: DeadlineFactory(last_date=EARLIER),
    "care_deadline_kind_is_known": lambda: DeadlineFactory(kind="SLEEP"),
    "care_deadline_leaves_a_day": lambda: DeadlineFactory(days=0),
    "care_decision_state_is_known": lambda: GrantedFactory(state="LOST"),
    "care_decision_hours_fit_in_a_week": lambda: GrantedFactory(hours_per_week=169),
    "care_decision_ends_after_it_starts": lambda: GrantedFactory(last_date=EARLIER),
    "care_decision_main_pathway_is_known": lambda: DecisionFactory(main_pathway=4),
    "care_decision_granted_has_hours_and_period": lambda: GrantedFactory(hours_per_week=None),
    "care_decision_not_granted_has_no_period": lambda: GrantedFactory(state="REFUSED"),
    "care_decision_is_decided_wholly": lambda: GrantedFactory(grounds=""),
    "care_complaint_state_is_known": lambda: ComplaintFactory(state="LOST"),
    "care_complaint_complained_by_is_known": lambda: ComplaintFactory(complained_by="OWL"),
    "care_complaint_ruling_is_of_one_decided": lambda: ComplaintFactory(ruling="UPHELD"),
    "care_complaint_settled_has_its_day": lambda: ComplaintFactory(state="REVERSED"),
    "care_complaint_sent_on_has_its_day": lambda: ComplaintFactory(state="SENT_ON"),
    "care_complaint_one_open_per_decision": lambda: twice(ComplaintFactory, decision=GrantedFactory()),
    "care_decisionstep_state_is_of_its_kind": lambda: DecisionStepFactory(state="SENT_ON"),
    "care_individualplan_one_open_per_person": lambda: twice(IndividualPlanFactory, person=PersonFactory()),
    "care_individualplan_ends_after_it_starts": lambda: IndividualPlanFactory(last_date=EARLIER),
    "care_individualplan_consent_comes_first": lambda: IndividualPlanFactory(first_date=EARLIER),
    "care_individualplan_consent_form_is_known": lambda: IndividualPlanFactory(consent_form="NOD"),
    "care_goal_one_at_a_place": lambda: twice(GoalFactory, plan=IndividualPlanFactory(), position=1),
    "care_goal_state_is_known": lambda: GoalFactory(state="LOST", settled_date=LATER),
    "care_goal_settled_has_a_day": lambda: GoalFactory(state="REACHED"),
    "care_goalcontact_ticked_once": ticked_twice,
    "care_planedition_numbered_once": lambda: twice(PlanEditionFactory, plan=IndividualPlanFactory(), number=1),
    "care_planedition_part_is_known": lambda: PlanEditionFactory(part="COVER"),
    "care_crisisplan_one_open_per_person": lambda: twice(CrisisPlanFactory, person=PersonFactory()),
    "care_crisisplan_is_valid_for_a_while": lambda: CrisisPlanFactory(valid_until_date=EARLIER),
    "care_crisisstep_each_stage_once": lambda: twice(CrisisStepFactory, plan=CrisisPlanFactory()),
    "care_crisisstep_stage_is_known": lambda: CrisisStepFactory(stage="BLUE"),
    "care_crisiscall_one_at_a_place": lambda: twice(CrisisCallFactory, plan=CrisisPlanFactory(), position=1),
    "care_crisisedition_numbered_once": lambda: twice(CrisisEditionFactory, plan=CrisisPlanFactory(), number=1),
    "meetings_meeting_takes_time": lambda: MeetingFactory(minutes=4),
    "meetings_meeting_kind_is_known": lambda: MeetingFactory(kind="SEANCE"),
    "meetings_meeting_state_is_known": lambda: MeetingFactory(state="LOST"),
    "meetings_meeting_responsibility_group_has_a_person": lambda: MeetingFactory(
        person=None, tenant=OrganisationFactory()
    ),
    "meetings_attendee_is_one_party": lambda: AttendeeFactory(kind="WORKER"),
    "meetings_attendee_state_is_known": lambda: AttendeeFactory(state="ASLEEP"),
    "meetings_attendee_reaches_after_it_is_invited": lambda: AttendeeFactory(reaches_until=EARLIER),
    "meetings_attendee_once_per_line": lambda: twice(
        AttendeeFactory, kind="NEXT_OF_KIN", meeting=MeetingFactory(), member=NextOfKinFactory()
    ),
    "meetings_attendee_person_once": lambda: twice(AttendeeFactory, meeting=MeetingFactory()),
    "meetings_agendaitem_has_a_title": lambda: AgendaItemFactory(title=""),
    "meetings_agendaitem_once_per_source": lambda: twice(
        AgendaItemFactory, meeting=MeetingFactory(), source_key="care.goal:1"
    ),
    "meetings_minutes_finish_is_whole": lambda: MinutesFactory(finished_at=LATER),
    "meetings_minutesdraft_one_per_author": lambda: twice(MinutesDraftFactory, meeting=MeetingFactory()),
    "meetings_meetingdecision_says_something": lambda: MeetingDecisionFactory(text=""),
    "meetings_meetingaction_says_something": lambda: MeetingActionFactory(text=""),
    "meetings_meetingaction_has_an_owner": lambda: MeetingActionFactory(owner=None),
    "meetings_meetingaction_done_is_whole": lambda: MeetingActionFactory(done_at=LATER),
    "care_response_thrown_away_is_not_finished": lambda: FinishedResponseFactory(thrown_at=STARTED),
    "care_response_about_is_known": lambda: ResponseFactory(about="PLAN"),
    "care_response_answered_by_is_known": lambda: FinishedResponseFactory(answered_by="NOBODY"),
    "care_response_finish_is_whole": lambda: FinishedResponseFactory(answered_by=""),
    "care_response_is_not_answered_in_the_future": lambda: FinishedResponseFactory(
        answered_at=LATER, finished_at=STARTED
    ),
    "care_followup_ends_after_it_starts": lambda: FollowUpFactory(last_date=EARLIER),
    "care_followup_known_before_it_starts": lambda: FollowUpFactory(known_since_date=DAY + timedelta(days=1)),
    "care_followup_one_open_per_unit": lambda: twice(FollowUpFactory, person=PersonFactory(), unit=UnitFactory()),
    "care_lifeevent_ends_after_it_starts": lambda: LifeEventFactory(last_date=EARLIER),
    "care_lifeevent_kind_is_known": lambda: LifeEventFactory(kind="BIRTHDAY"),
    "care_activity_ends_after_it_starts": lambda: ActivityFactory(last_date=EARLIER),
    "care_activity_kind_is_known": lambda: ActivityFactory(kind="SLEEP"),
    "care_activity_fits_in_a_week": lambda: ActivityFactory(hours_per_week=169),
    "care_dwelling_name_once_per_tenant": lambda: twice(DwellingFactory, tenant=OrganisationFactory(), name="A"),
    "care_dwelling_kind_is_known": lambda: DwellingFactory(kind="CASTLE"),
    "care_dwelling_has_room_for_one": lambda: DwellingFactory(capacity=0),
    "care_tenancy_guests_leave_after_they_come": lambda: TenancyFactory(
        guests_since_date=DAY, guests_left_date=DAY - timedelta(days=1)
    ),
    "care_tenancy_ends_after_it_starts": lambda: TenancyFactory(last_date=EARLIER),
    "care_tenancy_home_is_known": lambda: TenancyFactory(home="CASTLE"),
    "care_tenancy_one_open_per_person": lambda: twice(TenancyFactory, person=PersonFactory()),
    "care_safetyassessment_lasts_ninety_days_at_most": lambda: SafetyAssessmentFactory(
        valid_until_date=DAY + timedelta(days=91)
    ),
    "care_safetyassessment_level_is_known": lambda: SafetyAssessmentFactory(level="MILD"),
    "care_safetyassessment_kind_is_known": lambda: SafetyAssessmentFactory(risk_of="DOG"),
    "care_safetyassessment_one_open_of_a_kind": lambda: twice(SafetyAssessmentFactory, person=PersonFactory()),
    "care_visitwatch_takes_time": lambda: VisitWatchFactory(expected_at=EARLIER),
    "care_visitwatch_state_is_known": lambda: VisitWatchFactory(state="LOST"),
    "care_visitwatch_ended_has_its_time": lambda: VisitWatchFactory(state="ENDED"),
    "care_visitwatch_one_under_way_per_worker": lambda: twice(VisitWatchFactory, worker=UserFactory()),
    "care_absenceplan_one_per_person": lambda: twice(AbsencePlanFactory, person=PersonFactory()),
    "care_absenceplan_days_are_some": lambda: AbsencePlanFactory(missed_after_days=0),
    "care_childrenquestion_answer_is_known": lambda: ChildrenQuestionFactory(answer="MANY"),
    "care_childrenquestion_some_have_somebody_in_charge": lambda: ChildrenQuestionFactory(answer="SOME"),
    "care_carereview_kind_is_known": lambda: CareReviewFactory(kind="PARTY"),
    "care_handoverread_once_per_worker": lambda: twice(HandOverReadFactory, unit=UnitFactory(), user=UserFactory()),
    "people_consent_ends_after_it_starts": lambda: ConsentFactory(ends_at=EARLIER),
    "people_consent_withdrawn_is_ended": lambda: ConsentFactory(ends_at=LATER, withdrawn_at=STARTED),
    "people_consent_was_until_if_withdrawn": lambda: ConsentFactory(was_until=LATER),
    "people_consent_withdrawn_by_if_withdrawn": lambda: ConsentFactory(withdrawn_by=UserFactory()),
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
    "questionnaires_loadedquestionnaire_one_text_per_version": lambda: twice(
        LoadedQuestionnaireFactory, tenant=OrganisationFactory()
    ),
    "questionnaires_loadedquestionnaire_category_is_known": lambda: LoadedQuestionnaireFactory(category="PLAN"),
    "questionnaires_loadedquestionnaire_has_a_holder": lambda: LoadedQuestionnaireFactory(holder=""),
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
