"""The words of organisations."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    """
    What kind of organisation controls the rows.

    The office that runs the installation has no persons of its own, and is no part of the region's workbook.
    """

    MUNICIPALITY = "MUNICIPALITY", _("Municipality")
    HOSPITAL_TRUST = "HOSPITAL_TRUST", _("Hospital trust")
    OTHER = "OTHER", _("Other organisation")
    INSTALLATION = "INSTALLATION", _("Runs this installation")

    def has_number(self, number: str) -> bool:
        """Say whether such an organisation can have the number: four digits or nine; none at all is fine."""
        length = 4 if self is OrganisationKind.MUNICIPALITY else 9
        return number == "" or (number.isascii() and number.isdecimal() and len(number) == length)


class WrittenForm(models.TextChoices):
    """The written form of Norwegian."""

    BOKMAL = "nb", _("Bokmål")
    NYNORSK = "nn", _("Nynorsk")


class ServiceKind(models.TextChoices):
    """What a unit does."""

    MENTAL_HEALTH_SUBSTANCE = "MENTAL_HEALTH_SUBSTANCE", _("Mental health and substance service")
    HOME_CARE = "HOME_CARE", _("Home care")
    NAV = "NAV", _("NAV")
    GENERAL_PRACTICE = "GENERAL_PRACTICE", _("GP surgery")
    CHILD_WELFARE = "CHILD_WELFARE", _("Child welfare")
    DISTRICT_PSYCHIATRIC_CENTRE = "DISTRICT_PSYCHIATRIC_CENTRE", _("District psychiatric centre")
    LOCAL_MEDICAL_CENTRE = "LOCAL_MEDICAL_CENTRE", _("Local medical centre")
    EMERGENCY_WARD = "EMERGENCY_WARD", _("Emergency ward")
    TEAM = "TEAM", _("Joint team")
    ADMINISTRATION = "ADMINISTRATION", _("Administration")
    OTHER = "OTHER", _("Other service")


class Profession(models.TextChoices):
    """The profession somebody has; it decides nothing about access."""

    NURSE = "NURSE", _("Nurse")
    MENTAL_HEALTH_NURSE = "MENTAL_HEALTH_NURSE", _("Mental health nurse")
    SOCIAL_WORKER = "SOCIAL_WORKER", _("Social worker")
    SOCIAL_EDUCATOR = "SOCIAL_EDUCATOR", _("Social educator")
    CHILD_WELFARE_OFFICER = "CHILD_WELFARE_OFFICER", _("Child welfare officer")
    HEALTH_WORKER = "HEALTH_WORKER", _("Health worker")
    ASSISTANT = "ASSISTANT", _("Assistant")
    OCCUPATIONAL_THERAPIST = "OCCUPATIONAL_THERAPIST", _("Occupational therapist")
    PHYSICIAN = "PHYSICIAN", _("Physician")
    PSYCHIATRIST = "PSYCHIATRIST", _("Psychiatrist")
    PSYCHOLOGIST = "PSYCHOLOGIST", _("Psychologist")
    ADVISER = "ADVISER", _("Adviser")
    PEER = "PEER", _("Peer with lived experience")
    LEADER = "LEADER", _("Leader")
    OTHER = "OTHER", _("Other")


class CompetenceKind(models.TextChoices):
    """What somebody has learned and may be asked for."""

    MOTIVATIONAL_INTERVIEWING = "MOTIVATIONAL_INTERVIEWING", _("Motivational interviewing")
    CRISIS_PLAN = "CRISIS_PLAN", _("Crisis plans")
    VIOLENCE_PREVENTION = "VIOLENCE_PREVENTION", _("Violence prevention")
    OVERDOSE_PREVENTION = "OVERDOSE_PREVENTION", _("Overdose prevention")
    SUBSTITUTION_TREATMENT = "SUBSTITUTION_TREATMENT", _("Substitution treatment (LAR)")
    MEDICATION = "MEDICATION", _("Medication course")
    FEEDBACK_TOOLS = "FEEDBACK_TOOLS", _("Feedback tools")
    CHILDREN_AS_NEXT_OF_KIN = "CHILDREN_AS_NEXT_OF_KIN", _("Children as next of kin")
    DRIVING = "DRIVING", _("Driving licence")
