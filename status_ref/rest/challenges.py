"""The challenges of a view: one for each of its authenticators, in any order of the classes.

Django REST Framework asks only the first authenticator of a view for its challenge. Here every one of
them is asked, those of other packages too, and each of ours tells of its own failure only.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.shortcuts import resolve_url
from django.urls import NoReverseMatch
from django.utils.encoding import iri_to_uri
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from status_ref.caching import looked_at
from status_ref.conf import conf
from status_ref.http import schemes
from status_ref.http.challenges import Challenge, parse_challenges
from status_ref.http.failures import TLS_REQUIRED, Failure
from status_ref.http.syntax import Malformed
from status_ref.responses import SHOWN_BY_BROWSERS, is_shown_by_browser
from status_ref.rest.exceptions import Delayed, Forbidden
from status_ref.rest.needs import NOTHING
from status_ref.signals import Outcome, record

# GNU wget dies of a line that follows Basic's, unless its scheme begins with B, D or N.
ORDER = {"bearer": 0, "cookie": 2, "basic": 3}
VARY = ("Accept", "Authorization", "Cookie", *SHOWN_BY_BROWSERS)

logger = logging.getLogger("status_ref.rest")


class ChallengingAuthentication(BaseAuthentication):
    """Base of an authenticator that can challenge.

    Set ``scheme``, ``field`` where its credentials stand in another one, and ``unexplained``, the failure of
    a refusal that names none; override ``judge`` to check credentials and ``challenge`` to announce the
    scheme. ``failure`` tells afterwards what was wrong with what this request carried, ``needs`` what a
    permission missed.
    """

    scheme: str
    field = "Authorization"
    unexplained: Failure
    failure: Failure | None = None
    needs = NOTHING

    def judge(self, request: Request) -> tuple[object, object] | None:
        """Return user and credentials, or None for what is no business of this scheme.

        Raises:
            AuthenticationFailed: the request carried credentials of this scheme that do not do.

        """
        raise NotImplementedError

    def challenge(self, request: Request) -> Challenge | None:
        """Give what to announce, or None to stay silent."""
        raise NotImplementedError

    def authenticate(self, request: Request) -> tuple[object, object] | None:
        """Judge the request and remember what was wrong with it.

        Where the setting ``BAD_CREDENTIALS`` takes them for anonymous, the view decides whether it needs a
        user; if it does, what is remembered here becomes its refusal.
        """
        self.failure = None
        looked_at(request._request, self.field)
        try:
            judged = self.judge(request)
        except AuthenticationFailed as refusal:
            self.failure = getattr(refusal, "failure", self.unexplained)
            record(Outcome(request._request, self.scheme, self.failure))
            if conf.BAD_CREDENTIALS == "anonymous":
                return None
            raise
        except (Delayed, Forbidden) as refusal:
            record(Outcome(request._request, self.scheme, refusal.failure))
            raise
        if judged is not None:
            record(Outcome(request._request, self.scheme, user=judged[0]))
        return judged

    def authenticate_header(self, request: Request) -> str | None:
        """Give every challenge of the view in one value, for views without our exception handler."""
        return ", ".join(map(str, gather(request))) or None

    def demand_tls(self, request: Request) -> None:
        """Refuse credentials that came in clear, where the setting ``REQUIRE_TLS`` says so."""
        if conf.REQUIRE_TLS and not request._request.is_secure():
            raise Forbidden(TLS_REQUIRED)


def gather(request: Request) -> tuple[Challenge, ...]:
    """Collect the challenges that apply to a request: Bearer first, then others, ``Cookie``, Basic last.

    Basic is left out for what a browser sends, because its native dialog hides the page and disturbs
    scripts; a view that wants the dialog says ``native_prompt = True``.
    """
    challenges = _one_for_each_space(_announced(request))
    if _shown_by_browser(request):
        quiet = [challenge for challenge in challenges if challenge.scheme.lower() != "basic"]
        challenges = quiet or _hint(challenges)
    return tuple(sorted(challenges, key=lambda challenge: ORDER.get(challenge.scheme.lower(), 1)))


def cookie_hint() -> Challenge:
    """Announce the session cookie and the form that gives one."""
    try:
        form = iri_to_uri(resolve_url(settings.LOGIN_URL)) if settings.LOGIN_URL else None
    except NoReverseMatch:
        form = None  # a project of APIs alone may have no log-in page
    return schemes.cookie(conf.REALM, form, settings.SESSION_COOKIE_NAME)


def _announced(request: Request) -> Iterable[Challenge]:
    for authenticator in request.authenticators or ():
        if isinstance(authenticator, ChallengingAuthentication):
            challenge = authenticator.challenge(request)
            yield from [challenge] if challenge else []
        else:
            yield from _foreign(authenticator, request)


def _foreign(authenticator: Any, request: Request) -> tuple[Challenge, ...]:
    # What DRF's test client puts in place of the authenticators has no such method.
    announce = getattr(authenticator, "authenticate_header", None)
    value = announce(request) if announce else None
    try:
        return parse_challenges(value) if value else ()
    except Malformed as error:
        logger.warning("%s announces a malformed challenge: %s", type(authenticator).__name__, error)
        return ()


def _one_for_each_space(challenges: Iterable[Challenge]) -> list[Challenge]:
    # Two classes may serve one scheme and realm: the one that says what failed speaks for both.
    spaces: dict[tuple[str, str | None], Challenge] = {}
    for challenge in challenges:
        space = challenge.scheme.lower(), challenge.params.get("realm")
        if space not in spaces or "error" in challenge.params:
            spaces[space] = challenge
    return list(spaces.values())


def _shown_by_browser(request: Request) -> bool:
    view = request.parser_context.get("view")
    return not getattr(view, "native_prompt", False) and is_shown_by_browser(request._request)


def _hint(challenges: list[Challenge]) -> list[Challenge]:
    # A 401 without any challenge would break RFC 9110, Section 15.5.2.
    return [cookie_hint()] if challenges and conf.COOKIE_CHALLENGE else challenges
