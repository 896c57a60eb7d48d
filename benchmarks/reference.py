"""
The reference page: what any page about a person must do at the very least.

Session, user, one look at the relation, one query of twenty rows, one template with a nonce. No rules, no audit, no
network, no drafts, no translation. On PostgreSQL it says who acts, since it would see no row otherwise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.template import Context, Engine
from django.urls import path

from samhold.infrastructure.database import unit_of_work
from samhold.rooms.care.models import Contact
from samhold.rooms.people.models import NetworkMember

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

ROWS = 20
_TEMPLATE = Engine().from_string(
    """<!doctype html><html lang="nb"><head><meta charset="utf-8"><title>{{ person.name }}</title>
<script nonce="{{ nonce }}" src="/static/x.js"></script></head><body><h1>{{ person.name }}</h1><p>{{ user.name }}</p>
<ul>{% for row in rows %}<li><time datetime="{{ row.took_place_at|date:"c" }}">{{ row.took_place_at|date:"j. F H:i" }}
</time> <b>{{ row.kind }}</b> {{ row.minutes }} min {{ row.recorded_by.name }}<p>{{ row.text }}</p></li>
{% endfor %}</ul>
</body></html>"""
)


def page(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Show the last twenty contacts of somebody in the network of one's unit."""
    with unit_of_work(request.user.pk, is_reading=True):
        lines = NetworkMember.objects.filter(person_id=person_id, unit__memberships__user_id=request.user.pk)
        line = lines.select_related("person").first()
        if line is None:
            raise Http404
        rows = Contact.objects.filter(person_id=person_id).select_related("recorded_by").order_by("-took_place_at")
        values = {"person": line.person, "rows": rows[:ROWS], "user": request.user, "nonce": str(request.csp_nonce)}
        return HttpResponse(_TEMPLATE.render(Context(values)))


urlpatterns = [path("_reference/<uuid:person_id>/", page)]
