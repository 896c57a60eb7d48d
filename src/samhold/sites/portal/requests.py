"""What every view of the own page is given: a request by somebody who is logged in, and themselves as a person."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from samhold.foundation.identifiers import new_id
from samhold.infrastructure.idempotency import MutationKey
from samhold.rooms.people.own_access import OWN_PAGE, access_own

if TYPE_CHECKING:
    from collections.abc import Callable

    from samhold.rooms.access.enums import Category
    from samhold.rooms.access.models import User
    from samhold.rooms.people.models import Person

Rest = ParamSpec("Rest")


class PortalRequest(HttpRequest):
    """A request whose user is logged in."""

    user: User


def own(
    *categories: Category, subject: str = OWN_PAGE
) -> Callable[[Callable[Concatenate[PortalRequest, Person, Rest], HttpResponse]], Callable[..., HttpResponse]]:
    """
    Give a view the person whose own page this is, written in the log; whoever has none meets what is not there.

    :param categories: what the page shows, besides who it is.
    :param subject: what is opened, in a word, for the log.
    """

    def opened(
        view: Callable[Concatenate[PortalRequest, Person, Rest], HttpResponse],
    ) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: PortalRequest, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
            now = timezone.now()
            person = access_own(actor=request.user, now=now, subject=subject, categories=categories)
            return view(request, person, *args, **kwargs)

        return login_required(guarded)

    return opened


def mutation_key(request: PortalRequest, payload: object = None) -> MutationKey:
    """Return the key that the form was made with, or a new one for a form without (which may then be sent twice)."""
    try:
        value = UUID(request.POST.get("mutation_key", ""))
    except ValueError:
        value = new_id()
    return MutationKey(value=value, actor_id=request.user.pk, payload=payload, sent_at=timezone.now())
