#!/usr/bin/env python
"""Django's command-line entry point for the demo project."""

import os
import sys


def main() -> None:
    """Run the command that the arguments name, with the demo's settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "authdemo.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
