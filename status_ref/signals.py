"""What happened to credentials: one signal and one structured log event for every acceptance and refusal.

Connect to the signals for metrics, alerts or an audit trail::

    @receiver(refused)
    def count(sender, outcome, **kwargs):
        REFUSALS.labels(outcome.failure.code, outcome.scheme).inc()
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from django.dispatch import Signal
from django.http import HttpRequest

from status_ref.http.failures import Failure

accepted = Signal()
"""Sent with ``outcome`` when credentials did; ``outcome.failure`` is None."""
refused = Signal()
"""Sent with ``outcome`` when a request was refused, or its credentials were passed over as worthless."""
password_changed = Signal()
"""Sent with ``request`` and ``user`` when a page of ours has set a password, after it is saved.

The session of the request goes on if it is the user's and already has their new hash.
"""

LOGGER = "status_ref.authentication"
TOLD = "_status_ref_told"

logger = logging.getLogger(LOGGER)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One acceptance or refusal. Nothing in here is a secret, but for what ``request`` itself carries.

    ``scheme`` is that of the credentials in lower case, ``bearer``, ``basic`` or ``cookie``; ``form`` for a
    name and a password in the content, ``refresh`` for a refresh token; None where nothing was sent.
    ``user`` is whom good credentials stand for.
    """

    request: HttpRequest
    scheme: str | None = None
    failure: Failure | None = None
    user: Any = None

    def members(self) -> dict[str, Any]:
        """Give the members of the log event; the route stands for the address, which may hold a secret."""
        match = self.request.resolver_match
        return {
            "failure": self.failure.code if self.failure else None,
            "scheme": self.scheme,
            "user_id": self._user_id(),
            "method": self.request.method,
            "route": match.route if match else None,
        }

    def _user_id(self) -> str | None:
        identity = getattr(self.user, "pk", None)  # a stateless user has none
        return None if identity is None else str(identity)


def record(outcome: Outcome) -> None:
    """Tell of an outcome, once for each request and failure; a receiver that raises is only logged.

    The event is logged to ``status_ref.authentication`` at level INFO with its members in ``extra``, so that
    a formatter for JSON writes them out.
    """
    told = outcome.request.__dict__.setdefault(TOLD, set())
    if outcome.failure in told:
        return
    told.add(outcome.failure)
    signal, event = (refused, "refused") if outcome.failure else (accepted, "accepted")
    signal.send_robust(Outcome, outcome=outcome)
    if logger.isEnabledFor(logging.INFO):
        logger.info(event, extra=outcome.members())
