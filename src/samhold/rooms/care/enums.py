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
