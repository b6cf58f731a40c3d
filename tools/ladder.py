"""``python -m tools.ladder``: record the exchanges of the 401 ladder from the demo."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from status_ref.catalog.ladder import RECORDED
from tests.plugins.demo import Demo
from tests.wire.socket_client import RawResponse, exchange, request

API, TOKENS = "/api/profile/", "/api/try/"
SENT = {
    "none": "",
    "wrong": "Bearer wrong-token",
    "expired": "Bearer EXPIRED-TOKEN",
    "revoked": "Bearer REVOKED-TOKEN",
    "narrow": "Bearer NARROW-TOKEN",
    "good": "Bearer GOOD-TOKEN",
}
ORIGIN = "https://example.com"


def record(ask: Callable[..., RawResponse], origin: str) -> dict[str, dict[str, Any]]:
    """Climb the ladder; what differs from day to day is left out, or stands under another name."""
    tokens = json.loads(ask("POST", TOKENS).body)
    return {key: _step(ask, origin, shown, tokens.get(key)) for key, shown in SENT.items()}


def _step(ask: Callable[..., RawResponse], origin: str, shown: str, token: str | None) -> dict[str, Any]:
    sent = f"Bearer {token}" if token else shown
    answer = ask("GET", API, *([f"Authorization: {sent}"] if sent else []))
    return {
        "path": API,
        "authorization": shown,
        "status": answer.status,
        "reason": answer.reason,
        "challenges": [line.replace(origin, ORIGIN) for line in answer.lines("WWW-Authenticate")],
        "code": json.loads(answer.body).get("code", ""),
    }


def written(steps: dict[str, dict[str, Any]]) -> str:
    """Write them as the file has them."""
    return json.dumps(steps, indent=2) + "\n"


def main() -> None:
    """Start the demo with a database that is thrown away, and write the file."""
    with TemporaryDirectory() as place:
        demo = Demo(Path(place))
        try:
            RECORDED.write_text(
                written(record(lambda *sent: exchange(demo.host, demo.port, request(*sent)), demo.origin))
            )
        finally:
            demo.stop()


if __name__ == "__main__":
    main()
