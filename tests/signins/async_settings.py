"""The demo's settings, with views that use the session without leaving the event loop."""

from tests.settings import *  # noqa: F403

ROOT_URLCONF = "tests.signins.async_urls"
