"""The tables of the room."""

from __future__ import annotations

from samhold.rooms.organisations.models.organisation import Agreement, Organisation, Unit
from samhold.rooms.organisations.models.place import Place, Road
from samhold.rooms.organisations.models.worker import Competence, Membership

__all__ = ["Agreement", "Competence", "Membership", "Organisation", "Place", "Road", "Unit"]
