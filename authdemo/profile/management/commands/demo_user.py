"""``manage.py demo_user``: somebody to sign in as."""

from __future__ import annotations

import secrets
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand

NAME = "demo"


class Command(BaseCommand):
    """Makes the demo user with a random password, or gives them a new one."""

    help = "Make the user 'demo' with a random password and print it; with --reset, set and print a new one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the one option."""
        parser.add_argument(
            "--reset", action="store_true", help="set a new password although the user exists"
        )

    def handle(self, *args: Any, reset: bool = False, **options: Any) -> None:  # noqa: ARG002
        """Print the password where one was set; it is kept nowhere in clear."""
        user, made = get_user_model().objects.get_or_create(username=NAME)
        if not (made or reset):
            self.stdout.write(f"User {NAME} exists. A new password: make password")
            return
        password = secrets.token_urlsafe(12)
        user.set_password(password)
        user.save()
        self.stdout.write(f"User {NAME}, password {password}")
