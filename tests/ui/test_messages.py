"""What was done is told on the next page, with a way back."""

from __future__ import annotations

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.template.loader import render_to_string
from django.test import RequestFactory

from samhold.ui.messages import done, undo_address


@pytest.fixture
def request_with_messages():
    request = RequestFactory().get("/")
    request._messages = CookieStorage(request)
    return request


def test_done_with_undo_keeps_its_address(request_with_messages):
    done(request_with_messages, "The contact is stored.", undo="/contacts/1/undo/")

    (message,) = get_messages(request_with_messages)

    assert (message.message, undo_address(message)) == ("The contact is stored.", "/contacts/1/undo/")


def test_done_without_undo_has_no_address(request_with_messages):
    done(request_with_messages, "Sent.")

    (message,) = get_messages(request_with_messages)

    assert undo_address(message) == ""


def test_toast_with_undo_is_a_form_that_posts_to_it(request_with_messages):
    done(request_with_messages, "The contact is stored.", undo="/contacts/1/undo/")

    drawn = render_to_string("ui/messages.html", {"messages": get_messages(request_with_messages)})

    assert '<form method="post" action="/contacts/1/undo/">' in drawn
    assert 'name="mutation_key"' in drawn


def test_toast_of_an_error_has_the_tone_of_danger(request_with_messages):
    from django.contrib import messages

    messages.error(request_with_messages, "Not sent.")

    drawn = render_to_string("ui/messages.html", {"messages": get_messages(request_with_messages)})

    assert 'data-tone="danger"' in drawn
