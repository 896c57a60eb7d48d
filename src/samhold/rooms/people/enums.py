"""The words of persons and of who is involved with them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class PartyKind(models.TextChoices):
    """What kind of party is involved."""

    WORKER = "WORKER", _("Worker")
    UNIT = "UNIT", _("Service")
    NEXT_OF_KIN = "NEXT_OF_KIN", _("Next of kin")


class NetworkRole(models.TextChoices):
    """What the party does for the person."""

    PRIMARY_CONTACT = "PRIMARY_CONTACT", _("Primary contact")
    SECOND_CONTACT = "SECOND_CONTACT", _("Second contact")
    COORDINATOR = "COORDINATOR", _("Coordinator")
    CASE_WORKER = "CASE_WORKER", _("Case worker")
    HELPER = "HELPER", _("Helper")
    GENERAL_PRACTITIONER = "GENERAL_PRACTITIONER", _("General practitioner")
    CLINICIAN = "CLINICIAN", _("Clinician")
    SERVICE = "SERVICE", _("Service")
    NEXT_OF_KIN = "NEXT_OF_KIN", _("Next of kin")
    GUARDIAN = "GUARDIAN", _("Guardian")


class Basis(models.TextChoices):
    """Why the party may be involved; see `domain.md` 5.1."""

    DECISION = "DECISION", _("Decision on a service")
    REFERRAL = "REFERRAL", _("Referral")
    CONSENT = "CONSENT", _("Consent")
    HEALTHCARE = "HEALTHCARE", _("Necessary health care (Health Personnel Act § 25)")
    MANDATE = "MANDATE", _("Mandate as guardian")
    OTHER_LAW = "OTHER_LAW", _("Other legal basis")


class ConsentForm(models.TextChoices):
    """How a consent was given."""

    SPOKEN = "SPOKEN", _("Spoken")
    WRITTEN = "WRITTEN", _("In writing")
    DIGITAL = "DIGITAL", _("Digitally")


class DeclaredBy(models.TextChoices):
    """Who said that there is a conflict of interest."""

    WORKER = "WORKER", _("The worker: I know this person")
    PERSON = "PERSON", _("The person: not this worker")


class EmergencyReason(models.TextChoices):
    """Why somebody took emergency access."""

    DANGER_TO_LIFE = "DANGER_TO_LIFE", _("Danger to life or health")
    ACUTE_HELP = "ACUTE_HELP", _("Acute need of help, and nobody who knows the person can be reached")
    MISSING = "MISSING", _("The person is missing")


class Verdict(models.TextChoices):
    """What the review of an emergency access found."""

    JUSTIFIED = "JUSTIFIED", _("Justified")
    NOT_JUSTIFIED = "NOT_JUSTIFIED", _("Not justified")


class TimelineCategory(models.TextChoices):
    """What a line of the timeline is about, as its filter says it."""

    CONTACT = "CONTACT", _("Contacts")
    APPOINTMENT = "APPOINTMENT", _("Appointments")
    MEETING = "MEETING", _("Meetings")
    NETWORK = "NETWORK", _("Network")
    CONSENT = "CONSENT", _("Consents")
    ACCESS = "ACCESS", _("Emergency access")
    PLAN = "PLAN", _("Plan")
    DECISION = "DECISION", _("Requests and decisions")
    REFERRAL = "REFERRAL", _("Referrals")
    ADMISSION = "ADMISSION", _("Admissions")
    OUTCOME = "OUTCOME", _("Outcomes")
