"""What each party of a network may see at most, as a sensible worker would choose it."""

from __future__ import annotations

from typing import Final

from samhold.rooms.access.enums import Category

C = Category

CLINICAL: Final = frozenset(Category) - {C.THIRD_PARTY, C.MAPPING}
CLOSE: Final = frozenset(Category) - {C.MAPPING}
HOME_CARE: Final = frozenset(
    {C.IDENTITY, C.NETWORK, C.APPOINTMENTS, C.PLAN, C.CRISIS, C.CONTACTS, C.HEALTH, C.SAFETY},
)
NAV: Final = frozenset({C.IDENTITY, C.NETWORK, C.APPOINTMENTS, C.PLAN, C.CONTACTS, C.ECONOMY_HOUSING})
CHILD_WELFARE: Final = frozenset({C.IDENTITY, C.NETWORK, C.APPOINTMENTS, C.PLAN, C.CHILDREN})
PEER: Final = frozenset({C.IDENTITY, C.NETWORK, C.APPOINTMENTS, C.PLAN, C.CRISIS, C.CONTACTS, C.SAFETY, C.FEEDBACK})
SPECIALIST: Final = CLINICAL - {C.ECONOMY_HOUSING}
PRACTITIONER: Final = CLINICAL - {C.ECONOMY_HOUSING, C.FEEDBACK}
WARD: Final = frozenset({C.IDENTITY, C.NETWORK, C.APPOINTMENTS, C.CRISIS, C.HEALTH, C.SAFETY})
KIN: Final = frozenset({C.IDENTITY, C.APPOINTMENTS, C.CRISIS})
GUARDIAN: Final = frozenset({C.IDENTITY, C.NETWORK, C.APPOINTMENTS, C.ECONOMY_HOUSING})
