"""A folder of keys that can be turned without losing a request: the current, the next and the retired one.

The next key is published before it signs, and the retired one verifies after it did, so neither a server that
still has the old folder nor a resource server that keeps the key set for a while refuses a good token. Leave
more time between two turns than either keeps it.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from status_ref.signins.keys import CURRENT, NEXT, RETIRED, SMALLEST_RSA, Key, Secret, of_pem

ALGORITHMS = ("ES256", "EdDSA", "RS256")


class KeyFolder:
    """What ``KEYS`` names, and ``manage.py status_ref_key`` keeps."""

    def __init__(self, path: Path) -> None:
        """Take the folder, which need not be there yet."""
        self.path = path

    def create(self, algorithm: str) -> Key:
        """Make the current and the next key, where they are missing; give the one that signs."""
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name in (CURRENT, NEXT):
            if not (self.path / name).exists():
                self._write(name, _private_pem(algorithm))
        return self._read(CURRENT)

    def rotate(self, algorithm: str | None = None) -> Key:
        """Let the next key sign, and give it; of the one before only what verifies is kept.

        Raises:
            FileNotFoundError: there is no current or no next key.

        """
        current, following = self._read(CURRENT), self._read(NEXT)
        self._write(RETIRED, _public_pem(current.verifying))
        (self.path / NEXT).replace(self.path / CURRENT)
        self._write(NEXT, _private_pem(algorithm or following.algorithm))
        return following

    def _read(self, name: str) -> Key:
        return of_pem(Secret((self.path / name).read_bytes()), name)

    def _write(self, name: str, pem: bytes) -> None:
        # Whoever reads sees the old file or the new one, never a part.
        half = self.path / f".{secrets.token_hex(8)}"
        descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(pem)
            file.flush()
            os.fsync(file.fileno())
        half.replace(self.path / name)


def _private_pem(algorithm: str) -> Secret:
    key: Any
    if algorithm == "ES256":
        key = ec.generate_private_key(ec.SECP256R1())
    elif algorithm == "EdDSA":
        key = ed25519.Ed25519PrivateKey.generate()
    else:
        key = rsa.generate_private_key(65537, SMALLEST_RSA)
    return Secret(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))


def _public_pem(public: Any) -> bytes:
    pem: bytes = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return pem
