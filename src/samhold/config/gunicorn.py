"""
The settings of gunicorn: threads, since a page waits for the database most of its time.

Two workers of four threads gave the most pages a second on two cores. A short queue with a quick refusal beats a long
one, so the backlog is small and a request may take 30 seconds at most.
"""

from __future__ import annotations

import os

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
