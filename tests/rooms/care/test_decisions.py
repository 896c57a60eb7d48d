from datetime import date, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from samhold.foundation.errors import NotAllowed
from samhold.foundation.identifiers import new_id
from samhold.infrastructure.idempotency import MutationKey
from samhold.infrastructure.versioned import StaleVersion
from samhold.rooms.access.enums import Purpose
from samhold.rooms.access.models import AuditEvent
from samhold.rooms.care import deciding as rules
from samhold.rooms.care import letters
from samhold.rooms.care.actions import changes, decisions
from samhold.rooms.care.actions.requests import AskedInFuture
from samhold.rooms.care.enums import DecisionState, MainPathway
from samhold.rooms.care.models import Decision, DecisionStep, LegalBasis
from samhold.rooms.care.queries.decision_timeline import steps
from samhold.rooms.care.queries.decisions import decisions_of
from samhold.rooms.people.access import access_person
from samhold.rooms.people.timeline import LATEST
from tests.rooms.care.deciding import TODAY, applied, assessed, decided, granted, leader_of, verdict
from tests.rooms.conftest import NOW


def test_an_application_goes_all_the_way_and_every_step_is_kept(near):
    leader = leader_of(near)

    row = decided(near, leader)
    decisions.put_in_force(decision=row, by=near.worker, now=NOW)
    decisions.evaluate(decision=row, text="Det hjelper", base_version=row.version, by=near.worker, now=NOW)
    changes.end(
        decision=row, last_date=date(2026, 12, 31), reason="Flytter", base_version=row.version, by=leader, now=NOW
    )

    states = list(DecisionStep.objects.order_by("pk").values_list("state", flat=True))
    assert states == ["APPLIED", "ASSESSED", "GRANTED", "IN_FORCE", "EVALUATED", "ENDED"]
    assert (row.decide_by_date, row.complain_by_date) == (date(2026, 6, 19), date(2026, 6, 29))
    assert row.evaluate_by_date == TODAY + timedelta(days=182)
    assert AuditEvent.objects.filter(payload__contains=f"care.decision {row.pk} ended").count() == 1


def test_one_key_makes_one_application(near):
    key = MutationKey(value=new_id(), actor_id=near.worker.pk, sent_at=NOW)

    first, second = applied(near, key=key), applied(near, key=key)

    assert (first.pk, Decision.objects.count(), DecisionStep.objects.count()) == (second.pk, 1, 1)


def test_strangers_apply_for_nothing_and_workers_decide_nothing(near, stranger):
    wanted = decisions.Application(service=applied(near).service, wish="x", applied_date=TODAY)
    with pytest.raises(NotAllowed):
        decisions.apply(person=near.person, unit=near.unit, application=wanted, by=stranger, now=NOW)
    row = assessed(near)
    with pytest.raises(NotAllowed):
        decisions.decide(decision=row, verdict=verdict(), base_version=row.version, by=near.worker, now=NOW)


def test_an_application_of_tomorrow_is_refused(near):
    wanted = decisions.Application(service=applied(near).service, wish="x", applied_date=TODAY + timedelta(days=1))

    with pytest.raises(AskedInFuture):
        decisions.apply(person=near.person, unit=near.unit, application=wanted, by=near.worker, now=NOW)


@pytest.mark.parametrize(
    ("wrong", "refusal", "field"),
    [
        ({"grounds": " "}, rules.NoGrounds, "grounds"),
        ({"granted": None}, rules.NothingIsGranted, "hours"),
        ({"granted": granted(hours=168.5)}, rules.HoursDoNotFit, "hours"),
        ({"granted": granted(hours=0)}, rules.HoursDoNotFit, "hours"),
        ({"granted": granted(last=date(2026, 6, 30))}, rules.EndsBeforeItStarts, "last_date"),
        ({"told_date": date(2026, 5, 31)}, rules.ToldBeforeDecided, "told_date"),
    ],
)
def test_what_is_not_whole_is_refused_beside_its_field(near, wrong, refusal, field):
    leader, row = leader_of(near), assessed(near)

    with pytest.raises(refusal) as refused:
        decisions.decide(decision=row, verdict=verdict(**wrong), base_version=row.version, by=leader, now=NOW)

    assert refused.value.field == field
    assert Decision.objects.get(pk=row.pk).state == "ASSESSED"


def test_one_service_is_granted_once_a_day_and_the_refusal_names_the_other(near):
    leader = leader_of(near)
    decided(near, leader, granted=granted(last=date(2026, 12, 31)))
    row = assessed(near)

    with pytest.raises(rules.OverlappingDecision) as refused:
        decisions.decide(
            decision=row,
            verdict=verdict(granted=granted(first=date(2026, 12, 31))),
            base_version=row.version,
            by=leader,
            now=NOW,
        )

    assert "from 1 July 2026 to 31 December 2026" in str(refused.value)


def test_two_who_decide_at_once_meet_the_same_sentence(near, monkeypatch):
    leader = leader_of(near)
    decided(near, leader)
    row = assessed(near)
    monkeypatch.setattr(rules, "refuse_overlap", lambda *_rows, **_more: None)

    with pytest.raises(rules.OverlappingDecision):
        decisions.decide(decision=row, verdict=verdict(), base_version=row.version, by=leader, now=NOW)


