"""What all endpoints of this app share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from status_ref import sessions
from status_ref.rest.handler import exception_handler
from status_ref.rest.negotiation import ContentNegotiation
from status_ref.rest.parsers import FormParser, JSONParser


class Endpoint(APIView):
    """JSON or a form in, JSON out, and problems, whatever a project has made the default."""

    parser_classes = (JSONParser, FormParser)
    renderer_classes = (JSONRenderer,)
    content_negotiation_class = ContentNegotiation

    def get_exception_handler(self) -> Callable[[Exception, Mapping[str, Any]], Response | None]:
        """Answer with problems, whatever handler the project has installed."""
        return exception_handler

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Response:
        """Let a browser forget the dead session that made its client come here."""
        answer: Response = super().finalize_response(request, response, *args, **kwargs)
        if sessions.is_dead(getattr(request, "_request", request)):
            sessions.delete_cookie(answer)
        return answer
