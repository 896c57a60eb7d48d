"""The tables of the room."""

from __future__ import annotations

from samhold.rooms.people.models.base import PersonBound, PersonBoundQuerySet
from samhold.rooms.people.models.limits import Block, Conflict, Consent, Grant
from samhold.rooms.people.models.network import NetworkMember
from samhold.rooms.people.models.person import Person, Residence
from samhold.rooms.people.models.upload import Upload

__all__ = [
    "Block",
    "Conflict",
    "Consent",
    "Grant",
    "NetworkMember",
    "Person",
    "PersonBound",
    "PersonBoundQuerySet",
    "Residence",
    "Upload",
]
