"""The words of safety on visits, children as next of kin, and quality."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class RiskLevel(models.TextChoices):
    """How likely somebody is to be hurt on a visit; shown with its word, never by colour alone."""

    LOW = "LOW", _("Low")
    MODERATE = "MODERATE", _("Moderate")
    HIGH = "HIGH", _("High")


class RiskOf(models.TextChoices):
    """What the risk comes from."""

    PERSON = "PERSON", _("The person")
    ADDRESS = "ADDRESS", _("The address")


class WatchState(models.TextChoices):
    """Where a watched visit stands."""

    UNDER_WAY = "UNDER_WAY", _("Under way")
    COLLEAGUE_TOLD = "COLLEAGUE_TOLD", _("The colleague has been told")
    LEADER_TOLD = "LEADER_TOLD", _("The leader has been told")
    ENDED = "ENDED", _("Checked out")


class ChildrenAnswer(models.TextChoices):
    """What the person answered when asked about children and siblings under 18."""

    NONE = "NONE", _("No children or siblings under 18")
    SOME = "SOME", _("Has children or siblings under 18")
    NOT_ANSWERED = "NOT_ANSWERED", _("Asked, and did not want to answer")


class ReviewKind(models.TextChoices):
    """What is looked at anew within a time, as an inspection asks for."""

    OVERALL_ASSESSMENT = "OVERALL_ASSESSMENT", _("Overall assessment")
    EVALUATION = "EVALUATION", _("Evaluation of the services")
    SOMATIC_CHECK = "SOMATIC_CHECK", _("Somatic health check")
    PERSONS_VIEW = "PERSONS_VIEW", _("The person's own view")


class Measure(models.TextChoices):
    """What is done to keep a visit safe; the names are those of the columns of an assessment."""

    TWO_PERSONS = "TWO_PERSONS", _("Two workers")
    MEET_OUTSIDE = "MEET_OUTSIDE", _("Meet outside")
    PHONE_CHECK = "PHONE_CHECK", _("Phone check")
    DAYLIGHT_ONLY = "DAYLIGHT_ONLY", _("Daylight only")
