"""The words of visits and contacts."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class AppointmentKind(models.TextChoices):
    """What is planned."""

    HOME_VISIT = "HOME_VISIT", _("Home visit")
    MEETING = "MEETING", _("Meeting")
    CALL = "CALL", _("Phone call")
    OFFICE = "OFFICE", _("Talk at the office")
    CLINIC = "CLINIC", _("Appointment at the clinic")


class AppointmentState(models.TextChoices):
    """Where an appointment stands."""

    PLANNED = "PLANNED", _("Planned")
    DONE = "DONE", _("Done")
    CANCELLED = "CANCELLED", _("Cancelled")
    NOT_MET = "NOT_MET", _("Not met")


class CancelledBy(models.TextChoices):
    """Who cancelled an appointment."""

    PERSON = "PERSON", _("Cancelled by the person")
    SERVICE = "SERVICE", _("Cancelled by the service")


class ContactKind(models.TextChoices):
    """What the worker did with the person, in Alna's kinds."""

    HOME_VISIT = "HOME_VISIT", _("Home visit")
    SUPPORT_TALK = "SUPPORT_TALK", _("Support talk")
    WAKING = "WAKING", _("Waking")
    FINANCES = "FINANCES", _("Finances")
    PAVING_THE_WAY = "PAVING_THE_WAY", _("Paving the way to other services")
    DRIVING = "DRIVING", _("Driving")
    CLEANING_ADVICE = "CLEANING_ADVICE", _("Cleaning and advice")
    HYGIENE = "HYGIENE", _("Hygiene")
    PHYSICAL_HEALTH = "PHYSICAL_HEALTH", _("Physical health")
    NUTRITION = "NUTRITION", _("Nutrition")
    HOUSE_RULES = "HOUSE_RULES", _("House rules and neighbours")
    ACTIVITY_OUTSIDE = "ACTIVITY_OUTSIDE", _("Activity outside the home")
    COORDINATING = "COORDINATING", _("Coordinating")
    INDIVIDUAL_PLAN = "INDIVIDUAL_PLAN", _("Individual plan")
    NETWORK = "NETWORK", _("Network")


class ContactOutcome(models.TextChoices):
    """Whether they met."""

    MET = "MET", _("Met")
    CANCELLED_BY_PERSON = "CANCELLED_BY_PERSON", _("Cancelled by the person")
    CANCELLED_BY_SERVICE = "CANCELLED_BY_SERVICE", _("Cancelled by the service")
    NOT_MET = "NOT_MET", _("Not met")


class RequestRoad(models.TextChoices):
    """By what road a request for help came."""

    PHONE = "PHONE", _("By phone")
    IN_PERSON = "IN_PERSON", _("In person")
    GENERAL_PRACTITIONER = "GENERAL_PRACTITIONER", _("From the GP")
    NAV = "NAV", _("From NAV")
    NEXT_OF_KIN = "NEXT_OF_KIN", _("From next of kin")
    POLICE = "POLICE", _("From the police")
    HOSPITAL = "HOSPITAL", _("From the hospital")
    OTHER = "OTHER", _("Another road")


class RequestOutcome(models.TextChoices):
    """What came of a request for help."""

    OFFER = "OFFER", _("An offer of help")
    APPLICATION = "APPLICATION", _("An application")
    TURNED_AWAY = "TURNED_AWAY", _("Turned away")


class RecordRegime(models.TextChoices):
    """What kind of record a service is written in; they are never mixed in one stream (domain, § 5.2)."""

    HEALTH_RECORD = "HEALTH_RECORD", _("Health record")
    CASE_FILE = "CASE_FILE", _("Case file")
    SOCIAL_SERVICE = "SOCIAL_SERVICE", _("Social service")
    ANONYMOUS = "ANONYMOUS", _("Without name")


