import factory

from samhold.rooms.access.models import User


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User

    email = factory.Sequence(lambda number: f"worker{number}@example.test")
    name = factory.Sequence(lambda number: f"Testworker {number}")
