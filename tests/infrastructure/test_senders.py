"""Messages that say nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from samhold.infrastructure.senders import (
    ConsoleSender,
    EmailSender,
    FileSender,
    Text,
    email_sender,
    sms_sender,
    words,
)

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django import Settings


@pytest.fixture(autouse=True)
def address(settings: Settings) -> None:
    settings.SAMHOLD_ADDRESS = "https://samhold.example"


@pytest.mark.parametrize("text", list(Text))
def test_words_of_every_text_are_the_same_for_everybody(text: Text) -> None:
    subject, body = words(text, "en")

    assert "%" not in subject + body
    assert "{" not in subject + body
    assert body.endswith("\nhttps://samhold.example")


@pytest.mark.parametrize("text", ["NEWS", "Kari has an appointment", None])
def test_words_of_any_other_text_are_refused(text: object) -> None:
    with pytest.raises(ValueError, match="fixed texts"):
        words(text, "en")  # type: ignore[arg-type]


def test_email_sender_sends_mail(settings: Settings, mailoutbox: list[object]) -> None:
    settings.SAMHOLD_EMAIL_SENDER = "samhold.infrastructure.senders.EmailSender"

    email_sender().send("worker@samhold.example", Text.NEWS, "en")

    (mail,) = mailoutbox
    assert (mail.to, mail.subject) == (["worker@samhold.example"], "Something new in Samhold")
    assert isinstance(email_sender(), EmailSender)


def test_sms_sender_by_default_writes_to_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    sender = sms_sender()

    sender.send("+4790000000", Text.TEST, "en")

    assert isinstance(sender, ConsoleSender)
    assert capsys.readouterr().err.startswith("To +4790000000: A test from Samhold\n")


def test_file_sender_adds_a_line(settings: Settings, tmp_path: Path) -> None:
    settings.SAMHOLD_SENT_FILE = str(tmp_path / "sent.txt")

    for _ in range(2):
        FileSender().send("+4790000000", Text.REMINDER, "en")

    lines = (tmp_path / "sent.txt").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("+4790000000\tA reminder from Samhold\t")
