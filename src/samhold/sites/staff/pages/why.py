"""Why somebody sees a person, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from samhold.rooms.access.enums import Action, Category, Reach, categories_in

if TYPE_CHECKING:
    from samhold.rooms.access.engine import Standing
    from samhold.rooms.people.models import Person

_SENTENCES = {
    Reach.OWN: gettext_noop("It is about you."),
    Reach.PRIMARY_CONTACT: gettext_noop("You are the person's primary contact."),
    Reach.IN_NETWORK: gettext_noop("You are in the person's network."),
    Reach.UNIT_CARES: gettext_noop("Your service is in the person's network."),
    Reach.ON_SHIFT: gettext_noop("You are going to meet the person today."),
    Reach.TEAM_CASELOAD: gettext_noop("Your team follows the person up."),
    Reach.LEADS_UNIT: gettext_noop("You lead a service in the person's network."),
    Reach.REFERRAL_OPEN: gettext_noop("The person is referred to you."),
    Reach.INVITED: gettext_noop("You are invited to a meeting about the person."),
    Reach.KIN_CONSENTED: gettext_noop("The person wants you, as next of kin, to see this."),
    Reach.GUARDIAN_SCOPE: gettext_noop("You are the person's guardian."),
    Reach.CONSENTED: gettext_noop("The person has said yes to your service."),
    Reach.GRANTED: gettext_noop("You have taken emergency access."),
    Reach.AGREEMENT: gettext_noop("Your service works for the person's municipality by agreement."),
}
_DOES = (
    (Action.RECORD, Category.CONTACTS, gettext_noop("record contacts")),
    (Action.PLAN, Category.APPOINTMENTS, gettext_noop("plan appointments")),
    (Action.RECORD, Category.IDENTITY, gettext_noop("change name, phone and address")),
    (Action.MANAGE_NETWORK, Category.NETWORK, gettext_noop("change who is involved")),
    (Action.MANAGE_CONSENT, Category.IDENTITY, gettext_noop("write down what the person says yes and no to")),
)


def why_page(person: Person) -> dict[str, object]:
    """Return the reasons, what one sees and does not see, and what one may do; for a person from the door."""
    standing = person.standing
    if standing is None:
        raise AssertionError("only a person who came through the door has reasons")
    seen = standing.readable()
    return {
        "reasons": reasons(standing),
        "seen": [category.label for category in Category if category in seen],
        "hidden": [category.label for category in Category if category not in seen],
        "blocked": [category.label for category in categories_in(standing.blocked)],
        "does": [_(words) for action, category, words in _DOES if standing.allows(action, category)],
    }


def reasons(standing: Standing) -> tuple[tuple[str, str], ...]:
    """Return each relation once: the sentence, and the role in which it holds."""
    held = {relation.reach for relation in standing.relations}
    shown = [
        (_(_SENTENCES[relation.reach]), str(relation.role.label))
        for relation in standing.relations
        if not (relation.reach == Reach.IN_NETWORK and Reach.PRIMARY_CONTACT in held)
        and not (relation.reach == Reach.UNIT_CARES and Reach.LEADS_UNIT in held)
    ]
    return tuple(dict.fromkeys(shown))
