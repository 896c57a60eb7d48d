"""The tables of the room."""

from __future__ import annotations

from samhold.rooms.care.models.appointment import Appointment, AppointmentWorker
from samhold.rooms.care.models.contact import Contact
from samhold.rooms.care.models.draft import Draft

__all__ = ["Appointment", "AppointmentWorker", "Contact", "Draft"]
