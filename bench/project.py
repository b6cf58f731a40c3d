"""The smallest project in which an API can be asked: one user, one view for each way to authenticate."""

from __future__ import annotations

from typing import Any

import django
from django.conf import settings
from django.core.management import call_command

NAME, PASSWORD = "ann", "correct horse battery staple"
SETTINGS: dict[str, Any] = {
    "SECRET_KEY": "only-for-benchmarks-" + "0" * 40,
    "ALLOWED_HOSTS": ["bench"],
    "INSTALLED_APPS": ["django.contrib.auth", "django.contrib.contenttypes", "rest_framework", "status_ref"],
    "DATABASES": {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    # A real hash would cost a thousand times what is measured here, and the same on every side.
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
    "ROOT_URLCONF": "bench.addresses",
    "TEMPLATES": [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
    "STATUS_REF": {"ORIGIN": "https://bench"},
    # Nobody reads what every 401 would log.
    "LOGGING": {"version": 1, "loggers": {"django.request": {"level": "CRITICAL"}}},
    "USE_TZ": True,
}


def start(**changed: Any) -> None:
    """Configure Django, with some settings changed, and make the user."""
    settings.configure(**SETTINGS | changed)
    django.setup()
    call_command("migrate", verbosity=0)
    # Django knows no user model before it is set up.
    django.apps.apps.get_model("auth", "User").objects.create_user(NAME, password=PASSWORD)
