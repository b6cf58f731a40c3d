"""Challenges for Digest, with a nonce that is good for a minute (RFC 7616, Section 3.3)."""

from __future__ import annotations

from django.core import signing
from django.utils.crypto import get_random_string

from status_ref.http.challenges import Challenge
from status_ref.http.digest import ALGORITHMS

SALT = "status_ref.live.digest"
LIFETIME = 60


def challenges(realm: str, *, stale: bool = False) -> list[Challenge]:
    """Make one challenge for each algorithm, the better one first; all with one fresh nonce."""
    nonce = signing.dumps(get_random_string(12), salt=SALT)
    late = {"stale": "true"} if stale else {}
    return [
        Challenge("Digest", {"realm": realm, "qop": "auth", "algorithm": name, "nonce": nonce, **late})
        for name in ALGORITHMS
    ]


def is_fresh(nonce: str) -> bool:
    """Tell whether a nonce is ours and was made within the last minute."""
    try:
        signing.loads(nonce, salt=SALT, max_age=LIFETIME)
    except signing.BadSignature:
        return False
    return True
