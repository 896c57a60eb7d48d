"""
Who may do what, cell by cell: written by hand from `docs/explanation/access.md`, never from the rules.

A sheet is one role (or several that are alike) and some purposes; its columns are relations, its rows kinds of
knowledge, its cells actions: f find, r read, w record, p plan, d decide, x refer, n change the network, c change
consents, e export, l release, g configure. What stands on no sheet is not allowed. Purposes: help = care, coordination
and decision.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

Cell = tuple[str, str, str, str, str]
"""Role, reach, action, category, purpose, in the words of `access.enums`."""

ACTIONS = {
    "f": "FIND", "r": "READ", "w": "RECORD", "p": "PLAN", "d": "DECIDE", "x": "REFER", "n": "MANAGE_NETWORK",
    "c": "MANAGE_CONSENT", "e": "EXPORT", "l": "RELEASE", "g": "CONFIGURE",
}  # fmt: skip

REACHES = {
    "own": "OWN", "network": "IN_NETWORK", "primary": "PRIMARY_CONTACT", "unit": "UNIT_CARES", "shift": "ON_SHIFT",
    "caseload": "TEAM_CASELOAD", "leads": "LEADS_UNIT", "referral": "REFERRAL_OPEN", "invited": "INVITED",
    "kin": "KIN_CONSENTED", "mandate": "GUARDIAN_SCOPE", "consented": "CONSENTED", "emergency": "GRANTED",
    "agreement": "AGREEMENT", "nobody": "NONE", "blocked": "BLOCKED", "conflict": "CONFLICTED",
}  # fmt: skip

CATEGORIES = {
    "identity": "IDENTITY", "network": "NETWORK", "appointments": "APPOINTMENTS", "plan": "PLAN", "crisis": "CRISIS",
    "contacts": "CONTACTS", "health": "HEALTH", "substance": "SUBSTANCE", "economy": "ECONOMY_HOUSING",
    "safety": "SAFETY", "children": "CHILDREN", "feedback": "FEEDBACK", "referrals": "REFERRAL_STATUS",
    "others": "THIRD_PARTY", "mapping": "MAPPING",
}  # fmt: skip

ROLES = (
    "CARE_WORKER", "HOME_CARE_WORKER", "PEER_WORKER", "COORDINATOR", "SUBSTANCE_COORDINATOR", "UNIT_LEADER",
    "SERVICE_DIRECTOR", "NAV_WORKER", "GENERAL_PRACTITIONER", "CLINICIAN", "INTAKE_COORDINATOR", "WARD_WORKER",
    "CHILD_WELFARE_WORKER", "PARTNER", "RESEARCHER", "PRIVACY_OFFICER", "ADMINISTRATOR", "PERSON", "NEXT_OF_KIN",
    "GUARDIAN", "VISITOR",
)  # fmt: skip

PURPOSES = ("CARE", "COORDINATION", "DECISION", "QUALITY", "EMERGENCY", "STATISTICS", "RESEARCH")

_HELP = ("CARE", "COORDINATION", "DECISION")

SHEETS = """
CARE_WORKER | help
              network  primary  unit   caseload  shift  consented
identity      frwncg   frwncg   frwn   frwn      fr     fr
network       frwn     frwn     frwn   frwn      fr     fr
appointments  frwp     frwp     frwp   frwp      frw    fr
plan          frwp     frwp     frwp   frwp      fr     fr
crisis        frwp     frwp     frwp   frwp      fr     fr
contacts      frw      frw      frw    frw       frw    fr
health        frw      frw      frw    frw       frw    fr
substance     frw      frw      frw    frw       fr     fr
economy       frw      frw      frw    frw       fr     fr
safety        frw      frw      frw    frw       frw    fr
children      frw      frw      frw    frw       fr     fr
feedback      frw      frw      frw    frw       fr     fr
referrals     frwx     frwx     frwx   frwx      fr     fr
others        rw       rw       -      -         -      -

HOME_CARE_WORKER | help
              network  primary  unit   shift  consented
identity      fr       frg      fr     fr     fr
network       fr       frn      fr     fr     fr
appointments  frwp     frwp     frwp   frwp   fr
plan          fr       fr       fr     fr     fr
crisis        fr       fr       fr     fr     fr
contacts      frw      frw      frw    frw    fr
health        frw      frw      frw    frw    fr
safety        frw      frw      frw    frw    fr
children      fr       fr       fr     fr     fr

