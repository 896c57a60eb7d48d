"""The lines of "who has looked" in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samhold.rooms.access.enums import Action, LookKind, Purpose, Reach, Role
from samhold.sites.staff.pages.words import listed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from django_stubs_ext import StrOrPromise

    from samhold.rooms.access.queries.audit import Look
    from samhold.rooms.organisations.models import Membership

OPENED: dict[str, StrOrPromise] = {
    "person": gettext_lazy("Opened the person's page"),
    "network": gettext_lazy("Opened who is involved"),
    "consents": gettext_lazy("Opened consents and blocks"),
    "conflict": gettext_lazy("Opened conflict of interest"),
    "log": gettext_lazy("Opened who has looked"),
    "emergency": gettext_lazy("Opened the emergency page"),
    "contact": gettext_lazy("Opened a contact"),
    "appointment": gettext_lazy("Opened an appointment"),
    "meetings": gettext_lazy("Opened the meetings"),
    "meeting": gettext_lazy("Opened a meeting"),
    "meeting action": gettext_lazy("Opened something that is to be done after a meeting"),
    "details": gettext_lazy("Opened the person's details"),
    "why": gettext_lazy("Asked for their reason to see the person"),
    "new contact": gettext_lazy("Opened a new contact"),
    "new appointment": gettext_lazy("Opened a new appointment"),
    "draft": gettext_lazy("Opened a draft of their own"),
    "decisions": gettext_lazy("Opened the decisions"),
    "decision": gettext_lazy("Opened a decision"),
    "new decision": gettext_lazy("Opened a new application"),
    "complaint": gettext_lazy("Opened a complaint"),
    "request": gettext_lazy("Opened a request for help"),
    "new request": gettext_lazy("Opened a new request for help"),
    "individual plan": gettext_lazy("Opened the individual plan"),
    "crisis plan": gettext_lazy("Opened the crisis plan"),
    "outcomes": gettext_lazy("Opened how it goes"),
    "housing": gettext_lazy("Opened where the person lives"),
    "questionnaires": gettext_lazy("Opened the questionnaires"),
    "questionnaire": gettext_lazy("Opened a questionnaire"),
    "own page": gettext_lazy("Opened the own page"),
}
DONE: dict[str, StrOrPromise] = {
    "networkmember added": gettext_lazy("Added somebody to the network"),
    "networkmember changed": gettext_lazy("Changed the network"),
    "networkmember ended": gettext_lazy("Ended somebody's part in the network"),
    "networkmember reopened": gettext_lazy("Took back an end in the network"),
    "consent given": gettext_lazy("Wrote down a consent"),
    "consent withdrawn": gettext_lazy("Withdrew a consent"),
    "consent restored": gettext_lazy("Took back a withdrawal of a consent"),
    "block blocked": gettext_lazy("Wrote down a block"),
    "block unblocked": gettext_lazy("Ended a block"),
    "conflict declared": gettext_lazy("Declared a conflict of interest"),
    "conflict back": gettext_lazy("Took back a conflict of interest"),
    "conflict lifted": gettext_lazy("Ended a conflict of interest"),
    "grant taken": gettext_lazy("Took emergency access"),
    "grant reviewed": gettext_lazy("Reviewed an emergency access"),
    "grant ended": gettext_lazy("Gave an emergency access back"),
    "contact recorded": gettext_lazy("Recorded a contact"),
    "contact changed": gettext_lazy("Changed a contact"),
    "contact undone": gettext_lazy("Took back a contact"),
    "contact explained": gettext_lazy("Said why they did not meet"),
    "contactcomment written": gettext_lazy("Commented on a note"),
    "contactcomment changed": gettext_lazy("Changed a comment on a note"),
    "contactcomment back": gettext_lazy("Took back a comment on a note"),
    "contactcomment again": gettext_lazy("Showed a comment on a note again"),
    "response begun": gettext_lazy("Began a questionnaire"),
    "response finished": gettext_lazy("Finished a questionnaire"),
    "response again": gettext_lazy("Opened a questionnaire again"),
    "response away": gettext_lazy("Threw a questionnaire away"),
    "contact redone": gettext_lazy("Recorded a contact again"),
    "appointment planned": gettext_lazy("Planned an appointment"),
    "appointment cancelled": gettext_lazy("Cancelled an appointment"),
    "appointment restored": gettext_lazy("Restored an appointment"),
    "draft begun": gettext_lazy("Began a note"),
    "meeting called": gettext_lazy("Called a meeting"),
    "meeting changed": gettext_lazy("Changed a meeting"),
    "meeting cancelled": gettext_lazy("Cancelled a meeting"),
    "meeting restored": gettext_lazy("Planned a meeting again"),
    "attendee answered": gettext_lazy("Answered whether they come to a meeting"),
    "agendaitem added": gettext_lazy("Changed the agenda of a meeting"),
    "agendaitem removed": gettext_lazy("Changed the agenda of a meeting"),
    "agendaitem discussed": gettext_lazy("Opened something in a meeting"),
    "minutesdraft begun": gettext_lazy("Began to write minutes"),
    "minutes saved": gettext_lazy("Saved the minutes of a meeting"),
    "minutes finished": gettext_lazy("Finished a meeting"),
    "meetingaction done": gettext_lazy("Ticked off something agreed in a meeting"),
    "meetingaction undone": gettext_lazy("Took back a tick"),
    "requestforhelp taken": gettext_lazy("Wrote down a request for help"),
    "requestforhelp answered": gettext_lazy("Answered a request for help"),
    "requestforhelp linked": gettext_lazy("Linked a request for help to the person"),
    "decision applied": gettext_lazy("Wrote down an application"),
    "decision assessed": gettext_lazy("Assessed an application"),
    "decision granted": gettext_lazy("Granted a service"),
    "decision partly_granted": gettext_lazy("Granted part of a service"),
    "decision refused": gettext_lazy("Refused a service"),
    "decision in_force": gettext_lazy("Put a decision in force"),
    "decision evaluated": gettext_lazy("Evaluated a decision"),
    "decision changed": gettext_lazy("Changed a decision"),
    "decision ended": gettext_lazy("Ended a decision"),
    "complaint received": gettext_lazy("Wrote down a complaint"),
    "complaint considered": gettext_lazy("Considered a complaint"),
    "complaint reversed": gettext_lazy("Reversed a decision after a complaint"),
    "complaint sent_on": gettext_lazy("Sent a complaint to Statsforvalteren"),
    "complaint decided": gettext_lazy("Wrote down a ruling on a complaint"),
    "individualplan begun": gettext_lazy("Began an individual plan"),
    "individualplan changed": gettext_lazy("Changed the individual plan"),
    "individualplan set": gettext_lazy("Changed the individual plan"),
    "individualplan closed": gettext_lazy("Closed the individual plan"),
    "individualplan reopened": gettext_lazy("Took back a closing of the plan"),
    "goal added": gettext_lazy("Added a goal"),
    "goal changed": gettext_lazy("Changed a goal"),
    "goal reached": gettext_lazy("Marked a goal as reached"),
    "goal left": gettext_lazy("Marked a goal as left"),
    "goal up": gettext_lazy("Took up a goal again"),
    "contact ticked": gettext_lazy("Ticked which goals a contact was about"),
    "crisisplan made": gettext_lazy("Made a crisis plan"),
    "crisisplan changed": gettext_lazy("Changed the crisis plan"),
    "crisisplan set": gettext_lazy("Changed the crisis plan"),
    "crisisplan closed": gettext_lazy("Closed the crisis plan"),
    "crisisplan reopened": gettext_lazy("Took back a closing of the plan"),
    "crisisstep changed": gettext_lazy("Changed the crisis plan"),
    "crisiscall added": gettext_lazy("Changed the crisis plan"),
    "crisiscall changed": gettext_lazy("Changed the crisis plan"),
    "crisiscall removed": gettext_lazy("Changed the crisis plan"),
    "crisiscall back": gettext_lazy("Changed the crisis plan"),
    "crisiscopy copied": gettext_lazy("Wrote down who has a copy of the crisis plan"),
    "lifeevent recorded": gettext_lazy("Wrote down what happened to the person"),
    "lifeevent ended": gettext_lazy("Wrote down that something was over"),
    "lifeevent reopened": gettext_lazy("Took back that something was over"),
    "lifeevent undone": gettext_lazy("Took back what happened to the person"),
    "lifeevent redone": gettext_lazy("Let what happened to the person stand again"),
    "followup begun": gettext_lazy("Wrote down when follow-up began"),
    "followup known": gettext_lazy("Wrote down how far back it is known what happened"),
    "followup ended": gettext_lazy("Ended a follow-up"),
    "followup reopened": gettext_lazy("Took back that a follow-up ended"),
    "followup undone": gettext_lazy("Took back a follow-up"),
    "followup redone": gettext_lazy("Let a follow-up stand again"),
    "activity recorded": gettext_lazy("Wrote down an activity"),
    "activity ended": gettext_lazy("Ended an activity"),
    "activity reopened": gettext_lazy("Took back that an activity ended"),
    "activity undone": gettext_lazy("Took back an activity"),
    "activity redone": gettext_lazy("Let an activity stand again"),
    "tenancy moved in": gettext_lazy("Wrote down where the person lives"),
    "tenancy changed": gettext_lazy("Wrote down what stands in the way of a lasting home"),
    "tenancy taken back": gettext_lazy("Took back where the person lives"),
    "tenancy guests came": gettext_lazy("Wrote down that guests have taken over the home"),
    "tenancy guests left": gettext_lazy("Wrote down that the guests are gone"),
    "tenancy guests taken back": gettext_lazy("Took back what was written of guests"),
    "person registered": gettext_lazy("Registered the person"),
    "person changed": gettext_lazy("Changed who the person is"),
    "person moved": gettext_lazy("Wrote down a move"),
    "person invited": gettext_lazy("Gave a link to the own page"),
    "person uninvited": gettext_lazy("Took back a link to the own page"),
    "person closed": gettext_lazy("Closed the own page"),
    "person reopened": gettext_lazy("Opened the own page again"),
}
ICONS = {LookKind.LOOKED: "eye", LookKind.CHANGED: "edit", LookKind.EMERGENCY: "warning", LookKind.REFUSED: "lock"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line: when, who, as what and where, what, and on what basis."""

    at: datetime
    who: str
    post: str
    what: str
    categories: str
    whys: tuple[str, ...]
    kind: LookKind
    icon: str


