"""A late save is refused with both texts at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from samhold.foundation.errors import NotAvailable
from samhold.infrastructure.versioned import StaleVersion, save_versioned
from tests.infrastructure.models import Note, note

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.django_db
def test_save_versioned_of_the_seen_version_saves_the_named_fields() -> None:
    row = note("first", title="kept")
    row.text, row.title = "second", "not named"

    saved = save_versioned(row, base_version=1, fields=["text"])

    found = Note.objects.get(pk=row.pk)
    assert (saved.version, found.version, found.text, found.title) == (2, 2, "second", "kept")


@pytest.mark.django_db
def test_save_versioned_of_an_older_version_carries_both_texts() -> None:
    row = note("first")
    mine, theirs = Note.objects.get(pk=row.pk), Note.objects.get(pk=row.pk)
    theirs.text = "theirs"
    save_versioned(theirs, base_version=1, fields=["text"])
    mine.text = "mine"

    with pytest.raises(StaleVersion) as refusal:
        save_versioned(mine, base_version=1, fields=["text", "title"])

    assert isinstance(refusal.value.current, Note)
    assert (refusal.value.current.text, refusal.value.current.version) == ("theirs", 2)
    assert refusal.value.rejected == {"text": "mine", "title": ""}
    assert refusal.value.differences() == (("text", "theirs", "mine"),)
    assert Note.objects.get(pk=row.pk).text == "theirs"


@pytest.mark.django_db
def test_save_versioned_of_a_row_that_is_gone_raises() -> None:
    row = note("first")
    Note.objects.all().delete()

    with pytest.raises(NotAvailable):
        save_versioned(row, base_version=1, fields=["text"])


@pytest.mark.django_db
def test_save_versioned_with_a_missing_text_saves_it_as_missing() -> None:
    row = note("first", extra="something")
    row.extra = None

    save_versioned(row, base_version=1, fields=["extra"])

    assert Note.objects.get(pk=row.pk).extra is None


def test_save_versioned_in_threads_loses_nothing(in_threads: Callable[..., list[object]]) -> None:
    row = note("start", tenant_id=uuid4())
    saves = 5

    def edit(number: int) -> int:
        refusals = 0
        for save in range(saves):
            while True:
                mine = Note.objects.get(pk=row.pk)
                mine.text = f"{mine.text} {number}.{save}"
                try:
                    save_versioned(mine, base_version=mine.version, fields=["text"])
                    break
                except StaleVersion:
                    refusals += 1
        return refusals

    outcomes = in_threads(edit)

    assert [type(outcome) for outcome in outcomes] == [int] * 4
    found = Note.objects.get(pk=row.pk)
    assert found.version == 1 + 4 * saves
    assert sorted(found.text.split()[1:]) == [f"{n}.{s}" for n in range(4) for s in range(saves)]
