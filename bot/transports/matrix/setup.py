"""Making the bot's device and its cross-signing keys, so that strict clients believe it."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from nio import KeysUploadResponse

from bot.transports.matrix.account import Account, Place
from bot.transports.matrix.login import log_in
from bot.transports.matrix.server import Refusal, Server, by_password, path
from bot.transports.matrix.signatures import (
    SEED_BYTES,
    Identity,
    Json,
    cross_signing_keys,
    in_groups,
    public,
    sign,
    sound_part,
    with_signature,
)
from bot.transports.matrix.store import open_client

DEVICE_NAME = "nabat"
UNAUTHORIZED = 401


class NotVouched(Exception):
    """The server does not show what was uploaded: clients would not believe the bot."""


class NotTaken(Exception):
    """The server fails on an identity that it once had: Synapse takes none of those back."""


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """
    What people compare, in groups of four: the master key, and the key of the device.

    `is_other`: the master key had to be another one than before.
    """

    master: str
    device: str
    is_other: bool = False


async def set_up(
    homeserver: str,
    user: str,
    password: str,
    *,
    store: Path,
    before: Account | None,
    now: datetime,
    keep: Callable[[Account], None],
    may_be_other: bool = False,
    random: Callable[[int], bytes] = secrets.token_bytes,
) -> Fingerprints:
    """
    Log in as a new device, vouched for by the identity of `before` or else by a new one.

    `keep` is given the account before anything is uploaded that could not be made again.
    `may_be_other`: an identity that the server does not take back is replaced by a new one.

    Raises: Refusal, Unreached, Unanswered, NotVouched, NotTaken, and what `keep` raises.
    """
    server, is_other = Server(homeserver), False
    try:
        account = await _new_account(server, user, password, now, before, random)
        keep(account)
        server.token = account.token
        try:
            await identify(server, account, password)
        except NotTaken:
            if not may_be_other:
                raise
            account = replace(account, identity=_identity(random))
            is_other = True
            keep(account)
            await identify(server, account, password)
        device, signature = await _device(server, Place(homeserver, account, store))
        await vouch(server, account, device, signature)
    finally:
        await server.close()
    key = device["keys"][f"ed25519:{account.device}"]
    return Fingerprints(in_groups(public(account.identity.master)), in_groups(key), is_other)


async def _new_account(
    server: Server,
    user: str,
    password: str,
    now: datetime,
    before: Account | None,
    random: Callable[[int], bytes],
) -> Account:
    answer = await log_in(server, user, password, initial_device_display_name=DEVICE_NAME)
    same = before if before is not None and before.user == answer["user_id"] else None
    return Account(
        user=str(answer["user_id"]),
        device=str(answer["device_id"]),
        made_ms=int(now.timestamp() * 1000),
        token=str(answer["access_token"]),
        pickle_key=random(SEED_BYTES).hex(),
        identity=same.identity if same else _identity(random),
    )


async def _device(server: Server, place: Place) -> tuple[Json, str]:
    """Upload the keys of the device; return them, and its signature of the master key."""
    client = open_client(place)
    try:
        keys = client.olm.share_keys()
        device: Json = dict(keys["device_keys"])
        answer = await server.call("POST", path("keys", "upload"), keys)
        client.receive_response(KeysUploadResponse.from_dict(answer))
        master = cross_signing_keys(place.account.identity, place.account.user)["master_key"]
        # The device vouches for the master key: whoever has compared the device believes it too.
        return device, str(client.olm.sign_json(master))
    finally:
        client.store.database.close()


async def identify(server: Server, account: Account, password: str) -> None:
    """
    Let the identity of the account be the one that the server shows.

    Raises: Refusal, Unreached, Unanswered, NotTaken.
    """
    there = await _query(server, account.user)
    if sound_part(there, account.user).master == public(account.identity.master):
        return
    keys = cross_signing_keys(account.identity, account.user)
    try:
        await _upload(server, keys, account.user, password)
    except Refusal as refusal:
        if not refusal.is_fault:
            raise
        await _query(server, account.user)  # one that fails altogether says nothing of these keys
        raise NotTaken from refusal


async def vouch(server: Server, account: Account, device: Json, signature: str) -> None:
    """
    Let the identity of the account vouch for the keys of its device.

    `signature` is the device's, of the master key.

    Raises: Refusal, Unreached, Unanswered, NotVouched.
    """
    user = account.user
    master = cross_signing_keys(account.identity, user)["master_key"]
    signed = sign(device, user, account.identity.self_signing)
    body = {
        account.device: signed,
        public(account.identity.master): with_signature(
            master, user, f"ed25519:{account.device}", signature
        ),
    }
    await server.call("POST", path("keys", "signatures", "upload"), {user: body})
    there = sound_part(await _query(server, user), user)
    if there.master != public(account.identity.master) or account.device not in there.devices:
        raise NotVouched


async def _upload(server: Server, keys: dict[str, Json], user: str, password: str) -> None:
    """The first time a server may ask for nothing; later ones for the password again."""
    where = path("keys", "device_signing", "upload")
    try:
        await server.call("POST", where, keys)
    except Refusal as refusal:
        if refusal.status != UNAUTHORIZED or "session" not in refusal.answer:
            raise
        again = {**by_password(user, password), "session": refusal.answer["session"]}
        await server.call("POST", where, {**keys, "auth": again})


async def _query(server: Server, user: str) -> Json:
    return await server.call("POST", path("keys", "query"), {"device_keys": {user: []}})


def _identity(random: Callable[[int], bytes]) -> Identity:
    return Identity(*(random(SEED_BYTES) for _ in range(3)))
