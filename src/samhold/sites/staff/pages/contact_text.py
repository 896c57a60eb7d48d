"""A contact's text that was changed in two places: both texts, and what the writer chose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from samhold.infrastructure.versioned import StaleVersion
    from samhold.rooms.care.forms.contacts import ChangeText
    from samhold.rooms.care.models import Contact
    from samhold.sites.staff.requests import StaffRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Theirs:
    """The text that was saved in the meantime, and its version."""

    text: str
    version: int


def chosen_text(request: StaffRequest, form: ChangeText, contact: Contact) -> str:
    """Return the text to save: as typed, or what was chosen between two; `both` puts the typed one last."""
    mine, keep = str(form.cleaned_data["text"]), request.POST.get("keep")
    if keep == "theirs":
        return str(contact.text)
    return f"{contact.text}\n\n{mine}" if keep == "both" else mine


def differing(stale: StaleVersion) -> Theirs | None:
    """Return the saved text; nothing if it says the same, as when a form is sent twice."""
    saved = str(getattr(stale.current, "text", ""))
    if saved == stale.rejected["text"]:
        return None
    return Theirs(text=saved, version=stale.current.version)
