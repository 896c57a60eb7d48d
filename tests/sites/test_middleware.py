"""What a request leaves in the log when it fails."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from samhold.foundation.identifiers import new_id
from samhold.rooms.access.enums import Purpose
from samhold.rooms.access.models import AuditEvent
from samhold.rooms.care.actions import drafts
from samhold.rooms.care.models import Draft
from samhold.rooms.people.access import access_person
from samhold.sites.middleware import OneUnitOfWork
from tests.sites.staff.scene import Scene, build


@pytest.fixture
def scene(db: None) -> Scene:
    del db
    return build(timezone.now())


def _logged():
    rows = AuditEvent.objects.filter(person_id__isnull=False).order_by("pk")
    return [(row.action, row.outcome, row.person_id) for row in rows]


@pytest.mark.parametrize("status", [200, 400, 409, 422, 500])
@pytest.mark.parametrize("method", ["get", "post"])
def test_what_was_seen_is_logged_whatever_the_status_and_what_was_written_only_if_it_stands(scene, method, status):
    def answer(request):
        now = timezone.now()
        person = access_person(actor=request.user, person_id=scene.person.pk, purpose=Purpose.CARE, now=now)
        if method == "post":
            drafts.save(person=person, form="contact", fields={"text": "Half"}, by=request.user, now=now)
        return HttpResponse(status=status)

    request = getattr(RequestFactory(), method)("/")
    request.user = scene.worker

    OneUnitOfWork(answer)(request)

    stands = method == "post" and status == 200
    written = [("RECORD", "DONE", scene.person.pk)] if stands else []
    assert (_logged(), Draft.objects.count()) == ([("READ", "DONE", scene.person.pk), *written], int(stands))


def test_person_whose_unknown_contact_is_asked_for_was_opened(scene, client):
    client.force_login(scene.worker)

    answer = client.post(f"/persons/{scene.person.pk}/contacts/{new_id()}/undo/")

    assert (answer.status_code, _logged()) == (404, [("READ", "DONE", scene.person.pk)])
