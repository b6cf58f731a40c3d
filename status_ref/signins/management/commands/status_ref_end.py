"""``manage.py status_ref_end``: end the sign-ins of one user, or of everybody."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from status_ref.signins import ending
from status_ref.signins.models import Reason


class Command(BaseCommand):
    """Ends sign-ins from the next request on."""

    help = "End the sign-ins of a user, or with --all of everybody."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take a name, or the option that stands for all."""
        who = parser.add_mutually_exclusive_group(required=True)
        who.add_argument("username", nargs="?", help="the name that the user logs in with")
        who.add_argument("--all", action="store_true", help="everybody, and whoever runs this too")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        """End them, and say how many that were."""
        if options["all"]:
            count = ending.end_everybodys()
        else:
            count = ending.end_all(self._user(options["username"]), Reason.ENDED_BY_STAFF)
        self.stdout.write(f"Ended: {count}.")

    def _user(self, name: str) -> Any:
        model = get_user_model()
        try:
            return model._default_manager.get_by_natural_key(name)
        except model.DoesNotExist as error:
            raise CommandError(f"There is no user {name!r}.") from error
