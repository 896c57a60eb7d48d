"""The words of outcomes and housing."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class LifeEventKind(models.TextChoices):
    """What is counted before and after follow-up began, in Alna's goals."""

    ACUTE_ADMISSION = "ACUTE_ADMISSION", _("Acute admission")
    COMPULSORY_ADMISSION = "COMPULSORY_ADMISSION", _("Compulsory admission")
    PLANNED_ADMISSION = "PLANNED_ADMISSION", _("Planned admission")
    OVERDOSE = "OVERDOSE", _("Overdose")
    VIOLENCE_BY = "VIOLENCE_BY", _("Violence by the person")
    VIOLENCE_AGAINST = "VIOLENCE_AGAINST", _("Violence against the person")
    PRISON = "PRISON", _("Prison")


ADMISSIONS = frozenset(
    {LifeEventKind.ACUTE_ADMISSION, LifeEventKind.COMPULSORY_ADMISSION, LifeEventKind.PLANNED_ADMISSION}
)
"""What bed days are counted of."""

LASTING = ADMISSIONS | {LifeEventKind.PRISON}
"""What goes on until it has a last day; the rest happens on a day."""


class ActivityKind(models.TextChoices):
    """What the person does with their days."""

    WORK = "WORK", _("Work")
    STUDY = "STUDY", _("Study")
    ACTIVITY_CENTRE = "ACTIVITY_CENTRE", _("Activity centre")
    VOLUNTEERING = "VOLUNTEERING", _("Volunteering")
    LEISURE = "LEISURE", _("Leisure")


class Home(models.TextChoices):
    """How the person lives."""

    OWNED = "OWNED", _("Own home")
    RENTED = "RENTED", _("Rents privately")
    MUNICIPAL = "MUNICIPAL", _("Rents from the municipality")
    WITH_OTHERS = "WITH_OTHERS", _("With family or friends")
    TEMPORARY = "TEMPORARY", _("Temporary lodging")
    INSTITUTION = "INSTITUTION", _("Institution")
    PRISON = "PRISON", _("Prison")
    NONE = "NONE", _("Without a home")


STABLE_HOMES = frozenset({Home.OWNED, Home.RENTED, Home.MUNICIPAL})
"""Homes whose days count as stable."""

LET_HOMES = frozenset({Home.MUNICIPAL, Home.TEMPORARY})
"""Homes that may be a place of the municipality's register."""


class DwellingKind(models.TextChoices):
    """What a place is."""

    HOME = "HOME", _("Home")
    SHARED_HOME = "SHARED_HOME", _("Shared home")
    MEETING_PLACE = "MEETING_PLACE", _("Meeting place")


class Obstacle(models.TextChoices):
    """What stands in the way of a lasting home."""

    DEBT = "DEBT", _("Debt or unpaid rent")
    NO_OFFER = "NO_OFFER", _("No fitting home to be had")
    NEIGHBOURS = "NEIGHBOURS", _("Trouble with neighbours")
    GUESTS = "GUESTS", _("Guests who do not leave")
    SUBSTANCE_USE = "SUBSTANCE_USE", _("Substance use around the home")
    UPKEEP = "UPKEEP", _("Cannot keep the home up alone")
    NO_SUPPORT = "NO_SUPPORT", _("Not enough follow-up at home")
    OTHER = "OTHER", _("Something else")
