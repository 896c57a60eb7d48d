"""A refusal beside the field that it is about, with everything typed still there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import QueryDict

from samhold.foundation.errors import DomainError, NotAllowed
from samhold.infrastructure.versioned import StaleVersion
from samhold.ui.messages import done

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django import forms
    from django.http import HttpRequest


def tried(form: forms.Form, act: Callable[[], object]) -> bool:
    """
    Do something that a valid form asks for; say whether it was done, and write a refusal into the form.

    After a stale save the form is based on what is saved now, so that whoever has read it may send it again.

    :raises NotAllowed: as the act does; it is no fault in a form.
    """
    try:
        act()
    except NotAllowed:
        raise
    except DomainError as refusal:
        if isinstance(refusal, StaleVersion):
            form.data = _based_on(form.data, refusal.current.version)
        tell(form, refusal)
        return False
    return True


def tell(form: forms.Form, refusal: DomainError) -> None:
    """Write a refusal into a form, beside the field that it is about."""
    field = getattr(refusal, "field", "")
    form.add_error(field if field in form.fields else None, str(refusal.message))


def carried_out(request: HttpRequest, act: Callable[[], object], said: str, *, undo: str = "") -> bool:
    """
    Do what a button without a form asks for; say on the next page that it is done, or why not.

    :param undo: a local address; a POST to it takes the thing back.
    :raises NotAllowed: as the act does.
    """
    try:
        act()
    except NotAllowed:
        raise
    except DomainError as refusal:
        messages.error(request, str(refusal.message))
        return False
    done(request, said, undo=undo)
    return True


def _based_on(sent: Mapping[str, str], version: int) -> QueryDict:
    """Return what was sent, all that was ticked too, as an answer to what is saved now."""
    based = QueryDict(mutable=True)
    based.update(sent)
    based["base_version"] = str(version)
    return based