PEER_WORKER | help
              network  primary  caseload  shift  consented
identity      fr       fr       fr        fr     fr
network       fr       fr       fr        fr     fr
appointments  frw      frw      frw       frw    fr
plan          fr       fr       fr        fr     fr
crisis        fr       fr       fr        fr     fr
contacts      frw      frw      frw       frw    fr
safety        fr       fr       fr        fr     fr
feedback      frw      frw      frw       frw    fr

COORDINATOR | help
              network  primary  consented
identity      frwncg   frwncg   fr
network       frwn     frwn     fr
appointments  frwp     frwp     fr
plan          frwp     frwp     fr
crisis        frwp     frwp     fr
contacts      frw      frw      fr
health        frw      frw      fr
substance     frw      frw      fr
economy       frw      frw      fr
safety        frw      frw      fr
children      frw      frw      fr
feedback      frw      frw      fr
referrals     frwx     frwx     fr
others        rw       rw       -

SUBSTANCE_COORDINATOR | help
              network  primary  agreement  consented
identity      frwn     frwn     frwn       fr
network       frwn     frwn     frwn       fr
plan          fr       fr       fr         fr
referrals     fr       fr       fr         fr

SUBSTANCE_COORDINATOR | COORDINATION
              network  primary  agreement
identity      e        e        e
network       e        e        e

SUBSTANCE_COORDINATOR | COORDINATION QUALITY
              nobody
identity      ge
network       ge

UNIT_LEADER | help
              network  primary  leads   consented
identity      frw      frw      frwcg   fr
network       frwn     frwn     frwn    fr
appointments  frwp     frwp     frwp    fr
plan          frwp     frwp     frwpd   fr
crisis        frwp     frwp     frwp    fr
contacts      frw      frw      frw     fr
health        frw      frw      frw     fr
substance     frw      frw      frw     fr
economy       frw      frw      frwd    fr
safety        frw      frw      frwd    fr
children      frw      frw      frw     fr
feedback      frw      frw      frw     fr
referrals     frw      frw      frw     fr

UNIT_LEADER | QUALITY
              network  primary  leads
identity      fr       fr       frl
network       fr       fr       fr
appointments  fr       fr       fr
plan          fr       fr       fr
crisis        fr       fr       fr
contacts      fr       fr       fr
health        fr       fr       fr
substance     fr       fr       fr
economy       fr       fr       fr
safety        fr       fr       fr
children      fr       fr       fr
feedback      fr       fr       fr
referrals     fr       fr       fr

SERVICE_DIRECTOR | COORDINATION DECISION QUALITY
              leads
identity      fr
network       fr
referrals     fr

NAV_WORKER | help
              network  primary  unit  consented
identity      fr       fr       fr    fr
network       fr       fr       fr    fr
appointments  frw      frw      frw   frw
plan          fr       fr       fr    fr
contacts      frw      frw      frw   frw
economy       frw      frw      frw   frw

GENERAL_PRACTITIONER | help
              network  primary  unit  consented
identity      fr       fr       fr    fr
network       fr       fr       fr    fr
appointments  frw      frw      fr    fr
plan          fr       fr       fr    fr
crisis        fr       fr       fr    fr
contacts      frw      frw      fr    fr
health        frw      frw      fr    fr
substance     frw      frw      fr    fr
safety        fr       fr       fr    fr
children      fr       fr       fr    fr
referrals     frx      frx      fr    fr

CLINICIAN | help
              network  primary  unit  caseload  referral  consented
identity      fr       fr       fr    fr        fr        fr
network       fr       fr       fr    fr        fr        fr
appointments  frwp     frwp     frw   frwp      fr        fr
plan          frp      frp      fr    frp       fr        fr
crisis        frwp     frwp     frw   frwp      fr        fr
contacts      frw      frw      frw   frw       fr        fr
health        frw      frw      frw   frw       fr        fr
substance     frw      frw      frw   frw       fr        fr
safety        frw      frw      frw   frw       fr        fr
children      frw      frw      frw   frw       fr        fr
feedback      frw      frw      frw   frw       fr        fr
referrals     frw      frw      frw   frw       fr        fr

INTAKE_COORDINATOR | help
              network  primary  referral  consented
