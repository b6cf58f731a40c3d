"""The keys of access tokens: a ring of them, each with a name and one algorithm.

The first key of the ring signs, all of them verify. A token says by ``kid`` which one it means, and that is
all it says: ``jku``, ``x5u`` and ``jwk`` are never read (RFC 8725, Sections 3.1 and 3.10). What is secret
here shows in no ``repr``, so neither in a log nor on Django's debug page.
"""

from __future__ import annotations

import hashlib
import json
import os
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key
from django.conf import settings
from jwt.algorithms import ECAlgorithm, OKPAlgorithm, RSAAlgorithm

from status_ref.conf import conf

FROM_SECRET_KEY = "secret-key"  # noqa: S105 (where a secret comes from, not the secret)
FROM_ENVIRONMENT = "env:"
# What a folder holds, in the order of the ring: the first signs.
CURRENT, NEXT, RETIRED = "current.pem", "next.pem", "retired.pem"
SMALLEST_RSA = 3072  # bits; 128 bits of security (NIST SP 800-57 Part 1, Table 2)
# The members of a thumbprint (RFC 7638, Section 3.2, and RFC 8037, Section 2).
REQUIRED = {"EC": ("crv", "kty", "x", "y"), "OKP": ("crv", "kty", "x"), "RSA": ("e", "kty", "n")}


class UnusableKey(Exception):
    """A source of ``KEYS`` gives no key that can be used; says which, and shows nothing of it."""


class Secret(bytes):
    """Bytes that do not show themselves."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Hide the bytes: what is printed may end in a log."""
        return "<Secret>"

    __str__ = __repr__


@dataclass(frozen=True, slots=True)
class Key:
    """One key: ``signing`` is None where only the public part is known."""

    kid: str
    algorithm: str
    verifying: Any = field(repr=False)
    signing: Any = field(repr=False, default=None)
    jwk: dict[str, str] | None = field(repr=False, default=None)


@dataclass(frozen=True, slots=True)
class Ring:
    """All keys that are good at a time."""

    keys: tuple[Key, ...]

    @property
    def signer(self) -> Key:
        """The key that signs."""
        return self.keys[0]

    def get(self, kid: str) -> Key | None:
        """Find a key by its name, which is the client's to choose and may be anything."""
        return next((key for key in self.keys if key.kid == kid), None)

    def published(self) -> list[dict[str, str]]:
        """Give the public parts as JSON Web Keys; there is none of a key that both sides share."""
        return [key.jwk for key in self.keys if key.jwk]


def ring() -> Ring:
    """Give the keys as they are now: a folder that changed is read again, by every process at once.

    Raises:
        UnusableKey: a source of ``KEYS`` gives none, or the first one cannot sign.

    """
    sources = conf.KEYS
    return _ring(sources, tuple(map(_state, sources)))


def verifying_key(kid: str) -> Key | None:
    """Find the key that a token names; looked up again where the ring was just being turned."""
    return ring().get(kid) or ring().get(kid)


def derived(purpose: str) -> tuple[Secret, ...]:
    """Derive keys for one purpose: from ``SECRET_KEY`` and then from each fallback (RFC 5869)."""
    return tuple(_derive(secret, purpose) for secret in _secrets())


@lru_cache(maxsize=4)
def _ring(sources: tuple[str, ...], states: tuple[Secret, ...]) -> Ring:  # noqa: ARG001 (a part of the cache's key)
    keys = tuple(key for source in sources for key in _keys(source))
    if not keys or keys[0].signing is None:
        raise UnusableKey("The first key of KEYS signs, so it has to be a private one.")
    return Ring(keys)


def _state(source: str) -> Secret:
    # What changes when the keys of a source do; cheap enough to be asked for every token.
    if source == FROM_SECRET_KEY:
        return Secret(b"\0".join(_secrets()))
    if source.startswith(FROM_ENVIRONMENT):
        return Secret(os.environ.get(source.removeprefix(FROM_ENVIRONMENT), "").encode())
    return Secret(repr([_stamp(path) for path in _paths(source)]).encode())


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


