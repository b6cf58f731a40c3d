"""Where the demo is reached, when nobody says it."""

from __future__ import annotations

from urllib.parse import urlsplit

EVERYWHERE = {"", "0.0.0.0", "::"}  # noqa: S104 (addresses to listen on, which nobody can visit)


def local_origin(host: str, port: str) -> str:
    """Give the origin of a server that listens here; ``http://127.0.0.1:8000`` where nothing is said."""
    name = "127.0.0.1" if host in EVERYWHERE else host
    name = f"[{name}]" if ":" in name else name
    return f"http://{name}" if port == "80" else f"http://{name}:{port or '8000'}"


def local_hosts(host: str) -> list[str]:
    """Give the names under which such a server may be asked: any, where it listens on every address."""
    here = ["127.0.0.1", "localhost", "[::1]"]
    if host in EVERYWHERE:
        return ["*"] if host else here
    return [*here, f"[{host}]" if ":" in host else host]


def host_of(origin: str) -> str:
    """Give the host of an origin as ``ALLOWED_HOSTS`` wants it: without the port, IPv6 in brackets."""
    host = urlsplit(origin).hostname or ""
    return f"[{host}]" if ":" in host else host
