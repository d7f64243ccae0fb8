"""
The key ring and what it seals: AES-256-GCM, one data key per subject, wrapped.

A data key seals everything about one subject (a request, a notice, a draft, the register) and is
itself wrapped by a key of the ring, a small file that only the operator's process may read. What is
sealed is bound to its table, column and row: moved elsewhere it does not open. To destroy content
is to delete its data key, re-wrap the others under a new key and drop the old one.
"""

import base64
import hashlib
import hmac
import json
import os
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
NONCE_BYTES = 12
RING_MODE = 0o600


class Fault(StrEnum):
    """Why a ring cannot be used; OPEN to others than its owner."""

    MISSING = "missing"
    UNREADABLE = "unreadable"
    OPEN = "open"
    DAMAGED = "damaged"


class KeyRingError(Exception):
    """The ring at `path` cannot be used; the message says why, and holds no key."""

    def __init__(self, path: Path, fault: Fault, why: str, *, mode: int = RING_MODE) -> None:
        super().__init__(f"the key ring {path.name} {why}")
        self.path = path
        self.fault = fault
        self.mode = f"{mode:04o}"


class Destroyed(Exception):
    """What is asked for cannot be opened: its data key was destroyed."""


@dataclass(frozen=True, slots=True)
class KeyRing:
    """
    The key-encryption keys by name; the `current` one wraps.

    `secrets` are what else lies nowhere but here: the bot's identity on Matrix.
    """

    current: str
    keys: Mapping[str, bytes]
    secrets: Mapping[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"KeyRing(current={self.current!r}, names={sorted(self.keys)!r})"


def make_ring(path: Path, random: Callable[[int], bytes] = os.urandom) -> KeyRing:
    """
    Write a new ring with one key to `path`, readable by its owner alone, and return it.

    Raises: FileExistsError when there is one: a ring is never overwritten.
    """
    ring = KeyRing("1", {"1": random(KEY_BYTES)})
    _write(path, ring)
    return ring


def keep_secret(path: Path, name: str, secret: str) -> KeyRing:
    """
    Put a secret into the ring at `path`, in place of one of that name, and return the ring.

    The ring is replaced whole: a crash leaves the old one or the new one.

    Raises: KeyRingError as `read_ring` does, OSError.
    """
    ring = read_ring(path)
    kept = replace(ring, secrets={**ring.secrets, name: secret})
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)
    _write(fresh, kept)
    fresh.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return kept


def read_ring(path: Path) -> KeyRing:
    """
    Return the ring at `path`.

    Raises: KeyRingError when it is missing, damaged, or open to others than its owner.
    """
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        document = json.loads(path.read_text())
        keys = {name: base64.b64decode(key) for name, key in document["keys"].items()}
        secrets = {str(name): str(each) for name, each in document.get("secrets", {}).items()}
        ring = KeyRing(str(document["current"]), keys, secrets)
    except FileNotFoundError:
        raise KeyRingError(path, Fault.MISSING, "is missing") from None
    except OSError as error:
        why = f"cannot be read: {type(error).__name__}"
        raise KeyRingError(path, Fault.UNREADABLE, why) from None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise KeyRingError(path, Fault.DAMAGED, f"is damaged: {type(error).__name__}") from None
    if mode & 0o077:
        why = f"has mode {mode:04o}, it must be {RING_MODE:04o}"
        raise KeyRingError(path, Fault.OPEN, why, mode=mode)
    if ring.current not in keys or any(len(key) != KEY_BYTES for key in keys.values()):
        raise KeyRingError(path, Fault.DAMAGED, "is damaged")
    return ring


def wrap(ring: KeyRing, subject: str, key: bytes, random: Callable[[int], bytes]) -> bytes:
    """Return the data key of `subject` wrapped by the current key of the ring."""
    return _encrypt(ring.keys[ring.current], key, f"data_keys/wrapped/{subject}", random)


def unwrap(ring: KeyRing, subject: str, wrapped_by: str, value: bytes) -> bytes:
    """
    Return the data key of `subject`.

    Raises: Destroyed when the ring no longer has the key that wrapped it.
    """
    if wrapped_by not in ring.keys:
        raise Destroyed(subject)
    return _decrypt(ring.keys[wrapped_by], value, f"data_keys/wrapped/{subject}")


def seal(key: bytes, value: bytes, place: str, random: Callable[[int], bytes]) -> bytes:
    """Return `value` sealed under a data key and bound to its `place`: table/column/row."""
    return _encrypt(key, value, place, random)


def open_sealed(key: bytes, value: bytes, place: str) -> bytes:
    """
    Return what was sealed at `place`.

    Raises: cryptography's InvalidTag when it was changed or moved.
    """
    return _decrypt(key, value, place)


def salted_digest(key: bytes, value: bytes) -> bytes:
    """Return the digest of content for the journal: without the data key it proves nothing."""
    return hmac.digest(hashlib.sha256(b"journal salt" + key).digest(), value, "sha256")


def _write(path: Path, ring: KeyRing) -> None:
    """Raises: FileExistsError when there is one."""
    document = {
        "current": ring.current,
        "keys": {name: base64.b64encode(key).decode() for name, key in ring.keys.items()},
        **({"secrets": dict(ring.secrets)} if ring.secrets else {}),
    }
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, RING_MODE)
    with os.fdopen(descriptor, "w") as file:
        json.dump(document, file)
        file.flush()
        os.fsync(file.fileno())


def _encrypt(key: bytes, value: bytes, place: str, random: Callable[[int], bytes]) -> bytes:
    nonce = random(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, value, place.encode())


def _decrypt(key: bytes, value: bytes, place: str) -> bytes:
    # A view: what is sealed may be a whole file.
    sealed = memoryview(value)[NONCE_BYTES:]
    return AESGCM(key).decrypt(value[:NONCE_BYTES], sealed, place.encode())


__all__ = [
    "Destroyed",
    "Fault",
    "InvalidTag",
    "KeyRing",
    "KeyRingError",
    "keep_secret",
    "make_ring",
    "open_sealed",
    "read_ring",
    "salted_digest",
    "seal",
    "unwrap",
    "wrap",
]