def _paths(source: str) -> list[Path]:
    path = Path(source)
    return [path / name for name in (CURRENT, NEXT, RETIRED)] if path.is_dir() else [path]


def _keys(source: str) -> Iterator[Key]:
    if source == FROM_SECRET_KEY:
        yield from map(_shared, _secrets())
    elif source.startswith(FROM_ENVIRONMENT):
        yield _of_variable(source)
    else:
        yield from _of_files(source)


def _of_variable(source: str) -> Key:
    name = source.removeprefix(FROM_ENVIRONMENT)
    if not os.environ.get(name):
        raise UnusableKey(f"KEYS names {source}, and the variable {name} is not set.")
    return of_pem(Secret(os.environ[name].encode()), source)


def _of_files(source: str) -> Iterator[Key]:
    for path in _paths(source):
        try:
            pem = Secret(path.read_bytes())
        except FileNotFoundError:
            if path.name in {NEXT, RETIRED}:
                continue  # a folder may be without them
            raise UnusableKey(f"{path} is not there.") from None
        except OSError as error:
            raise UnusableKey(f"{path} cannot be read: {error.strerror}.") from None
        yield of_pem(pem, str(path))


def _shared(secret: Secret) -> Key:
    kid = urlsafe_b64encode(_derive(secret, "kid")[:12]).decode()
    key = _derive(secret, "access tokens")
    return Key(kid, "HS256", key, key)


def of_pem(pem: Secret, source: str) -> Key:
    """Read a key from PEM; its algorithm follows from what it is, so it has exactly one.

    Raises:
        UnusableKey: no PEM, encrypted, or of a kind that is not used here.

    """
    private: Any = None
    try:
        if pem.find(b"PRIVATE KEY") >= 0:
            private = load_pem_private_key(pem, None)
        public: Any = private.public_key() if private else load_pem_public_key(pem)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        # Not from the error: it may hold the text that it could not read.
        raise UnusableKey(f"{source} holds no key in PEM, or an encrypted one.") from None
    algorithm, jwk = _described(public, source)
    kid = thumbprint(jwk)
    return Key(kid, algorithm, public, private, {**jwk, "kid": kid, "alg": algorithm, "use": "sig"})


def _described(public: Any, source: str) -> tuple[str, dict[str, str]]:
    if isinstance(public, ec.EllipticCurvePublicKey) and isinstance(public.curve, ec.SECP256R1):
        return "ES256", ECAlgorithm.to_jwk(public, as_dict=True)
    if isinstance(public, ed25519.Ed25519PublicKey):
        return "EdDSA", OKPAlgorithm.to_jwk(public, as_dict=True)
    if isinstance(public, rsa.RSAPublicKey) and public.key_size >= SMALLEST_RSA:
        return "RS256", _without_operations(RSAAlgorithm.to_jwk(public, as_dict=True))
    raise UnusableKey(f"{source} is neither P-256 nor Ed25519 nor RSA with {SMALLEST_RSA} bits or more.")


def _without_operations(jwk: dict[str, Any]) -> dict[str, str]:
    # "use" and "key_ops" should not stand together (RFC 7517, Section 4.3).
    return {name: value for name, value in jwk.items() if name != "key_ops"}


def thumbprint(jwk: dict[str, str]) -> str:
    """Name a key after itself (RFC 7638, Section 3)."""
    members = {name: jwk[name] for name in REQUIRED[jwk["kty"]]}
    canonical = json.dumps(members, separators=(",", ":"), sort_keys=True).encode()
    return urlsafe_b64encode(hashlib.sha256(canonical).digest()).decode().rstrip("=")


def _secrets() -> tuple[Secret, ...]:
    known = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return tuple(Secret(secret.encode() if isinstance(secret, str) else secret) for secret in known)


@lru_cache(maxsize=32)
def _derive(secret: Secret, purpose: str) -> Secret:
    return Secret(HKDF(SHA256(), 32, salt=None, info=f"status_ref {purpose}".encode()).derive(secret))
