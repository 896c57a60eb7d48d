"""The minutes as they are written, what is found in them, and the list to check when the meeting is over."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from samhold.core.minutes import Candidate, Parsed, ParsedDecision, parse
from samhold.foundation.time import local_day
from samhold.rooms.access.engine import require
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.meetings.forms.finishing import CheckAction, FinishMeeting, Owner
from samhold.rooms.meetings.forms.minutes import WriteMinutes
from samhold.rooms.meetings.queries import meetings as queries
from samhold.rooms.people.queries.network import card, members
from samhold.sites.staff.pages.contact_text import Theirs
from samhold.sites.staff.pages.meetings import frame, open_meeting

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from samhold.infrastructure.versioned import StaleVersion
    from samhold.rooms.meetings.models import Meeting, Minutes, MinutesDraft
    from samhold.sites.staff.requests import StaffRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A line of the minutes that is an action, as it is shown while one writes; `owner` is a name."""

    line: int
    text: str
    owner: str
    due: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundLines:
    """What is found in the minutes besides talk."""

    actions: tuple[Found, ...]
    decisions: tuple[ParsedDecision, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPage:
    """The forms of the list to check."""

    form: FinishMeeting
    actions: tuple[CheckAction, ...]
    parsed: Parsed
    is_changed: bool = False

    def is_valid(self) -> bool:
        """
        Say whether every form is; each is asked, so that each shows what is missing.

        Nothing is valid when the minutes have changed since they were checked: there may be other actions now.
        """
        answers = [form.is_valid() for form in (self.form, *self.actions)]
        return all(answers) and not self.is_changed

    @property
    def errors(self) -> tuple[tuple[str, str, str], ...]:
        """Return what is missing in the actions: where, which field, and the sentence."""
        return tuple(
            (field.auto_id, f"{_('Line')} {form.line}: {field.label}", str(error))
            for form in self.actions
            for field in form
            for error in field.errors
        )


def open_to_write(request: StaffRequest, person_id: UUID, meeting_id: UUID, *, now: datetime) -> Meeting:
    """
    Return a meeting whose minutes the reader may write.

    :raises NotAvailable: if person or meeting is unknown or hidden.
    :raises NotAllowed: if the reader may not write them.
    """
    meeting = open_meeting(request, person_id, meeting_id, now=now)
    require(request.user, Action.PLAN, meeting.about, Category.PLAN, now=now)
    return meeting


def write_page(
    request: StaffRequest,
    meeting: Meeting,
    form: WriteMinutes,
    *,
    now: datetime,
    theirs: Theirs | None = None,
) -> dict[str, object]:
    """Return the page on which minutes are written: agenda, text, and what is found in it."""
    text = str(form["text"].value() or "")
    return frame(meeting.about, now=now) | {
        "meeting": meeting,
        "agenda": queries.agenda(meeting=meeting),
        "form": form,
        "theirs": theirs,
        "draft": queries.draft(meeting=meeting, author=request.user),
        "found": found_in(meeting, text, now=now),
    }


def write_form(request: StaffRequest, minutes: Minutes | None, draft: MinutesDraft | None) -> WriteMinutes:
    """Return the form: as sent, else from the draft, else as saved."""
    saved = {"text": minutes.text, "base_version": minutes.version} if minutes else {"text": "", "base_version": 0}
    kept = {"text": draft.text, "base_version": draft.base_version} if draft else saved
    return WriteMinutes(request.POST if request.method == "POST" else None, initial=kept)


def chosen_text(request: StaffRequest, form: WriteMinutes, minutes: Minutes | None) -> str:
    """Return the text to save: as typed, or what was chosen between two; `both` puts the typed one last."""
    mine, keep = str(form.cleaned_data["text"]), request.POST.get("keep")
    saved = "" if minutes is None else str(minutes.text)
    if keep == "theirs":
        return saved
    return f"{saved}\n\n{mine}" if keep == "both" else mine


def differing(stale: StaleVersion) -> Theirs | None:
    """Return the saved text; nothing if it says the same, as when a form is sent twice."""
    saved = str(getattr(stale.current, "text", ""))
    if saved == stale.rejected.get("text"):
        return None
    return Theirs(text=saved, version=stale.current.version)


def found_in(meeting: Meeting, text: str, *, now: datetime) -> FoundLines:
    """Return the decisions and actions that the minutes hold, with the names of those who are to do them."""
    owners = owners_of(meeting, now=now)
    names = {owner.key: owner.name for owner in owners}
    parsed = parsed_of(meeting, text, owners=owners, now=now)
    actions = tuple(
        Found(line=action.line, text=action.text, owner=names.get(action.owner, ""), due=action.due)
        for action in parsed.actions
    )
    return FoundLines(actions=actions, decisions=parsed.decisions)


def parsed_of(meeting: Meeting, text: str, *, owners: tuple[Owner, ...], now: datetime) -> Parsed:
    """Read the minutes as typed on the day of the meeting, or today if it is yet to come."""
    candidates = [Candidate(key=owner.key, name=owner.name, also=owner.also) for owner in owners]
    return parse(text, candidates=candidates, today=local_day(min(meeting.starts_at, now)))


def owners_of(meeting: Meeting, *, now: datetime) -> tuple[Owner, ...]:
    """Return who can be the one who does something: the person, and everybody in the network as one may see it."""
    person = meeting.about
    owners = [Owner(key="person", name=person.name, is_person=True)]
    if person.standing is not None and person.standing.allows(Action.READ, Category.NETWORK):
        for row in members(person=person, now=now).order_by("starts_at", "pk"):
            shown, user = card(row), row.membership.user if row.membership is not None else None
            owners.append(Owner(key=str(row.pk), name=shown.name, user=user, also=(str(shown.role.label),)))
    return tuple(owners)


def check_page(request: StaffRequest, meeting: Meeting, minutes: Minutes | None, *, now: datetime) -> CheckPage:
    """Return the forms of the list to check, as sent if they were."""
    owners = owners_of(meeting, now=now)
    parsed = parsed_of(meeting, "" if minutes is None else minutes.text, owners=owners, now=now)
    version = "0" if minutes is None else str(minutes.version)
    sent = request.POST.copy() if request.method == "POST" else None
    is_changed = sent is not None and sent.get("base_version") != version
    if sent is not None:
        sent["base_version"] = version
    form = FinishMeeting(
        sent,
        attendees=queries.attendees(meeting=meeting),
        agenda=queries.agenda(meeting=meeting),
        initial={"base_version": version},
    )
    seen: Counter[str] = Counter()
    actions = []
    for action in parsed.actions:
        actions.append(CheckAction(sent, parsed=action, number=seen[action.text], owners=owners))
        seen[action.text] += 1
    return CheckPage(form=form, actions=tuple(actions), parsed=parsed, is_changed=is_changed)
