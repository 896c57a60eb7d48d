from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django.utils.translation import override

from samhold.foundation.time import local_day
from samhold.rooms.access.enums import Role
from samhold.rooms.access.models import AuditEvent
from samhold.rooms.questionnaires.licences import LicenceExpired
from samhold.rooms.questionnaires.models import LoadedQuestionnaire
from tests.support.factories.organisations import MembershipFactory
from tests.support.factories.questionnaires import LoadedQuestionnaireFactory, with_texts

pytestmark = pytest.mark.django_db
PAGE = "/questionnaires/licences/"


def tomorrow(days=1):
    return local_day(timezone.now()) + timedelta(days=days)


@pytest.fixture
def coordinator(scene, client):
    post = MembershipFactory(unit=scene.unit, role=Role.SUBSTANCE_COORDINATOR)
    client.force_login(post.user)
    return post.user


def confirmed(**changes):
    return {"holder": "Vågå kommune", "expires_on": tomorrow(30).isoformat(), "is_confirmed": "on"} | changes


def test_an_expired_licence_is_said_where_the_leader_and_the_worker_meet_it(scene, client, worker_client, coordinator):
    LoadedQuestionnaireFactory(tenant=scene.person.tenant, holder="Vågå", expires_on=tomorrow(-2))

    leaders = client.get(PAGE).content.decode()
    worker_client.force_login(scene.worker)
    workers = worker_client.get(f"/persons/{scene.person.pk}/questionnaires/").content.decode()

    with override("nb"):
        what_to_do = str(LicenceExpired.message).split("%(day)s. ")[1]
    assert [what_to_do in page for page in (leaders, workers)] == [True, True]


def test_a_licence_is_confirmed_stopped_and_resumed(scene, client, coordinator):
    row = LoadedQuestionnaireFactory(tenant=scene.person.tenant, allows_digital=False)
    page, states = f"{PAGE}{row.pk}/", []

    for path, sent in (("", confirmed()), ("stop/", {}), ("resume/", {})):
        answer = client.post(f"{page}{path}", sent)
        row.refresh_from_db()
        states.append((answer.status_code, row.allows_digital, row.stopped_at is None))

    assert states == [(302, True, True), (302, True, False), (302, True, True)]
    assert (row.loaded_by, row.holder, row.expires_on) == (coordinator, "Vågå kommune", tomorrow(30))
    assert AuditEvent.objects.filter(actor_id=coordinator.pk, action="CONFIGURE").count() == 3


@pytest.mark.parametrize("changes", [{"holder": ""}, {"is_confirmed": ""}, {"expires_on": "2020-01-01"}])
def test_a_licence_that_cannot_be_comes_back(scene, client, coordinator, changes):
    row = LoadedQuestionnaireFactory(tenant=scene.person.tenant, allows_digital=False)

    answer = client.post(f"{PAGE}{row.pk}/", confirmed(**changes))

    row.refresh_from_db()
    assert (answer.status_code, row.allows_digital) == (200, False)
    assert 'class="error-summary"' in answer.content.decode()


@pytest.mark.parametrize(("content", "status"), [(None, 302), ("{}", 200), ("\xff", 200)])
def test_a_questionnaire_is_loaded_with_its_texts(scene, client, coordinator, content, status):
    content = with_texts("audit") if content is None else content
    file = SimpleUploadedFile("audit.json", content.encode("latin-1" if content == "\xff" else "utf-8"))

    answer = client.post(f"{PAGE}load/", confirmed(file=file))

    assert (answer.status_code, LoadedQuestionnaire.objects.count()) == (status, 1 if status == 302 else 0)


@pytest.mark.parametrize(
    ("role", "sees", "stops"),
    [(Role.UNIT_LEADER, 200, 403), (Role.SERVICE_DIRECTOR, 200, 403), (Role.CARE_WORKER, 403, 403)],
)
def test_leaders_see_and_do_not_change(scene, client, role, sees, stops):
    row = LoadedQuestionnaireFactory(tenant=scene.person.tenant)
    client.force_login(MembershipFactory(unit=scene.unit, role=role).user)

    answers = client.get(PAGE).status_code, client.post(f"{PAGE}{row.pk}/stop/").status_code

    row.refresh_from_db()
    assert (answers, row.stopped_at) == ((sees, stops), None)


def test_a_licence_for_paper_is_for_paper_after_a_stop_is_taken_back(scene, client, coordinator):
    row = LoadedQuestionnaireFactory(tenant=scene.person.tenant, allows_digital=False)

    for step in ("stop", "resume"):
        client.post(f"{PAGE}{row.pk}/{step}/")

    row.refresh_from_db()
    assert (row.allows_digital, row.stopped_at) == (False, None)


def test_a_licence_of_another_municipality_is_not_there(scene, client, coordinator):
    row = LoadedQuestionnaireFactory()

    assert client.post(f"{PAGE}{row.pk}/stop/").status_code == 404
