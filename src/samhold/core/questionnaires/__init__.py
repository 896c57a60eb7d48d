"""
Questionnaires on plain values: read a FHIR R4 Questionnaire, judge answers, score them, compare two administrations.

    definition = parse(file.read_bytes())
    judged = judge(definition, {"1": ["LA6270-8"], "2": ["3"]})
    total, *subscales = score(definition, parse_scoring(beside.read_bytes(), definition), judged)
"""

from samhold.core.questionnaires.answers import Judged, Typed, as_typed, judge, read_value
from samhold.core.questionnaires.change import Change, Comparison, Direction, change, compare, smallest_reliable_change
from samhold.core.questionnaires.definition import (
    Condition,
    Definition,
    Item,
    ItemKind,
    Limits,
    Operator,
    Option,
    Value,
)
from samhold.core.questionnaires.faults import BadDefinition, Fault
from samhold.core.questionnaires.fhir import parse, read
from samhold.core.questionnaires.scoring import Band, Better, Method, Scale, Score, Scoring, Sex, rounded, score
from samhold.core.questionnaires.scoring_file import parse_scoring, read_scoring, written_text
from samhold.core.questionnaires.texts import Text

__all__ = [
    "BadDefinition",
    "Band",
    "Better",
    "Change",
    "Comparison",
    "Condition",
    "Definition",
    "Direction",
    "Fault",
    "Item",
    "ItemKind",
    "Judged",
    "Limits",
    "Method",
    "Operator",
    "Option",
    "Scale",
    "Score",
    "Scoring",
    "Sex",
    "Text",
    "Typed",
    "Value",
    "as_typed",
    "change",
    "compare",
    "judge",
    "parse",
    "parse_scoring",
    "read",
    "read_scoring",
    "read_value",
    "rounded",
    "score",
    "smallest_reliable_change",
    "written_text",
]
