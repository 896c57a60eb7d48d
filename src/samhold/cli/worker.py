"""`samhold worker`: works off what waits in the background, and what comes again by itself."""

from __future__ import annotations

import os
import signal
import sys
import threading
from typing import TYPE_CHECKING

from django_tasks import default_task_backend

from samhold.cli.manners import FINDINGS, FINE, INTERRUPTED, say
from samhold.foundation.errors import BadInput
from samhold.infrastructure.jobs import queue
from samhold.infrastructure.jobs.worker import Worker
from samhold.rooms.access.actions.refusals import write_noted

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take how long to work, on what, and what to do first with jobs that were given up."""
    parser.add_argument("--once", action="store_true", help="end when nothing is due")
    parser.add_argument(
        "--queue", action="append", dest="queues", metavar="NAME", help="only this queue; may be given again"
    )
    given_up = parser.add_mutually_exclusive_group()
    given_up.add_argument("--retry-failed", action="store_true", help="first put back what was given up")
    given_up.add_argument("--forget-failed", action="store_true", help="first delete what was given up")


def run(options: argparse.Namespace) -> int:
    """Work, and tell what was done."""
    queues = _queues(options.queues)
    if options.retry_failed:
        say(f"{queue.retry_failed(now=queue.clock())} jobs put back")
    if options.forget_failed:
        say(f"{queue.forget_failed()} jobs forgotten")
    worker = Worker(queues=queues, tell=say, after_each=write_noted)
    _stop_when_told(worker)
    say(f"working on {', '.join(queues)}; stop with Ctrl C")
    tally = worker.work(once=options.once)
    print(tally)
    if options.once and worker.is_stopped:
        return INTERRUPTED
    return FINDINGS if options.once and tally.failed else FINE


def beside_the_pages() -> Callable[[], None]:
    """Work in the process that serves the pages, a thread for each queue; give what ends them after their jobs."""
    workers = [Worker(queues=(one,), tell=_say_trouble, after_each=write_noted) for one in _queues(None)]
    threads = [
        threading.Thread(target=worker.work, name=f"samhold-{worker.queues[0]}", daemon=True) for worker in workers
    ]
    for thread in threads:
        thread.start()

    def end() -> None:
        for worker in workers:
            worker.stop()
        for thread in threads:
            thread.join(timeout=5)

    return end


def _say_trouble(line: str) -> None:
    """Be silent beside the pages about what went well."""
    if ": done in " not in line:
        say(line)


def _queues(names: list[str] | None) -> tuple[str, ...]:
    """
    Give the queues to work on: all, or those named.

    :raises BadInput: if one is unknown.
    """
    known = sorted(default_task_backend.queues)
    for name in names or ():
        if name not in known:
            raise BadInput(f"--queue {name}", f"there is no such queue; name one of {', '.join(known)}.")
    return tuple(dict.fromkeys(names or known))


def _stop_when_told(worker: Worker) -> None:
    """End after the running job at the first signal; at the second at once, which undoes that job."""

    def stop(_number: int, _frame: object) -> None:
        if worker.is_stopped:
            raise KeyboardInterrupt
        worker.stop()
        os.write(sys.stderr.fileno(), b"stopping after the job that is running; once more stops at once\n")

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
