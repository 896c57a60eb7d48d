"""Pages that want to know, once more, that it is you."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from samhold.sites.staff.requests import StaffRequest

Rest = ParamSpec("Rest")


def confirmed(view: Callable[Concatenate[StaffRequest, Rest], HttpResponse]) -> Callable[..., HttpResponse]:
    """
    Let only those in who have proved within the last five minutes that it is they.

    What somebody sends too late is not kept, as allauth would do: it would lie in the session in clear text.
    """

    @wraps(view)
    def guarded(request: StaffRequest, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
        if not is_reauthentication_required(request, app="samhold"):
            return view(request, *args, **kwargs)
        if request.method != "POST":
            raise ReauthenticationRequired
        messages.warning(request, _("More than five minutes have passed. Confirm that it is you, and write it again."))
        return redirect(request.path)

    return guarded
