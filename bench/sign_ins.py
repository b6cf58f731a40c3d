"""CPU time of what a sign-in does, with a thousand and with a million rows in the table: it should not grow.

``python -m bench.sign_ins`` prints it for SQLite in memory, with the time on the clock and the number of SQL
statements; ``--postgresql`` starts a PostgreSQL for it, and a Redis for the counters. The other rows belong
to other users, and the cases are asked in turn, in an order that changes from round to round.
"""

from __future__ import annotations

import argparse
import gc
import random
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from bench.project import NAME, PASSWORD, start

ROUNDS, REQUESTS = 30, 30
SIZES = (1_000, 1_000_000)
# A name of 22 characters, and a table that the planner has just looked at.
NAMES = {"sqlite": "lower(hex(randomblob(11)))", "postgresql": "left(md5(random()::text || i), 22)"}
ANALYZE = {"sqlite": "ANALYZE", "postgresql": "VACUUM ANALYZE"}
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


class Taken(NamedTuple):
    """What one request of a case takes: microseconds of this process's CPU and of the clock."""

    cpu: float
    clock: float


@contextmanager
def servers(wanted: bool) -> Iterator[dict[str, Any]]:
    """Give the settings of a PostgreSQL and a Redis of our own, where they are wanted."""
    if not wanted:
        yield {}
        return
    from environ import Env

    from tests.plugins.services import Services

    running = Services()
    try:
        database = Env.db_url_config(running.database("bench")) | {"CONN_MAX_AGE": None}
        cache = Env.cache_url_config(running.cache(0))
        yield {"DATABASES": {"default": database}, "CACHES": {"default": cache}}
    finally:
        from django.db import connections

        connections.close_all()
        running.stop()


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
            f"INSERT INTO {SignIn._meta.db_table} (sid, {names}) SELECT {NAMES[connection.vendor]}, {names} "
            f"FROM n, (SELECT * FROM {SignIn._meta.db_table} ORDER BY id LIMIT 1) AS first"
        )
        cursor.execute(ANALYZE[connection.vendor])


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


def measure(asked: dict[str, Ask]) -> dict[str, Taken]:
    """Give the medians of each."""
    times: dict[str, list[Taken]] = {name: [] for name in asked}
    order = list(asked)
    for _ in range(ROUNDS):
        random.shuffle(order)
        gc.collect()
        for name in order:
            began = Taken(time.process_time(), time.perf_counter())
            statuses = {asked[name]() for _ in range(REQUESTS)}
            ended = Taken(time.process_time(), time.perf_counter())
            times[name].append(
                Taken(*((end - begin) / REQUESTS * 1e6 for begin, end in zip(began, ended, strict=True)))
            )
            assert statuses in ({200}, {400}), (name, statuses)
    return {name: Taken(*map(statistics.median, zip(*taken, strict=True))) for name, taken in times.items()}


def statements(asked: dict[str, Ask]) -> dict[str, int]:
    """Count the SQL statements of one request of each."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counted = {}
    for name, ask in asked.items():
        with CaptureQueriesContext(connection) as captured:
            ask()
        counted[name] = len(captured)
    return counted


def show(
    what: str, asked: dict[str, Ask], taken: dict[int, dict[str, Taken]], sizes: tuple[int, ...]
) -> None:
    """Print one of the two times as a table in Markdown."""
    print(f"| {what} | " + " | ".join(f"{size:,} rows" for size in sizes) + " | ratio |")
    print("|---|" + "---:|" * (len(sizes) + 1))
    for name in asked:
        times = [getattr(taken[size][name], what) for size in sizes]
        cells = " | ".join(f"{time:.0f}" for time in times)
        print(f"| {name} | {cells} | {times[-1] / times[0]:.2f} |")
    print()


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument(
        "--postgresql", action="store_true", help="run on a PostgreSQL and a Redis of its own"
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="rows, from few to many")
    given = parser.parse_args()
    with servers(given.postgresql) as places:
        run(SETTINGS | places, tuple(given.sizes))


def run(settings: dict[str, Any], sizes: tuple[int, ...]) -> None:
    """Measure on one database."""
    start(**settings)
    from datetime import timedelta

    from django.contrib.auth import get_user_model
    from django.db import connection

    from status_ref.signins.models import Kind, SignIn

    other = get_user_model().objects.create_user("somebody else")
    SignIn.objects.start(other, Kind.TOKEN, idle=timedelta(days=1))
    asked, taken = cases(), {}
    for size in sizes:
        grow(size)
        taken[size] = measure(asked)
    print(f"Median of {ROUNDS} rounds of {REQUESTS} requests, µs per request, {connection.vendor}.\n")
    show("cpu", asked, taken, sizes)
    show("clock", asked, taken, sizes)
    print("Statements:", ", ".join(f"{name} {count}" for name, count in statements(asked).items()))


if __name__ == "__main__":
    main()