class DeadlineKind(models.TextChoices):
    """What a deadline is for."""

    ANSWER_REQUEST = "ANSWER_REQUEST", _("Answer a request for help")
    DECIDE = "DECIDE", _("Decide an application")
    COMPLAIN = "COMPLAIN", _("Complain about a decision")
    RECONSIDER = "RECONSIDER", _("Reconsider after a complaint")
    EVALUATE = "EVALUATE", _("Evaluate a decision")


class MainPathway(models.IntegerChoices):
    """The main pathway of the national guide of 2025."""

    MILD = 1, _("1: mild, or for a short time")
    MODERATE = 2, _("2: moderate, or severe for a short time")
    SEVERE = 3, _("3: severe, and for a long time")


class DecisionState(models.TextChoices):
    """Where a decision stands."""

    APPLIED = "APPLIED", _("Applied for")
    ASSESSED = "ASSESSED", _("Assessed")
    GRANTED = "GRANTED", _("Granted")
    PARTLY_GRANTED = "PARTLY_GRANTED", _("Partly granted")
    REFUSED = "REFUSED", _("Refused")
    IN_FORCE = "IN_FORCE", _("In force")
    EVALUATED = "EVALUATED", _("Evaluated")
    CHANGED = "CHANGED", _("Changed by a new decision")
    ENDED = "ENDED", _("Ended")


class ComplaintState(models.TextChoices):
    """Where a complaint stands."""

    RECEIVED = "RECEIVED", _("Complaint received")
    CONSIDERED = "CONSIDERED", _("Complaint considered")
    REVERSED = "REVERSED", _("Decision reversed")
    SENT_ON = "SENT_ON", _("Sent to Statsforvalteren")
    DECIDED = "DECIDED", _("Decided by Statsforvalteren")


class ComplainedBy(models.TextChoices):
    """Who complains."""

    PERSON = "PERSON", _("The person")
    WITH_AUTHORITY = "WITH_AUTHORITY", _("Somebody with written authority")
    GUARDIAN = "GUARDIAN", _("The guardian")


class Ruling(models.TextChoices):
    """What Statsforvalteren decided."""

    UPHELD = "UPHELD", _("The decision stands")
    ALTERED = "ALTERED", _("The decision is altered")
    ANNULLED = "ANNULLED", _("The decision is annulled and sent back")


DIRECT_TIME = frozenset(ContactKind) - {ContactKind.COORDINATING, ContactKind.INDIVIDUAL_PLAN, ContactKind.NETWORK}
"""Kinds of contact that are time with the person: meetings, preparation and talks with kin are not (domain, § 3.3)."""


class ConsentForm(models.TextChoices):
    """How the person consented to the plan."""

    WRITTEN = "WRITTEN", _("In writing")
    ORAL = "ORAL", _("Orally")
    BY_GUARDIAN = "BY_GUARDIAN", _("By the guardian")


class GoalState(models.TextChoices):
    """Where a goal of the plan stands."""

    OPEN = "OPEN", _("Being worked on")
    REACHED = "REACHED", _("Reached")
    LEFT = "LEFT", _("Left")


class PlanPart(models.TextChoices):
    """Which part of the plan an edition is of."""

    PLAN = "PLAN", _("The plan")
    GOAL = "GOAL", _("A goal")


class CrisisStage(models.TextChoices):
    """The three steps of a crisis plan; always shown with their words, never by colour alone."""

    GREEN = "GREEN", _("Green: all is well")
    YELLOW = "YELLOW", _("Yellow: it is getting harder")
    RED = "RED", _("Red: crisis")


class AnsweredBy(models.TextChoices):
    """Who answered a questionnaire."""

    PERSON = "PERSON", _("The person alone")
    TOGETHER = "TOGETHER", _("The person together with a worker")


class PlanGap(models.TextChoices):
    """Why a plan cannot be said to be in use."""

    NO_GOAL = "NO_GOAL", _("No goal is being worked on.")
    STEP_MISSING = "STEP_MISSING", _("A goal lacks its next step, who takes it, or by when.")
    NOT_DISCUSSED = "NOT_DISCUSSED", _("The responsibility group has not talked about the goals for 90 days.")
