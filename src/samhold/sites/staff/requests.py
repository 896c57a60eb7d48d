"""What every staff view is given: a request by somebody who is logged in."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from samhold.foundation.errors import NotAvailable
from samhold.foundation.identifiers import new_id
from samhold.infrastructure.idempotency import MutationKey
from samhold.rooms.people.own_access import own_person_id
from samhold.sites.staff.pages.workplace import workplace

if TYPE_CHECKING:
    from collections.abc import Callable

    from samhold.rooms.access.models import User

Rest = ParamSpec("Rest")
_KEPT = "samhold_own_page_only"


class StaffRequest(HttpRequest):
    """A request whose user is logged in."""

    user: User


def staff(view: Callable[Concatenate[StaffRequest, Rest], HttpResponse]) -> Callable[..., HttpResponse]:
    """
    Let only those in who are logged in; what they may see is decided by the rooms.

    Somebody whose account opens the own page, and who has no post, meets what is not there: the words here are not
    meant for them, and what they may read of themselves stands there.
    """

    @wraps(view)
    def guarded(request: StaffRequest, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
        if is_own_page_only(request):
            raise NotAvailable
        return view(request, *args, **kwargs)

    return login_required(guarded)


def is_own_page_only(request: HttpRequest) -> bool:
    """Say whether somebody who is logged in has no post, and an own page; asked once in a request."""
    kept = vars(request)
    if _KEPT not in kept:
        user = request.user
        has_post = not user.is_authenticated or bool(workplace(request).memberships)
        kept[_KEPT] = not has_post and user.is_authenticated and own_person_id(user.pk) is not None
    return bool(kept[_KEPT])


def mutation_key(request: StaffRequest, payload: object = None) -> MutationKey:
    """Return the key that the form was made with, or a new one for a form without (which may then be sent twice)."""
    try:
        value = UUID(request.POST.get("mutation_key", ""))
    except ValueError:
        value = new_id()
    return MutationKey(value=value, actor_id=request.user.pk, payload=payload, sent_at=timezone.now())
