"""
The other side of a verification, written from the specification alone, on other primitives.

Source: Matrix Client-Server API, "Short Authentication String (SAS) verification"; X25519, HKDF and
HMAC are those of `cryptography`.
"""

import base64
import hashlib
import hmac
import json
from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


def b64(raw: bytes) -> str:
    """Return unpadded base64."""
    return base64.b64encode(raw).decode().rstrip("=")


def raw(text: str) -> bytes:
    """Return what was unpadded base64."""
    return base64.b64decode(text + "=" * (-len(text) % 4))


def hkdf(secret: bytes, info: str, length: int) -> bytes:
    """HKDF-SHA256 without a salt."""
    return HKDF(SHA256(), length, None, info.encode()).derive(secret)


def emoji(bits: bytes) -> tuple[int, ...]:
    """Return the numbers of seven emoji: the first 42 bits, six for each."""
    number = int.from_bytes(bits[:6], "big") >> 6
    return tuple(number >> 6 * (6 - place) & 63 for place in range(7))


def decimals(bits: bytes) -> tuple[int, ...]:
    """Return three numbers: 13 bits each, and 1000."""
    number = int.from_bytes(bits[:5], "big") >> 1
    return tuple((number >> 13 * (2 - place) & 8191) + 1000 for place in range(3))


def commitment(key: str, start: dict[str, Any]) -> str:
    """Return the hash of a key and the canonical JSON of what it answers."""
    canonical = json.dumps(start, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return b64(hashlib.sha256((key + canonical).encode()).digest())


class Party:
    """One side, which knows the secret and computes everything of it."""

    def __init__(self, private: bytes | None = None) -> None:
        self._key = X25519PrivateKey.generate()
        if private is not None:
            self._key = X25519PrivateKey.from_private_bytes(private)
        self.public = b64(self._key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))

    def secret(self, other: str) -> bytes:
        """Return what is shared with who has the private part of another key."""
        return self._key.exchange(X25519PublicKey.from_public_bytes(raw(other)))

    def mac(self, other: str, text: str, info: str) -> str:
        """Return the MAC hkdf-hmac-sha256.v2 of a text."""
        key = hkdf(self.secret(other), info, 32)
        return b64(hmac.digest(key, text.encode(), "sha256"))
