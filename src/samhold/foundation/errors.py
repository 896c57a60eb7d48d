"""The errors that the floors agree on, in plain Python."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class DomainError(Exception):
    """
    Say in one sentence to the user why an action was refused.

    A subclass is named for what happened and sets `message`, which may be lazily translated and may hold
    `%(name)s` places that are filled from the keyword arguments.
    """

    message: StrOrPromise = "The action was refused."

    def __init__(self, **values: object) -> None:
        """Fill the places of the message, so that it reads in the language of the moment of refusal."""
        super().__init__()
        self.values = values
        if values:
            self.message = str(self.message) % values

    def __str__(self) -> str:
        """Read as the message does."""
        return str(self.message)


class NotAllowed(DomainError):
    """Say that the actor may not do this; for things whose existence the actor already knows."""

    message: StrOrPromise = "You may not do this."


class BadInput(DomainError):
    """Say which item of what was handed in is wrong, and how to mend it; the command line ends with 2."""

    message: StrOrPromise = "%(item)s: %(mend)s"

    def __init__(self, item: str, mend: StrOrPromise) -> None:
        """Name the item, and the mend."""
        super().__init__(item=item, mend=mend)
        self.item = item
        self.mend = mend


class NotAvailable(Exception):
    """
    Say that a thing is unknown or hidden, without telling which.

    Not a `DomainError`, so that no view can turn it into a message by accident; it becomes "not found".
    """
