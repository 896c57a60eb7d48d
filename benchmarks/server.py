"""The product's application with the reference page beside it, so that both are measured on the same server."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samhold.config.settings")

import django

django.setup()

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.test.utils import override_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

PREFIX = "/_reference/"
BARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "csp.middleware.CSPMiddleware",
]


class Bare(WSGIHandler):
    """Django with session, user and a nonce, and nothing else."""

    def load_middleware(self, is_async: bool = False) -> None:  # noqa: FBT001, FBT002 -- Django's own
        """Load the few."""
        with override_settings(MIDDLEWARE=BARE):
            super().load_middleware(is_async)

    def get_response(self, request: object) -> object:
        """Answer with the addresses of the reference page."""
        request.urlconf = "benchmarks.reference"
        return super().get_response(request)


_product, _bare = WSGIHandler(), Bare()


def application(environ: dict[str, object], start_response: Callable[..., object]) -> Iterable[bytes]:
    """Send the reference page's requests to the bare one."""
    chosen = _bare if str(environ["PATH_INFO"]).startswith(PREFIX) else _product
    return chosen(environ, start_response)


assert settings.configured
