"""What a new line of the network starts from, by what the service does: seldom more than it needs."""

from __future__ import annotations

from samhold.rooms.access.enums import Category as C  # noqa: N817 -- a table of many
from samhold.rooms.organisations.enums import ServiceKind as S
from samhold.rooms.people.enums import Basis, NetworkRole

_TO_MEET = frozenset({C.NETWORK, C.APPOINTMENTS})
_TO_HELP = _TO_MEET | {C.PLAN, C.CRISIS, C.CONTACTS, C.HEALTH, C.SUBSTANCE, C.SAFETY}

_SEES = {
    S.MENTAL_HEALTH_SUBSTANCE: _TO_HELP | {C.ECONOMY_HOUSING, C.CHILDREN, C.FEEDBACK, C.REFERRAL_STATUS},
    S.TEAM: _TO_HELP | {C.CHILDREN, C.FEEDBACK, C.REFERRAL_STATUS},
    S.HOME_CARE: _TO_MEET | {C.PLAN, C.CRISIS, C.CONTACTS, C.HEALTH, C.SAFETY},
    S.NAV: _TO_MEET | {C.PLAN, C.ECONOMY_HOUSING},
    S.GENERAL_PRACTICE: _TO_HELP | {C.REFERRAL_STATUS},
    S.CHILD_WELFARE: _TO_MEET | {C.PLAN, C.CHILDREN},
    S.DISTRICT_PSYCHIATRIC_CENTRE: _TO_HELP | {C.CHILDREN, C.FEEDBACK, C.REFERRAL_STATUS},
    S.LOCAL_MEDICAL_CENTRE: _TO_MEET | {C.CRISIS, C.HEALTH, C.SAFETY},
    S.EMERGENCY_WARD: _TO_MEET | {C.CRISIS, C.HEALTH, C.SAFETY},
}
_BASIS = {
    S.HOME_CARE: Basis.DECISION,
    S.NAV: Basis.CONSENT,
    S.CHILD_WELFARE: Basis.CONSENT,
    S.ADMINISTRATION: Basis.CONSENT,
    S.OTHER: Basis.CONSENT,
}
_ROLE = {
    S.GENERAL_PRACTICE: NetworkRole.GENERAL_PRACTITIONER,
    S.DISTRICT_PSYCHIATRIC_CENTRE: NetworkRole.CLINICIAN,
    S.EMERGENCY_WARD: NetworkRole.CLINICIAN,
}
_KIN_SEES = {
    NetworkRole.GUARDIAN: frozenset({C.IDENTITY, C.NETWORK, C.APPOINTMENTS, C.PLAN, C.ECONOMY_HOUSING}),
}


def sees(service: str) -> frozenset[C]:
    """Return what a service of this kind needs to see, besides who the person is."""
    return frozenset(_SEES.get(S(service), _TO_MEET))


def basis(service: str) -> Basis:
    """Return on what basis a service of this kind is mostly involved."""
    return _BASIS.get(S(service), Basis.HEALTHCARE)


def role(service: str) -> NetworkRole:
    """Return what a worker of a service of this kind mostly is for a person."""
    return _ROLE.get(S(service), NetworkRole.CASE_WORKER)


def kin_sees(kin_role: str) -> frozenset[C]:
    """Return what a next of kin or guardian sees at first: a next of kin nothing, until the person wishes it."""
    return _KIN_SEES.get(NetworkRole(kin_role), frozenset())
