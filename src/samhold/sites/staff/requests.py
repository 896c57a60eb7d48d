"""What every staff view is given: a request by somebody who is logged in."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from samhold.foundation.identifiers import new_id
from samhold.infrastructure.idempotency import MutationKey

if TYPE_CHECKING:
    from collections.abc import Callable

    from samhold.rooms.access.models import User

Rest = ParamSpec("Rest")


class StaffRequest(HttpRequest):
    """A request whose user is logged in."""

    user: User


def staff(view: Callable[Concatenate[StaffRequest, Rest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Let only those in who are logged in; what they may see is decided by the rooms."""

    @wraps(view)
    def guarded(request: StaffRequest, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
        return view(request, *args, **kwargs)

    return login_required(guarded)


def mutation_key(request: StaffRequest, payload: object = None) -> MutationKey:
    """Return the key that the form was made with, or a new one for a form without (which may then be sent twice)."""
    try:
        value = UUID(request.POST.get("mutation_key", ""))
    except ValueError:
        value = new_id()
    return MutationKey(value=value, actor_id=request.user.pk, payload=payload, sent_at=timezone.now())
