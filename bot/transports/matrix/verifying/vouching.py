"""The bot's signature of a master key that was compared: its other devices believe it, too."""

import asyncio
from datetime import timedelta

import structlog

from bot.transports.matrix.account import Account
from bot.transports.matrix.server import Refusal, Server, Unanswered, Unreached, path
from bot.transports.matrix.signatures import Json, sign, signed_part_of_master

log = structlog.get_logger()
TRIES = 3
AGAIN = timedelta(seconds=2)


async def vouch(server: Server, account: Account, address: str, master: str) -> None:
    """Sign the master key of an address; a server that shows another one gets no signature."""
    for attempt in range(TRIES):
        if attempt:
            await asyncio.sleep(AGAIN.total_seconds())
        try:
            query: Json = {"device_keys": {address: []}}
            shown = await server.call("POST", path("keys", "query"), query)
            key = signed_part_of_master(shown, address, master)
            if key is None:
                log.warning("master_key_not_signed", why="another one is shown")
                return
            signed = sign(key, account.user, account.identity.user_signing)
            body = {address: {master: signed}}
            await server.call("POST", path("keys", "signatures", "upload"), body)
            return
        except (Refusal, Unreached, Unanswered) as failure:
            log.warning("master_key_not_signed", why=type(failure).__name__)
