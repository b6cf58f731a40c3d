"""CPU time of what a sign-in does, with a thousand and with a million rows in the table: it should not grow.

``python -m bench.sign_ins`` prints a table. The other rows belong to other users, and the cases are asked in
turn, in an order that changes from round to round.
"""

from __future__ import annotations

import gc
import random
import statistics
import time
from collections.abc import Callable
from typing import Any

from bench.project import NAME, PASSWORD, start

ROUNDS, REQUESTS = 30, 30
SIZES = (1_000, 1_000_000)
SETTINGS: dict[str, Any] = {
    "ROOT_URLCONF": "status_ref.signins.urls",
    "INSTALLED_APPS": [
        *("django.contrib.auth", "django.contrib.contenttypes", "rest_framework"),
        *("status_ref", "status_ref.signins"),
    ],
    "SIMPLE_JWT": {"AUTH_TOKEN_CLASSES": ["status_ref.signins.tokens.AccessToken"]},
    "REST_FRAMEWORK": {"DEFAULT_AUTHENTICATION_CLASSES": ["status_ref.rest.BearerAuthentication"]},
    "STATUS_REF": {"ORIGIN": "https://bench", "ATTEMPTS": {"address": 1_000_000}},
}

Ask = Callable[[], int]


def grow(size: int) -> None:
    """Copy the one row of somebody else until the table has this many; each copy has a name of its own."""
    from django.db import connection

    from status_ref.signins.models import SignIn

    own = {"id", "sid", "session_digest"}
    names = ", ".join(field.column for field in SignIn._meta.fields if field.column not in own)
    missing = size - SignIn.objects.count()
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {missing}) "
            f"INSERT INTO {SignIn._meta.db_table} (sid, {names}) SELECT lower(hex(randomblob(11))), {names} "
            f"FROM n, (SELECT * FROM {SignIn._meta.db_table} ORDER BY id LIMIT 1)"
        )


def cases() -> dict[str, Ask]:
    """Sign in once, and give what is asked with it: each tells the status."""
    from django.test import Client

    client = Client(headers={"host": "bench"})

    def post(path: str, **sent: str) -> Any:
        return client.post(path, sent, "application/json")

    held = post("/token/", username=NAME, password=PASSWORD).json()
    headers = {"authorization": f"Bearer {held['access_token']}"}

    def refresh() -> int:
        answer = post("/token/refresh/", grant_type="refresh_token", refresh_token=held["refresh_token"])
        held.update(answer.json())
        return int(answer.status_code)

    return {
        "a Bearer request: list one's own": lambda: client.get("/sign-ins/", headers=headers).status_code,
        "refresh": refresh,
        "an unknown refresh token": lambda: (
            post(
                "/token/refresh/", grant_type="refresh_token", refresh_token=f"{'A' * 22}.1.{'A' * 43}"
            ).status_code
        ),
    }


def measure(asked: dict[str, Ask]) -> dict[str, float]:
    """Give the median CPU time of each, in microseconds."""
    times: dict[str, list[float]] = {name: [] for name in asked}
    order = list(asked)
    for _ in range(ROUNDS):
        random.shuffle(order)
        gc.collect()
        for name in order:
            began = time.process_time()
            statuses = {asked[name]() for _ in range(REQUESTS)}
            times[name].append((time.process_time() - began) / REQUESTS * 1e6)
            assert statuses in ({200}, {400}), (name, statuses)
    return {name: statistics.median(taken) for name, taken in times.items()}


def main() -> None:
    """Print the table as Markdown."""
    start(**SETTINGS)
    from datetime import timedelta

    from django.contrib.auth import get_user_model

    from status_ref.signins.models import Kind, SignIn

    other = get_user_model().objects.create_user("somebody else")
    SignIn.objects.start(other, Kind.TOKEN, idle=timedelta(days=1))
    asked, taken = cases(), {}
    for size in SIZES:
        grow(size)
        taken[size] = measure(asked)
    print(f"Median of {ROUNDS} rounds of {REQUESTS} requests, CPU µs per request, SQLite in memory.\n")
    print("| | " + " | ".join(f"{size:,} rows" for size in SIZES) + " | ratio |\n|---|---:|---:|---:|")
    for name in asked:
        few, many = (taken[size][name] for size in SIZES)
        print(f"| {name} | {few:.0f} | {many:.0f} | {many / few:.2f} |")


if __name__ == "__main__":
    main()
