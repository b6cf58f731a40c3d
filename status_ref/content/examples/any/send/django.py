"""A plain Django view that answers 404 Not Found with a problem (RFC 9457)."""

from django.http import JsonResponse


def view(request):
    problem = {"title": "Not Found", "status": 404, "detail": "Say here what happened, and what to do next."}
    return JsonResponse(problem, status=404, content_type="application/problem+json")