def line_of(look: Look, posts: Mapping[UUID, tuple[Membership, ...]]) -> Line:
    """Return a line of the log in words."""
    post = next(iter(posts.get(look.actor_id, ())), None) if look.actor_id else None
    kind = _kind(look)
    return Line(
        at=look.at,
        who=look.who or _("Unknown"),
        post=f"{Role(post.role).label}, {post.unit.name}" if post else "",
        what=_what(look),
        categories=listed(look.categories),
        whys=() if look.was_refused else _whys(look),
        kind=kind,
        icon=ICONS[kind],
    )


def _kind(look: Look) -> LookKind:
    if look.was_refused:
        return LookKind.REFUSED
    if look.purpose == Purpose.EMERGENCY or look.subject.startswith("people.grant "):
        return LookKind.EMERGENCY
    return LookKind.LOOKED if look.action in (Action.READ, Action.FIND) else LookKind.CHANGED


def _what(look: Look) -> str:
    """Say it by the subject: a page's word, or "room.table id word"."""
    words = look.subject.split()
    done = DONE.get(f"{words[0].rpartition('.')[2]} {words[-1]}") if len(words) > 1 else None
    said = str(done or OPENED.get(look.subject, "")) or _other(look)
    return _("Was refused: %s") % said if look.was_refused else said


def _other(look: Look) -> str:
    if look.basis.startswith("listed"):
        return _("Saw the name in a list")
    label = str(Action(look.action).label) if look.action in Action.values else look.action.lower()
    return label.capitalize()


def _whys(look: Look) -> tuple[str, ...]:
    """Return the relation on which it rested, and the purpose."""
    reach = look.basis.rpartition("(")[2].rstrip(")").upper()
    relation = str(Reach(reach).label) if reach in Reach.values and reach != Reach.NONE else ""
    purpose = str(Purpose(look.purpose).label) if look.purpose in Purpose.values else ""
    return tuple(part for part in (relation, purpose) if part)
