"""The demo's settings with what only tests need: a cheap password hash, no files, and room for failures."""

import os

os.environ.setdefault("DEMO_SECRET_KEY", "only-for-tests-" + "0" * 40)
os.environ.setdefault("DEMO_ORIGIN", "http://testserver")

from authdemo.settings import *  # noqa: F403

# The tests fail to sign in more often than anybody may; those of the limits take the real ones.
STATUS_REF = STATUS_REF | {  # noqa: F405
    "ATTEMPTS": {"account-address": 500_000, "address": 500_000, "account": 500_000}
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
