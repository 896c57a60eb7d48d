"""System checks: an agenda source with a broken name, or two under one name, stops the start."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.core.checks import CheckMessage, Error, register

from samhold.rooms.meetings.agenda_sources import offered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.apps import AppConfig

_NAME = re.compile(r"[a-z_]{1,30}\.[a-z_]{1,40}")


@register()
def check_agenda_sources(app_configs: Sequence[AppConfig] | None, **_options: object) -> list[CheckMessage]:
    """Demand that each source has a name of its own, `<room>.<what>`."""
    del app_configs
    errors: list[CheckMessage] = []
    for name, count in offered().items():
        if count != 1:
            hint = "Offer it in the `ready` of the room that owns it, and only there."
            message = f"The agenda source {name} is offered {count} times, not once."
            errors.append(Error(message, hint=hint, id="meetings.E001"))
        if _NAME.fullmatch(name) is None:
            message = f"{name!r} is no name of an agenda source."
            errors.append(Error(message, hint="Name it `<room>.<what>`, such as `care.goal`.", id="meetings.E002"))
    return errors
