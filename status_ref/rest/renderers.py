"""How a problem is written."""

from __future__ import annotations

from rest_framework.renderers import JSONRenderer

from status_ref.http.problems import MEDIA_TYPE


class ProblemRenderer(JSONRenderer):
    """Problem details as ``application/problem+json`` (RFC 9457, Section 3)."""

    media_type = MEDIA_TYPE
    format = "problem"
