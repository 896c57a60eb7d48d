"""The doors to a contact and an appointment, and the relation that the room binds: on shift for the person today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, IntegerField, Q, QuerySet, Value

from samhold.foundation.errors import NotAvailable
from samhold.foundation.time import day_bounds, local_day
from samhold.rooms.access import sources
from samhold.rooms.access.actions import audit
from samhold.rooms.access.engine import basis_without_person
from samhold.rooms.access.enums import EVERYTHING, Action, Category, Purpose, Reach
from samhold.rooms.access.noted import Refusal, note
from samhold.rooms.access.rules import TAKES_REQUESTS
from samhold.rooms.care.enums import AppointmentState
from samhold.rooms.care.models import Appointment, Complaint, Contact, Decision, RequestForHelp, Response
from samhold.rooms.organisations.access import memberships_of
from samhold.rooms.people.access import access_person

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from samhold.rooms.access.engine import Actor
    from samhold.rooms.people.models import Person


def access_contact(*, actor: Actor, person_id: UUID, contact_id: UUID, now: datetime) -> Contact:
    """
    Return a contact with a person whom the actor may read; its `person` has the actor's standing.

    :raises NotAvailable: if person or contact is unknown or hidden; the attempt is logged as refused.
    """
    person = _person(actor, person_id, Category.CONTACTS, "contact", now)
    rows = Contact.objects.filter(pk=contact_id, person_id=person_id).select_related("recorded_by", "unit")
    contact = rows.select_related("appointment").first()
    if contact is None:
        raise NotAvailable
    contact.person = person
    return contact


def access_appointment(*, actor: Actor, person_id: UUID, appointment_id: UUID, now: datetime) -> Appointment:
    """
    Return an appointment with a person whom the actor may read; its `person` has the actor's standing.

    :raises NotAvailable: if person or appointment is unknown or hidden; the attempt is logged as refused.
    """
    person = _person(actor, person_id, Category.APPOINTMENTS, "appointment", now)
    rows = Appointment.objects.filter(pk=appointment_id, person_id=person_id).select_related("unit", "place")
    appointment = rows.first()
    if appointment is None:
        raise NotAvailable
    appointment.person = person
    return appointment


def _person(
    actor: Actor,
    person_id: UUID,
    category: Category,
    subject: str,
    now: datetime,
    *,
    also: tuple[Category, ...] = (),
) -> Person:
    person = access_person(
        actor=actor,
        person_id=person_id,
        purpose=Purpose.CARE,
        now=now,
        subject=subject,
        categories=(category, *also),
    )
    if person.standing is None or not person.standing.allows(Action.READ, category):
        note(
            Refusal(
                action=Action.READ,
                at=now,
                actor_id=actor.pk,
                person_id=person_id,
                category=category,
                subject=subject,
                purpose=Purpose.CARE,
            ),
        )
        raise NotAvailable
    return person


def on_shift(actor_id: UUID, now: datetime) -> QuerySet:  # type: ignore[type-arg] # values, not models
    """Return the persons whom the actor is planned to meet today, in the role they have in the unit that comes."""
    start, end = day_bounds(local_day(now))
    in_unit = Q(unit__memberships__user_id=actor_id, unit__memberships__starts_at__lte=now) & (
        Q(unit__memberships__ends_at__isnull=True) | Q(unit__memberships__ends_at__gt=now)
    )
    rows = Appointment.objects.filter(
        in_unit,
        staffing__user_id=actor_id,
        starts_at__gte=start,
        starts_at__lt=end,
    ).exclude(state=AppointmentState.CANCELLED)
    return rows.values(
        person_key=F("person_id"),
        role_key=F("unit__memberships__role"),
        mask_key=Value(EVERYTHING, IntegerField()),
    )


def bind_reaches() -> None:
    """Bind the reach that rests on the room's tables."""
    sources.bind(Reach.ON_SHIFT, on_shift)


def access_decision(*, actor: Actor, person_id: UUID, decision_id: UUID, now: datetime) -> Decision:
    """
    Return a decision on a service for a person whom the actor may read; its `person` has the actor's standing.

    :raises NotAvailable: if person or decision is unknown or hidden; the attempt is logged as refused.
    """
    person = _person(actor, person_id, Category.PLAN, "decision", now, also=(Category.HEALTH,))
    rows = Decision.objects.filter(pk=decision_id, person_id=person_id)
    decision = rows.select_related("unit__organisation", "service", "legal_basis", "decided_by").first()
    if decision is None:
        raise NotAvailable
    decision.person = person
    return decision


def access_complaint(*, actor: Actor, person_id: UUID, complaint_id: UUID, now: datetime) -> Complaint:
    """
    Return a complaint about a decision for a person whom the actor may read; its `person` has the actor's standing.

    :raises NotAvailable: if person or complaint is unknown or hidden; the attempt is logged as refused.
    """
    person = _person(actor, person_id, Category.PLAN, "complaint", now, also=(Category.HEALTH,))
    rows = Complaint.objects.filter(pk=complaint_id, person_id=person_id)
    complaint = rows.select_related("decision__service", "decision__unit").first()
    if complaint is None:
        raise NotAvailable
    complaint.person = complaint.decision.person = person
    return complaint


def access_request(*, actor: Actor, request_id: UUID, now: datetime) -> RequestForHelp:
    """
    Return a request for help: about a person whom the actor may read, or to a unit where the actor takes requests.

    :raises NotAvailable: if it is unknown or hidden; the attempt is logged as refused.
    """
    found = RequestForHelp.objects.select_related("unit", "recorded_by", "answered_by").filter(pk=request_id).first()
    if found is not None and found.person_id is not None:
        found.person = _person(actor, found.person_id, Category.REFERRAL_STATUS, "request", now)
        return found
    category, purpose = Category.REFERRAL_STATUS, Purpose.CARE
    basis = basis_without_person(actor, Action.READ, category, now=now, purpose=purpose)
    if found is None or basis is None or found.unit_id not in units_that_take(actor.pk, now):
        note(Refusal(action=Action.READ, at=now, actor_id=actor.pk, category=category, subject="request"))
        raise NotAvailable
    audit.write(
        audit.Event(
            action=Action.READ,
            at=now,
            actor_id=actor.pk,
            tenant_id=found.tenant_id,
            subject="request",
            categories=(category,),
            purpose=purpose,
            basis=basis,
            is_reading=True,
        ),
    )
    return found


def units_that_take(user_id: UUID, now: datetime) -> frozenset[UUID]:
    """Return the units for which somebody takes requests for help."""
    posts = memberships_of(user_id, now).filter(role__in=TAKES_REQUESTS)
    return frozenset(posts.values_list("unit_id", flat=True))


def access_response(
    *, actor: Actor, person_id: UUID, response_id: UUID, now: datetime, is_thrown: bool = False
) -> Response:
    """
    Return a person's answers to a questionnaire, whose subject the actor may read about; `person` has the standing.

    Answers that are not sent yet are seen by the side that began them alone: the person, or the workers.

    :param is_thrown: answers that were thrown away are asked for; else they are unknown.
    :raises NotAvailable: if person or answers are unknown or hidden; the attempt is logged as refused.
    """
    rows = Response.objects.filter(pk=response_id, person_id=person_id, thrown_at__isnull=not is_thrown)
    response = rows.first()
    about = Category.FEEDBACK if response is None else Category(response.about)
    person = _person(actor, person_id, about, "questionnaire", now)
    if response is None:
        raise NotAvailable
    response.person = person
    is_own = person.account_id == actor.pk
    if response.finished_at is None and response.is_begun_alone != is_own:
        raise NotAvailable
    return response
