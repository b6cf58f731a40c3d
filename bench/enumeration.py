"""CPU time of one refused sign-in to the demo, by what is wrong with it: does it tell who has an account?

``python -m bench.enumeration`` prints for every way in the ratio of an unknown name, an inactive account and
one without a password to a wrong password; and of asking for a reset with the address of an account to one
of nobody's. The cases are asked in turn, in an order that changes from round to round.
"""

from __future__ import annotations

import gc
import logging
import os
import random
import statistics
import time
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import django
from django.core.management import call_command

ROUNDS = 40
PASSWORD = "correct horse battery staple"
SENT = {
    "wrong password": ("ann", "wrong"),
    "unknown name": ("nil", PASSWORD),
    "inactive": ("off", PASSWORD),
    "no usable password": ("sso", PASSWORD),
}

Ask = Callable[[], Any]


def start(folder: Path) -> None:
    """Set the demo up with a database of its own, its real password hash, and limits that are not reached."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "authdemo.settings",
        "DEMO_STATE_DIR": str(folder),
        "DEMO_ORIGIN": "http://testserver",
        "DEMO_EMAIL_URL": "dummymail://",
    }
    django.setup()
    logging.disable(logging.CRITICAL)  # nobody reads what every refusal would log
    from django.conf import settings
    from django.contrib.auth import get_user_model

    endless = dict.fromkeys(("account-address", "address", "account"), 500_000)
    settings.STATUS_REF |= {"ATTEMPTS": endless}
    call_command("migrate", verbosity=0)
    users = get_user_model().objects
    users.create_user("ann", "ann@example.com", PASSWORD)
    users.create_user("off", password=PASSWORD, is_active=False)
    users.create_user("sso", password=None)


def ways_in() -> dict[str, Callable[[str, str], Ask]]:
    """Give for each way in what makes a request of a name and a password."""
    from django.test import Client

    client = Client()

    def body(address: str, content_type: str) -> Callable[[str, str], Ask]:
        def sent(name: str, password: str) -> Ask:
            return lambda: client.post(address, {"username": name, "password": password}, content_type)

        return sent

    def basic(name: str, password: str) -> Ask:
        value = b64encode(f"{name}:{password}".encode()).decode()
        return lambda: client.get("/api/profile/", headers={"authorization": f"Basic {value}"})

    def form(name: str, password: str) -> Ask:
        return lambda: client.post("/accounts/login/", {"username": name, "password": password})

    return {"log-in form": form, "token endpoint": body("/api/token/", "application/json"), "Basic": basic}


def resets() -> dict[str, Ask]:
    """Give the two requests for a reset; the outbox is empty before each."""
    from django.test import Client

    from status_ref.accounts.outbox import outbox

    client = Client()

    def ask(address: str) -> Ask:
        def asked() -> Any:
            outbox.flush()
            return client.post("/accounts/reset/", {"email": address})

        return asked

    return {"unknown address": ask("nil@example.com"), "known address": ask("ann@example.com")}


def measure(cases: dict[str, Ask], clock: Callable[[], float], status: int) -> dict[str, float]:
    """Give the median CPU time of one request of each case, in milliseconds."""
    times: dict[str, list[float]] = {case: [] for case in cases}
    order = list(cases)
    gc.disable()
    for _ in range(ROUNDS):
        random.shuffle(order)
        for case in order:
            began = clock()
            answer = cases[case]()
            times[case].append((clock() - began) * 1e3)
            assert answer.status_code == status, (case, answer.status_code)
        gc.collect()
    return {case: statistics.median(taken) for case, taken in times.items()}


def row(title: str, taken: dict[str, float]) -> str:
    """Write what was measured, and the ratios to the first case."""
    first = next(iter(taken.values()))
    return f"{title}: " + ", ".join(f"{case} {ms:.2f} ms ({ms / first:.2f})" for case, ms in taken.items())


def main() -> None:
    """Print what was measured."""
    with TemporaryDirectory() as folder:
        start(Path(folder))
        print(f"Median of {ROUNDS} requests each, CPU time, and its ratio to the first of the line.")
        for title, way in ways_in().items():
            cases = {case: way(*sent) for case, sent in SENT.items()}
            print(row(title, measure(cases, time.process_time, 401)))
        # What the outbox does goes on beside the request: the clock of the thread leaves it out.
        print(row("reset", measure(resets(), time.thread_time, 303)))


if __name__ == "__main__":
    main()
