"""
The settings of gunicorn: threads, since a page waits for the database most of its time.

Two workers of four threads gave the most pages a second on two cores. A short queue with a quick refusal beats a long
one, so the backlog is small and a request may take 30 seconds at most.
"""

from __future__ import annotations

import importlib
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from gunicorn.workers.base import Worker

wsgi_app = "samhold.config.wsgi:application"
bind = os.environ.get("SAMHOLD_BIND", "127.0.0.1:8000")
worker_class = "gthread"
workers = int(os.environ.get("SAMHOLD_WORKERS", "2"))
threads = int(os.environ.get("SAMHOLD_THREADS", "4"))
backlog = 128
timeout = 30
graceful_timeout = 20
keepalive = 5
max_requests = 20_000
max_requests_jitter = 2_000
limit_request_line = 4094
forwarded_allow_ips = os.environ.get("SAMHOLD_PROXY_ADDRESSES", "127.0.0.1")
accesslog = None  # addresses of pages name persons; who looked is in the audit
errorlog = "-"
loglevel = "warning"
control_socket_disable = True

_ends: list[Callable[[], None]] = []


def post_worker_init(_worker: Worker) -> None:
    """Begin to work off jobs beside the pages, where `samhold serve` says so."""
    if os.environ.get("SAMHOLD_WORKS_BESIDE_PAGES") == "1":
        _ends.append(importlib.import_module("samhold.cli.worker").beside_the_pages())


def worker_exit(_server: object, _worker: Worker) -> None:
    """Let the running job come to its end."""
    while _ends:
        _ends.pop()()
