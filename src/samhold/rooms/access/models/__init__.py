"""The tables of the room."""

from __future__ import annotations

from samhold.rooms.access.models.audit import AuditEvent, AuditHead
from samhold.rooms.access.models.invitation import Invitation
from samhold.rooms.access.models.user import User

__all__ = ["AuditEvent", "AuditHead", "Invitation", "User"]
