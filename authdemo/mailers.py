"""How mail leaves the demo: Django 6.1 has one setting for it, and warns of the many of before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import django

TIMEOUT = 10
"""Seconds that a mail server has to answer."""
OPTIONS = {
    "EMAIL_FILE_PATH": "file_path",
    "EMAIL_HOST": "host",
    "EMAIL_PORT": "port",
    "EMAIL_HOST_USER": "username",
    "EMAIL_HOST_PASSWORD": "password",
    "EMAIL_USE_TLS": "use_tls",
    "EMAIL_USE_SSL": "use_ssl",
}


def mail_settings(given: Mapping[str, Any], version: tuple[int, ...] = django.VERSION[:2]) -> dict[str, Any]:
    """Give the settings that a version of Django reads, from those of before 6.1.

    Args:
        given: what ``environ`` makes of an address such as ``smtp+tls://user:password@host:587``.
        version: major and minor.

    """
    over_smtp = {"timeout": TIMEOUT} if given.get("EMAIL_HOST") else {}
    if version < (6, 1):
        return {**given, **({"EMAIL_TIMEOUT": TIMEOUT} if over_smtp else {})}
    options = {OPTIONS[name]: value for name, value in given.items() if name in OPTIONS and value}
    return {"MAILERS": {"default": {"BACKEND": given["EMAIL_BACKEND"], "OPTIONS": options | over_smtp}}}
