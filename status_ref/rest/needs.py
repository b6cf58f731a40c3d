"""What a request needs beside good credentials: the scopes or the fresh sign-in that permissions ask for."""

from __future__ import annotations

from dataclasses import dataclass

from status_ref.http.failures import Failure


@dataclass(frozen=True, slots=True)
class Needs:
    """What a permission asks for, and the failure of a request that has less; the challenge says it."""

    failure: Failure | None = None
    scope: tuple[str, ...] = ()
    max_age: int | None = None
    acr_values: tuple[str, ...] = ()


NOTHING = Needs()
