"""The 401 ladder as the page shows it: each step as it was recorded, and what a script can send for it."""

from __future__ import annotations

from typing import Any

from django.shortcuts import resolve_url

from status_ref import links
from status_ref.catalog.ladder import Step, steps
from status_ref.conf import conf
from status_ref.http.failures import FAILURES
from status_ref.views.trying import TOKEN

WRONG = "wrong-token"


def ladder() -> dict[str, Any]:
    """Give the steps, and where the tokens come from, if anywhere."""
    place = {name: resolve_url(url) for name, url in conf.TRY_URL.items()}
    api, tokens = place.get("api", ""), place.get("tokens", "")
    return {"steps": [_shown(step, api, tokens) for step in steps()], "tokens": tokens, "api": api}


def _shown(step: Step, api: str, tokens: str) -> dict[str, Any]:
    failure = FAILURES.get(step.recorded.code)
    return {"step": step, "failure": failure, **_run(step.key, api, tokens)}


def _run(key: str, api: str, tokens: str) -> dict[str, str]:
    if not api:
        return _live(key)
    sent = {"none": "", "wrong": WRONG}.get(key)
    if sent is None:
        return {"to": api, "key": key} if tokens else {}
    return {"to": api, "token": sent}


def _live(key: str) -> dict[str, str]:
    # Live answers know a right token from a wrong one, and nothing of time, sign-ins and scopes.
    sent = {"none": "", "wrong": WRONG, "good": TOKEN}.get(key)
    return {} if sent is None else {"to": links.path("status_ref:live-bearer", TOKEN), "token": sent}
