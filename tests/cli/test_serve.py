"""`samhold serve` serves, and stops when it is told to."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from http import HTTPStatus
from http.client import HTTPConnection

import pytest


@pytest.fixture
def port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def _answer(port: int) -> int:
    """Ask for the log-in page until it answers, at most 30 seconds."""
    for _ in range(150):
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=10)
            connection.request("GET", "/account/login/")
            return connection.getresponse().status
        except OSError:
            time.sleep(0.2)
    return 0


def _has_worked(database) -> bool:
    """Wait until the thread beside the pages has done what is periodic, at most 30 seconds."""
    for _ in range(150):
        with closing(sqlite3.connect(database)) as file:
            states = {state for (state,) in file.execute("SELECT state FROM infrastructure_job")}
        if states == {"SUCCESSFUL"}:
            return True
        time.sleep(0.2)
    return False


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_serve_answers_and_stops(database, tmp_path, port, stop):
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("SAMHOLD_", "DATABASE_", "DJANGO_"))
    }
    environment = {**kept, "SAMHOLD_ENV": "demo", "DATABASE_URL": f"sqlite:///{database}"}
    samhold = [sys.executable, "-m", "samhold.cli"]
    server = subprocess.Popen(
        [*samhold, "serve", "--port", str(port)], env=environment, cwd=tmp_path, stderr=subprocess.PIPE, text=True
    )

    status = _answer(port)
    worked = _has_worked(database)
    server.send_signal(stop)
    _out, told = server.communicate(timeout=30)

    assert (status, worked, server.returncode) == (HTTPStatus.OK, True, 0), told
    assert told.startswith(f"serving http://127.0.0.1:{port}/ with 1 process; stop with Ctrl C\n")
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=1)
