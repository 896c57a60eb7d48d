import json
from datetime import timedelta

import pytest

from samhold.foundation.errors import NotAllowed
from samhold.rooms.care.actions import drafts
from samhold.rooms.care.models import Draft
from samhold.rooms.care.queries import days
from tests.rooms.conftest import NOW


def save(near, text, *, by=None, **more):
    fields, by, more = {"text": text}, by or near.worker, {"now": NOW} | more
    return drafts.save(person=near.person, form="contact", fields=fields, by=by, **more)


def test_a_draft_is_the_only_one_of_its_form(near):
    save(near, "Tal")

    save(near, "Talked")

    assert json.loads(Draft.objects.get().body) == {"text": "Talked"}


def test_a_draft_of_one_visit_leaves_that_of_another(near):
    save(near, "Morning", about="morning")
    save(near, "Evening", about="evening", now=NOW + timedelta(minutes=1))

    def text(about):
        found = days.draft(author=near.worker, person=near.person, form="contact", about=about)
        return found and days.fields_of(found)["text"]

    assert [text(about) for about in ("morning", "evening", "", None)] == ["Morning", "Evening", None, "Evening"]


def test_a_draft_is_its_authors_alone(near, stranger):
    save(near, "Talked")

    assert days.draft(author=near.worker, person=near.person, form="contact") is not None
    assert days.draft(author=stranger, person=near.person, form="contact") is None


def test_a_stranger_keeps_no_draft(near, stranger):
    with pytest.raises(NotAllowed):
        save(near, "Talked", by=stranger)


def test_a_draft_is_thrown_away(near):
    save(near, "Talked")

    thrown = [drafts.discard(person=near.person, form="contact", by=near.worker, now=NOW) for _ in range(2)]

    assert thrown == [1, 0]


def test_a_draft_thrown_away_leaves_that_of_another_visit(near):
    save(near, "Morning", about="morning")
    save(near, "Evening", about="evening")

    drafts.discard(person=near.person, form="contact", by=near.worker, now=NOW, about="morning")

    assert Draft.objects.get().about == "evening"


def test_drafts_about_whom_one_no_longer_helps_are_not_listed(near):
    save(near, "Talked")
    near.line.ends_at = NOW
    near.line.save()

    assert list(days.drafts_of(author=near.worker, now=NOW)) == []
