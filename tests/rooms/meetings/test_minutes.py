"""Agenda, minutes, and what comes of them."""

from datetime import date, datetime, timedelta

import pytest

from samhold.foundation.errors import NotAllowed
from samhold.foundation.identifiers import new_id
from samhold.infrastructure.idempotency import MutationKey
from samhold.infrastructure.versioned import StaleVersion
from samhold.rooms.access.enums import Purpose
from samhold.rooms.meetings import agenda_sources
from samhold.rooms.meetings.actions import actions, agenda, finishing, meetings, minutes
from samhold.rooms.meetings.actions.calling import REACHES_FOR, NotPlannedAnyMore
from samhold.rooms.meetings.actions.finishing import NewAction, Outcome
from samhold.rooms.meetings.agenda_sources import Suggestion
from samhold.rooms.meetings.checks import check_agenda_sources
from samhold.rooms.meetings.enums import AttendeeKind, AttendeeState, MeetingState, OwnerKind
from samhold.rooms.meetings.models import AgendaItem, Meeting, MeetingAction, MeetingDecision, Minutes, MinutesDraft
from samhold.rooms.meetings.queries import timeline
from samhold.rooms.meetings.queries.actions import done_on, mine, open_of
from samhold.rooms.meetings.queries.attendance import Attendance, attendance
from samhold.rooms.meetings.queries.meetings import last_discussed, next_of
from samhold.rooms.notices.models import Notice
from samhold.rooms.people.access import access_person
from samhold.rooms.people.timeline import LATEST
from tests.rooms.conftest import NOW
from tests.rooms.meetings.conftest import LATER
from tests.support.factories.meetings import AgendaItemFactory, MeetingActionFactory, MinutesDraftFactory

DUE = date(2026, 6, 20)


@pytest.fixture
def goals(monkeypatch):
    """Offer one goal of the plan as a source, for the time of a test."""
    monkeypatch.setattr(agenda_sources, "_sources", agenda_sources._sources.copy())
    agenda_sources.offer("tests.goal", lambda **_who: (Suggestion(key="7", title="Egen leilighet"),))


def finish(group, *, by=None, key=None, **changes):
    outcome = Outcome(base_version=0, **changes)
    return finishing.finish(meeting=group.open(), outcome=outcome, by=by or group.near.worker, now=LATER, key=key)


def person_of(group):
    return access_person(actor=group.near.worker, person_id=group.near.person.pk, purpose=Purpose.CARE, now=LATER)


def save(group, text, base_version=0, by=None):
    return minutes.save(
        meeting=group.open(), text=text, base_version=base_version, by=by or group.near.worker, now=LATER
    )


# ------------------------------------------------------------------------------------------------------------- agenda
def test_an_item_is_typed_or_taken_from_a_source(group, goals, log):
    typed = agenda.add(meeting=group.open(), title=" Bolig ", by=group.near.worker, now=NOW)
    taken = agenda.add_from_source(meeting=group.open(), source_key="tests.goal:7", by=group.near.worker, now=NOW)

    assert [(item.title, item.source_key, item.position) for item in (typed, taken)] == [
        ("Bolig", "", 1),
        ("Egen leilighet", "tests.goal:7", 2),
    ]
    assert log() == ("PLAN", "DONE", group.near.person.pk)


def test_an_item_says_something_stands_once_and_is_offered(group, goals):
    agenda.add_from_source(meeting=group.open(), source_key="tests.goal:7", by=group.near.worker, now=NOW)

    with pytest.raises(agenda.OnAgendaAlready):
        agenda.add_from_source(meeting=group.open(), source_key="tests.goal:7", by=group.near.worker, now=NOW)
    with pytest.raises(agenda.NotOffered):
        agenda.add_from_source(meeting=group.open(), source_key="tests.goal:8", by=group.near.worker, now=NOW)
    with pytest.raises(agenda.ItemSaysNothing):
        agenda.add(meeting=group.open(), title="  ", by=group.near.worker, now=NOW)


