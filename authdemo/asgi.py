"""The demo as an ASGI application."""

import os

from django.core.asgi import get_asgi_application

from authdemo.content_type import readable_asgi

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "authdemo.settings")

application = readable_asgi(get_asgi_application())
