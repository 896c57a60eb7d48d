"""AUDIT, DUDIT and HSCL-10 score as published; every definition is valid FHIR R4."""

from __future__ import annotations

from decimal import Decimal

import pytest
from fhir.resources.R4B.questionnaire import Questionnaire

from samhold.core.questionnaires import Sex, judge, score
from samhold.rooms.questionnaires.shipped import FOLDER, SCORING_ENDING, known, shipped

BASE = "https://samhold.example/fhir/Questionnaire/"
FILES = sorted(file for file in FOLDER.glob("*.json") if not file.name.endswith(SCORING_ENDING))


def scores(name, answers):
    one = known(f"{BASE}{name}")
    typed = {str(number): [str(answer)] for number, answer in enumerate(answers, start=1) if answer is not None}
    return score(one.definition, one.scoring, judge(one.definition, typed))


def total(name, answers):
    return scores(name, answers)[0]


def points(name, wanted):
    """Give answers that come to a number of points; the first items first, the last two in steps of two."""
    count = {"audit": 10, "dudit": 11}[name]
    answers = [0] * count
    for number in range(count - 2):
        answers[number] = min(4, wanted - sum(answers))
    for number in (count - 2, count - 1):
        answers[number] = min(4, wanted - sum(answers))
    return answers


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_definition_is_valid_fhir(file):
    Questionnaire.model_validate_json(file.read_text())


def test_definitions_that_belong_to_others_have_no_texts():
    without = {one.definition.name for one in shipped() if one.definition.lacks_texts}

    assert without == {"AUDIT", "DUDIT", "HSCL10"}
    for one in shipped():
        if one.definition.lacks_texts:
            texts = [item.text.plain for item in one.definition.questions()]
            assert texts == [f"Item {number}" for number in range(1, len(texts) + 1)]


def test_audit_has_ten_items_of_0_to_4_and_two_of_0_2_4():
    items = known(f"{BASE}audit").definition.questions()

    ordinals = [[int(option.ordinal) for option in item.options] for item in items]
    assert ordinals == [[0, 1, 2, 3, 4]] * 8 + [[0, 2, 4]] * 2


@pytest.mark.parametrize(
    ("points_wanted", "men", "women"),
    [
        (0, "Low", "Low"),
        (5, "Low", "Low"),
        (6, "Low", "Increased"),
        (7, "Low", "Increased"),
        (8, "Increased", "Increased"),
        (15, "Increased", "Increased"),
        (16, "High", "High"),
        (19, "High", "High"),
        (20, "Very high", "Very high"),
        (40, "Very high", "Very high"),
    ],
)
def test_audit_is_read_by_its_published_cut_offs(points_wanted, men, women):
    found = total("audit", points("audit", points_wanted))

    labels = {sex: band.label.plain for sex, band in found.bands().items()}
    assert (found.shown, labels) == (Decimal(points_wanted), {Sex.MALE: men, Sex.FEMALE: women})


def test_audit_example_of_every_answer():
    """3 + 2 + 1 + 0 + 2 + 0 + 1 + 1 + 2 + 4 = 16, of which 6 for drinking itself."""
    found = scores("audit", [3, 2, 1, 0, 2, 0, 1, 1, 2, 4])

    assert [one.shown for one in found] == [16, 6]


def test_audit_of_one_who_never_drinks_asks_the_last_two_and_counts_the_rest_as_nought():
    """The manual lets the interviewer skip to questions 9 and 10."""
    answers = [0, None, None, None, None, None, None, None, 2, 0]

    assert (total("audit", answers).shown, total("audit", [0] + [None] * 9).shown) == (2, None)


def test_audit_of_one_who_drinks_little_skips_from_four_to_eight():
    assert total("audit", [1, 0, 0, None, None, None, None, None, 0, 0]).shown == 1
    assert total("audit", [1, 1, 0, None, None, None, None, None, 0, 0]).shown is None


@pytest.mark.parametrize(
    ("points_wanted", "men", "women"),
    [
        (1, "Low", "Low"),
        (2, "Low", "Increased"),
        (5, "Low", "Increased"),
        (6, "Increased", "Increased"),
        (24, "Increased", "Increased"),
        (25, "Very high", "Very high"),
        (44, "Very high", "Very high"),
    ],
)
def test_dudit_is_read_by_its_published_cut_offs(points_wanted, men, women):
    found = total("dudit", points("dudit", points_wanted))

    labels = {sex: band.label.plain for sex, band in found.bands().items()}
    assert (found.shown, labels) == (Decimal(points_wanted), {Sex.MALE: men, Sex.FEMALE: women})


@pytest.mark.parametrize(
    ("answers", "shown", "label"),
    [
        ([1] * 10, "1.00", "Few symptoms"),
        ([2, 2, 2, 2, 2, 2, 2, 2, 1, 1], "1.80", "Few symptoms"),
        ([2, 2, 2, 2, 2, 2, 2, 2, 2, 1], "1.90", "Symptoms"),
        ([4] * 10, "4.00", "Symptoms"),
        ([2, 2, 2, 2, 2, 2, 1, None, None, None], "1.86", "Symptoms"),
        ([2, 2, 2, 2, 2, 2, None, None, None, None], None, None),
    ],
)
def test_hscl_is_the_mean_and_is_read_at_1_85(answers, shown, label):
    found = total("hscl-10", answers)

    band = found.band()
    assert (found.shown, band and band.label.plain) == (shown and Decimal(shown), label)


@pytest.mark.parametrize("name", ["how-have-you-been", "how-was-the-talk", "how-were-you-met"])
def test_our_own_have_texts_in_three_languages_and_no_cut_offs(name):
    one = known(f"{BASE}{name}")

    texts = [item.text for item in one.definition.questions()]
    assert all(len({text.in_language(language) for language in ("en", "nb", "nn")}) >= 2 for text in texts)
    assert all({language for language, _text in text.translations} == {"nb", "nn"} for text in texts)
    assert (one.scoring.is_validated, [scale.bands for scale in one.scoring.scales]) == (False, [()])
