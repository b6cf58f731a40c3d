"""CPU time of one request, accepted and refused: DRF with simplejwt, DRF's Basic, and ours.

``python -m bench.authentication`` prints a table. Every case is asked in turn, in an order that changes from
round to round, so that whatever else the machine does falls on all of them.
"""

from __future__ import annotations

import gc
import platform
import random
import statistics
import time
from base64 import b64encode
from collections.abc import Callable
from datetime import timedelta
from importlib.metadata import version
from typing import Any

from bench.project import NAME, PASSWORD, start

ROUNDS, REQUESTS = 40, 50
SIDES = ("theirs", "ours", "ours-with-handler")
PACKAGES = ("django", "djangorestframework", "djangorestframework-simplejwt", "pyjwt")

Ask = Callable[[], int]


def credentials() -> dict[str, dict[str, str]]:
    """Give the values of Authorization for each case, by kind."""
    from django.contrib.auth import get_user_model
    from rest_framework_simplejwt.tokens import AccessToken

    user = get_user_model().objects.get()
    expired = AccessToken.for_user(user)
    expired.set_exp(lifetime=-timedelta(minutes=1))
    basic = {password: b64encode(f"{NAME}:{password}".encode()).decode() for password in (PASSWORD, "wrong")}
    return {
        "bearer": {
            "accepted": f"Bearer {AccessToken.for_user(user)}",
            "nothing sent": "",
            "expired": f"Bearer {expired}",
            "cut off": f"Bearer {str(expired)[:-10]}",
        },
        "basic": {
            "accepted": f"Basic {basic[PASSWORD]}",
            "nothing sent": "",
            "wrong password": f"Basic {basic['wrong']}",
        },
    }


def asker(path: str, authorization: str) -> Ask:
    """Give a function that asks for a path through WSGI, and tells the status."""
    from django.core.handlers.wsgi import WSGIHandler
    from django.test import RequestFactory

    application = WSGIHandler()
    factory = RequestFactory(headers={"host": "bench"})
    headers = {"authorization": authorization} if authorization else {}

    def ask() -> int:
        environ = factory.get(path, headers=headers).environ
        statuses: list[str] = []
        response = application(environ, lambda *head: statuses.append(head[0]))
        b"".join(response)
        response.close()
        return int(statuses[0][:3])

    return ask


def measure(cases: dict[Any, Ask]) -> dict[Any, float]:
    """Give the median CPU time of one request of each case, in microseconds."""
    times: dict[Any, list[float]] = {case: [] for case in cases}
    order = list(cases)
    gc.disable()
    for _ in range(ROUNDS):
        random.shuffle(order)
        for case in order:
            began = time.process_time()
            for _ in range(REQUESTS):
                cases[case]()
            times[case].append((time.process_time() - began) / REQUESTS * 1e6)
        gc.collect()
    return {case: statistics.median(taken) for case, taken in times.items()}


def main() -> None:
    """Print the table as Markdown."""
    start()
    cases: dict[tuple[str, str, str], Ask] = {}
    for kind, values in credentials().items():
        for what, value in values.items():
            for side in SIDES:
                cases[kind, what, side] = ask = asker(f"/{kind}/{side}", value)
                expected = {200} if what == "accepted" else {401}
                assert ask() in expected, (kind, what, side)
    taken = measure(cases)
    print(f"Python {platform.python_version()}, " + ", ".join(f"{name} {version(name)}" for name in PACKAGES))
    print(f"Median of {ROUNDS} rounds of {REQUESTS} requests, CPU µs per request.\n")
    print("| | theirs | ours | ours with the handler |\n|---|---:|---:|---:|")
    for kind, what in dict.fromkeys((kind, what) for kind, what, _ in cases):
        theirs, *ours = (taken[kind, what, side] for side in SIDES)
        cells = [f"{theirs:.0f}", *(f"{time:.0f} ({time / theirs:.2f} times)" for time in ours)]
        print(f"| {kind}, {what} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
