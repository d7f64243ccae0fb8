"""Encrypted attachments as the specification describes them: AES-CTR, the key in the message."""

import base64
import hashlib
import secrets

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CTR

from tests.worlds.homeserver.asking import Json


class Damaged(Exception):
    """The bytes are not those that the message speaks of."""


def seal(content: bytes) -> tuple[bytes, Json]:
    """Return ciphertext and the `file` of a message, which lacks only its `url`."""
    key, nonce = secrets.token_bytes(32), secrets.token_bytes(8) + bytes(8)
    ciphertext = _crypted(content, key, nonce)
    return ciphertext, {
        "v": "v2",
        "key": {
            "kty": "oct",
            "key_ops": ["encrypt", "decrypt"],
            "alg": "A256CTR",
            "k": base64.urlsafe_b64encode(key).decode().rstrip("="),
            "ext": True,
        },
        "iv": base64.b64encode(nonce).decode().rstrip("="),
        "hashes": {"sha256": _hash(ciphertext)},
    }


def unseal(ciphertext: bytes, file: Json) -> bytes:
    """
    Return what a message's `file` describes.

    Raises:
        Damaged: the hash is another, or the message describes it wrongly.
    """
    if file.get("v") != "v2" or file["key"].get("alg") != "A256CTR":
        raise Damaged("the description is not of version 2")
    if file["hashes"]["sha256"].rstrip("=") != _hash(ciphertext):
        raise Damaged("the hash is another")
    key = base64.urlsafe_b64decode(file["key"]["k"] + "==")
    return _crypted(ciphertext, key, base64.b64decode(file["iv"] + "=="))


def _crypted(content: bytes, key: bytes, nonce: bytes) -> bytes:
    turning = Cipher(AES(key), CTR(nonce)).encryptor()
    return turning.update(content) + turning.finalize()


def _hash(content: bytes) -> str:
    return base64.b64encode(hashlib.sha256(content).digest()).decode().rstrip("=")
