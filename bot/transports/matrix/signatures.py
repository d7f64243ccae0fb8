"""
Signed JSON of Matrix, and cross-signing: a master key vouches for keys that vouch for devices.

Pure. Keys are Ed25519 as unpadded base64; a seed is the 32 bytes of a private one.
"""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

Json: TypeAlias = dict[str, Any]
SEED_BYTES = 32
_UNSIGNED = ("signatures", "unsigned")
_GROUP = 4


@dataclass(frozen=True, slots=True)
class Identity:
    """The seeds of an account's three cross-signing keys."""

    master: bytes = field(repr=False)
    self_signing: bytes = field(repr=False)
    user_signing: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Vouched:
    """
    What a server says of a user: the master key, and the devices that it vouches for.

    `master` is None where there is none that is sound. `devices` are the Ed25519 and the
    Curve25519 key of each device by its id.
    """

    master: str | None = None
    devices: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def canonical(value: Json) -> bytes:
    """Return what is signed of a JSON object: sorted keys, no spaces, nothing of others."""
    bare = {key: each for key, each in value.items() if key not in _UNSIGNED}
    return json.dumps(bare, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def public(seed: bytes) -> str:
    """Return the public key of a seed."""
    key = Ed25519PrivateKey.from_private_bytes(seed).public_key()
    raw = key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return unpadded_base64(raw)


def unpadded_base64(value: bytes) -> str:
    """Return bytes as unpadded base64."""
    return base64.b64encode(value).decode().rstrip("=")


def sign(value: Json, user: str, seed: bytes) -> Json:
    """Return the object with a signature of `user` by the key of `seed` beside those it has."""
    key_id = f"ed25519:{public(seed)}"
    signature = Ed25519PrivateKey.from_private_bytes(seed).sign(canonical(value))
    return with_signature(value, user, key_id, unpadded_base64(signature))


def with_signature(value: Json, user: str, key_id: str, signature: str) -> Json:
    """Return the object with one signature more."""
    signatures = {who: dict(each) for who, each in value.get("signatures", {}).items()}
    signatures.setdefault(user, {})[key_id] = signature
    return {**value, "signatures": signatures}


def is_signed(value: Json, user: str, key_id: str, key: str) -> bool:
    """Say whether `user` signed the object by the public `key`, named `key_id`."""
    try:
        signature = _bytes(value["signatures"][user][key_id])
        Ed25519PublicKey.from_public_bytes(_bytes(key)).verify(signature, canonical(value))
    except (LookupError, TypeError, ValueError, binascii.Error, InvalidSignature):
        return False
    return True


def cross_signing_keys(identity: Identity, user: str) -> dict[str, Json]:
    """Return the three public keys as a server takes them; the master vouches for the others."""
    seeds = {
        "master": identity.master,
        "self_signing": identity.self_signing,
        "user_signing": identity.user_signing,
    }
    bare = {usage: _key(user, usage, seed) for usage, seed in seeds.items()}
    vouched = {
        usage: sign(key, user, identity.master) for usage, key in bare.items() if usage != "master"
    }
    return {f"{usage}_key": key for usage, key in ({**bare, **vouched}).items()}


def sound_part(answer: Json, user: str) -> Vouched:
    """Return the sound part of what `/keys/query` answers of a user: nothing else is believed."""
    master = _public_of(answer.get("master_keys"), user, "master")
    if master is None:
        return Vouched()
    self_signing = _public_of(answer.get("self_signing_keys"), user, "self_signing")
    own = answer["self_signing_keys"][user] if self_signing else {}
    if self_signing is None or not is_signed(own, user, f"ed25519:{master}", master):
        return Vouched(master)
    devices = devices_of(answer, user) or {}
    return Vouched(
        master,
        {
            id: (device["keys"][f"ed25519:{id}"], device["keys"][f"curve25519:{id}"])
            for id, device in devices.items()
            if _is_whole(device, user, id)
            and is_signed(device, user, f"ed25519:{self_signing}", self_signing)
        },
    )


def signed_part_of_master(answer: Json, user: str, master: str) -> Json | None:
    """Return what is signed of a user's master key; None where another one is shown."""
    if _public_of(answer.get("master_keys"), user, "master") != master:
        return None
    shown = answer["master_keys"][user]
    return {name: each for name, each in shown.items() if name not in _UNSIGNED}


def shown_of(answer: Json, user: str) -> Any:
    """Return all that `/keys/query` answers of a user: what is equal to it says the same."""
    parts = (answer.get(name) for name in ("device_keys", "master_keys", "self_signing_keys"))
    return tuple(each.get(user) if isinstance(each, dict) else each for each in parts)


def devices_of(answer: Json, user: str) -> Json | None:
    """Return a user's devices by their ids, as `/keys/query` answers, sound or not, if it does."""
    listed = answer.get("device_keys")
    devices = listed.get(user) if isinstance(listed, dict) else None
    return devices if isinstance(devices, dict) else None


def signed_part(device: Any, user: str, id: str) -> Json:
    """Return what a device has signed of itself; without its keys where it has not."""
    bare: Json = {"user_id": user, "device_id": id, "algorithms": [], "keys": {}}
    if not _is_whole(device, user, id):
        return bare
    name = f"ed25519:{id}"
    if not is_signed(device, user, name, device["keys"][name]):
        return bare
    return {each: value for each, value in device.items() if each != "unsigned"} | {
        "signatures": {user: {name: device["signatures"][user][name]}}
    }


def in_groups(key: str) -> str:
    """Return a key as people compare it: in groups of four."""
    return " ".join(key[at : at + _GROUP] for at in range(0, len(key), _GROUP))


def _key(user: str, usage: str, seed: bytes) -> Json:
    key = public(seed)
    return {"user_id": user, "usage": [usage], "keys": {f"ed25519:{key}": key}}


def _public_of(keys: Any, user: str, usage: str) -> str | None:
    try:
        found = keys[user]
        [(id, key)] = found["keys"].items()
        is_sound = found["user_id"] == user and usage in found["usage"] and id == f"ed25519:{key}"
    except (LookupError, TypeError, ValueError, AttributeError):
        return None
    return key if is_sound and isinstance(key, str) else None


def _is_whole(device: Any, user: str, id: str) -> bool:
    try:
        return bool(
            device["user_id"] == user
            and device["device_id"] == id
            and isinstance(device["keys"][f"ed25519:{id}"], str)
            and isinstance(device["keys"][f"curve25519:{id}"], str)
        )
    except (LookupError, TypeError):
        return False


def _bytes(value: str) -> bytes:
    return base64.b64decode(value + "=" * (-len(value) % 4), validate=True)
