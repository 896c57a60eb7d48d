"""The program's log names no person and lets nobody in."""

from __future__ import annotations

import logging

import pytest


@pytest.mark.parametrize(
    ("logger", "address", "written"),
    [
        ("django.security.csrf", "/me/open/abcd-efgh-jkmn-pqrs/", "/me/open/*/"),
        ("django.request", "/me/open/abcd efgh/", "/me/open/*/"),
        ("django.request", "/persons/0199a1b2-C3d4-7e5f-8a9b-0c1d2e3f4a5b/contacts/", "/persons/*/contacts/"),
        ("samhold.jobs", "0199a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b", "0199a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b"),
    ],
)
def test_addresses_are_written_without_ids_and_codes(logger, address, written):
    (handler,) = [one for one in logging.getLogger().handlers if one.get_name() == "stderr"]
    record = logging.LogRecord(logger, logging.WARNING, __file__, 1, "Not Found: %s", (address,), None)

    handler.filter(record)

    assert record.getMessage() == f"Not Found: {written}"
