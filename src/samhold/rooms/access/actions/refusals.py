"""Write the noted refusals in a transaction of their own: by the middleware, or by the command line at its end."""

from __future__ import annotations

from samhold.rooms.access import noted
from samhold.rooms.access.actions import audit
from samhold.rooms.access.enums import Outcome


def write_noted() -> int:
    """Write the refusals noted in this context to the installation's chain, and return how many."""
    events = tuple(
        audit.Event(
            action=refusal.action,
            at=refusal.at,
            actor_id=refusal.actor_id,
            person_id=refusal.person_id,
            subject=refusal.subject,
            categories=(refusal.category,) if refusal.category else (),
            purpose=refusal.purpose,
            outcome=Outcome.REFUSED,
        )
        for refusal in noted.take()
    )
    audit.append(events)
    return len(events)
