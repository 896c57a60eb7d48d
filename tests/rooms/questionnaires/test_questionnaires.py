"""A tenant loads texts under a licence; nothing is filled in without texts, digital right and time left."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from django.http import QueryDict
from django.utils import translation

from samhold.core.questionnaires import judge, parse
from samhold.foundation.errors import NotAllowed, NotAvailable
from samhold.rooms.access.enums import Category, Role
from samhold.rooms.questionnaires.actions import questionnaires
from samhold.rooms.questionnaires.actions.questionnaires import AnotherTextOfThisVersion, HolderMissing
from samhold.rooms.questionnaires.forms.view import entries, typed
from samhold.rooms.questionnaires.licences import Licence, LicenceExpired, NoDigitalRight, TextsMissing
from samhold.rooms.questionnaires.loading import (
    AnotherStructure,
    NewQuestionnaire,
    NotAQuestionnaire,
    TextsStillMissing,
)
from samhold.rooms.questionnaires.models import LoadedQuestionnaire
from samhold.rooms.questionnaires.queries.library import all_of, find, offered
from samhold.rooms.questionnaires.shipped import shipped_file
from tests.rooms.conftest import NOW
from tests.support.factories.organisations import MembershipFactory
from tests.support.factories.questionnaires import LoadedQuestionnaireFactory, with_texts

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
AUDIT = "https://samhold.example/fhir/Questionnaire/audit"
DIGITAL = Licence(holder="Vågå kommune", allows_digital=True, expires_on=date(2026, 12, 31))


@pytest.fixture
def administrator():
    return MembershipFactory(role=Role.ADMINISTRATOR)


def load(post, content, licence=DIGITAL, scoring=""):
    new = NewQuestionnaire(content=content, licence=licence, scoring=scoring)
    tenant_id = post.unit.organisation_id
    return questionnaires.load(questionnaire=new, tenant_id=tenant_id, by=post.user, now=NOW)


def audit_of(post, today=TODAY):
    found = offered(tenant_id=post.unit.organisation_id, today=today)
    return next(one for one in found if one.definition.url == AUDIT)


def changed(content, change):
    found = json.loads(content)
    change(found)
    return json.dumps(found)


def test_what_ships_is_offered_with_why_some_may_not_be_filled_in(administrator):
    found = offered(tenant_id=administrator.unit.organisation_id, today=TODAY)

    assert {one.definition.name: type(one.hindrance) for one in found} == {
        "AUDIT": TextsMissing,
        "DUDIT": TextsMissing,
        "HSCL10": TextsMissing,
        "HowHaveYouBeen": type(None),
        "HowWasTheTalk": type(None),
        "HowWereYouMet": type(None),
    }


def test_loaded_texts_may_be_filled_in_under_their_licence(administrator):
    row = load(administrator, with_texts("audit"))

    found = audit_of(administrator)
    assert (found.hindrance, found.category, found.scoring.is_validated) == (None, Category.SUBSTANCE, True)
    assert (row.holder, row.expires_on) == ("Vågå kommune", date(2026, 12, 31))
    assert all_of(tenant_id=administrator.unit.organisation_id, today=TODAY)[found.key] == found


def test_licence_that_ended_yesterday_says_what_to_do_and_renewed_it_opens(administrator):
    load(administrator, with_texts("audit"), Licence(holder="X", allows_digital=True, expires_on=TODAY))

    assert audit_of(administrator).hindrance is None
    ended = audit_of(administrator, TODAY + timedelta(days=1)).hindrance
    assert isinstance(ended, LicenceExpired)
    assert str(ended) == (
        "The licence of X ended on 1 June 2026. Ask your leader to renew it under “Questionnaires and "
        "licences”. "
        "Earlier answers can still be read."
    )

    load(administrator, with_texts("audit"), DIGITAL)
    assert audit_of(administrator, TODAY + timedelta(days=1)).hindrance is None
    assert LoadedQuestionnaire.objects.count() == 1


def test_licence_for_paper_does_not_open_it_on_a_screen(administrator):
    load(administrator, with_texts("audit"), Licence(holder="X"))

    assert isinstance(audit_of(administrator).hindrance, NoDigitalRight)


def test_structure_without_texts_is_not_loaded(administrator):
    with pytest.raises(TextsStillMissing):
        load(administrator, shipped_file("audit").read_text())


@pytest.mark.parametrize(
    "change",
    [
        lambda found: found["item"].pop(),
        lambda found: found["item"][0]["answerOption"].pop(),
        lambda found: found["item"][0].update(repeats=True),
    ],
)
def test_texts_for_other_questions_than_the_scoring_knows_are_refused(administrator, change):
    with pytest.raises((AnotherStructure, NotAQuestionnaire)):
        load(administrator, changed(with_texts("audit"), change))


def test_version_that_is_loaded_keeps_its_texts(administrator):
    load(administrator, with_texts("audit"))
    other = changed(with_texts("audit"), lambda found: found["item"][0].update(text="Another text"))

    with pytest.raises(AnotherTextOfThisVersion):
        load(administrator, other)

    load(administrator, changed(other, lambda found: found.update(version="1.0.1")))
    tenant_id = administrator.unit.organisation_id
    texts = [
        find(tenant_id=tenant_id, url=AUDIT, version=version, today=TODAY).definition.items[0].text.plain
        for version in ("1.0.0", "1.0.1")
    ]
    assert texts == ["Item 1", "Another text"]
    assert audit_of(administrator).definition.version == "1.0.1"


def test_only_those_who_set_up_the_organisation_load(administrator):
    worker = MembershipFactory(unit=administrator.unit)

    with pytest.raises(NotAllowed):
        load(worker, with_texts("audit"))
    with pytest.raises(HolderMissing):
        load(administrator, with_texts("audit"), Licence(holder=" ", allows_digital=True))


def test_texts_of_one_tenant_are_not_anothers(administrator):
    load(administrator, with_texts("audit"))

    assert isinstance(audit_of(MembershipFactory()).hindrance, TextsMissing)


def test_questionnaire_nobody_has_is_not_found(administrator):
    with pytest.raises(NotAvailable):
        find(tenant_id=administrator.unit.organisation_id, url=AUDIT, version="9", today=TODAY)


def test_unknown_questionnaire_is_loaded_without_code(administrator):
    """One that another made, of every kind, with conditions: it needs no line of ours."""
    content = json.dumps(
        {
            "resourceType": "Questionnaire",
            "url": "https://another.example/Questionnaire/sleep",
            "version": "7",
            "name": "Sleep",
            "title": "Sleep",
            "status": "active",
            "item": [
                {"linkId": "a", "type": "boolean", "text": "Do you sleep badly?", "required": True},
                {
                    "linkId": "b",
                    "type": "group",
                    "text": "About the nights",
                    "enableWhen": [{"question": "a", "operator": "=", "answerBoolean": True}],
                    "item": [
                        {"linkId": "b/1", "type": "decimal", "text": "Hours"},
                        {"linkId": "b/2", "type": "choice", "answerOption": [{"valueString": "Noise"}]},
                    ],
                },
                {"linkId": "c", "type": "text", "text": "Anything else?"},
            ],
        }
    )

    load(administrator, content)

    tenant_id = administrator.unit.organisation_id
    url = "https://another.example/Questionnaire/sleep"
    found = find(tenant_id=tenant_id, url=url, version="7", today=TODAY)
    sent = QueryDict("on_page=q0&on_page=q2&on_page=q3&on_page=q4&q0=true&q2=5,5&q3=Noise&q4=")
    answers = typed(found.definition, sent)
    judged = judge(found.definition, answers)
    shown = entries(found.definition, answers, judged)
    assert judged.is_complete
    assert judged.kept() == {"a": ["true"], "b/1": ["5.5"], "b/2": ["Noise"]}
    assert [(entry.shape, entry.value, entry.is_asked) for entry in shown] == [
        ("choices", "true", True),
        ("heading", "", True),
        ("number", "5,5", True),
        ("choices", "Noise", True),
        ("text", "", True),
    ]
    assert json.loads(shown[2].when) == [{"all": False, "of": [{"name": "q0", "operator": "=", "answer": "true"}]}]


def test_questions_are_shown_in_the_readers_language():
    definition = parse(shipped_file("how-have-you-been").read_text())

    with translation.override("nn"):
        first = entries(definition, {"body": ["11"]}, judge(definition, {"body": ["11"]}))[0]

    assert (first.text, first.ends.low) == ("Korleis har du sove og kjent deg i kroppen?", "Svært dårleg")
    assert (first.shape, [choice.value for choice in first.choices]) == ("scale", [str(one) for one in range(11)])
    assert "10" in first.error


def test_answers_row_of_a_loaded_questionnaire_names_its_version():
    row = LoadedQuestionnaireFactory()

    assert str(row) == f"{AUDIT}|1.0.0"
