"""
E-mail and SMS that say nothing: only that something waits, never about whom or what.

There is a fixed set of texts, and no way to send another. One of them carries a link, made of chance alone.
"""

from __future__ import annotations

import sys
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from django.conf import settings
from django.core.mail import send_mail
from django.utils import translation
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Text(Enum):
    """The texts there are; none has a place for anything but an address of the site."""

    NEWS = "NEWS"
    URGENT_NEWS = "URGENT_NEWS"
    REMINDER = "REMINDER"
    INVITATION = "INVITATION"
    TEST = "TEST"


_WORDS: Final[dict[Text, tuple[StrOrPromise, StrOrPromise]]] = {
    Text.NEWS: (_("Something new in Samhold"), _("There is something new for you in Samhold. Log in to read it.")),
    Text.URGENT_NEWS: (
        _("Something urgent in Samhold"),
        _("Something in Samhold needs you soon. Log in to read it."),
    ),
    Text.REMINDER: (_("A reminder from Samhold"), _("You have something coming up in Samhold. Log in to see it.")),
    Text.INVITATION: (
        _("A link for you"),
        _("Open the link to choose a password. It works once, for seven days. If you do not expect it, delete it."),
    ),
    Text.TEST: (_("A test from Samhold"), _("This is a test. You need not do anything.")),
}


class Sender(Protocol):
    """Something that brings a text to one receiver."""

    def send(self, receiver: str, text: Text, language: str, *, link: str = "") -> None:
        """Send one of the fixed texts to an e-mail address or telephone number, in a language; with a link of ours."""


def words(text: Text, language: str, link: str = "") -> tuple[str, str]:
    """
    Give subject and body in a language.

    :param link: where the text leads, if not to the site's first page; it must hold nothing of a person.

    :raises ValueError: for anything but one of the fixed texts.
    """
    if not isinstance(text, Text):
        raise ValueError("Only the fixed texts are sent; content never leaves by e-mail or SMS.")  # noqa: TRY004 -- see above
    subject, body = _WORDS[text]
    address: str = link or getattr(settings, "SAMHOLD_ADDRESS", "")
    with translation.override(language):
        return str(subject), f"{body}\n{address}".strip()


class ConsoleSender:
    """Writes to the terminal, for development."""

    def send(self, receiver: str, text: Text, language: str, *, link: str = "") -> None:
        """Write the text."""
        subject, body = words(text, language, link)
        sys.stderr.write(f"To {receiver}: {subject}\n{body}\n")


class FileSender:
    """Adds to the file `settings.SAMHOLD_SENT_FILE`, for tests and trying out."""

    def send(self, receiver: str, text: Text, language: str, *, link: str = "") -> None:
        """Add one line."""
        subject, body = words(text, language, link)
        line = f"{receiver}\t{subject}\t{body}".replace("\n", " ")
        path: str = getattr(settings, "SAMHOLD_SENT_FILE", "") or "sent.txt"
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")


class EmailSender:
    """Sends e-mail by the mail server in the settings."""

    def send(self, receiver: str, text: Text, language: str, *, link: str = "") -> None:
        """Send the text; an error of the mail server is the caller's to retry."""
        subject, body = words(text, language, link)
        send_mail(subject, body, None, [receiver])


def email_sender() -> Sender:
    """Give the sender of e-mail that the settings choose (`SAMHOLD_EMAIL_SENDER`, a dotted name)."""
    return _chosen("SAMHOLD_EMAIL_SENDER")


def sms_sender() -> Sender:
    """Give the sender of SMS that the settings choose (`SAMHOLD_SMS_SENDER`, a dotted name)."""
    return _chosen("SAMHOLD_SMS_SENDER")


def _chosen(setting: str) -> Sender:
    name: str = getattr(settings, setting, "") or f"{__name__}.ConsoleSender"
    sender: Sender = import_string(name)()
    return sender
