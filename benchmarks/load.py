"""Asks a server: one request after another, or as many as it answers (`wrk`)."""

from __future__ import annotations

import http.client
import json
import shutil
import statistics
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from uuid import uuid4

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.visits import Visit

_LUA = """
local lines = {}
for line in io.lines("%(file)s") do lines[#lines + 1] = line end
local at, key = %(seed)d, %(seed)d
function request()
  at = at %% #lines + 1
  local method, path, cookie, body = lines[at]:match("([^\\t]*)\\t([^\\t]*)\\t([^\\t]*)\\t(.*)")
  local headers = {["Cookie"] = cookie}
  if method == "POST" then
    key = key + 1
    body = body .. string.format("&mutation_key=%(stem)s%%012x", key)
    headers["Content-Type"] = "application/x-www-form-urlencoded"
  end
  return wrk.format(method, path, headers, body)
end
function done(summary, latency, requests)
  io.write(string.format(
    "RESULT {\\"requests\\": %%d, \\"seconds\\": %%f, \\"p50\\": %%f, \\"p95\\": %%f, \\"errors\\": %%d}\\n",
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1000, latency:percentile(95) / 1000,
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout))
end
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a page did: milliseconds, and requests a second."""

    page: str
    p50: float
    p95: float
    per_second: float
    errors: int


def _method(page: str) -> str:
    return "POST" if page.endswith("write") else "GET"


def alone(page: str, visits: Sequence[Visit], *, port: int, times: int) -> Result:
    """Ask one request after another."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    took, errors = [], 0
    for number in range(times):
        visit = visits[number % len(visits)]
        body = f"{visit.form}&mutation_key={uuid4()}" if _method(page) == "POST" else None
        headers = {"Cookie": visit.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        started = time.perf_counter()
        connection.request(_method(page), visit.pages[page], body=body, headers=headers)
        answer = connection.getresponse()
        answer.read()
        took.append((time.perf_counter() - started) * 1000)
        expected = 302 if _method(page) == "POST" else 200
        errors += answer.status != expected
    took = sorted(took[len(took) // 10 :])
    p50, p95 = statistics.median(took), took[int(len(took) * 0.95)]
    return Result(page=page, p50=p50, p95=p95, per_second=1000 / statistics.mean(took), errors=errors)


def loaded(page: str, visits: Sequence[Visit], *, port: int, seconds: int, connections: int) -> Result:
    """Ask as many as the server answers, with `wrk`."""
    if shutil.which("wrk") is None:
        raise SystemExit("wrk is missing: apt-get install wrk")
    with TemporaryDirectory() as folder:
        file, script = Path(folder) / "requests", Path(folder) / "script.lua"
        lines = ("\t".join((_method(page), visit.pages[page], visit.cookie, visit.form)) for visit in visits)
        file.write_text("\n".join(lines) + "\n")
        stem = str(uuid4())[:24]
        script.write_text(_LUA % {"file": file, "seed": time.time_ns() % 100_000, "stem": stem})
        options = ["-t1", f"-c{connections}", f"-d{seconds}", "--timeout", "30", "-s", str(script)]
        command = ["wrk", *options, f"http://127.0.0.1:{port}"]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = json.loads(told.partition("RESULT ")[2])
    rate = found["requests"] / found["seconds"]
    return Result(page=page, p50=found["p50"], p95=found["p95"], per_second=rate, errors=found["errors"])
