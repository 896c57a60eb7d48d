import json

import factory

from samhold.rooms.access.enums import Category
from samhold.rooms.questionnaires.models import LoadedQuestionnaire
from samhold.rooms.questionnaires.shipped import shipped_file
from tests.support.factories.access import UserFactory
from tests.support.factories.organisations import STARTED, OrganisationFactory


def with_texts(name: str) -> str:
    """Give the file of a questionnaire that ships without texts, with texts of our own in it."""
    content = json.loads(shipped_file(name).read_text())
    content["extension"] = [one for one in content["extension"] if "texts-not-included" not in one["url"]]
    return json.dumps(content)


class LoadedQuestionnaireFactory(factory.django.DjangoModelFactory):
    """AUDIT's structure with texts in it, under a digital licence without an end."""

    class Meta:
        model = LoadedQuestionnaire

    tenant = factory.SubFactory(OrganisationFactory)
    url = "https://samhold.example/fhir/Questionnaire/audit"
    version = "1.0.0"
    content = factory.LazyFunction(lambda: with_texts("audit"))
    scoring = factory.LazyFunction(lambda: shipped_file("audit.scoring").read_text())
    category = Category.SUBSTANCE
    holder = "Municipality"
    allows_digital = True
    loaded_by = factory.SubFactory(UserFactory)
    loaded_at = STARTED