def test_an_item_is_removed_and_tells_what_it_said(group):
    item = agenda.add(meeting=group.open(), title="Bolig", by=group.near.worker, now=NOW)

    assert agenda.remove(item=item, by=group.near.worker, now=NOW) == "Bolig"
    assert not AgendaItem.objects.exists()


def test_the_invited_partner_writes_no_agenda_and_no_minutes(group):
    meeting, by = group.open(group.partner.user), group.partner.user
    item = AgendaItemFactory(meeting=group.meeting)
    item.person = meeting.person

    for refused in (
        lambda: agenda.add(meeting=meeting, title="x", by=by, now=NOW),
        lambda: agenda.add_from_source(meeting=meeting, source_key="x", by=by, now=NOW),
        lambda: agenda.remove(item=item, by=by, now=NOW),
        lambda: agenda.open_in_meeting(meeting=meeting, source_key="x", by=by, now=NOW),
        lambda: minutes.save(meeting=meeting, text="x", base_version=0, by=by, now=NOW),
        lambda: minutes.keep_draft(meeting=meeting, text="x", base_version=0, by=by, now=NOW),
        lambda: minutes.discard_draft(meeting=meeting, by=by, now=NOW),
        lambda: finishing.finish(meeting=meeting, outcome=Outcome(base_version=0), by=by, now=LATER),
    ):
        with pytest.raises(NotAllowed):
            refused()


def test_what_is_opened_in_a_meeting_was_discussed_then(group, goals):
    person = person_of(group)
    before = last_discussed(person=person, source="tests.goal")

    agenda.open_in_meeting(meeting=group.open(), source_key="tests.goal:7", by=group.near.worker, now=LATER)

    assert (before, last_discussed(person=person, source="tests.goal")) == (None, LATER)
    assert last_discussed(person=person, source="tests.goal:7") == LATER
    assert last_discussed(person=person, source="tests") is None
    with pytest.raises(agenda.NotOffered):
        agenda.open_in_meeting(meeting=group.open(), source_key="tests.goal:8", by=group.near.worker, now=LATER)


def test_a_source_with_two_owners_or_a_broken_name_stops_the_start(goals):
    assert check_agenda_sources(None) == []

    agenda_sources.offer("tests.goal", lambda **_who: ())
    agenda_sources.offer("Goals!", lambda **_who: ())

    assert sorted(error.id for error in check_agenda_sources(None)) == ["meetings.E001", "meetings.E002"]


# ------------------------------------------------------------------------------------------------------------ minutes
def test_minutes_are_saved_again_and_again_and_the_draft_goes(group):
    MinutesDraftFactory(meeting=group.meeting, author=group.near.worker)

    first = save(group, "Snakket om boligen.")
    second = save(group, "Snakket om boligen, og mer.", base_version=first.version)

    assert (second.text, second.version, MinutesDraft.objects.count()) == ("Snakket om boligen, og mer.", 2, 0)


@pytest.mark.parametrize("base_version", [0, 1])
def test_a_stale_save_carries_both_texts(group, base_version):
    save(group, "Første.")
    save(group, "Andre.", base_version=1)

    with pytest.raises(StaleVersion) as stale:
        save(group, "Min.", base_version=base_version)

    assert (stale.value.current.text, stale.value.rejected["text"]) == ("Andre.", "Min.")
    assert Minutes.objects.get().text == "Andre."


def test_a_cancelled_meeting_has_no_minutes(group):
    meetings.cancel(meeting=group.open(), by=group.near.worker, now=NOW)

    with pytest.raises(minutes.MeetingCancelled):
        save(group, "x")


def test_a_draft_is_kept_once_and_discarded(group):
    for text in ("Halv", "Halvferdig"):
        minutes.keep_draft(meeting=group.open(), text=text, base_version=0, by=group.near.worker, now=NOW)

    assert [draft.text for draft in MinutesDraft.objects.all()] == ["Halvferdig"]
    assert minutes.discard_draft(meeting=group.open(), by=group.near.worker, now=NOW) == 1


