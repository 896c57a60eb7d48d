from datetime import UTC, datetime

import factory

from samhold.rooms.access.models import Invitation, User


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User

    email = factory.Sequence(lambda number: f"worker{number}@example.test")
    name = factory.Sequence(lambda number: f"Testworker {number}")


class InvitationFactory(factory.django.DjangoModelFactory):
    """A link that waits to be used; nobody knows its code."""

    class Meta:
        model = Invitation

    account = factory.SubFactory(UserFactory)
    code_index = factory.Sequence(lambda number: f"{number:064x}")
    made_by = factory.SubFactory(UserFactory)
    made_at = datetime(2026, 1, 1, tzinfo=UTC)
    expires_at = datetime(2026, 1, 8, tzinfo=UTC)
