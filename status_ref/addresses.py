"""Where a request comes from, as far as proxies can be believed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from django.http import HttpRequest

from status_ref.conf import conf

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

SUBSCRIBER = 64
"""Bits of an IPv6 address that name one customer's network; the others are theirs to choose (RFC 6177)."""
UNKNOWN = "unknown"


def client(request: HttpRequest) -> str:
    """Give the client's IPv4 address, or its IPv6 network; ``unknown`` where the server gives no address.

    ``X-Forwarded-For`` is read from the right, where our own proxies write, and only as far as the setting
    ``TRUSTED_PROXIES`` reaches: everything further to the left is the client's to invent.
    """
    found: Address | None = None
    for hop, text in enumerate(_hops(request)):
        address = _parse(text)
        found = address or found
        if not _is_proxy(hop, address):
            break
    return _place(found)


def _hops(request: HttpRequest) -> Iterator[str]:
    yield request.META.get("REMOTE_ADDR", "")
    yield from reversed(request.META.get("HTTP_X_FORWARDED_FOR", "").split(","))


def _is_proxy(hop: int, address: Address | None) -> bool:
    trusted = conf.TRUSTED_PROXIES
    if isinstance(trusted, int):
        return hop < trusted
    return address is not None and any(address in network for network in networks(trusted))


@lru_cache
def networks(texts: tuple[str, ...]) -> tuple[Network, ...]:
    """Read the networks of the setting; ValueError where one is none."""
    return tuple(ip_network(text) for text in texts)


def _parse(text: str) -> Address | None:
    """Read an address; some proxies write the port behind it."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _place(address: Address | None) -> str:
    if isinstance(address, IPv6Address):
        return str(IPv6Network((int(address), SUBSCRIBER), strict=False))
    return str(address or UNKNOWN)
