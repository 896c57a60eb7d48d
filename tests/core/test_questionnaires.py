"""A questionnaire is read from FHIR's JSON, its answers are judged in words, scored exactly, and compared."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samhold.core.questionnaires import (
    BadDefinition,
    Direction,
    ItemKind,
    Sex,
    change,
    compare,
    judge,
    parse,
    read,
    read_scoring,
    score,
    smallest_reliable_change,
)

HL7 = "http://hl7.org/fhir/StructureDefinition/"


def coded(code, label, ordinal=None):
    coding = {"system": "https://example.test/scale", "code": code, "display": label}
    if ordinal is not None:
        coding["extension"] = [{"url": f"{HL7}ordinalValue", "valueDecimal": ordinal}]
    return {"valueCoding": coding}


OFTEN = [coded("never", "Never", 0), coded("some", "Sometimes", 1), coded("often", "Often", 2)]


def questionnaire(*items, **changes):
    content = {
        "resourceType": "Questionnaire",
        "url": "https://example.test/Questionnaire/one",
        "version": "1",
        "status": "active",
        "title": "One",
        "item": list(items),
    }
    return content | changes


def choice(link_id, **changes):
    return {"linkId": link_id, "type": "choice", "text": f"Question {link_id}", "answerOption": OFTEN} | changes


def number(link_id, kind="integer", low=0, high=10, **changes):
    value = "valueInteger" if kind == "integer" else "valueDecimal"
    ends = [{"url": f"{HL7}minValue", value: low}, {"url": f"{HL7}maxValue", value: high}]
    return {"linkId": link_id, "type": kind, "text": link_id, "extension": ends} | changes


def when(question, operator="=", **answer):
    return {"question": question, "operator": operator, **answer}


EVERY_KIND = questionnaire(
    {"linkId": "g", "type": "group", "text": "About you", "item": [choice("g.1"), choice("g.2", repeats=True)]},
    number("i"),
    number("d", "decimal", 0, 5, extension=[{"url": f"{HL7}maxDecimalPlaces", "valueInteger": 1}]),
    {"linkId": "s", "type": "string", "text": "A line", "maxLength": 5},
    {"linkId": "t", "type": "text", "text": "A text"},
    {"linkId": "b", "type": "boolean", "text": "Yes?"},
    {"linkId": "day", "type": "date", "text": "When?"},
    {"linkId": "p", "type": "display", "text": "Thank you"},
)


def sentences(definition, typed):
    return {fault.link_id: str(fault) for fault in judge(definition, typed).all_faults}


def test_definition_of_every_kind_is_read():
    definition = read(EVERY_KIND)

    kinds = [(item.link_id, item.kind, len(above)) for item, above in definition.every()]
    assert kinds == [
        ("g", ItemKind.GROUP, 0),
        ("g.1", ItemKind.CHOICE, 1),
        ("g.2", ItemKind.CHOICE, 1),
        ("i", ItemKind.INTEGER, 0),
        ("d", ItemKind.DECIMAL, 0),
        ("s", ItemKind.STRING, 0),
        ("t", ItemKind.TEXT, 0),
        ("b", ItemKind.BOOLEAN, 0),
        ("day", ItemKind.DATE, 0),
        ("p", ItemKind.DISPLAY, 0),
    ]
    assert [item.link_id for item in definition.questions()] == ["g.1", "g.2", "i", "d", "s", "t", "b", "day"]


def test_answers_of_every_kind_are_read():
    typed = {
        "g.1": ["some"],
        "g.2": ["never", "often", "never"],
        "i": [" 7 "],
        "d": ["2,5"],
        "s": ["kaffe"],
        "t": ["Line one\nline two"],
        "b": ["true"],
        "day": ["2026-05-17"],
    }

    judged = judge(read(EVERY_KIND), typed)

    assert judged.values == {
        "g.1": ("some",),
        "g.2": ("never", "often"),
        "i": (7,),
        "d": (Decimal("2.5"),),
        "s": ("kaffe",),
        "t": ("Line one\nline two",),
        "b": (True,),
        "day": (date(2026, 5, 17),),
    }
    assert judged.is_complete
    assert judge(read(EVERY_KIND), judged.kept()) == judged


@pytest.mark.parametrize(
    ("link_id", "typed", "sentence"),
    [
        ("g.1", ["never", "some"], "Give one answer only."),
        ("g.1", ["always"], "This answer is not one of the choices. Choose one of those that are shown."),
        ("i", ["11"], "The answer is outside its scale. Choose 10 or lower."),
        ("i", ["-1"], "The answer is outside its scale. Choose 0 or higher."),
        ("i", ["3.5"], "Write a whole number, such as 3."),
        ("i", ["²"], "Write a whole number, such as 3."),
        ("d", ["NaN"], "Write a number, such as 3.5."),
        ("d", ["1.25"], "Write at most 1 decimals."),
        ("s", ["too long"], "Write at most 5 characters."),
        ("b", ["perhaps"], "Answer yes or no."),
        ("day", ["2026-02-30"], "Write a day that exists, such as 2026-05-17."),
        ("p", ["hello"], "This question is not in the questionnaire. Open the page again."),
        ("unknown", ["1"], "This question is not in the questionnaire. Open the page again."),
    ],
)
def test_wrong_answer_is_told_of_in_words_at_its_question(link_id, typed, sentence):
    assert sentences(read(EVERY_KIND), {link_id: typed}) == {link_id: sentence}


def test_required_question_without_an_answer_is_missing():
    definition = read(questionnaire(choice("1", required=True), choice("2")))

    assert sentences(definition, {"1": ["  "]}) == {"1": "This question must be answered."}
    assert not judge(definition, {}).faults


@pytest.mark.parametrize(
    ("condition", "answer", "is_asked"),
    [
        (when("1", answerCoding={"code": "some"}), "some", True),
        (when("1", answerCoding={"code": "some"}), "often", False),
        (when("1", "!=", answerCoding={"code": "never"}), "often", True),
        (when("1", "!=", answerCoding={"code": "never"}), "", False),
        (when("1", "exists", answerBoolean=True), "never", True),
        (when("1", "exists", answerBoolean=False), "", True),
        (when("2", ">", answerInteger=3), "4", True),
        (when("2", ">", answerInteger=3), "3", False),
        (when("2", ">=", answerInteger=3), "3", True),
        (when("2", "<", answerInteger=3), "3", False),
        (when("2", "<=", answerInteger=3), "3", True),
        (when("2", "=", answerInteger=3), "3", True),
        (when("3", "=", answerBoolean=True), "true", True),
        (when("4", ">", answerDate="2026-01-01"), "2026-01-02", True),
    ],
)
def test_question_is_asked_when_its_condition_holds(condition, answer, is_asked):
    last = choice("last", required=True, enableWhen=[condition])
    definition = read(
        questionnaire(
            choice("1"),
            number("2"),
            {"linkId": "3", "type": "boolean"},
            {"linkId": "4", "type": "date"},
            last,
        )
    )

    judged = judge(definition, {condition["question"]: [answer]})

    assert ("last" in judged.asked, judged.missing) == (is_asked, ("last",) if is_asked else ())


@pytest.mark.parametrize(("behaviour", "is_asked"), [("all", False), ("any", True)])
def test_several_conditions_are_all_or_any(behaviour, is_asked):
    conditions = [when("1", answerCoding={"code": "some"}), when("2", ">", answerInteger=5)]
    definition = read(
        questionnaire(choice("1"), number("2"), choice("3", enableWhen=conditions, enableBehavior=behaviour))
    )

    assert ("3" in judge(definition, {"1": ["some"], "2": ["1"]}).asked) is is_asked


def test_answer_to_a_question_that_is_not_asked_counts_as_none():
    """It was typed before another answer made it needless: what hangs on it is not asked either."""
    definition = read(
        questionnaire(
            choice("1"),
            {
                "linkId": "g",
                "type": "group",
                "enableWhen": [when("1", answerCoding={"code": "often"})],
                "item": [choice("2")],
            },
            choice("3", enableWhen=[when("2", "exists", answerBoolean=True)]),
        )
    )

    judged = judge(definition, {"1": ["never"], "2": ["some"], "3": ["some"]})

    assert (judged.values, judged.asked) == ({"1": ("never",)}, {"1"})


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ({"resourceType": "Patient"}, "The file is not a FHIR Questionnaire (resourceType)."),
        (questionnaire(choice("1"), choice("1")), "1: Two items have this linkId."),
        (questionnaire(choice("1"), version=""), "The questionnaire has no version"),
        (questionnaire(choice("1"), url=None), "The questionnaire has no url"),
        (questionnaire({"linkId": "1", "type": "display"}), "The questionnaire has no question"),
        (questionnaire(choice("1", answerOption=[])), "1: The question has no choices in the file."),
        (questionnaire({"linkId": "1", "type": "quantity"}), "1: Questions of type quantity cannot be shown."),
        (
            questionnaire({"linkId": "1", "type": "group", "repeats": True, "item": [choice("2")]}),
            "1: A group that repeats cannot be shown.",
        ),
        (
            questionnaire(choice("1", enableWhen=[when("9", "exists", answerBoolean=True)])),
            "1: enableWhen asks about '9', which is no question here.",
        ),
        (
            questionnaire(choice("1", enableWhen=[when("1", "exists", answerBoolean=True)])),
            "1: enableWhen goes in a ring.",
        ),
        (
            questionnaire(choice("1"), choice("2", enableWhen=[when("1", "=", answerQuantity={"value": 1})])),
            "2: enableWhen compares in a way that we do not know.",
        ),
        (questionnaire(choice("1"), modifierExtension=[{"url": "x", "valueBoolean": True}]), "an extension we do not"),
    ],
)
def test_definition_that_cannot_be_answered_is_refused_in_words(content, sentence):
    with pytest.raises(BadDefinition) as refused:
        read(content)

    assert sentence in str(refused.value)


@pytest.mark.parametrize("source", ["", "[" * 100_000, "null", '"x"', b"\xff\xfe", " " * 1_000_001])
def test_file_that_is_no_questionnaire_is_refused(source):
    with pytest.raises(BadDefinition):
        parse(source)


def test_choices_may_stand_in_a_list_that_the_file_contains():
    concepts = [{"code": "a", "display": "A"}, {"code": "b", "display": "B"}]
    values = {"resourceType": "ValueSet", "id": "list", "compose": {"include": [{"concept": concepts}]}}
    asked = choice("1", answerValueSet="#list")
    del asked["answerOption"]

    definition = read(questionnaire(asked, contained=[values]))

    assert [(option.key, option.label.plain) for option in definition.items[0].options] == [("a", "A"), ("b", "B")]


def test_text_is_given_in_the_language_or_the_nearest():
    parts = [{"url": "lang", "valueCode": "nn"}, {"url": "content", "valueString": "Korleis?"}]
    translated = {"extension": [{"url": f"{HL7}translation", "extension": parts}]}

    text = read(questionnaire(choice("1", text="How?", _text=translated))).items[0].text

    assert [text.in_language(one) for one in ("nn", "nb", "en")] == ["Korleis?", "Korleis?", "How?"]


SCALE = {
    "key": "total",
    "title": {"en": "Score", "nb": "Skår"},
    "method": "sum",
    "items": ["1", "2", "3"],
    "range": [0, 6],
    "bands": [
        {"from": 0, "label": "Low", "sentence": "Low."},
        {"from": {"male": 4, "female": 3}, "cut_off": True, "label": "High", "sentence": "High."},
    ],
}
THREE = questionnaire(choice("1"), choice("2"), choice("3"))


def scored(typed, **changes):
    definition = read(THREE)
    return score(definition, read_scoring({"scales": [SCALE | changes]}, definition), judge(definition, typed))[0]


def of(*codes):
    return {str(number): [code] for number, code in enumerate(codes, start=1)}


def test_score_is_read_by_its_band_for_each_sex():
    found = scored(of("often", "some", "never"))

    assert (found.value, found.shown) == (3, Decimal(3))
    assert {sex: band.label.plain for sex, band in found.bands().items()} == {Sex.MALE: "Low", Sex.FEMALE: "High"}
    assert (found.band(), found.band(Sex.FEMALE).label.plain) == (None, "High")
    assert scored(of("often", "often", "never")).band().label.plain == "High"


@pytest.mark.parametrize(
    ("changes", "typed", "value", "missing"),
    [
        ({}, of("often", "some"), None, 1),
        ({"missing": {"most": 1}}, of("often", "some"), Fraction(9, 2), 1),
        ({"missing": {"most": 1}, "method": "mean"}, of("often", "some"), Fraction(3, 2), 1),
        ({"missing": {"most": 3}}, {}, None, 3),
        ({"reversed": ["2"]}, of("often", "never", "some"), 5, 0),
        ({"method": "mean"}, of("some", "some", "often"), Fraction(4, 3), 0),
    ],
)
def test_missing_and_reversed_answers_count_as_the_scale_says(changes, typed, value, missing):
    found = scored(typed, **changes)

    assert (found.value, found.missing) == (value, missing)


def test_mean_is_exact_at_its_cut_off():
    """Ten answers of which 8.5 points are halves: a float would land at 1.8499999."""
    items = [number(str(one), "decimal", 1, 4) for one in range(10)]
    definition = read(questionnaire(*items))
    bands = [{"from": 1, "label": "a", "sentence": "a"}, {"from": 1.85, "label": "b", "sentence": "b"}]
    scale = SCALE | {"method": "mean", "items": [str(one) for one in range(10)], "range": [1, 4], "decimals": 2}
    scoring = read_scoring({"scales": [scale | {"bands": bands}]}, definition)
    typed = {str(one): ["1.85"] for one in range(10)}

    found = score(definition, scoring, judge(definition, typed))[0]

    assert (found.shown, found.band().label.plain) == (Decimal("1.85"), "b")


@pytest.mark.parametrize(
    "changes",
    [
        {"items": ["9"]},
        {"items": []},
        {"range": [6, 0]},
        {"range": ["0"]},
        {"method": "median"},
        {"reversed": ["4"]},
        {"bands": [{"from": {"male": 4}, "label": "x", "sentence": "x"}]},
        {"reliable_change": "much"},
    ],
)
def test_scoring_that_does_not_fit_is_refused(changes):
    with pytest.raises(BadDefinition):
        scored({}, **changes)


def test_change_is_reliable_from_what_the_scale_says():
    steps = [scored(of(*codes), reliable_change=3) for codes in (["never"] * 3, ["some"] * 3, ["some", "some", "some"])]

    up, still = change(steps[0], steps[1]), change(steps[1], steps[2])

    assert (up.difference, up.direction, up.is_reliable) == (3, Direction.WORSE, True)
    assert (still.difference, still.direction, still.is_reliable) == (0, Direction.SAME, False)
    assert change(scored({}), steps[0]) is None
    assert change(scored(of("never", "never", "some")), scored(of("never", "never", "never"))).is_reliable is None


def test_reliable_change_is_that_of_jacobson_and_truax():
    """A standard deviation of 7.5 and a reliability of .80 give a standard error of the difference of 4.74."""
    needed = smallest_reliable_change(standard_deviation=7.5, reliability=0.80)

    assert round(float(needed) / 1.96, 2) == 4.74
    assert needed <= 47.5 - 32.5


def test_two_administrations_are_compared_by_score_and_answer():
    definition = read(THREE)
    scoring = read_scoring({"scales": [SCALE | {"better": "higher"}]}, definition)
    sides = [judge(definition, of(*codes)) for codes in (["never", "some", "some"], ["often", "some"])]

    found = compare(*[(side, score(definition, scoring, side)) for side in sides])

    assert found.answers == {"1": (("never",), ("often",)), "3": (("some",), ())}
    assert found.changes == ()


@given(st.lists(st.sampled_from(["never", "some", "often", ""]), min_size=3, max_size=3), st.integers(0, 3))
def test_score_equals_the_slow_sum(codes, most):
    found = scored(of(*codes), missing={"most": most})

    counted = [{"never": 0, "some": 1, "often": 2}[code] for code in codes if code]
    is_scored = len(counted) >= max(1, 3 - most)
    assert found.value == (Fraction(sum(counted) * 3, len(counted)) if is_scored else None)


@given(st.dictionaries(st.sampled_from(["g.1", "g.2", "i", "d", "s", "t", "b", "day", "p"]), st.lists(st.text())))
def test_whatever_is_typed_is_judged_and_what_is_kept_is_judged_alike(typed):
    definition = read(EVERY_KIND)

    judged = judge(definition, typed)

    assert judge(definition, json.loads(json.dumps(judged.kept()))).values == judged.values
