"""Reads the environment: one place for names, defaults and what production refuses."""

from __future__ import annotations

import base64
import hashlib
import os
from enum import StrEnum
from pathlib import Path
from typing import Final

from django.core.exceptions import ImproperlyConfigured

KEY_LENGTH: Final = 32


class Environment(StrEnum):
    """Where the program runs; only production holds real people."""

    PRODUCTION = "production"
    DEVELOPMENT = "development"
    TEST = "test"
    DEMO = "demo"


def environment() -> Environment:
    """
    Tell where the program runs, from SAMHOLD_ENV.

    :raises ImproperlyConfigured: if the name is unknown.
    """
    name = os.environ.get("SAMHOLD_ENV", Environment.DEVELOPMENT)
    try:
        return Environment(name)
    except ValueError:
        known = ", ".join(Environment)
        raise ImproperlyConfigured(f"SAMHOLD_ENV={name!r} is unknown; set it to one of {known}.") from None


def text(name: str, default: str = "") -> str:
    """Read the variable `name`, or else the file that `name_FILE` points at, without the line end."""
    value = os.environ.get(name)
    if value is not None:
        return value
    file = os.environ.get(f"{name}_FILE")
    if not file:
        return default
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ImproperlyConfigured(f"{name}_FILE={file}: {error.strerror}; point it at a readable file.") from None


def flag(name: str, *, default: bool = False) -> bool:
    """
    Read a yes or no.

    :raises ImproperlyConfigured: if it is neither.
    """
    value = os.environ.get(name, "").lower()
    if value in {"", "1", "true", "yes", "on", "0", "false", "no", "off"}:
        return default if not value else value in {"1", "true", "yes", "on"}
    raise ImproperlyConfigured(f"{name}={value!r} is neither yes nor no; set it to 1 or 0.")


def whole_number(name: str, default: int) -> int:
    """
    Read a whole number that is not negative.

    :raises ImproperlyConfigured: if it is not one.
    """
    value = os.environ.get(name, "")
    if not value:
        return default
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name}={value!r} is not a whole number.")
    return int(value)


def listed(name: str) -> list[str]:
    """Read names parted by commas."""
    return [part.strip() for part in os.environ.get(name, "").split(",") if part.strip()]


def secret(name: str, where: Environment, mend: str) -> str:
    """
    Read a secret; outside production an unsafe one is made from its name.

    :raises ImproperlyConfigured: if production has none.
    """
    value = text(name)
    if where is Environment.PRODUCTION and (not value or value.startswith("unsafe-")):
        raise ImproperlyConfigured(f"{name} is not set, and production does not start without it. {mend}")
    return value or f"unsafe-{where}-{hashlib.sha256(name.encode()).hexdigest()}"


def key(name: str, where: Environment) -> str:
    """
    Read a key of 32 bytes in base64; outside production an unsafe one is made from its name.

    :raises ImproperlyConfigured: if production has none, or if it has another length.
    """
    mend = "Make one with: head -c 32 /dev/urandom | base64"
    value = text(name)
    unsafe = base64.b64encode(hashlib.sha256(f"unsafe {name}".encode()).digest()).decode()
    if where is Environment.PRODUCTION and value in {"", unsafe}:
        raise ImproperlyConfigured(f"{name} is not set, and production does not start without it. {mend}")
    try:
        length = len(base64.b64decode(value or unsafe, validate=True))
    except ValueError:
        length = 0
    if length != KEY_LENGTH:
        raise ImproperlyConfigured(f"{name} must be {KEY_LENGTH} bytes in base64. {mend}")
    return value or unsafe


def refuse_unsafe_production(hosts: list[str]) -> None:
    """
    Stop production from starting as a development server does.

    :raises ImproperlyConfigured: with debugging on, or without the names that it is reached by.
    """
    if flag("SAMHOLD_DEBUG"):
        raise ImproperlyConfigured("SAMHOLD_DEBUG is on, and production does not start with it. Take it away.")
    if not hosts or "*" in hosts:
        raise ImproperlyConfigured(
            "SAMHOLD_HOSTS must name the hosts that the pages are reached by, such as samhold.kommune.example."
        )
