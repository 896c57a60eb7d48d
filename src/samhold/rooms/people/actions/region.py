"""Write what a region's workbook says: all of it or nothing; saying the same again changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from samhold.foundation.errors import DomainError, NotAllowed
from samhold.foundation.time import day_bounds, local_day
from samhold.rooms.access.actions import audit
from samhold.rooms.access.engine import require_without_person
from samhold.rooms.access.enums import Action, Category, Purpose, Role
from samhold.rooms.organisations.enums import OrganisationKind
from samhold.rooms.organisations.models import Agreement, Membership
from samhold.rooms.people.adapters.region_frame import agree, write_frame
from samhold.rooms.people.adapters.region_people import write_people
from samhold.rooms.people.models import Person
from samhold.rooms.people.queries.region import stored
from samhold.rooms.people.queries.region_known import known
from samhold.rooms.people.workbook.written import sheets_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from uuid import UUID

    from samhold.infrastructure.spreadsheets import Sheet
    from samhold.rooms.access.models import User
    from samhold.rooms.people.adapters.region_frame import Frame
    from samhold.rooms.people.adapters.region_people import Written
    from samhold.rooms.people.queries.region_known import Known
    from samhold.rooms.people.workbook.rows import Pair, Plan, RowT


class TakenMeanwhile(DomainError):
    """Somebody wrote something in between, or something hidden stands in the way."""

    message = _("Something in the file was registered in the meantime. Read the file again and look at its faults.")


class BeyondReach(NotAllowed):
    """The plan touches rows that the importer may not change."""

    message = _("The file changes rows that you may not change.")


@transaction.atomic
def write(*, plan: Plan, by: User, now: datetime) -> None:
    """
    Write a plan that was found without faults.

    The importer's unit gets an agreement with each organisation whose persons it would not see otherwise: its own, and,
    for the office that runs the installation, all those of the file.

    :raises NotAllowed: if `by` may not set up the region, or the plan goes beyond what they act for.
    :raises TakenMeanwhile: if the database holds something that the plan did not know; nothing is written.
    """
    basis = require_without_person(by, Action.CONFIGURE, Category.IDENTITY, now=now, purpose=Purpose.COORDINATION)
    facts = known(by=by, now=now, emails=())
    _refuse_beyond(plan, facts)
    today = day_bounds(local_day(now))[0]
    try:
        with transaction.atomic():
            frame = write_frame(plan, today=today, now=now)
            _agree_for_importer(plan, frame, facts, by=by, today=today, now=now)
            written = write_people(plan, frame, now=now)
    except IntegrityError as error:
        raise TakenMeanwhile from error
    audit.write_many(_events(frame, written, by=by, basis=basis, now=now))


@transaction.atomic
def export(*, by: User, now: datetime) -> tuple[Sheet, ...]:
    """
    Take out the five sheets of the region, as far as `by` may export them; each person is in the log.

    :raises NotAllowed: if `by` may not export the region.
    """
    basis = require_without_person(by, Action.EXPORT, Category.IDENTITY, now=now, purpose=Purpose.COORDINATION)
    region = stored(by=by, now=now, action=Action.EXPORT)
    tenants = dict(Person.objects.filter(pk__in=[row.id for row in region.persons]).values_list("pk", "tenant_id"))
    audit.write_many(
        audit.Event(
            action=Action.EXPORT,
            at=now,
            actor_id=by.pk,
            tenant_id=tenants[row.id],
            person_id=row.id,
            subject="region",
            categories=(Category.IDENTITY, Category.NETWORK),
            purpose=Purpose.COORDINATION,
            basis=basis,
        )
        for row in region.persons
        if row.id
    )
    return sheets_of(region)


def _refuse_beyond(plan: Plan, facts: Known) -> None:
    """Refuse what the preview would have named as a fault: the file may have been read before something changed."""
    if facts.email in {pair.row.email for pair in _written(plan.workers)}:
        raise BeyondReach
    if not all(map(facts.may_set_up, _organisations_touched(plan))):
        raise BeyondReach
    if _persons_changed(plan) - facts.recordable or _persons_with_networks_changed(plan) - facts.manageable:
        raise BeyondReach


def _written(pairs: Iterable[Pair[RowT]]) -> tuple[Pair[RowT], ...]:
    """Return those rows of the file that would be written."""
    return tuple(pair for pair in pairs if pair.is_new or pair.is_changed)


def _organisations_touched(plan: Plan) -> frozenset[str]:
    """Return the organisations that would get something, and those that a unit begins or ceases to serve."""
    touched = {pair.row.unit.organisation for pair in _written(plan.workers)}
    touched |= {pair.row.organisation for pair in plan.persons if pair.is_new}
    for pair in _written(plan.units):
        served = set(pair.stored.serves) if pair.stored else set()
        touched |= {pair.row.organisation} | set(pair.row.serves) ^ served
    return frozenset(touched)


def _persons_changed(plan: Plan) -> frozenset[UUID | None]:
    """Return those whom the database has and the file says something new of."""
    return frozenset(pair.stored.id for pair in plan.persons if pair.stored and pair.is_changed)


def _persons_with_networks_changed(plan: Plan) -> frozenset[UUID]:
    """Return those whom the database has and whose network the file changes."""
    ids = {row.key: row.id for row in plan.stored.persons}
    found = (ids.get(pair.row.person) for pair in _written(plan.networks))
    return frozenset(person_id for person_id in found if person_id is not None)


def _agree_for_importer(plan: Plan, frame: Frame, facts: Known, *, by: User, today: datetime, now: datetime) -> None:
    """Let the importer's unit serve those whose persons it would not see: for the office, all that it may set up."""
    own = Membership.objects.filter(user=by, role=Role.SUBSTANCE_COORDINATOR).open_at(now)
    with_persons = {pair.row.organisation for pair in plan.persons}
    everybody = {pair.row.organisation for pair in plan.units} | with_persons
    agreed = Agreement.objects.filter(unit__in=own.values("unit_id"), ends_at=None)
    done = set(agreed.values_list("guest__name", flat=True))
    for membership in own.select_related("unit__organisation").order_by("starts_at", "pk"):
        organisation = membership.unit.organisation
        is_office = organisation.kind == OrganisationKind.INSTALLATION
        for name in sorted((everybody if is_office else with_persons & {organisation.name}) - done):
            if facts.may_set_up(name):
                agree(frame, membership.unit, frame.organisations[name], today=today)
                done.add(name)


def _events(frame: Frame, written: Written, *, by: User, basis: str, now: datetime) -> Iterator[audit.Event]:
    def event(
        action: Action, subject: str, tenant_id: UUID | None, category: Category, person_id: UUID | None = None
    ) -> audit.Event:
        return audit.Event(
            action=action,
            at=now,
            actor_id=by.pk,
            tenant_id=tenant_id,
            person_id=person_id,
            subject=subject,
            categories=(category,),
            purpose=Purpose.COORDINATION,
            basis=basis,
        )

    for row, what, organisation in frame.written:
        subject = f"{row._meta.label_lower} {row.pk} {what}"  # noqa: SLF001 -- Django's API
        yield event(Action.CONFIGURE, subject, organisation.pk if organisation else None, Category.NETWORK)
    for person, what in written.persons:
        subject = f"people.person {person.pk} {what}"
        yield event(Action.RECORD, subject, person.tenant_id, Category.IDENTITY, person.pk)
    for member, what in written.members:
        subject = f"people.networkmember {member.pk} {what}"
        yield event(Action.MANAGE_NETWORK, subject, member.tenant_id, Category.NETWORK, member.person_id)
