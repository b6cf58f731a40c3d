"""The demo's settings with what only tests need: a cheap password hash and no files."""

import os

os.environ.setdefault("DEMO_SECRET_KEY", "only-for-tests-" + "0" * 40)
os.environ.setdefault("DEMO_ORIGIN", "http://testserver")

from authdemo.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
