"""A process of its own that serves the demo's database: ``python -m tests.signins.worker``.

It takes one JSON object a line and answers with one: ``{"times": 8, "method": …}`` is sent to the views by so
many threads at once, ``{"run": "users.…"}`` changes accounts, ``{"kill": "before" | "after" | "committed",
"token": …}`` rotates and dies on the way.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import django
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.test import Client

THREADS = 8
client = Client(raise_request_exception=False, SERVER_NAME="127.0.0.1")


def serve():
    with ThreadPoolExecutor(THREADS) as threads:
        for line in sys.stdin:
            asked = json.loads(line)
            kind = die if "kill" in asked else run if "run" in asked else send
            print(json.dumps(kind(threads, **asked)), flush=True)


def send(threads, method, path, times=1, body=None, token=None, cookie=None):
    together = Barrier(times)

    def once(_):
        headers = {"authorization": f"Bearer {token}"} if token else {}
        headers |= {"cookie": cookie} if cookie else {}
        together.wait(timeout=30)
        content = json.dumps(body) if body else ""
        response = client.generic(method, path, content, "application/json", headers=headers)
        return response.status_code, json.loads(response.content) if response.content else None

    return list(threads.map(once, range(times)))


def run(threads, run):
    """Change accounts: ``users`` is their manager."""
    return repr(eval(run, {"users": get_user_model().objects}))


def die(threads, kill, token):
    """Rotate a token, and be killed before the UPDATE, after it and before the commit, or after that."""
    from status_ref.signins import rotation

    def killer(execute, sql, *rest):
        if not sql.startswith("UPDATE"):
            return execute(sql, *rest)
        if kill != "before":
            execute(sql, *rest)
        return os.kill(os.getpid(), signal.SIGKILL)

    with connection.execute_wrapper(killer):
        if kill == "committed":
            rotation.rotate(token)
        with transaction.atomic():
            rotation.rotate(token)


if __name__ == "__main__":
    django.setup()
    client.handler.load_middleware()
    serve()
