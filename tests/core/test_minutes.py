from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samhold.core.minutes import Candidate, ParsedAction, ParsedDecision, find_due, parse

TODAY = date(2025, 11, 12)  # a Wednesday
KARI = Candidate(key="kari", name="Testperson Kari Lunde", also=("koordinator", "coordinator"))
OLA = Candidate(key="ola", name="Testperson Ola Furuset")
NAV = Candidate(key="nav", name="NAV Vågå")
OTHER_KARI = Candidate(key="other", name="Testperson Kari Moen")

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 12, 31))
BOKMAL = "januar februar mars april mai juni juli august september oktober november desember"
ENGLISH = "January February March April May June July August September October November December"


def actions(text, *candidates):
    return parse(text, candidates=candidates, today=TODAY).actions


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("innen 3. desember", date(2025, 12, 3)),
        ("innen 3 desember 2027", date(2027, 12, 3)),
        ("innan 3. des", date(2025, 12, 3)),
        ("by 3 December", date(2025, 12, 3)),
        ("by December 3rd", date(2025, 12, 3)),
        ("innen 03.12", date(2025, 12, 3)),
        ("innen 3/12", date(2025, 12, 3)),
        ("innen 3.12.26", date(2026, 12, 3)),
        ("senest 2025-12-03", date(2025, 12, 3)),
        ("til 1. februar", date(2026, 2, 1)),
        ("innen 29. februar", date(2028, 2, 29)),
        ("før 3. desember", date(2025, 12, 2)),
        ("before Friday", date(2025, 11, 13)),
        ("innen fredag", date(2025, 11, 14)),
        ("innan laurdag", date(2025, 11, 15)),
        ("på tysdag", date(2025, 11, 18)),
        ("onsdag", date(2025, 11, 19)),
        ("neste mandag", date(2025, 11, 17)),
        ("next Friday", date(2025, 11, 21)),
        ("i dag", TODAY),
        ("i morgon", date(2025, 11, 13)),
        ("om to uker", date(2025, 11, 26)),
        ("om ei veke", date(2025, 11, 19)),
        ("in 3 days", date(2025, 11, 15)),
        ("om 3 måneder", date(2026, 2, 12)),
        ("møtet 1. mars ringes inn innen fredag, husk 4. april", date(2025, 11, 14)),
    ],
)
def test_due_in_every_way_of_writing_is_found(typed, day):
    found = find_due(f"ringer {typed}", today=TODAY)

    assert found is not None
    assert found.day == day


@pytest.mark.parametrize(
    "typed", ["", "ringer", "kl. 10.12", "10.30", "31. februar", "version 1.2.3.4", "fredagskaffe", "0.0"]
)
def test_due_that_is_no_day_is_not_found(typed):
    assert find_due(typed, today=TODAY) is None


@given(day=DAYS)
def test_due_with_its_year_is_the_day_in_every_form(day):
    month = day.month - 1
    forms = (
        day.isoformat(),
        f"{day.day}. {BOKMAL.split()[month]} {day.year}",
        f"{ENGLISH.split()[month]} {day.day}, {day.year}",
        f"{day.day}.{day.month}.{day.year}",
        f"{day.day:02}/{day.month:02}/{day.year}",
    )

    found = [find_due(f"innen {form}", today=TODAY) for form in forms]

    assert [due and due.day for due in found] == [day] * len(forms)


@given(day=DAYS, today=DAYS)
def test_due_without_a_year_is_the_next_such_day(day, today):
    found = find_due(f"innen {day.day}. {BOKMAL.split()[day.month - 1]}", today=today)

    assert found is not None
    assert found.day >= today
    assert (found.day.month, found.day.day) == (day.month, day.day)
    assert found.day - today < timedelta(days=366 * 8)


def test_action_has_owner_text_and_day():
    assert actions("Snakket om boligen.\nTiltak: Kari bestiller time hos fastlegen innen 3. desember", KARI, OLA) == (
        ParsedAction(line=2, text="Kari bestiller time hos fastlegen", owner="kari", due=date(2025, 12, 3)),
    )


@pytest.mark.parametrize(
    ("line", "owner"),
    [
        ("Tiltak: Kari ringer", "kari"),
        ("- TILTAK 2: kari lunde ringer", "kari"),
        ("Oppgåve: Ola ringjer", "ola"),
        ("Action: NAV calls", "nav"),
        ("@ola ringer", "ola"),
        ("@Testperson Ola Furuset: ringer", "ola"),
        ("Tiltak: koordinator ringer", "kari"),
        ("Tiltak: ringe fastlegen (Ola)", "ola"),
        ("Tiltak: ringe fastlegen. Ansvar: Kari", "kari"),
        ("Tiltak: ringe @ola", "ola"),
        ("Tiltak: Testperson ringer", ""),
        ("Tiltak: noen ringer Kari", ""),
    ],
)
def test_owner_is_whom_the_line_names(line, owner):
    (action,) = actions(line, KARI, OLA, NAV)

    assert action.owner == owner


def test_owner_of_two_who_fit_is_nobody_until_the_name_is_whole():
    found = actions("Tiltak: Kari ringer\nTiltak: Kari Moen ringer", KARI, OTHER_KARI)

    assert [action.owner for action in found] == ["", "other"]


def test_day_within_the_sentence_stays_in_the_text():
    (action,) = actions("Tiltak: Ola er i retten 3. desember og Kari blir med", OLA)

    assert (action.text, action.due) == ("Ola er i retten 3. desember og Kari blir med", date(2025, 12, 3))


def test_decision_is_no_action():
    found = parse("Beslutning: Ola blir boende.\nAvgjerd: møte om fire veker\nvedtaket kom", today=TODAY)

    assert found.actions == ()
    assert found.decisions == (
        ParsedDecision(line=1, text="Ola blir boende."),
        ParsedDecision(line=2, text="møte om fire veker"),
    )


@pytest.mark.parametrize(
    "line", ["Tiltak:", "@", "Tiltak: .", "Tiltaket: ringe", "vi snakket om tiltak: mange", "a@b.no"]
)
def test_talk_is_no_action(line):
    assert actions(line, KARI) == ()


@given(text=st.text(), names=st.lists(st.text(max_size=12), max_size=3), today=st.dates())
def test_any_text_can_be_read_and_every_line_is_where_it_says(text, names, today):
    candidates = [Candidate(key=str(number), name=name) for number, name in enumerate(names, start=1)]

    found = parse(text, candidates=candidates, today=today)

    lines = text.splitlines()
    assert all(action.text in lines[action.line - 1] for action in found.actions)
    assert all(decision.text in lines[decision.line - 1] for decision in found.decisions)
    assert {action.owner for action in found.actions} <= {"", *(one.key for one in candidates)}


@given(
    words=st.lists(
        st.sampled_from(["innen", "før", "3.", "desember", "fredag", "om", "to", "uker", "12", "/", "i", "dag"])
    )
)
def test_any_words_about_days_can_be_read(words):
    text = " ".join(words)

    found = find_due(text, today=date.max)

    assert found is None or 0 <= found.start < found.end <= len(text)
