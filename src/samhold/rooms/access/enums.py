"""The five lists that access is decided from, and the names of what the audit log tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Iterable


class Role(models.TextChoices):
    """What somebody is, in the place from which they act."""

    CARE_WORKER = "CARE_WORKER", _("Mental health and substance worker")
    HOME_CARE_WORKER = "HOME_CARE_WORKER", _("Home care worker")
    PEER_WORKER = "PEER_WORKER", _("Peer worker")
    COORDINATOR = "COORDINATOR", _("Coordinator")
    SUBSTANCE_COORDINATOR = "SUBSTANCE_COORDINATOR", _("Substance coordinator")
    UNIT_LEADER = "UNIT_LEADER", _("Unit leader")
    SERVICE_DIRECTOR = "SERVICE_DIRECTOR", _("Service director")
    NAV_WORKER = "NAV_WORKER", _("NAV worker")
    GENERAL_PRACTITIONER = "GENERAL_PRACTITIONER", _("General practitioner")
    CLINICIAN = "CLINICIAN", _("Clinician")
    INTAKE_COORDINATOR = "INTAKE_COORDINATOR", _("Intake coordinator")
    WARD_WORKER = "WARD_WORKER", _("Ward worker")
    CHILD_WELFARE_WORKER = "CHILD_WELFARE_WORKER", _("Child welfare worker")
    PARTNER = "PARTNER", _("Partner")
    RESEARCHER = "RESEARCHER", _("Researcher")
    PRIVACY_OFFICER = "PRIVACY_OFFICER", _("Privacy officer")
    ADMINISTRATOR = "ADMINISTRATOR", _("Administrator")
    PERSON = "PERSON", _("The person")
    NEXT_OF_KIN = "NEXT_OF_KIN", _("Next of kin")
    GUARDIAN = "GUARDIAN", _("Guardian")
    VISITOR = "VISITOR", _("Visitor")


class Reach(models.TextChoices):
    """A named relation between the one who acts and the person; its room binds it to a query."""

    OWN = "OWN", _("It is their own")
    IN_NETWORK = "IN_NETWORK", _("In the person's network")
    PRIMARY_CONTACT = "PRIMARY_CONTACT", _("Primary contact")
    UNIT_CARES = "UNIT_CARES", _("Their unit is in the person's network")
    ON_SHIFT = "ON_SHIFT", _("On shift for the person today")
    TEAM_CASELOAD = "TEAM_CASELOAD", _("On the team's caseload")
    LEADS_UNIT = "LEADS_UNIT", _("Leads a unit in the person's network")
    REFERRAL_OPEN = "REFERRAL_OPEN", _("A referral is open")
    INVITED = "INVITED", _("Invited to a meeting about the person")
    KIN_CONSENTED = "KIN_CONSENTED", _("Next of kin, with the person's consent")
    GUARDIAN_SCOPE = "GUARDIAN_SCOPE", _("Guardian, within the mandate")
    CONSENTED = "CONSENTED", _("The person has consented")
    GRANTED = "GRANTED", _("Emergency access")
    AGREEMENT = "AGREEMENT", _("Joint service by agreement")
    NONE = "NONE", _("No person is involved")
    BLOCKED = "BLOCKED", _("Blocked by the person")
    CONFLICTED = "CONFLICTED", _("Hidden because of a conflict of interest")


class Action(models.TextChoices):
    """What somebody wants to do."""

    FIND = "FIND", _("find")
    READ = "READ", _("read")
    RECORD = "RECORD", _("record")
    PLAN = "PLAN", _("plan")
    DECIDE = "DECIDE", _("decide")
    REFER = "REFER", _("refer")
    MANAGE_NETWORK = "MANAGE_NETWORK", _("change the network")
    MANAGE_CONSENT = "MANAGE_CONSENT", _("change consents")
    EXPORT = "EXPORT", _("export")
    RELEASE = "RELEASE", _("release")
    CONFIGURE = "CONFIGURE", _("configure")


class Category(models.TextChoices):
    """What kind of knowledge about a person it concerns; every field of a person belongs to one."""

    IDENTITY = "IDENTITY", _("Name, age and contact details")
    NETWORK = "NETWORK", _("Who is involved")
    APPOINTMENTS = "APPOINTMENTS", _("Appointments")
    PLAN = "PLAN", _("Plan")
    CRISIS = "CRISIS", _("Crisis plan")
    CONTACTS = "CONTACTS", _("Contacts and notes")
    HEALTH = "HEALTH", _("Health")
    SUBSTANCE = "SUBSTANCE", _("Substance use")
    ECONOMY_HOUSING = "ECONOMY_HOUSING", _("Economy and housing")
    SAFETY = "SAFETY", _("Safety on visits")
    CHILDREN = "CHILDREN", _("Children")
    FEEDBACK = "FEEDBACK", _("Feedback")
    REFERRAL_STATUS = "REFERRAL_STATUS", _("Referrals and their status")
    THIRD_PARTY = "THIRD_PARTY", _("About other people")
    MAPPING = "MAPPING", _("Mapping")


class Purpose(models.TextChoices):
    """What for."""

    CARE = "CARE", _("Care")
    COORDINATION = "COORDINATION", _("Coordination")
    DECISION = "DECISION", _("Decision")
    QUALITY = "QUALITY", _("Quality work")
    EMERGENCY = "EMERGENCY", _("Emergency")
    STATISTICS = "STATISTICS", _("Statistics")
    RESEARCH = "RESEARCH", _("Research")


class Outcome(models.TextChoices):
    """How an event in the audit log ended."""

    DONE = "DONE", _("done")
    REFUSED = "REFUSED", _("refused")


class Language(models.TextChoices):
    """The languages the pages speak."""

    BOKMAL = "nb", "Bokmål"
    NYNORSK = "nn", "Nynorsk"
    ENGLISH = "en", "English"


class LogIn(models.TextChoices):
    """What the audit log tells of log-ins; no rule is asked for these."""

    LOGIN = "LOGIN", _("log in")
    LOGIN_FAILED = "LOGIN_FAILED", _("log in without success")
    LOGOUT = "LOGOUT", _("log out")


class LookKind(models.TextChoices):
    """What the reader of "who has looked" may ask for."""

    LOOKED = "looked", _("Looked")
    CHANGED = "changed", _("Changed")
    EMERGENCY = "emergency", _("Emergency access")
    REFUSED = "refused", _("Refused")
    LISTED = "listed", _("Names in lists")


EVERYTHING = (1 << len(Category)) - 1
_BITS = {category: 1 << index for index, category in enumerate(Category)}


def bit_of(category: Category) -> int:
    """
    Return the category as one bit of a set of categories.

    :raises ValueError: for a word that is not in the list.
    """
    return _BITS[Category(category)]


def mask_of(categories: Iterable[Category]) -> int:
    """Return the categories as one integer."""
    return sum(bit_of(category) for category in set(categories))


def categories_in(mask: int) -> tuple[Category, ...]:
    """Return the categories that the integer holds, in the order of the list."""
    return tuple(category for category, bit in _BITS.items() if mask & bit)
