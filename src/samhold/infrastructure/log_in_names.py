"""
Names to log in with, for those who have no e-mail: a word and four digits, kept as an address that nothing is sent to.

The domain is reserved for names that lead nowhere (RFC 2606), so the address can never be somebody's.
"""

from __future__ import annotations

import secrets
from typing import Final

DOMAIN: Final = "uten-epost.invalid"
_WORDS: Final = (
    "elv", "fjell", "furu", "gran", "hav", "lyng", "mose", "myr", "orre", "rogn", "selje", "sol", "stein", "tind",
    "tjern", "vatn", "vidde", "vind", "ugle",
)  # fmt: skip


def new_address() -> str:
    """Return an address that stands for a new log-in name; whoever uses it sees that nobody has it."""
    return address_of(f"{secrets.choice(_WORDS)}{secrets.randbelow(9000) + 1000}")


def address_of(typed: str) -> str:
    """Return the address of what somebody typed to log in with: an e-mail address is its own."""
    typed = typed.strip()
    return typed if "@" in typed else f"{typed.lower()}@{DOMAIN}"


def name_of(address: str) -> str:
    """Return what somebody types to log in: the name, or the whole e-mail address."""
    return address.removesuffix(f"@{DOMAIN}")


def is_sent_to(address: str) -> bool:
    """Say whether e-mail can be sent to an address."""
    return not address.endswith(f"@{DOMAIN}")
