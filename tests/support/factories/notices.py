import factory

from samhold.rooms.notices.enums import Level, NoticeKind
from samhold.rooms.notices.models import Notice
from tests.support.factories.access import UserFactory
from tests.support.factories.organisations import STARTED


class NoticeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Notice

    recipient = factory.SubFactory(UserFactory)
    level = Level.INFO
    kind = NoticeKind.NETWORK_ADDED
    created_at = STARTED
