"""`samhold questionnaire`: lists questionnaires, tells whether a file can be used, loads one with its texts."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.db.models import Q

from samhold.cli.acting import acting, take_user
from samhold.cli.manners import FINDINGS, FINE
from samhold.foundation.errors import BadInput, DomainError
from samhold.foundation.time import local_day
from samhold.rooms.organisations.access import tenants_of
from samhold.rooms.organisations.enums import OrganisationKind
from samhold.rooms.organisations.models import Organisation
from samhold.rooms.questionnaires.actions import questionnaires
from samhold.rooms.questionnaires.licences import Licence
from samhold.rooms.questionnaires.loading import NewQuestionnaire, read_new
from samhold.rooms.questionnaires.queries.library import offered
from samhold.rooms.questionnaires.shipped import SCORING_ENDING, shipped_file

if TYPE_CHECKING:
    import argparse

    from samhold.rooms.access.models import User


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take what to do, and with which file."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    load = verbs.add_parser("load", help="load a questionnaire with its texts, or renew its licence")
    _take_file(load)
    load.add_argument("--holder", required=True, metavar="NAME", help="who holds the licence to the texts")
    load.add_argument("--digital", action="store_true", help="the licence covers answering on a screen")
    load.add_argument("--no-paper", action="store_true", help="the licence does not cover paper")
    load.add_argument("--expires", type=date.fromisoformat, metavar="DAY", help="its last day, YYYY-MM-DD")
    check = verbs.add_parser("check", help="say whether a file can be shown, answered and scored; loads nothing")
    _take_file(check)
    listed = verbs.add_parser("list", help="list the questionnaires, and why some may not be filled in")
    for one in (load, listed):
        one.add_argument("--organisation", metavar="NAME", help="whose licence it is, by name or number")
        take_user(one)
    template = verbs.add_parser("template", help="print the file of a structure that ships, to write its texts into")
    template.add_argument("name", help="audit, dudit or hscl-10")


def _take_file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="a FHIR R4 Questionnaire as JSON")
    parser.add_argument("--scoring", type=Path, metavar="FILE", help=f"how it is scored (else FILE{SCORING_ENDING})")


def run(options: argparse.Namespace) -> int:
    """Do what was asked for."""
    verbs = {"load": _load, "check": _check, "list": _list, "template": _template}
    return verbs[options.verb](options)


def _load(options: argparse.Namespace) -> int:
    now = datetime.now(tz=UTC)
    licence = Licence(
        holder=options.holder,
        allows_paper=not options.no_paper,
        allows_digital=options.digital,
        expires_on=options.expires,
    )
    new = _read(options, licence)
    with acting(options.acts_as) as user:
        organisation = _organisation(options, user, now)
        row = questionnaires.load(questionnaire=new, tenant_id=organisation.pk, by=user, now=now)
    print(f"loaded {row} for {organisation.name}")
    return FINE


def _check(options: argparse.Namespace) -> int:
    try:
        found = read_new(_read(options, Licence(holder="")))
    except DomainError as wrong:
        print(wrong)
        return FINDINGS
    definition, scales = found.definition, found.scoring.scales
    scored = ", ".join(f"{scale.key} {float(scale.minimum):g}-{float(scale.maximum):g}" for scale in scales)
    print(f"{definition.url}|{definition.version}: {len(definition.questions())} questions; {scored or 'not scored'}")
    return FINE


def _list(options: argparse.Namespace) -> int:
    now = datetime.now(tz=UTC)
    with acting(options.acts_as) as user:
        found = offered(tenant_id=_organisation(options, user, now).pk, today=local_day(now))
    for one in found:
        state = "ready" if one.hindrance is None else str(one.hindrance)
        print(f"{one.definition.title.plain} ({one.definition.url}|{one.definition.version}): {state}")
    return FINE


def _template(options: argparse.Namespace) -> int:
    file = shipped_file(options.name)
    if file is None:
        raise BadInput(options.name, "there is no such structure; `samhold questionnaire list` names them.")
    print(file.read_text(encoding="utf-8"), end="")
    return FINE


def _read(options: argparse.Namespace, licence: Licence) -> NewQuestionnaire:
    beside = options.file.with_name(options.file.stem + SCORING_ENDING)
    scoring = options.scoring or (beside if beside.exists() else None)
    return NewQuestionnaire(
        content=_text(options.file),
        scoring="" if scoring is None else _text(scoring),
        licence=licence,
    )


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadInput(str(file), error.strerror or "the file cannot be read.") from None
    except UnicodeDecodeError:
        raise BadInput(str(file), "the file is not text in UTF-8.") from None


def _organisation(options: argparse.Namespace, user: User, now: datetime) -> Organisation:
    """Return the organisation that is named, else the only one that the user acts for."""
    rows = Organisation.objects.exclude(kind=OrganisationKind.INSTALLATION)
    if options.organisation:
        rows = rows.filter(Q(name__iexact=options.organisation) | Q(number=options.organisation))
    else:
        rows = rows.filter(pk__in=tenants_of(user.pk, now))
    found = tuple(rows.order_by("name")[:2])
    if len(found) != 1:
        raise BadInput("--organisation", "name one organisation, by its name or number.")
    return found[0]
