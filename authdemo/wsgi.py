"""The demo as a WSGI application."""

import os

import django

from authdemo.handlers import WSGIHandler

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "authdemo.settings")

django.setup(set_prefix=False)
application = WSGIHandler()
