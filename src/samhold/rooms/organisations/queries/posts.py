"""Which organisations lack somebody in a role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from samhold.rooms.organisations.enums import OrganisationKind
from samhold.rooms.organisations.models import Agreement, Membership, Organisation

if TYPE_CHECKING:
    from datetime import datetime

    from samhold.rooms.access.enums import Role

_KEEP_RECORDS = (OrganisationKind.MUNICIPALITY, OrganisationKind.HOSPITAL_TRUST)


def without_role(role: Role, *, now: datetime) -> tuple[Organisation, ...]:
    """
    Return the municipalities and hospital trusts where somebody works and nobody has a role, by name.

    Whoever has it in a unit that serves an organisation by agreement has it there too.
    """
    open_now = Membership.objects.open_at(now).filter(user__is_active=True)
    having = open_now.filter(role=role)
    agreed = Agreement.objects.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now), starts_at__lte=now)
    covered = Q(pk__in=having.values("unit__organisation_id")) | Q(
        pk__in=agreed.filter(unit_id__in=having.values("unit_id")).values("guest_id")
    )
    staffed = Organisation.objects.filter(pk__in=open_now.values("unit__organisation_id"))
    lacking = staffed.filter(kind__in=_KEEP_RECORDS).exclude(covered)
    return tuple(lacking.order_by("name"))
