"""
The table of who may do what: role x reach x action x category x purpose.

The words behind it are in `docs/explanation/access.md`; a row here is a sentence there. What a relation lets one see is
narrowed further by the relation itself (a network member's categories, a consent's), so a row is a ceiling.
"""

from __future__ import annotations

from dataclasses import dataclass

from samhold.rooms.access.enums import Action, Category, Purpose, Reach, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One sentence of the policy: these roles, by these reaches, may do this with that, for these purposes."""

    name: str
    roles: frozenset[Role]
    reaches: frozenset[Reach]
    actions: frozenset[Action]
    categories: frozenset[Category]
    purposes: frozenset[Purpose]


C, A, R, W, P = Category, Action, Role, Reach, Purpose

_CLINICAL = frozenset(Category) - {C.THIRD_PARTY, C.MAPPING}
_HELP = frozenset({P.CARE, P.COORDINATION, P.DECISION})
_TO_SEE = frozenset({A.FIND, A.READ})
_EMERGENCY_SET = frozenset({C.IDENTITY, C.NETWORK, C.CRISIS, C.SAFETY})

STAFF_WHO_HELP = frozenset(
    {
        R.CARE_WORKER, R.HOME_CARE_WORKER, R.PEER_WORKER, R.COORDINATOR, R.SUBSTANCE_COORDINATOR, R.UNIT_LEADER,
        R.NAV_WORKER, R.GENERAL_PRACTITIONER, R.CLINICIAN, R.INTAKE_COORDINATOR, R.WARD_WORKER, R.CHILD_WELFARE_WORKER,
    },
)  # fmt: skip
"""Roles that meet persons, and may therefore take emergency access."""

MAY_REGISTER = frozenset(
    {
        R.CARE_WORKER, R.COORDINATOR, R.UNIT_LEADER, R.SUBSTANCE_COORDINATOR, R.INTAKE_COORDINATOR,
        R.GENERAL_PRACTITIONER,
    },
)  # fmt: skip
"""Roles that take in a new person, to whom nobody has a relation yet."""

TAKES_REQUESTS = frozenset({R.CARE_WORKER, R.COORDINATOR, R.UNIT_LEADER})
"""Roles that take requests for help to their unit, about somebody who may not be registered."""


def _rule(
    name: str,
    roles: set[Role] | frozenset[Role],
    reaches: set[Reach],
    actions: set[Action] | frozenset[Action],
    categories: set[Category] | frozenset[Category],
    purposes: set[Purpose] | frozenset[Purpose] = _HELP,
) -> Rule:
    return Rule(
        name=name,
        roles=frozenset(roles),
        reaches=frozenset(reaches),
        actions=frozenset(actions),
        categories=frozenset(categories),
        purposes=frozenset(purposes),
    )


_CLOSE = {W.IN_NETWORK, W.PRIMARY_CONTACT}
_CARE_WORKER = {*_CLOSE, W.UNIT_CARES, W.TEAM_CASELOAD}
_HOME_CARE = {*_CLOSE, W.UNIT_CARES, W.ON_SHIFT}
_PEER = {*_CLOSE, W.TEAM_CASELOAD, W.ON_SHIFT}

RULES: tuple[Rule, ...] = (
    # Municipal mental health and substance service
    _rule("care worker sees", {R.CARE_WORKER}, {*_CARE_WORKER, W.CONSENTED}, _TO_SEE, _CLINICAL),
    _rule("care worker records", {R.CARE_WORKER}, _CARE_WORKER, {A.RECORD}, _CLINICAL - {C.IDENTITY, C.NETWORK}),
    _rule("care worker plans", {R.CARE_WORKER}, _CARE_WORKER, {A.PLAN}, {C.PLAN, C.CRISIS, C.APPOINTMENTS}),
    _rule("care worker refers", {R.CARE_WORKER}, _CARE_WORKER, {A.REFER}, {C.REFERRAL_STATUS}),
    _rule(
        "close worker sees third parties",
        {R.CARE_WORKER, R.COORDINATOR},
        _CLOSE,
        {A.READ, A.RECORD},
        {C.THIRD_PARTY},
    ),
    _rule(
        "care worker manages the network",
        {R.CARE_WORKER},
        _CARE_WORKER,
        {A.MANAGE_NETWORK, A.RECORD},
        {C.IDENTITY, C.NETWORK},
    ),
    _rule("care worker manages consents", {R.CARE_WORKER}, _CLOSE, {A.MANAGE_CONSENT}, {C.IDENTITY}),
    _rule("care worker who comes today sees", {R.CARE_WORKER}, {W.ON_SHIFT}, _TO_SEE, _CLINICAL),
    _rule(
        "care worker who comes today records",
        {R.CARE_WORKER},
        {W.ON_SHIFT},
        {A.RECORD},
        {C.CONTACTS, C.APPOINTMENTS, C.HEALTH, C.SAFETY},
    ),
    _rule(
        "close worker opens the own page",
        {R.CARE_WORKER, R.COORDINATOR},
        _CLOSE,
        {A.CONFIGURE},
        {C.IDENTITY},
    ),
    _rule("primary contact opens the own page", {R.HOME_CARE_WORKER}, {W.PRIMARY_CONTACT}, {A.CONFIGURE}, {C.IDENTITY}),
    _rule("unit leader opens the own page", {R.UNIT_LEADER}, {W.LEADS_UNIT}, {A.CONFIGURE}, {C.IDENTITY}),
    # Home care
    _rule(
        "home care sees",
        {R.HOME_CARE_WORKER},
        {*_HOME_CARE, W.CONSENTED},
        _TO_SEE,
        {C.IDENTITY, C.NETWORK, C.APPOINTMENTS, C.PLAN, C.CRISIS, C.CONTACTS, C.HEALTH, C.SAFETY, C.CHILDREN},
    ),
    _rule(
        "home care records",
        {R.HOME_CARE_WORKER},
        _HOME_CARE,
        {A.RECORD},
        {C.CONTACTS, C.APPOINTMENTS, C.HEALTH, C.SAFETY},
    ),
    _rule("home care plans visits", {R.HOME_CARE_WORKER}, _HOME_CARE, {A.PLAN}, {C.APPOINTMENTS}),
    _rule(
        "primary contact in home care manages the network",
        {R.HOME_CARE_WORKER},
        {W.PRIMARY_CONTACT},
        {A.MANAGE_NETWORK},
        {C.NETWORK},
    ),
    # Peer worker
    _rule(
        "peer worker sees",
        {R.PEER_WORKER},
        {*_PEER, W.CONSENTED},
        _TO_SEE,
        {C.IDENTITY, C.NETWORK, C.APPOINTMENTS, C.PLAN, C.CRISIS, C.CONTACTS, C.SAFETY, C.FEEDBACK},
    ),
    _rule(
        "peer worker records",
        {R.PEER_WORKER},
        _PEER,
        {A.RECORD},
        {C.CONTACTS, C.APPOINTMENTS, C.FEEDBACK},
    ),
    # Coordinator of a plan
    _rule("coordinator sees", {R.COORDINATOR}, {*_CLOSE, W.CONSENTED}, _TO_SEE, _CLINICAL),
    _rule("coordinator records", {R.COORDINATOR}, _CLOSE, {A.RECORD}, _CLINICAL),
    _rule("coordinator plans", {R.COORDINATOR}, _CLOSE, {A.PLAN}, {C.PLAN, C.CRISIS, C.APPOINTMENTS}),
    _rule("coordinator refers", {R.COORDINATOR}, _CLOSE, {A.REFER}, {C.REFERRAL_STATUS}),
    _rule("coordinator manages the network", {R.COORDINATOR}, _CLOSE, {A.MANAGE_NETWORK}, {C.NETWORK, C.IDENTITY}),
    _rule("coordinator manages consents", {R.COORDINATOR}, _CLOSE, {A.MANAGE_CONSENT}, {C.IDENTITY}),
    # Substance coordinator, joint for municipalities
    _rule(
        "substance coordinator sees",
        {R.SUBSTANCE_COORDINATOR},
        {*_CLOSE, W.AGREEMENT, W.CONSENTED},
        _TO_SEE,
        {C.IDENTITY, C.NETWORK, C.PLAN, C.REFERRAL_STATUS},
    ),
    _rule(
        "substance coordinator manages the network",
        {R.SUBSTANCE_COORDINATOR},
        {*_CLOSE, W.AGREEMENT},
        {A.MANAGE_NETWORK, A.RECORD},
        {C.NETWORK, C.IDENTITY},
    ),
    _rule(
        "substance coordinator sets up the region",
        {R.SUBSTANCE_COORDINATOR},
        {W.NONE},
        {A.CONFIGURE, A.EXPORT},
        {C.IDENTITY, C.NETWORK},
        {P.COORDINATION, P.QUALITY},
    ),
    _rule(
        "substance coordinator exports the region",
        {R.SUBSTANCE_COORDINATOR},
        {*_CLOSE, W.AGREEMENT},
        {A.EXPORT},
        {C.IDENTITY, C.NETWORK},
        {P.COORDINATION},
    ),
    # Leaders
    _rule(
        "unit leader sees",
        {R.UNIT_LEADER},
        {W.LEADS_UNIT, *_CLOSE},
        _TO_SEE,
        _CLINICAL,
        _HELP | {P.QUALITY},
    ),
    _rule("unit leader sees what is consented to", {R.UNIT_LEADER}, {W.CONSENTED}, _TO_SEE, _CLINICAL),
    _rule("unit leader records", {R.UNIT_LEADER}, {W.LEADS_UNIT, *_CLOSE}, {A.RECORD}, _CLINICAL),
    _rule("unit leader decides", {R.UNIT_LEADER}, {W.LEADS_UNIT}, {A.DECIDE}, {C.PLAN, C.SAFETY, C.ECONOMY_HOUSING}),
    _rule("unit leader plans", {R.UNIT_LEADER}, {W.LEADS_UNIT, *_CLOSE}, {A.PLAN}, {C.APPOINTMENTS, C.PLAN, C.CRISIS}),
    _rule("unit leader manages the network", {R.UNIT_LEADER}, {W.LEADS_UNIT, *_CLOSE}, {A.MANAGE_NETWORK}, {C.NETWORK}),
    _rule("unit leader manages consents", {R.UNIT_LEADER}, {W.LEADS_UNIT}, {A.MANAGE_CONSENT}, {C.IDENTITY}),
    _rule("unit leader releases", {R.UNIT_LEADER}, {W.LEADS_UNIT}, {A.RELEASE}, {C.IDENTITY}, {P.QUALITY}),
    _rule(
        "service director sees",
        {R.SERVICE_DIRECTOR},
        {W.LEADS_UNIT},
        _TO_SEE,
        {C.IDENTITY, C.NETWORK, C.REFERRAL_STATUS},
        {P.QUALITY, P.DECISION, P.COORDINATION},
    ),
    # Other agencies
    _rule(
        "nav worker sees",
        {R.NAV_WORKER},
        {*_CLOSE, W.UNIT_CARES, W.CONSENTED},
        _TO_SEE,
        {C.IDENTITY, C.NETWORK, C.APPOINTMENTS, C.PLAN, C.CONTACTS, C.ECONOMY_HOUSING},
    ),
    _rule(
        "nav worker records",
        {R.NAV_WORKER},
        {*_CLOSE, W.UNIT_CARES, W.CONSENTED},
        {A.RECORD},
        {C.CONTACTS, C.APPOINTMENTS, C.ECONOMY_HOUSING},
    ),
    _rule(
        "general practitioner sees",
        {R.GENERAL_PRACTITIONER},
        {*_CLOSE, W.UNIT_CARES, W.CONSENTED},
        _TO_SEE,
        _CLINICAL - {C.ECONOMY_HOUSING, C.FEEDBACK},
    ),
    _rule(
        "general practitioner records",
        {R.GENERAL_PRACTITIONER},
        _CLOSE,
        {A.RECORD},
        {C.CONTACTS, C.HEALTH, C.SUBSTANCE, C.APPOINTMENTS},
    ),
    _rule("general practitioner refers", {R.GENERAL_PRACTITIONER}, _CLOSE, {A.REFER}, {C.REFERRAL_STATUS}),
    _rule(
        "clinician sees",
        {R.CLINICIAN},
        {*_CLOSE, W.UNIT_CARES, W.TEAM_CASELOAD, W.REFERRAL_OPEN, W.CONSENTED},
        _TO_SEE,
        _CLINICAL - {C.ECONOMY_HOUSING},
    ),
    _rule(
        "clinician records",
        {R.CLINICIAN},
        {*_CLOSE, W.UNIT_CARES, W.TEAM_CASELOAD},
        {A.RECORD},
        {
            C.CONTACTS,
            C.APPOINTMENTS,
            C.HEALTH,
            C.SUBSTANCE,
            C.CRISIS,
            C.SAFETY,
            C.CHILDREN,
            C.FEEDBACK,
            C.REFERRAL_STATUS,
        },
    ),
    _rule(
        "clinician plans",
        {R.CLINICIAN},
        {*_CLOSE, W.TEAM_CASELOAD},
        {A.PLAN},
        {C.PLAN, C.CRISIS, C.APPOINTMENTS},
    ),
    _rule(
        "intake coordinator sees",
        {R.INTAKE_COORDINATOR},
        {*_CLOSE, W.REFERRAL_OPEN, W.CONSENTED},
        _TO_SEE,
        {C.IDENTITY, C.NETWORK, C.APPOINTMENTS, C.CRISIS, C.HEALTH, C.SUBSTANCE, C.SAFETY, C.REFERRAL_STATUS},
    ),
    _rule(
        "intake coordinator records",
        {R.INTAKE_COORDINATOR},
        {*_CLOSE, W.REFERRAL_OPEN},
        {A.RECORD},
        {C.APPOINTMENTS, C.REFERRAL_STATUS},
    ),
    _rule(
        "ward worker sees",
        {R.WARD_WORKER},
        {*_CLOSE, W.UNIT_CARES, W.REFERRAL_OPEN, W.CONSENTED},
        _TO_SEE,
        {C.IDENTITY, C.NETWORK, C.APPOINTMENTS, C.CRISIS, C.HEALTH, C.SAFETY},
    ),
    _rule(
        "ward worker sees contacts",
        {R.WARD_WORKER},
        {*_CLOSE, W.UNIT_CARES, W.CONSENTED},
        _TO_SEE,
        {C.CONTACTS},
    ),
    _rule("ward worker records", {R.WARD_WORKER}, {*_CLOSE, W.UNIT_CARES}, {A.RECORD}, {C.CONTACTS, C.APPOINTMENTS}),
    _rule(
        "child welfare sees",
        {R.CHILD_WELFARE_WORKER},
        {*_CLOSE, W.UNIT_CARES, W.CONSENTED},
        _TO_SEE,
        {C.IDENTITY, C.NETWORK, C.APPOINTMENTS, C.PLAN, C.CHILDREN},
    ),
    _rule("child welfare records", {R.CHILD_WELFARE_WORKER}, _CLOSE, {A.RECORD}, {C.CHILDREN, C.APPOINTMENTS}),
    # Whoever is invited to a meeting: of whom it is; the meeting itself is opened by the invitation, in its room
    _rule(
        "whoever is invited sees whom the meeting is about",
        STAFF_WHO_HELP | {R.PARTNER, R.SERVICE_DIRECTOR},
        {W.INVITED},
        _TO_SEE,
        {C.IDENTITY},
    ),
    # The person and theirs
    _rule(
        "the person sees",
        {R.PERSON},
        {W.OWN},
        {A.READ, A.EXPORT},
        frozenset(Category) - {C.THIRD_PARTY, C.MAPPING, C.SAFETY},
        _HELP,
    ),
    _rule("the person gives feedback", {R.PERSON}, {W.OWN}, {A.RECORD}, {C.FEEDBACK}),
    _rule("the person manages consents", {R.PERSON}, {W.OWN}, {A.MANAGE_CONSENT}, {C.IDENTITY}),
    _rule(
        "next of kin sees",
        {R.NEXT_OF_KIN},
        {W.KIN_CONSENTED},
        {A.READ},
        {C.IDENTITY, C.NETWORK, C.APPOINTMENTS, C.PLAN, C.CRISIS},
    ),
    _rule(
        "guardian sees",
        {R.GUARDIAN},
        {W.GUARDIAN_SCOPE},
        {A.READ},
        {C.IDENTITY, C.NETWORK, C.APPOINTMENTS, C.PLAN, C.ECONOMY_HOUSING},
    ),
    _rule("guardian manages consents", {R.GUARDIAN}, {W.GUARDIAN_SCOPE}, {A.MANAGE_CONSENT}, {C.IDENTITY}),
    # Without a person
    _rule("new persons are registered", MAY_REGISTER, {W.NONE}, {A.RECORD}, {C.IDENTITY}, {P.CARE, P.COORDINATION}),
    _rule(
        "requests for help are taken",
        TAKES_REQUESTS,
        {W.NONE},
        {A.READ, A.RECORD},
        {C.REFERRAL_STATUS},
        {P.CARE, P.COORDINATION},
    ),
    _rule("hand-overs are read and written", STAFF_WHO_HELP, {W.NONE}, {A.READ, A.RECORD}, {C.CONTACTS}, {P.CARE}),
    _rule("homes and meeting places are read", STAFF_WHO_HELP, {W.NONE}, {A.READ}, {C.ECONOMY_HOUSING}, {P.CARE}),
    _rule(
        "homes and meeting places are kept",
        {R.UNIT_LEADER, R.SUBSTANCE_COORDINATOR},
        {W.NONE},
        {A.CONFIGURE},
        {C.ECONOMY_HOUSING},
        {P.COORDINATION},
    ),
    _rule("administrator configures", {R.ADMINISTRATOR}, {W.NONE}, {A.CONFIGURE}, {C.NETWORK}, {P.QUALITY}),
    _rule(
        "leaders and privacy officers review emergency access",
        {R.UNIT_LEADER, R.PRIVACY_OFFICER},
        {W.NONE},
        {A.DECIDE},
        {C.IDENTITY},
        {P.QUALITY},
    ),
    # Emergency access
    _rule("emergency access", STAFF_WHO_HELP, {W.GRANTED}, {A.READ}, _EMERGENCY_SET, {P.EMERGENCY}),
)
