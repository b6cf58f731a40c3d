"""``manage.py status_ref_clean``: remove the rows of sign-ins that are over."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from status_ref.signins.models import SignIn


def natural(text: str) -> int:
    """Read a number of days.

    Raises:
        ArgumentTypeError: it is none, or negative: rows of sign-ins that go on would be removed.

    """
    if not text.isdecimal():
        raise ArgumentTypeError(f"{text!r} is no number from 0 on")
    return int(text)


def positive(text: str) -> int:
    """Read a number of rows.

    Raises:
        ArgumentTypeError: it is none, or 0.

    """
    if natural(text) == 0:
        raise ArgumentTypeError("at least 1 is needed")
    return int(text)


class Command(BaseCommand):
    """Removes what has run out, some rows at a time, so that nobody waits for a lock."""

    help = "Remove sign-ins that ran out some days ago. Run it daily."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take how long rows are kept, and how many go at once."""
        parser.add_argument("--days", type=natural, default=7, help="how long to keep what has run out (7)")
        parser.add_argument("--batch", type=positive, default=1000, help="how many rows go at once (1000)")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        """Remove them, and say how many that were."""
        # One that was ended runs out like any other; until then its row says why a token is refused.
        over = SignIn.objects.filter(idle_until__lt=timezone.now() - timedelta(days=options["days"]))
        total = 0
        while batch := list(over.order_by("idle_until").values_list("pk", flat=True)[: options["batch"]]):
            total += SignIn.objects.filter(pk__in=batch).delete()[0]
        self.stdout.write(f"Removed: {total}.")