def test_another_service_on_the_same_days_is_fine(near):
    leader = leader_of(near)
    decided(near, leader)

    other = decided(near, leader, "PRACTICAL_HELP", legal_basis=LegalBasis.objects.get(code="ASSISTANCE"))

    assert other.state == "GRANTED"


def test_steps_are_taken_in_order(near):
    leader, row = leader_of(near), applied(near)

    with pytest.raises(rules.WrongStep):
        decisions.decide(decision=row, verdict=verdict(), base_version=1, by=leader, now=NOW)
    with pytest.raises(rules.WrongStep):
        decisions.put_in_force(decision=row, by=near.worker, now=NOW)
    with pytest.raises(rules.WrongStep):
        decisions.evaluate(decision=row, text="", base_version=1, by=near.worker, now=NOW)
    with pytest.raises(rules.WrongStep):
        changes.change(decision=row, verdict=verdict(), base_version=1, by=leader, now=NOW)
    with pytest.raises(rules.WrongStep):
        changes.end(decision=row, last_date=TODAY, reason="x", base_version=1, by=leader, now=NOW)
    done = decided(near, leader)
    with pytest.raises(rules.WrongStep):
        decisions.assess(decision=done, main_pathway=MainPathway.MILD, text="", base_version=3, by=near.worker, now=NOW)


def test_a_stale_assessment_is_refused_with_both(near):
    row = assessed(near)

    with pytest.raises(StaleVersion):
        decisions.assess(decision=row, main_pathway=MainPathway.MILD, text="x", base_version=1, by=near.worker, now=NOW)


def test_a_change_begins_where_the_other_ends_and_keeps_its_letter(near):
    leader = leader_of(near)
    old = decided(near, leader)
    letter = old.letter

    new = changes.change(
        decision=old,
        verdict=verdict(granted=granted(hours=10, first=date(2026, 9, 1))),
        base_version=old.version,
        by=leader,
        now=NOW,
    )

    old.refresh_from_db()
    assert (old.state, old.last_date, new.first_date, new.replaces_id) == (
        "CHANGED", date(2026, 8, 31), date(2026, 9, 1), old.pk,
    )  # fmt: skip
    assert old.letter == letter


def test_a_decision_that_is_changed_before_it_begins_never_held(near):
    leader = leader_of(near)
    old = decided(near, leader)

    changes.change(decision=old, verdict=verdict(granted=granted(hours=10)), base_version=3, by=leader, now=NOW)

    old.refresh_from_db()
    assert (old.state, old.first_date, old.last_date) == ("CHANGED", None, None)


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"last_date": date(2026, 6, 30)}, rules.EndsBeforeItStarts),
        ({"last_date": date(2027, 1, 1)}, changes.EndsAfterItEnds),
        ({"reason": " "}, changes.NoReason),
    ],
)
def test_an_end_lies_within_the_period_and_has_a_reason(near, wrong, refusal):
    leader = leader_of(near)
    row = decided(near, leader, granted=granted(last=date(2026, 12, 31)))

    with pytest.raises(refusal):
        changes.end(
            **{"decision": row, "last_date": date(2026, 8, 1), "reason": "x", "base_version": row.version} | wrong,
            by=leader,
            now=NOW,
        )


def test_nothing_is_granted_by_a_change_to_nothing(near):
    leader = leader_of(near)
    row = decided(near, leader)

    with pytest.raises(rules.NothingIsGranted):
        changes.change(decision=row, verdict=verdict(granted=None), base_version=row.version, by=leader, now=NOW)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nb", ("Du får tjenesten", "Fristen er 29. juni 2026", "ikke til Statsforvalteren", "5")),
        ("nn", ("Du får tenesta", "Fristen er 29. juni 2026", "ikkje til Statsforvaltaren", "1. juli 2026")),
        ("en", ("You get the service", "29 June 2026", "Statsforvalteren", "1 July 2026")),
    ],
)
def test_the_letter_tells_what_is_decided_and_how_to_complain(near, language, words):
    row = decided(near, leader_of(near))

    made = PdfReader(BytesIO(letters.typeset(row, language=language)))

    text = " ".join(" ".join(page.extract_text() for page in made.pages).split())
    assert [word for word in (*words, near.person.name, "Trenger noen å snakke med.") if word not in text] == []
    assert (made.metadata.title, made.trailer["/Root"]["/Lang"].lower()[:2]) == (letters.TITLES[language], language)
    assert near.person.name not in made.metadata.title


def test_a_refusal_has_a_letter_and_no_period(near):
    row = decided(near, leader_of(near), state=DecisionState.REFUSED, granted=None)

    text = PdfReader(BytesIO(letters.typeset(row, language="nb"))).pages[0].extract_text()

    assert (row.first_date, row.hours_per_week) == (None, None)
    assert "Du får ikke tjenesten" in text


def test_the_timeline_and_the_list_tell_those_who_read_the_plan(near, stranger):
    decided(near, leader_of(near))
    found = access_person(actor=near.worker, person_id=near.person.pk, purpose=Purpose.CARE, now=NOW)

    lines = steps(person=found, before=(NOW, LATEST), limit=9)

    assert [line.title.partition(":")[0] for line in lines] == ["Granted", "Assessed", "Applied for"]
    assert len(decisions_of(person=found)) == 1
    assert decisions_of(person=near.person) == ()
    assert steps(person=near.person, before=(NOW, LATEST), limit=9) == ()
