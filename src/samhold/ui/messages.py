"""Messages that can be taken back: what was done, with a button that undoes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages

if TYPE_CHECKING:
    from django.contrib.messages.storage.base import Message
    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

_MARK = "undo:"


def done(request: HttpRequest, text: str | _StrPromise, *, undo: str = "") -> None:
    """
    Tell the reader on the next page that something is done.

    :param undo: a local address; a POST to it takes the thing back.
    """
    messages.success(request, str(text), extra_tags=f"{_MARK}{undo}" if undo else "")


def undo_address(message: Message) -> str:
    """Find the undo address in a message; empty when there is none."""
    tags = message.extra_tags or ""
    return tags.removeprefix(_MARK) if tags.startswith(_MARK) else ""
