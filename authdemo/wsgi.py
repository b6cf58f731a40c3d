"""The demo as a WSGI application."""

import os

from django.core.wsgi import get_wsgi_application

from authdemo.content_type import readable_wsgi

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "authdemo.settings")

application = readable_wsgi(get_wsgi_application())
