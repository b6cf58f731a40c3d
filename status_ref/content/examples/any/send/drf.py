"""A view of Django REST Framework that answers 404 Not Found; a renderer of the view writes the body."""

from rest_framework.response import Response
from rest_framework.views import APIView


class View(APIView):
    def get(self, request):
        return Response({"detail": "Say here what happened, and what to do next."}, status=404)
