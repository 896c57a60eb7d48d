"""The link to the own page on its way to the person: by e-mail, or as a sheet to hand over."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse

from samhold.infrastructure.log_in_names import is_sent_to, name_of
from samhold.infrastructure.senders import Text, email_sender
from samhold.rooms.access.invited import last_day_before

if TYPE_CHECKING:
    from samhold.rooms.people.actions.own_page import Invited
    from samhold.sites.staff.requests import StaffRequest


def handed_over(request: StaffRequest, invited: Invited) -> dict[str, object]:
    """
    Send the link, if there is somewhere to send it, and tell what the page shows.

    A link that was sent is not shown: only the person shall have it. One that could not be is shown this once.
    """
    link = request.build_absolute_uri(reverse("portal:welcome", args=[invited.code]))
    was_sent = _sent(invited, link)
    return {
        "was_sent": was_sent,
        "link": "" if was_sent else link,
        "log_in": name_of(invited.account.email),
        "until": last_day_before(invited.invitation.expires_at),
    }


def _sent(invited: Invited, link: str) -> bool:
    account = invited.account
    if not settings.SAMHOLD_EMAIL_SENDER or account.is_demo or not is_sent_to(account.email):
        return False
    try:
        email_sender().send(account.email, Text.INVITATION, account.language, link=link)
    except OSError:
        logging.getLogger(__name__).warning("An invitation could not be sent by e-mail; it is handed over on paper.")
        return False
    return True
