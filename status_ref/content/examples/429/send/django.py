"""Plain Django views: 429 Too Many Requests and 503 Service Unavailable, both with Retry-After."""

from django.http import JsonResponse


def too_many(request):
    return refused(429, "Too Many Requests", "Ask again in two minutes.", wait=120)


def unavailable(request):
    return refused(503, "Service Unavailable", "We are back in two minutes.", wait=120)


def refused(status, title, detail, wait):
    problem = {"title": title, "status": status, "detail": detail}
    response = JsonResponse(problem, status=status, content_type="application/problem+json")
    response["Retry-After"] = str(wait)
    return response