# --------------------------------------------------------------------------------------------------------- finishing
def test_a_finished_meeting_has_its_actions_decisions_and_attendance(group):
    item = AgendaItemFactory(meeting=group.meeting, source_key="tests.goal:7")
    save(group, "Tiltak: ...")
    sister = group.attendee(group.lines[4])

    finished = finishing.finish(
        meeting=group.open(),
        outcome=Outcome(
            base_version=1,
            attendance=((sister.pk, AttendeeState.PRESENT), (group.attendee(None).pk, AttendeeState.ABSENT)),
            actions=(
                NewAction(line=1, text="Ringe", due=DUE, owner=group.partner.user),
                NewAction(line=2, text="Møte opp", due=DUE, is_persons=True),
                NewAction(line=3, text="Kjøre", due=DUE, owner_words=" Søsteren "),
            ),
            decisions=((4, "Blir boende."), (5, " ")),
            discussed=frozenset({item.pk}),
            gets_minutes=frozenset({group.attendee(group.lines[1]).pk}),
        ),
        by=group.near.worker,
        now=LATER,
    )

    rows = MeetingAction.objects.order_by("line").values_list("owner_kind", "owner_id", "due_date")
    assert list(rows) == [
        (OwnerKind.WORKER, group.partner.user.pk, DUE),
        (OwnerKind.PERSON, None, DUE),
        (OwnerKind.OTHER, None, DUE),
    ]
    assert [action.owner_words for action in MeetingAction.objects.order_by("line")] == ["", "", "Søsteren"]
    assert [decision.text for decision in MeetingDecision.objects.all()] == ["Blir boende."]
    assert (finished.finished_at, Meeting.objects.get().state) == (LATER, MeetingState.HELD)
    assert group.attendee(group.lines[4]).state == AttendeeState.PRESENT
    assert last_discussed(person=person_of(group), source="tests.goal") == LATER
    assert list(Notice.objects.filter(kind="MEETING_MINUTES").values_list("recipient_id", flat=True)) == [
        group.clinician.user_id
    ]


def test_whoever_is_to_do_something_reaches_the_meeting_until_it_is_long_due(group):
    late = date(2027, 1, 1)

    finish(group, actions=(NewAction(line=1, text="Ringe", due=late, owner=group.partner.user),))

    assert group.attendee(group.lines[2]).reaches_until.date() == late + REACHES_FOR
    assert group.attendee(group.lines[1]).reaches_until == group.meeting.ends_at + REACHES_FOR


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"actions": (NewAction(line=1, text="Ringe", due=DUE, owner_words=" "),)}, finishing.ActionWithoutOwner),
        ({"actions": (NewAction(line=1, text="Ringe", due=None, is_persons=True),)}, finishing.ActionWithoutDate),
        ({"next_at": NOW}, finishing.NextBeforeThis),
    ],
)
def test_what_is_not_whole_finishes_nothing(group, changes, refusal):
    with pytest.raises(refusal):
        finish(group, **changes)

    assert (Meeting.objects.get().state, MeetingAction.objects.count()) == (MeetingState.PLANNED, 0)
    assert not Minutes.objects.filter(finished_at__isnull=False).exists()


def test_a_meeting_that_has_not_begun_is_not_finished(group):
    with pytest.raises(finishing.NotBegunYet):
        finishing.finish(meeting=group.open(), outcome=Outcome(base_version=0), by=group.near.worker, now=NOW)


def test_a_meeting_is_finished_once_and_the_same_key_returns_it(group):
    key = MutationKey(value=new_id(), sent_at=LATER, actor_id=group.near.worker.pk)
    first = finish(group, key=key, actions=(NewAction(line=1, text="Ringe", due=DUE, is_persons=True),))

    assert finish(group, key=key) == first
    assert MeetingAction.objects.count() == 1
    with pytest.raises(NotPlannedAnyMore):
        finish(group)


def test_minutes_that_changed_since_they_were_checked_are_checked_again(group):
    save(group, "Første.")
    save(group, "Andre.", base_version=1)

    with pytest.raises(StaleVersion):
        finishing.finish(meeting=group.open(), outcome=Outcome(base_version=1), by=group.near.worker, now=LATER)


