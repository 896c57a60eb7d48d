"""
The reference pages: what any page about a person must do at the very least, written by hand in one place.

Session, user, one look at the relation, the rows, one template with a nonce, and one line in the audit log by one call:
like the prototype by which the goals of throughput were set. No rules, no categories, no forms, no drafts, no
translation, no frame. `bare` is the person page without its line in the log. On PostgreSQL each says who acts, since it
would see no row otherwise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template import Context, Engine
from django.urls import path
from django.utils import timezone

from samhold.infrastructure.database import unit_of_work
from samhold.rooms.access.actions import audit
from samhold.rooms.access.enums import Action
from samhold.rooms.care.models import Contact
from samhold.rooms.people.models import NetworkMember, Person

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

NOTES, RELATIONS, LISTED = 20, 5, 20
_PERSON = Engine().from_string(
    """<!doctype html><html lang="nb"><head><meta charset="utf-8"><title>{{ person.name }}</title>
<script nonce="{{ nonce }}" src="/static/x.js"></script></head><body><h1>{{ person.name }}</h1><p>{{ user.name }}</p>
<ul>{% for one in relations %}<li>{{ one.role }} {{ one.unit.name }} {{ one.membership.user.name }} {{ one.name }}</li>
{% endfor %}</ul>
<ul>{% for row in rows %}<li><time datetime="{{ row.took_place_at|date:"c" }}">{{ row.took_place_at|date:"j. F H:i" }}
</time> <b>{{ row.kind }}</b> {{ row.minutes }} min {{ row.recorded_by.name }}<p>{{ row.text }}</p></li>
{% endfor %}</ul>
</body></html>"""
)
_LIST = Engine().from_string(
    """<!doctype html><html lang="nb"><head><meta charset="utf-8"><title>List</title>
<script nonce="{{ nonce }}" src="/static/x.js"></script></head><body><h1>{{ user.name }}</h1>
<ul>{% for row in rows %}<li><a href="/persons/{{ row.pk }}/">{{ row.name }}</a> {{ row.born_date|date:"j. F Y" }}</li>
{% endfor %}</ul>
</body></html>"""
)


def bare(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Show the last twenty contacts and five relations of somebody in the network of one's unit."""
    with unit_of_work(request.user.pk, is_reading=True):
        return _page(request, _line(request, person_id))


def person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Show the same, and write down that it was read."""
    with unit_of_work(request.user.pk, is_reading=True):
        line = _line(request, person_id)
        page = _page(request, line)
        _note(request, line, Action.READ)
        return page


def several(request: HttpRequest) -> HttpResponse:
    """List twenty persons in the networks of one's units."""
    with unit_of_work(request.user.pk, is_reading=True):
        lines = NetworkMember.objects.filter(unit__memberships__user_id=request.user.pk).values("person_id")
        rows = Person.objects.filter(pk__in=lines).order_by("family_name", "given_name", "pk")[:LISTED]
        values = {"rows": rows, "user": request.user, "nonce": str(request.csp_nonce)}
        page = HttpResponse(_LIST.render(Context(values)))
        audit.write(audit.Event(action=Action.READ, at=timezone.now(), actor_id=request.user.pk))
        return page


def write(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Take a contact, and write down that it was recorded."""
    with unit_of_work(request.user.pk):
        line = _line(request, person_id)
        now = timezone.now()
        Contact.objects.create(
            person_id=person_id,
            tenant_id=line.tenant_id,
            unit_id=request.POST["unit"],
            kind=request.POST["kind"],
            took_place_at=now,
            minutes=int(request.POST["minutes"]),
            text=request.POST["text"],
            recorded_by=request.user,
            recorded_at=now,
        )
        _note(request, line, Action.RECORD)
    return HttpResponseRedirect("/")


def _line(request: HttpRequest, person_id: UUID) -> NetworkMember:
    lines = NetworkMember.objects.filter(person_id=person_id, unit__memberships__user_id=request.user.pk)
    line = lines.select_related("person").first()
    if line is None:
        raise Http404
    return line


def _page(request: HttpRequest, line: NetworkMember) -> HttpResponse:
    rows = Contact.objects.filter(person_id=line.person_id).select_related("recorded_by").order_by("-took_place_at")
    relations = NetworkMember.objects.filter(person_id=line.person_id).select_related("unit", "membership__user")
    values = {
        "person": line.person,
        "rows": rows[:NOTES],
        "relations": relations[:RELATIONS],
        "user": request.user,
        "nonce": str(request.csp_nonce),
    }
    return HttpResponse(_PERSON.render(Context(values)))


def _note(request: HttpRequest, line: NetworkMember, action: Action) -> None:
    event = audit.Event(
        action=action,
        at=timezone.now(),
        actor_id=request.user.pk,
        tenant_id=line.tenant_id,
        person_id=line.person_id,
    )
    audit.write(event)


urlpatterns = [
    path("_reference/bare/<uuid:person_id>/", bare),
    path("_reference/person/<uuid:person_id>/", person),
    path("_reference/persons/", several),
    path("_reference/write/<uuid:person_id>/", write),
]
