"""The tables of the room."""

from __future__ import annotations

from samhold.rooms.care.models.appointment import Appointment, AppointmentWorker
from samhold.rooms.care.models.contact import Contact
from samhold.rooms.care.models.contact_comment import ContactComment
from samhold.rooms.care.models.crisis_plan import CrisisCall, CrisisCopy, CrisisEdition, CrisisPlan, CrisisStep
from samhold.rooms.care.models.decision import Complaint, Decision, DecisionStep
from samhold.rooms.care.models.draft import Draft
from samhold.rooms.care.models.housing import Dwelling, Tenancy
from samhold.rooms.care.models.individual_plan import Goal, GoalContact, IndividualPlan, PlanEdition
from samhold.rooms.care.models.law import Deadline, LegalBasis, ServiceType
from samhold.rooms.care.models.outcome import Activity, FollowUp, LifeEvent
from samhold.rooms.care.models.quality import CareReview, ChildrenQuestion, HandOver, HandOverRead
from samhold.rooms.care.models.request import RequestForHelp
from samhold.rooms.care.models.response import Response
from samhold.rooms.care.models.safety import AbsencePlan, SafetyAssessment, VisitWatch

__all__ = [
    "AbsencePlan",
    "Activity",
    "Appointment",
    "AppointmentWorker",
    "CareReview",
    "ChildrenQuestion",
    "Complaint",
    "Contact",
    "ContactComment",
    "CrisisCall",
    "CrisisCopy",
    "CrisisEdition",
    "CrisisPlan",
    "CrisisStep",
    "Deadline",
    "Decision",
    "DecisionStep",
    "Draft",
    "Dwelling",
    "FollowUp",
    "Goal",
    "GoalContact",
    "HandOver",
    "HandOverRead",
    "IndividualPlan",
    "LegalBasis",
    "LifeEvent",
    "PlanEdition",
    "RequestForHelp",
    "Response",
    "SafetyAssessment",
    "ServiceType",
    "Tenancy",
    "VisitWatch",
]
