"""
What two devices compute of a short authentication string: commitment, emoji, MAC. Pure.

Source: Matrix Client-Server API, "Short Authentication String (SAS) verification". Keys are
unpadded base64, as they stand in the messages.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from vodozemac import Curve25519PublicKey, EstablishedSas, Sas

from bot.transports.matrix.signatures import Json, unpadded_base64

METHOD = "m.sas.v1"
AGREEMENT = "curve25519-hkdf-sha256"
HASH = "sha256"
MAC = "hkdf-hmac-sha256.v2"
EMOJI, DECIMAL = "emoji", "decimal"
KEY_IDS = "KEY_IDS"


@dataclass(frozen=True, slots=True)
class Device:
    """A device of somebody, and the public keys that speak for it, by their ids (`ed25519:…`)."""

    user: str
    id: str
    keys: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ShortString:
    """What both sides see: seven emoji by their numbers."""

    emoji: tuple[int, ...]


def commitment(key: str, start: Json) -> str:
    """Return what binds who accepts a start to a key that the other side sees only later."""
    canonical = json.dumps(start, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return unpadded_base64(hashlib.sha256((key + canonical).encode()).digest())


def shared_secret(sas: Sas, key: str) -> EstablishedSas:
    """
    Return the secret that is shared with whoever has the private part of `key`.

    Raises: ValueError where that is no key, or a weak one.
    """
    return sas.diffie_hellman(Curve25519PublicKey.from_base64(key))


def short_string(
    secret: EstablishedSas,
    *,
    starter: Device,
    starters_key: str,
    accepter: Device,
    accepters_key: str,
    transaction: str,
) -> ShortString:
    """Return what both sides see; `starter` is whose m.key.verification.start holds."""
    info = "|".join(
        (
            "MATRIX_KEY_VERIFICATION_SAS",
            *(starter.user, starter.id, starters_key),
            *(accepter.user, accepter.id, accepters_key),
            transaction,
        )
    )
    found = secret.bytes(info)
    return ShortString(tuple(found.emoji_indices))


def macs(secret: EstablishedSas, sender: Device, receiver: Device, transaction: str) -> Json:
    """Return what a sender's m.key.verification.mac says: over each key, and over their ids."""
    made = {
        id: secret.calculate_mac(key, mac_info(sender, receiver, transaction, id))
        for id, key in sender.keys.items()
    }
    return {"mac": made, "keys": _mac_of_ids(secret, sender, receiver, transaction, made)}


def holds(
    secret: EstablishedSas, body: Json, sender: Device, receiver: Device, transaction: str
) -> bool:
    """
    Say whether a MAC was made by who shares the secret, over all of the keys of `sender`.

    What it says of keys that are not the sender's decides nothing.

    Raises: LookupError, TypeError, AttributeError where it is none.
    """
    given = body["mac"]
    if not _is_same(_mac_of_ids(secret, sender, receiver, transaction, given), body["keys"]):
        return False
    wanted = macs(secret, sender, receiver, transaction)["mac"]
    return bool(wanted) and all(
        id in given and _is_same(mac, given[id]) for id, mac in wanted.items()
    )


def mac_info(sender: Device, receiver: Device, transaction: str, key_id: str) -> str:
    """Return what a MAC is bound to."""
    return "".join(
        (
            "MATRIX_KEY_VERIFICATION_MAC",
            *(sender.user, sender.id, receiver.user, receiver.id),
            *(transaction, key_id),
        )
    )


def _mac_of_ids(
    secret: EstablishedSas, sender: Device, receiver: Device, transaction: str, made: Json
) -> str:
    ids = ",".join(sorted(made.keys()))
    return secret.calculate_mac(ids, mac_info(sender, receiver, transaction, KEY_IDS))


def _is_same(ours: str, given: object) -> bool:
    return isinstance(given, str) and hmac.compare_digest(ours.encode(), given.encode())
