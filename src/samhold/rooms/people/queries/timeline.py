"""What the room of people adds to the timeline: changes of the network, consents, emergency access; in one query."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from samhold.infrastructure.prepared import prepared
from samhold.rooms.access.enums import Action, Category, Purpose
from samhold.rooms.people.enums import ConsentForm, EmergencyReason, NetworkRole, TimelineCategory
from samhold.rooms.people.models import Consent, Grant, NetworkMember, Person
from samhold.rooms.people.timeline import TimelineEntry, earlier_than

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from django.db.models import Model
    from django_stubs_ext import StrOrPromise

    from samhold.rooms.people.timeline import Key, Moments

Rows: TypeAlias = "QuerySet[Model, Any]"  # values, not models

KINDS = frozenset({TimelineCategory.NETWORK, TimelineCategory.CONSENT, TimelineCategory.ACCESS})
"""The lines that the room knows of."""


class _Line(NamedTuple):
    """One row of the union: which sentence, about whom, and the word that explains it."""

    id: UUID
    at: datetime
    sentence: str
    name: str
    word: str


_SENTENCES: dict[str, tuple[TimelineCategory, str]] = {
    "joined": (TimelineCategory.NETWORK, gettext_noop("%(name)s became involved")),
    "left": (TimelineCategory.NETWORK, gettext_noop("%(name)s is no longer involved")),
    "consented": (TimelineCategory.CONSENT, gettext_noop("Consent to %(name)s")),
    "withdrew": (TimelineCategory.CONSENT, gettext_noop("Consent to %(name)s withdrawn")),
    "granted": (TimelineCategory.ACCESS, gettext_noop("Emergency access")),
}
_WORDS: dict[str, StrOrPromise] = dict((*NetworkRole.choices, *ConsentForm.choices, *EmergencyReason.choices))


def timeline(
    *,
    person: Person,
    before: Key,
    limit: int,
    kinds: Iterable[TimelineCategory] = KINDS,
    purpose: Purpose = Purpose.CARE,
) -> tuple[TimelineEntry, ...]:
    """
    Return the newest lines before a line that the one at the door may see.

    :param kinds: which of the room's lines are wanted.
    """
    if person.standing is None or not person.standing.allows(Action.READ, Category.NETWORK, purpose):
        return ()
    wanted, (at, last) = KINDS.intersection(kinds), before
    if not wanted:
        return ()
    rows = _lines(person_id=person.pk, at=at, last=last, kinds=tuple(sorted(wanted)), limit=limit)
    return tuple(_entry(_Line(*row)) for row in rows)


@prepared
def _lines(*, person_id: UUID, at: datetime, last: UUID, kinds: tuple[TimelineCategory, ...], limit: int) -> Rows:
    parts = [part for kind, part in _parts(person_id, (at, last)) if kind in kinds]
    rows = parts[0].union(*parts[1:], all=True) if parts[1:] else parts[0]
    return rows.order_by("-moment", "-id")[:limit]


def involvement_moments(*, person_id: UUID, before: Key, kinds: Iterable[TimelineCategory]) -> tuple[Moments, ...]:
    """Return when the room's lines of these kinds before a line are, part by part."""
    parts = (part for kind, part in _parts(person_id, before) if kind in kinds)
    return tuple(
        part.annotate(told_by=Value("people", CharField())).values_list("id", "moment", "told_by") for part in parts
    )


def _parts(person_id: UUID, before: Key) -> tuple[tuple[TimelineCategory, Rows], ...]:
    members = NetworkMember.objects.filter(person_id=person_id)
    who = Coalesce("membership__user__name", "unit__name", "relation", output_field=CharField())
    consents = Consent.objects.filter(person_id=person_id)
    to = F("recipient__name")
    grants = Grant.objects.filter(person_id=person_id)
    return (
        (TimelineCategory.NETWORK, _part(members, "joined", "starts_at", who, "role", before)),
        (TimelineCategory.NETWORK, _part(members, "left", "ends_at", who, "role", before)),
        (TimelineCategory.CONSENT, _part(consents, "consented", "starts_at", to, "given_how", before)),
        (TimelineCategory.CONSENT, _part(consents, "withdrew", "withdrawn_at", to, "given_how", before)),
        (TimelineCategory.ACCESS, _part(grants, "granted", "starts_at", F("membership__user__name"), "reason", before)),
    )


def _part(
    rows: QuerySet[Model],
    sentence: str,
    at: str,
    name: F | Coalesce,
    word: str,
    before: Key,
) -> Rows:
    told = rows.filter(earlier_than(before, at=at)).annotate(
        moment=F(at),
        sentence=Value(sentence, CharField()),
        about=name,
        word=F(word),
    )
    found: Rows = told.values_list("id", "moment", "sentence", "about", "word")
    return found


def _entry(line: _Line) -> TimelineEntry:
    category, sentence = _SENTENCES[line.sentence]
    is_grant = category == TimelineCategory.ACCESS
    return TimelineEntry(
        id=line.id,
        at=line.at,
        category=category,
        title=_(sentence) % {"name": line.name},
        about=frozenset({Category.NETWORK}),
        who=line.name if is_grant else "",
        detail=str(_WORDS[line.word]),
    )
