"""What can be tried: the choices of the form, what somebody chose, and where that is sent."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from status_ref import links
from status_ref.catalog.model import Status
from status_ref.views.reference import catalog

USER, PASSWORD, TOKEN = "reader", "right-password", "right-token"
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
ACCEPTS = ("*/*", "application/problem+json", "application/json", "text/plain", "text/html")
SCHEMES = ("none", "basic", "bearer")
CREDENTIALS = ("right", "wrong")
FIRST = 200
"""What comes before an answer cannot be sent through WSGI."""
PROTECTED = "401"
"""The code whose live answers know right credentials from wrong ones."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that somebody put together; every value is one of the choices."""

    code: str = "401"
    method: str = METHODS[0]
    accept: str = ACCEPTS[0]
    scheme: str = SCHEMES[0]
    credentials: str = CREDENTIALS[0]

    @classmethod
    def of(cls, query: QueryDict) -> Asked:
        """Take what can be used of a query, and else the first choice; ``complaint`` tells of the rest."""
        return cls(
            **{name: str(query[name]) for name, known in choices().items() if query.get(name) in known}
        )

    @property
    def path(self) -> str:
        """Where it is sent: 401 with credentials goes to an address that knows the right ones."""
        address = addresses()[self.scheme] if self.code == PROTECTED else ""
        return address or links.path("status_ref:live", self.code)

    @property
    def fields(self) -> tuple[tuple[str, str], ...]:
        """The fields that are set."""
        authorization = AUTHORIZATION.get((self.scheme, self.credentials))
        return (("Accept", self.accept), *([("Authorization", authorization)] if authorization else []))


CHOICES: Mapping[str, tuple[str, ...]] = {
    "method": METHODS,
    "accept": ACCEPTS,
    "scheme": SCHEMES,
    "credentials": CREDENTIALS,
}


def _basic(password: str) -> str:
    return "Basic " + b64encode(f"{USER}:{password}".encode()).decode()


AUTHORIZATION = {
    ("basic", "right"): _basic(PASSWORD),
    ("basic", "wrong"): _basic("wrong-password"),
    ("bearer", "right"): f"Bearer {TOKEN}",
    ("bearer", "wrong"): "Bearer wrong-token",
}


def choices() -> dict[str, tuple[str, ...]]:
    """Give all that each part of a request can be."""
    return {"code": tuple(phrases()), **CHOICES}


def complaint(query: QueryDict) -> str:
    """Say what of a query is not among the choices, and what is; empty where all of it is."""
    for name, known in choices().items():
        value = str(query.get(name, known[0]))
        if value not in known:
            rest = (
                "a code from 200 on that has a page here" if name == "code" else f"one of {', '.join(known)}"
            )
            return f"“{value[:40]}” cannot be tried: {name} is {rest}."
    return ""


def addresses() -> dict[str, str]:
    """Give the address for each scheme that knows its right credentials."""
    return {
        "none": "",
        "basic": links.path("status_ref:live-basic", USER, PASSWORD),
        "bearer": links.path("status_ref:live-bearer", TOKEN),
    }


def phrases() -> dict[str, str]:
    """Give the codes that can be sent, each with its phrase; where vendors share one, the first."""
    found: dict[str, str] = {}
    for status in catalog().every():
        if status.code >= FIRST:
            found.setdefault(str(status.code), status.phrase)
    return found


def status_of(code: int) -> Status | None:
    """Give what is known of a code, if need be from the vendor that uses it."""
    return catalog().get(str(code)) or next(
        (status for status in catalog().every() if status.code == code), None
    )


def form(asked: Asked, codes: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Tell the form what to offer, and what is chosen; without codes to choose from, its code is settled."""
    places = addresses()
    return {
        "asked": asked,
        "codes": codes,
        "methods": METHODS,
        "accepts": ACCEPTS,
        "credentials": CREDENTIALS,
        "schemes": [
            {
                "name": name,
                "to": places[name],
                **{which: AUTHORIZATION.get((name, which), "") for which in CREDENTIALS},
            }
            for name in SCHEMES
        ],
        "protected": PROTECTED,
        "live": links.path("status_ref:live", asked.code).removesuffix(asked.code),
    }
