"""The scene of the staff's pages, and clients that are logged in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from tests.sites.staff.scene import Scene, build
from tests.support.factories.organisations import MembershipFactory

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def scene(db: None) -> Scene:
    del db
    return build(timezone.now())


@pytest.fixture
def worker_client(scene: Scene) -> Client:
    client = Client()
    client.force_login(scene.worker)
    client.get("/still-here/")
    return client


@pytest.fixture
def stranger_client(scene: Scene) -> Client:
    """Somebody who works elsewhere and has nothing to do with the person."""
    del scene
    client = Client()
    client.force_login(MembershipFactory().user)
    client.get("/still-here/")
    return client


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()
