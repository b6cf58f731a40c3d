"""What a client tells its caller, and the ways in which it takes credentials."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Told:
    """What reaches the caller: how the call ended, what is shown of the content, and the challenges."""

    outcome: str
    text: str = ""
    challenges: tuple[str, ...] = ()


@dataclass(frozen=True)
class Way:
    """How a client gets a secret, ``name:password`` or a token: ``get(url, secret)``, redirects followed."""

    scheme: str
    get: Callable[[str, str], Told]
