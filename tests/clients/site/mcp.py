"""A server of the Model Context Protocol with one tool, as a view of Django REST Framework."""

from __future__ import annotations

from typing import Any

from rest_framework.permissions import BasePermission, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from status_ref.rest import HasScope

ECHO = {"name": "echo", "description": "Says it again.", "inputSchema": {"type": "object"}}
RESULTS: dict[str, dict[str, Any]] = {
    "initialize": {
        "protocolVersion": "2025-06-18",
        "capabilities": {"tools": {}},
        "serverInfo": {"name": "echo", "version": "1"},
    },
    "tools/list": {"tools": [ECHO]},
    "tools/call": {"content": [{"type": "text", "text": "again"}]},
}


class McpView(APIView):
    """Reading asks for one scope, and calling the tool for another one as well."""

    def get_permissions(self) -> list[BasePermission]:
        """Ask for what the method of the protocol needs."""
        calls = self.request.method == "POST" and self.request.data.get("method") == "tools/call"
        scopes = ["profile:read", "profile:write"] if calls else ["profile:read"]
        return [IsAuthenticated(), HasScope(*scopes)]

    def post(self, request: Request) -> Response:
        """Answer a request of the protocol; a notification gets no answer."""
        message = request.data
        if "id" not in message:
            return Response(status=202)
        answer = {"jsonrpc": "2.0", "id": message["id"]}
        result = RESULTS.get(message["method"])
        if result is None:
            return Response(answer | {"error": {"code": -32601, "message": "Method not found"}})
        return Response(answer | {"result": result})
