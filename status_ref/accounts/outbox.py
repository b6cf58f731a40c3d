"""Mail leaves outside of the request, so that no answer tells by its time whether any was sent."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from threading import BoundedSemaphore

from django.db import connections, transaction

LONGEST = 100
"""Jobs that wait in one process; where a mail server hangs, further ones are dropped."""

Job = Callable[[], None]
logger = logging.getLogger("status_ref.accounts")


class Outbox:
    """A thread and a bounded queue before it; what is queued when the process ends is still sent."""

    def __init__(self) -> None:
        """Start nothing yet: the thread comes with the first job."""
        self._open()
        # A thread does not live on in a forked worker: that gets one of its own.
        os.register_at_fork(after_in_child=self._open)

    def post(self, job: Job) -> None:
        """Do a job after the transaction has been committed, and not at all where it is rolled back."""
        transaction.on_commit(partial(self._enqueue, job))

    def flush(self) -> None:
        """Wait until everything that was posted up to now is done."""
        self._executor.submit(_nothing).result()

    def _open(self) -> None:
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="outbox")
        self._room = BoundedSemaphore(LONGEST)

    def _enqueue(self, job: Job) -> None:
        if not self._room.acquire(blocking=False):
            logger.critical("The outbox is full, so a mail is dropped. Does the mail server answer?")
            return
        self._executor.submit(_do, job).add_done_callback(self._leave)

    def _leave(self, done: Future[None]) -> None:  # noqa: ARG002
        self._room.release()


def _do(job: Job) -> None:
    try:
        job()
    except Exception as error:  # noqa: BLE001 (whatever goes wrong, the next mail must not wait for it)
        # The error of a mail server may quote the mail, and with it the link.
        logger.critical("A mail could not be sent: %s", type(error).__name__)
    finally:
        connections.close_all()


def _nothing() -> None:
    """Be a job whose end is that of all before it."""


outbox = Outbox()
