"""Taking back: what was just done may be undone for a while, and only if it is still so."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from samhold.foundation.errors import DomainError


class NothingToTakeBack(DomainError):
    """It is not so any more, or too long ago."""

    message = _("This can no longer be taken back. Open the page again to see what is true now.")
