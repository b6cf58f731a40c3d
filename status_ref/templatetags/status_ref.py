"""What the templates of the reference cannot do with Django's own tags."""

from __future__ import annotations

from django import template
from django.urls import get_script_prefix

register = template.Library()
register.simple_tag(get_script_prefix, name="start_url")
