"""The settings of the tests with the limits that everybody has by default, behind one proxy."""

from tests.settings import *  # noqa: F403

del STATUS_REF["ATTEMPTS"]  # noqa: F405
STATUS_REF["TRUSTED_PROXIES"] = 1  # noqa: F405
