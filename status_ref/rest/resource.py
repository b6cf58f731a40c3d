"""Protected resource metadata: where the tokens for an API come from (RFC 9728).

The setting ``RESOURCES`` maps a path prefix to the members of its document. The identifier of a resource is
the origin of this site and that prefix, to the letter, and its document stands where Section 3.1 puts it:
``/.well-known/oauth-protected-resource`` before the path.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from status_ref import links
from status_ref.conf import conf

WELL_KNOWN = "/.well-known/oauth-protected-resource"
MAX_AGE = 3600


def prefix_of(path: str) -> str | None:
    """Give the longest configured prefix that a path lies below, on the border of a segment."""
    below = (prefix for prefix in conf.RESOURCES if f"{path}/".startswith(f"{prefix.rstrip('/')}/"))
    return max(below, key=len, default=None)


def metadata_url(request: HttpRequest) -> str | None:
    """Give the address of the document that speaks of a request's resource; None where there is none."""
    prefix = prefix_of(request.path)
    site = links.origin(request)
    # What follows the host directly is no path yet: its slash goes (Section 3.1).
    return f"{site}{WELL_KNOWN}{'' if prefix == '/' else prefix}" if site and prefix is not None else None


def document(prefix: str, request: HttpRequest) -> dict[str, Any]:
    """Write the metadata of a resource (Section 2); members without a value are left out (Section 3.2)."""
    members: Mapping[str, Any] = {
        "resource": f"{links.origin(request)}{prefix}",
        "scopes_supported": list(conf.SCOPES),
        "bearer_methods_supported": ["header"],
        "resource_documentation": links.page(401, None, request),
        **conf.RESOURCES[prefix],
    }
    return {name: value for name, value in members.items() if value not in (None, "", [], ())}


@login_not_required
@require_safe
def metadata(request: HttpRequest, path: str = "") -> HttpResponse:
    """Answer with the document of a resource: public, for any origin, and to be kept for a while."""
    prefix = path or "/"
    if prefix not in conf.RESOURCES or links.origin(request) is None:
        raise Http404("There is no protected resource of this name.")
    response = JsonResponse(document(prefix, request))
    response["Access-Control-Allow-Origin"] = "*"
    patch_cache_control(response, public=True, max_age=MAX_AGE)
    return response
