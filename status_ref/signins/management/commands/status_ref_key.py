"""``manage.py status_ref_key``: make the keys of access tokens, and turn them."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from status_ref.signins.key_folder import ALGORITHMS, KeyFolder
from status_ref.signins.keys import UnusableKey


class Command(BaseCommand):
    """Keeps a folder that ``STATUS_REF["KEYS"]`` names."""

    help = "Make the keys of a folder (create), or let its next key sign (rotate)."
    requires_system_checks = ()  # the check of KEYS cannot pass before the first key is made

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what to do, where, and with which algorithm."""
        parser.add_argument("action", choices=["create", "rotate"])
        parser.add_argument("folder", type=Path)
        parser.add_argument("--algorithm", choices=ALGORITHMS, help="of the keys that are made (ES256)")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        """Do it, and say which key signs now."""
        folder = KeyFolder(options["folder"])
        try:
            if options["action"] == "create":
                key = folder.create(options["algorithm"] or ALGORITHMS[0])
            else:
                key = folder.rotate(options["algorithm"])
        except FileNotFoundError as error:
            raise CommandError(f"{error.filename} is not there: create the keys first.") from error
        except (UnusableKey, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{key.algorithm} key {key.kid} signs.")