identity      fr       fr       fr        fr
network       fr       fr       fr        fr
appointments  frw      frw      frw       fr
crisis        fr       fr       fr        fr
health        fr       fr       fr        fr
substance     fr       fr       fr        fr
safety        fr       fr       fr        fr
referrals     frw      frw      frw       fr

WARD_WORKER | help
              network  primary  unit  referral  consented
identity      fr       fr       fr    fr        fr
network       fr       fr       fr    fr        fr
appointments  frw      frw      frw   fr        fr
crisis        fr       fr       fr    fr        fr
contacts      frw      frw      frw   -         fr
health        fr       fr       fr    fr        fr
safety        fr       fr       fr    fr        fr

CHILD_WELFARE_WORKER | help
              network  primary  unit  consented
identity      fr       fr       fr    fr
network       fr       fr       fr    fr
appointments  frw      frw      fr    fr
plan          fr       fr       fr    fr
children      frw      frw      fr    fr

CARE_WORKER HOME_CARE_WORKER PEER_WORKER COORDINATOR SUBSTANCE_COORDINATOR UNIT_LEADER SERVICE_DIRECTOR | help
              invited
identity      fr

NAV_WORKER GENERAL_PRACTITIONER CLINICIAN INTAKE_COORDINATOR WARD_WORKER CHILD_WELFARE_WORKER PARTNER | help
              invited
identity      fr

PERSON | help
              own
identity      rec
network       re
appointments  re
plan          re
crisis        re
contacts      re
health        re
substance     re
economy       re
children      re
feedback      rew
referrals     re

NEXT_OF_KIN | help
              kin
identity      r
network       r
appointments  r
plan          r
crisis        r

GUARDIAN | help
              mandate
identity      rc
network       r
appointments  r
plan          r
economy       r

CARE_WORKER COORDINATOR UNIT_LEADER SUBSTANCE_COORDINATOR INTAKE_COORDINATOR GENERAL_PRACTITIONER | CARE COORDINATION
              nobody
identity      w

CARE_WORKER COORDINATOR UNIT_LEADER | CARE COORDINATION
              nobody
referrals     rw

CARE_WORKER HOME_CARE_WORKER PEER_WORKER COORDINATOR SUBSTANCE_COORDINATOR UNIT_LEADER | CARE
              nobody
contacts      rw

NAV_WORKER GENERAL_PRACTITIONER CLINICIAN INTAKE_COORDINATOR WARD_WORKER CHILD_WELFARE_WORKER | CARE
              nobody
contacts      rw

CARE_WORKER HOME_CARE_WORKER PEER_WORKER COORDINATOR SUBSTANCE_COORDINATOR UNIT_LEADER NAV_WORKER | CARE
              nobody
economy       r

GENERAL_PRACTITIONER CLINICIAN INTAKE_COORDINATOR WARD_WORKER CHILD_WELFARE_WORKER | CARE
              nobody
economy       r

UNIT_LEADER SUBSTANCE_COORDINATOR | COORDINATION
              nobody
economy       g

ADMINISTRATOR | QUALITY
              nobody
network       g

UNIT_LEADER PRIVACY_OFFICER | QUALITY
              nobody
identity      d

CARE_WORKER HOME_CARE_WORKER PEER_WORKER COORDINATOR SUBSTANCE_COORDINATOR UNIT_LEADER NAV_WORKER | EMERGENCY
              emergency
identity      r
network       r
crisis        r
safety        r

GENERAL_PRACTITIONER CLINICIAN INTAKE_COORDINATOR WARD_WORKER CHILD_WELFARE_WORKER | EMERGENCY
              emergency
identity      r
network       r
crisis        r
safety        r
"""


def allowed_cells() -> frozenset[Cell]:
    """Read the sheets: every cell in which something is allowed."""
    return frozenset(cell for sheet in SHEETS.strip().split("\n\n") for cell in _cells_of(sheet.splitlines()))


def _cells_of(lines: list[str]) -> Iterator[Cell]:
    roles, _, purposes = lines[0].partition("|")
    columns = lines[1].split()
    for line in lines[2:]:
        category, *cells = line.split()
        assert len(cells) == len(columns), line
        for column, cell in zip(columns, cells, strict=True):
            for letter in cell.replace("-", ""):
                for role in roles.split():
                    assert role in ROLES, role
                    for purpose in purposes.replace("help", " ".join(_HELP)).split():
                        assert purpose in PURPOSES, purpose
                        yield role, REACHES[column], ACTIONS[letter], CATEGORIES[category], purpose
