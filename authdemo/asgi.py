"""The demo as an ASGI application."""

import os

import django

from authdemo.handlers import ASGIHandler

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "authdemo.settings")

django.setup(set_prefix=False)
application = ASGIHandler()
