"""The staff's scene, and the person in it logged in to the own page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from samhold.rooms.people.models import Person
from tests.sites.staff.conftest import nothing_remembered, scene, stranger_client, worker_client
from tests.support.factories.access import UserFactory

if TYPE_CHECKING:
    from tests.sites.staff.scene import Scene

__all__ = ["nothing_remembered", "own_client", "scene", "stranger_client", "worker_client"]


@pytest.fixture
def own_client(scene: Scene) -> Client:
    """The person of the scene, whose account opens the own page."""
    account = UserFactory(email="ola@example.test", name=scene.person.name, language="nn")
    Person.objects.filter(pk=scene.person.pk).update(account=account)
    client = Client()
    client.force_login(account)
    client.get("/me/still-here/")
    return client
