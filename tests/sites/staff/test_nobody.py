import pytest

from samhold.rooms.access.enums import Role
from tests.support.factories.organisations import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "leads"),
    [(Role.SERVICE_DIRECTOR, "/coordination/"), (Role.UNIT_LEADER, "/quality/"), (Role.PRIVACY_OFFICER, "")],
)
def test_whoever_finds_nobody_is_told_why_and_what_to_do(client, role, leads):
    client.force_login(MembershipFactory(role=role).user)

    pages = client.get("/persons/"), client.post("/search/", {"q": "Testperson"}, headers={"HX-Request": "true"})

    for page in pages:
        nobody = page.context["nobody"]
        assert (str(nobody.text) in page.content.decode(), nobody.url) == (True, leads)


def test_whoever_helps_is_told_to_look_further(client):
    client.force_login(MembershipFactory().user)

    assert client.get("/persons/").context["nobody"] is None
