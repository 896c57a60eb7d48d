"""Meetings in the staff's pages: called from the network, written, checked, finished; and what strangers do not see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils import timezone

from samhold.foundation.time import OSLO, local_day
from samhold.rooms.access.enums import Role
from samhold.rooms.meetings.actions import meetings
from samhold.rooms.meetings.actions.calling import Details, Invitation
from samhold.rooms.meetings.enums import AttendeeState, MeetingKind, MeetingState
from samhold.rooms.meetings.models import (
    AgendaItem,
    Attendee,
    Meeting,
    MeetingAction,
    MeetingDecision,
    Minutes,
    MinutesDraft,
)
from samhold.rooms.notices.models import Notice
from samhold.rooms.people.enums import NetworkRole
from samhold.rooms.people.models import NetworkMember
from tests.support.factories.meetings import MeetingActionFactory
from tests.support.factories.organisations import MembershipFactory
from tests.support.factories.people import NetworkMemberFactory

if TYPE_CHECKING:
    from tests.sites.staff.scene import Scene

TEXT = "Snakket om boligen.\nTiltak: Kari ringer fastlegen innen 3. desember 2031\nVedtak: Ola blir boende"


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """A meeting that began an hour ago, and its pages."""

    meeting: Meeting
    url: str

    def again(self) -> Meeting:
        return Meeting.objects.get(pk=self.meeting.pk)


@pytest.fixture
def called(scene: Scene) -> Called:
    now = timezone.now()
    partner = MembershipFactory(unit__organisation=scene.unit.organisation, role=Role.PARTNER)
    NetworkMemberFactory(person=scene.person, membership=partner, role=NetworkRole.HELPER)
    meeting = meetings.call(
        person=scene.person,
        kind=MeetingKind.RESPONSIBILITY_GROUP,
        details=Details(starts_at=now - timedelta(hours=1), chair=scene.worker, where="Kommunehuset"),
        invitation=Invitation(members=tuple(NetworkMember.objects.filter(person=scene.person))),
        by=scene.worker,
        now=now - timedelta(days=2),
    )
    return Called(meeting=meeting, url=f"/persons/{scene.person.pk}/meetings/{meeting.pk}/")


@pytest.fixture
def partner_client(called: Called) -> Client:
    client = Client()
    client.force_login(Attendee.objects.get(meeting=called.meeting, membership__role=Role.PARTNER).membership.user)
    return client


def plan(scene, **changes):
    lines = NetworkMember.objects.filter(person=scene.person)
    day = local_day(timezone.now()) + timedelta(days=14)
    values = {"day": day.isoformat(), "time": "12:00", "minutes": "60", "where": "NAV", "chair": str(scene.worker.pk)}
    return values | {"invited": ["person", *(str(line.pk) for line in lines)]} | changes


def finish_form(called, text=TEXT, **changes):
    """Write the minutes and give what the page of the list to check holds."""
    Minutes.objects.create(
        meeting=called.meeting,
        tenant=called.meeting.tenant,
        person=called.meeting.person,
        text=text,
        saved_by=called.meeting.chair,
        saved_at=timezone.now(),
    )
    return (
        {"base_version": "1"}
        | {f"came-{one.pk}": AttendeeState.PRESENT for one in Attendee.objects.filter(meeting=called.meeting)}
        | changes
    )


def action_fields(client, called):
    """Give the fields of each action as the page first shows them."""
    page = client.get(f"{called.url}finish/").context["page"]
    return [{f"{form.prefix}-{name}": form[name].value() or "" for name in form.fields} for form in page.actions]


# --------------------------------------------------------------------------------------------------- call and change
def test_a_meeting_is_called_with_those_ticked_of_the_network(worker_client, scene):
    first = worker_client.get(f"/persons/{scene.person.pk}/meetings/new/").context["form"]
    answer = worker_client.post(f"/persons/{scene.person.pk}/meetings/new/", plan(scene))

    meeting = Meeting.objects.get()
    assert answer.url == f"/persons/{scene.person.pk}/meetings/{meeting.pk}/"
    assert sorted(first.initial["invited"]) == sorted(plan(scene)["invited"])
    assert meeting.attendees.count() == len(plan(scene)["invited"])
    assert meeting.starts_at.astimezone(OSLO).hour == 12


def test_nobody_invited_is_told_and_keeps_what_was_typed(worker_client, scene):
    answer = worker_client.post(f"/persons/{scene.person.pk}/meetings/new/", plan(scene, invited=[]))

    assert "Velg minst én å invitere." in answer.content.decode()
    assert answer.context["form"]["where"].value() == "NAV"


def test_a_moved_meeting_is_shown_with_both_sides_when_somebody_moved_it_first(worker_client, scene, called):
    sent = plan(scene, base_version="1")
    worker_client.post(f"{called.url}change/", sent)
    answer = worker_client.post(f"{called.url}change/", sent | {"where": "DPS"})

    found = {(one.label, one.mine, one.theirs) for one in answer.context["differences"]}
    assert ("Hvor", "DPS", "NAV") in found
    assert answer.context["form"]["base_version"].value() == "2"
    assert worker_client.post(f"{called.url}change/", sent | {"where": "DPS", "base_version": "2"}).status_code == 302
    assert called.again().where == "DPS"


def test_a_meeting_is_cancelled_and_the_cancelling_undone(worker_client, called):
    worker_client.post(f"{called.url}cancel/")
    cancelled = called.again().state
    worker_client.post(f"{called.url}restore/")

    assert (cancelled, called.again().state) == (MeetingState.CANCELLED, MeetingState.PLANNED)
    assert worker_client.post(f"{called.url}restore/").status_code == 302


def test_the_invited_answer(partner_client, called):
    partner_client.post(f"{called.url}answer/", {"coming": "yes"})

    assert Attendee.objects.filter(meeting=called.meeting, state=AttendeeState.COMING).count() == 1


# ------------------------------------------------------------------------------------------------------------ agenda
def test_agenda_takes_what_is_typed_and_what_is_still_to_be_done(worker_client, called):
    open_action = MeetingActionFactory(meeting=called.meeting, text="Bestille time")
    worker_client.post(f"{called.url}agenda/add/", {"title": "Bolig"})
    worker_client.post(f"{called.url}agenda/add/", {"source_key": f"meetings.action:{open_action.pk}"})
    worker_client.post(f"{called.url}agenda/add/", {"title": ""})

    assert [item.title for item in AgendaItem.objects.order_by("position")] == ["Bolig", "Bestille time"]

    first = AgendaItem.objects.order_by("position").first()
    worker_client.post(f"{called.url}agenda/{first.pk}/remove/")
    assert [item.title for item in AgendaItem.objects.all()] == ["Bestille time"]


# ----------------------------------------------------------------------------------------------------------- minutes
def test_actions_are_found_while_one_types(worker_client, called):
    shown = worker_client.post(f"{called.url}minutes/found/", {"text": TEXT}).content.decode()

    assert "Kari ringer fastlegen" in shown
    assert "Testperson Kari Lunde" in shown
    assert "Ola blir boende" in shown
    assert not Minutes.objects.exists()


def test_a_draft_is_kept_shown_and_thrown_away(worker_client, called):
    script = {"X-Requested-With": "XMLHttpRequest"}
    kept = worker_client.post(
        f"{called.url}minutes/draft/", {"text": "Halv", "base_version": "0"}, headers=script
    ).json()
    shown = worker_client.get(f"{called.url}minutes/").context["form"]["text"].value()
    worker_client.post(f"{called.url}minutes/draft/discard/")

    assert (set(kept), shown) == ({"saved_at"}, "Halv")
    assert worker_client.get(f"{called.url}minutes/").context["form"]["text"].value() == ""


def test_a_draft_is_kept_without_a_script_too(worker_client, called):
    worker_client.post(f"{called.url}minutes/draft/", {"text": "Halv", "base_version": "0"})

    assert [draft.text for draft in MinutesDraft.objects.all()] == ["Halv"]


def test_a_stale_save_shows_both_texts_and_keeps_what_is_chosen(worker_client, called):
    worker_client.post(f"{called.url}minutes/", {"text": "Min kollegas.", "base_version": "0"})
    answer = worker_client.post(f"{called.url}minutes/", {"text": "Min.", "base_version": "0"})

    assert (answer.context["theirs"].text, answer.context["form"]["text"].value()) == ("Min kollegas.", "Min.")

    worker_client.post(f"{called.url}minutes/", {"text": "Min.", "base_version": "1", "keep": "both"})
    assert Minutes.objects.get().text == "Min kollegas.\n\nMin."


def test_sending_the_same_text_twice_is_no_conflict(worker_client, called):
    for _time in range(2):
        answer = worker_client.post(f"{called.url}minutes/", {"text": "Min.", "base_version": "0"})

    assert answer.status_code == 302


# --------------------------------------------------------------------------------------------------------- finishing
def test_the_list_to_check_begins_with_what_was_found(worker_client, called, scene):
    finish_form(called)

    (fields,) = action_fields(worker_client, called)

    values = list(fields.values())
    line = NetworkMember.objects.get(person=scene.person, membership=scene.post)
    assert "Kari ringer fastlegen" in values
    assert str(line.pk) in values
    assert "2031-12-03" in [str(value) for value in values]


def test_a_checked_list_finishes_the_meeting_and_tells_those_who_get_the_minutes(worker_client, called, scene):
    form = finish_form(called)
    clinician = Attendee.objects.get(meeting=called.meeting, membership__role=Role.CLINICIAN)
    (fields,) = action_fields(worker_client, called)
    day = local_day(timezone.now()) + timedelta(weeks=8)

    sent = form | fields | {"gets_minutes": [str(clinician.pk)], "next_day": day.isoformat(), "next_time": "13:00"}
    answer = worker_client.post(f"{called.url}finish/", sent)

    assert answer.status_code == 302
    action = MeetingAction.objects.get()
    assert (action.text, action.owner, action.due_date.isoformat()) == (
        "Kari ringer fastlegen",
        scene.worker,
        "2031-12-03",
    )
    assert [decision.text for decision in MeetingDecision.objects.all()] == ["Ola blir boende"]
    assert called.again().state == MeetingState.HELD
    told = Notice.objects.get(kind="MEETING_MINUTES")
    assert (told.recipient, scene.person.family_name in str(told.get_kind_display())) == (
        clinician.membership.user,
        False,
    )
    following = Meeting.objects.get(follows=called.meeting)
    assert [item.title for item in following.agenda.all()] == ["Kari ringer fastlegen"]


def test_an_action_without_owner_and_date_is_refused_next_to_the_field_and_nothing_is_lost(worker_client, called):
    form = finish_form(called, "Tiltak: noen rydder\nTiltak: Kari ringer innen 3. desember 2031")
    first, second = action_fields(worker_client, called)
    renamed = {name: ("Rydde boden" if name.endswith("-text") else value) for name, value in first.items()}

    answer = worker_client.post(f"{called.url}finish/", form | renamed | second)

    one, other = answer.context["page"].actions
    assert one.errors == {
        "owner": ["Et tiltak må ha noen som gjør det. Velg hvem, eller skriv det."],
        "due": ["Et tiltak må ha en dag det skal være gjort innen."],
    }
    assert (one["text"].value(), other.errors) == ("Rydde boden", {})
    assert f'href="#{one["owner"].auto_id}"' in answer.content.decode()
    assert not MeetingAction.objects.exists()


def test_a_line_that_was_no_action_after_all_is_left_out(worker_client, called):
    form = finish_form(called, "Tiltak: noen rydder")
    (fields,) = action_fields(worker_client, called)
    left_out = {name: value for name, value in fields.items() if not name.endswith("is_action")}

    answer = worker_client.post(f"{called.url}finish/", form | left_out)

    assert (answer.status_code, MeetingAction.objects.count()) == (302, 0)


def test_somebody_else_by_name_owns_an_action(worker_client, called):
    form = finish_form(called, "Tiltak: rydde innen 3. desember 2031")
    (fields,) = action_fields(worker_client, called)
    prefix = next(iter(fields)).rpartition("-")[0]

    refused = worker_client.post(f"{called.url}finish/", form | fields | {f"{prefix}-owner": "other"})
    owned = {f"{prefix}-owner": "other", f"{prefix}-owner_words": "Vaktmesteren"}
    worker_client.post(f"{called.url}finish/", form | fields | owned)

    assert list(refused.context["page"].actions[0].errors) == ["owner_words"]
    assert MeetingAction.objects.get().owner_words == "Vaktmesteren"


def test_minutes_that_changed_while_one_checked_are_checked_once_more(worker_client, called):
    form = finish_form(called)
    (fields,) = action_fields(worker_client, called)
    worker_client.post(f"{called.url}minutes/", {"text": f"{TEXT}\nTiltak: noen rydder", "base_version": "1"})

    answer = worker_client.post(f"{called.url}finish/", form | fields)

    page = answer.context["page"]
    assert (page.is_changed, len(page.actions), page.form["base_version"].value()) == (True, 2, "2")
    assert page.actions[0]["text"].value() == "Kari ringer fastlegen"
    assert called.again().state == MeetingState.PLANNED


def test_a_next_day_wants_a_time(worker_client, called):
    form = finish_form(called, "Prat.")

    answer = worker_client.post(f"{called.url}finish/", form | {"next_day": "2031-01-01"})

    assert list(answer.context["page"].form.errors) == ["next_time"]


def test_kin_and_partners_get_minutes_only_if_somebody_says_so(worker_client, called):
    finish_form(called)

    form = worker_client.get(f"{called.url}finish/").context["page"].form

    asked = Attendee.objects.filter(pk__in=form.initial["gets_minutes"]).values_list("kind", flat=True)
    assert set(asked) == {"PERSON", "WORKER", "UNIT"}
    assert not Attendee.objects.filter(pk__in=form.initial["gets_minutes"], membership__role=Role.PARTNER).exists()


# ------------------------------------------------------------------------------------------------- my day and actions
def test_my_day_shows_the_meeting_in_time_order_and_what_is_to_be_done(worker_client, scene, called):
    action = MeetingActionFactory(meeting=called.meeting, owner=scene.worker, text="Ringe fastlegen")
    day = local_day(called.meeting.starts_at)

    shown = worker_client.get("/my-day/", {"day": day.isoformat()})

    stops = shown.context["my_day"].stops
    times = [(getattr(stop, "meeting", None) or stop.appointment).starts_at for stop in stops]
    assert times == sorted(times)
    assert called.meeting in [getattr(stop, "meeting", None) for stop in stops]
    assert [(one.action, one.is_late) for one in shown.context["to_do"]] == [(action, True)]


def test_an_action_is_ticked_off_in_my_day_and_the_tick_taken_back(worker_client, scene, called):
    action = MeetingActionFactory(meeting=called.meeting, owner=scene.worker)
    path = f"/persons/{scene.person.pk}/meeting-actions/{action.pk}"

    done = worker_client.post(f"{path}/done/?from=my_day")
    undo = worker_client.get(done.url).content.decode()
    after = worker_client.get("/my-day/").context["to_do"]
    back = worker_client.post(f"{path}/not-done/?from=my_day")

    assert (done.url, after, back.url) == ("/my-day/", (), "/my-day/")
    assert f"{path}/not-done/?from=my_day" in undo
    assert len(worker_client.get("/my-day/").context["to_do"]) == 1


# -------------------------------------------------------------------------------------------------- who sees what
def test_a_held_meeting_is_in_the_list_the_timeline_and_on_paper(worker_client, scene, called):
    form = finish_form(called)
    (fields,) = action_fields(worker_client, called)
    worker_client.post(f"{called.url}finish/", form | fields)

    listed = worker_client.get(f"/persons/{scene.person.pk}/meetings/").context
    printed = worker_client.get(f"{called.url}print/").content.decode()
    told = worker_client.get(f"/persons/{scene.person.pk}/?only=meetings").content.decode()

    assert [meeting.pk for meeting in listed["earlier"]] == [called.meeting.pk]
    assert len(listed["actions"]) == 1
    assert "Snakket om boligen." in printed
    assert called.url in told


PAGES = ("", "change/", "print/", "minutes/", "finish/")


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_sees_no_page_of_a_meeting(stranger_client, called, page):
    assert stranger_client.get(f"{called.url}{page}").status_code == 404


@pytest.mark.parametrize(("page", "status"), list(zip(PAGES, (200, 403, 200, 403, 403), strict=True)))
def test_an_invited_partner_sees_when_and_where_and_not_what_is_said(partner_client, called, page, status):
    finish_form(called, "Hemmelig prat")

    answer = partner_client.get(f"{called.url}{page}")

    assert answer.status_code == status
    assert "Hemmelig prat" not in answer.content.decode()
    assert "Testperson Berit Haugen" not in answer.content.decode()
    if page == "":
        assert "Kommunehuset" in answer.content.decode()


def test_an_invited_partner_finds_the_meeting_in_the_list_and_my_day(partner_client, called, scene):
    listed = partner_client.get(f"/persons/{scene.person.pk}/meetings/")
    day = partner_client.get("/my-day/", {"day": local_day(called.meeting.starts_at).isoformat()})

    assert [meeting.pk for meeting in listed.context["coming"]] == [called.meeting.pk]
    assert [stop.meeting.pk for stop in day.context["my_day"].stops] == [called.meeting.pk]


def test_a_partner_who_got_the_minutes_reads_them(partner_client, called):
    finish_form(called, "Det dere fikk")
    Attendee.objects.filter(meeting=called.meeting, membership__role=Role.PARTNER).update(gets_minutes=True)

    assert "Det dere fikk" in partner_client.get(called.url).content.decode()


def test_somebody_who_sees_no_appointments_has_no_list(scene, called):
    post = MembershipFactory(unit__organisation=scene.unit.organisation, role=Role.SUBSTANCE_COORDINATOR)
    NetworkMemberFactory(person=scene.person, membership=post, role=NetworkRole.HELPER)
    client = Client()
    client.force_login(post.user)

    assert client.get(f"/persons/{scene.person.pk}/meetings/").status_code == 403
    assert client.get(called.url).status_code == 404
