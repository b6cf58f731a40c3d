"""The demo's settings, with every kind of page behind the gate."""

from tests.settings import *  # noqa: F403

ROOT_URLCONF = "tests.views.gate_urls"
