import pytest

from samhold.rooms.organisations.queries.roads import minutes_between
from tests.support.factories.organisations import PlaceFactory, RoadFactory

pytestmark = pytest.mark.django_db


def test_minutes_are_known_by_pair_and_direction():
    there, here = RoadFactory(minutes=32), PlaceFactory()
    pairs = [
        (there.start_id, there.end_id),
        (there.end_id, there.start_id),
        (here.pk, here.pk),
        (here.pk, there.end_id),
    ]

    assert minutes_between(pairs) == {(there.start_id, there.end_id): 32, (here.pk, here.pk): 0}


@pytest.mark.parametrize("count", [1, 3])
def test_minutes_are_one_question(django_assert_num_queries, count):
    roads = [RoadFactory() for _number in range(count)]

    with django_assert_num_queries(1):
        found = minutes_between((road.start_id, road.end_id) for road in roads)

    assert len(found) == count


def test_minutes_of_no_way_are_not_asked_for(django_assert_num_queries):
    place = PlaceFactory()

    with django_assert_num_queries(0):
        assert minutes_between([(place.pk, place.pk)]) == {(place.pk, place.pk): 0}
