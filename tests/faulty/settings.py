"""The demo's settings, with more addresses."""

from tests.settings import *  # noqa: F403

ROOT_URLCONF = "tests.faulty.urls"
