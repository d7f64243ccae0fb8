"""Making the bot's device and its cross-signing keys, so that strict clients believe it."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from nio import KeysUploadResponse

from bot.transports.matrix.house import Account, Place
from bot.transports.matrix.server import Refusal, Server, by_password, path
from bot.transports.matrix.signatures import (
    SEED_BYTES,
    Identity,
    Json,
    cross_signing_keys,
    grouped,
    public,
    sign,
    signed_by,
    vouched,
)
from bot.transports.matrix.transport import opened

DEVICE_NAME = "nabat"
UNAUTHORIZED = 401


class NotVouched(Exception):
    """The server does not show what was uploaded: clients would not believe the bot."""


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """What people compare, in groups of four: the master key, and the key of the device."""

    master: str
    device: str


async def set_up(
    homeserver: str,
    user: str,
    password: str,
    *,
    store: Path,
    before: Account | None,
    now: datetime,
    keep: Callable[[Account], None],
    random: Callable[[int], bytes] = secrets.token_bytes,
) -> Fingerprints:
    """
    Log in as a new device, vouched for by the identity of `before` or else by a new one.

    `keep` is given the account before anything is uploaded that could not be made again.

    Raises: Refusal, Unreached, Unanswered, NotVouched, and what `keep` raises.
    """
    server = Server(homeserver)
    try:
        account = await _logged_in(server, user, password, now, before, random)
        keep(account)
        server.token = account.token
        device, signature = await _device(server, Place(homeserver, account, store))
        await _vouched(server, account, password, device, signature)
    finally:
        await server.close()
    key = device["keys"][f"ed25519:{account.device}"]
    return Fingerprints(grouped(public(account.identity.master)), grouped(key))


async def _logged_in(
    server: Server,
    user: str,
    password: str,
    now: datetime,
    before: Account | None,
    random: Callable[[int], bytes],
) -> Account:
    answer = await server.call(
        "POST",
        path("login"),
        {**by_password(user, password), "initial_device_display_name": DEVICE_NAME},
    )
    same = before if before is not None and before.user == answer["user_id"] else None
    seeds = (random(SEED_BYTES) for _ in range(3))
    return Account(
        user=str(answer["user_id"]),
        device=str(answer["device_id"]),
        made_ms=int(now.timestamp() * 1000),
        token=str(answer["access_token"]),
        pickle_key=random(SEED_BYTES).hex(),
        identity=same.identity if same else Identity(*seeds),
    )


async def _device(server: Server, place: Place) -> tuple[Json, str]:
    """Upload the keys of the device; return them, and its signature of the master key."""
    client = opened(place)
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


async def _vouched(
    server: Server, account: Account, password: str, device: Json, signature: str
) -> None:
    user, device_id = account.user, f"ed25519:{account.device}"
    keys = cross_signing_keys(account.identity, user)
    keys["master_key"] = signed_by(keys["master_key"], user, device_id, signature)
    master = public(account.identity.master)
    there = await _query(server, user)
    if vouched(there, user).master != master:
        await _upload(server, keys, user, password)
    signed = sign(device, user, account.identity.self_signing)
    body = {user: {account.device: signed, master: keys["master_key"]}}
    await server.call("POST", path("keys", "signatures", "upload"), body)
    if account.device not in vouched(await _query(server, user), user).devices:
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