def test_the_next_meeting_has_what_is_still_to_be_done_and_who_is_still_there(group):
    done = MeetingActionFactory(meeting=group.meeting, text="Gjort", done_at=NOW, done_by=group.near.worker)
    group.lines[4].ends_at = LATER - timedelta(hours=1)
    group.lines[4].save()
    at = datetime(2026, 8, 1, 10, tzinfo=NOW.tzinfo)

    finish(group, actions=(NewAction(line=1, text="Ringe", due=DUE, is_persons=True),), next_at=at)

    following = next_of(person=person_of(group), viewer=group.near.worker, now=LATER)
    assert (following.starts_at, following.follows, following.where) == (at, group.meeting, "Kommunehuset")
    assert [item.title for item in following.agenda.all()] == ["Ringe"]
    assert done.text not in [item.title for item in following.agenda.all()]
    kinds = sorted(following.attendees.values_list("kind", flat=True))
    assert kinds == sorted(["PERSON", "WORKER", "WORKER", "WORKER", "UNIT", AttendeeKind.GUARDIAN])


# ----------------------------------------------------------------------------------------------------------- actions
def test_ones_own_action_is_ticked_off_and_taken_back(group):
    MeetingActionFactory(meeting=group.meeting, owner=group.partner.user, person=group.near.person)
    (own,) = mine(worker=group.partner.user, now=LATER)

    actions.tick(action=own, by=group.partner.user, now=LATER)
    after = (
        mine(worker=group.partner.user, now=LATER),
        done_on(worker=group.partner.user, day=LATER.date(), now=LATER),
    )
    with pytest.raises(actions.DoneAlready):
        actions.tick(action=own, by=group.partner.user, now=LATER)
    actions.untick(action=own, by=group.partner.user, now=LATER)
    with pytest.raises(actions.NotDone):
        actions.untick(action=own, by=group.partner.user, now=LATER)

    assert after == ((), (own,))
    assert mine(worker=group.partner.user, now=LATER) == (own,)


def test_whoever_plans_ticks_off_for_others_and_the_invited_do_not(group):
    action = MeetingActionFactory(meeting=group.meeting, owner=group.clinician.user, person=group.near.person)

    with pytest.raises(NotAllowed):
        actions.tick(action=action, by=group.partner.user, now=LATER)
    actions.tick(action=action, by=group.near.worker, now=LATER)

    assert open_of(person=person_of(group)) == ()


def test_what_is_still_to_be_done_is_offered_to_the_next_agenda(group):
    action = MeetingActionFactory(meeting=group.meeting, text="Ringe")

    found = agenda_sources.suggestions(person=person_of(group), viewer=group.near.worker, now=LATER)

    assert Suggestion(key=f"meetings.action:{action.pk}", title="Ringe") in found


# ----------------------------------------------------------------------------------------------------------- numbers
def test_attendance_of_kin_and_guardian_is_counted(group):
    sister = group.attendee(group.lines[4])
    finish(group, attendance=((sister.pk, AttendeeState.PRESENT),))

    period = {"since": NOW - timedelta(days=1), "until": NOW + timedelta(days=1), "now": LATER}
    found = attendance(viewer=group.near.worker, **period)

    assert Attendance(kind=AttendeeKind.NEXT_OF_KIN, invited=1, present=1) in found
    assert Attendance(kind=AttendeeKind.GUARDIAN, invited=1, present=0) in found
    assert attendance(viewer=group.partner.user, **period) == ()


def test_a_held_meeting_stands_in_the_timeline(group):
    finish(group, attendance=((group.attendee(None).pk, AttendeeState.PRESENT),))

    worker = group.near.worker
    (entry,) = timeline.meetings(person=person_of(group), viewer=worker, before=(LATER, LATEST), limit=5, now=LATER)

    assert (entry.id, entry.detail) == (group.meeting.pk, "1 was there · 0 actions")
    assert entry.link.endswith(f"/meetings/{group.meeting.pk}/")
