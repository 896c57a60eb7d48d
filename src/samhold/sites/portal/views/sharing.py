"""What is shared with whom; take a yes back with one press, and let it hold again for a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhold.foundation.errors import DomainError
from samhold.rooms.access.enums import Category
from samhold.rooms.people.access import access_consent
from samhold.rooms.people.actions import consents
from samhold.sites.portal.pages.sharing import sharing_page
from samhold.sites.portal.requests import PortalRequest, own
from samhold.ui.messages import done

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from samhold.rooms.people.models import Person


@own(Category.NETWORK, subject="consents")
def show(request: PortalRequest, person: Person) -> HttpResponse:
    """Show what I have said yes and no to, and what each of my people can read."""
    return render(request, "portal/sharing/show.html", sharing_page(person, viewer=request.user, now=timezone.now()))


@require_POST
@own(Category.NETWORK, subject="consents")
def withdraw(request: PortalRequest, person: Person, consent_id: UUID) -> HttpResponse:
    """Take a yes back; it holds no more from the next request."""
    consent = access_consent(person=person, consent_id=consent_id)
    try:
        consents.withdraw(consent=consent, by=request.user, now=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal.message))
    else:
        undo = reverse("portal:consent_restore", args=[consent_id])
        said = _("You have taken back your yes. %s sees nothing by it from now.") % consent.recipient.name
        done(request, said, undo=undo)
    return redirect("portal:sharing")


@require_POST
@own(Category.NETWORK, subject="consents")
def restore(request: PortalRequest, person: Person, consent_id: UUID) -> HttpResponse:
    """Let a yes hold again."""
    consent = access_consent(person=person, consent_id=consent_id)
    try:
        consents.restore(consent=consent, by=request.user, now=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal.message))
    else:
        done(request, _("Your yes holds again. %s sees what you said yes to.") % consent.recipient.name)
    return redirect("portal:sharing")
