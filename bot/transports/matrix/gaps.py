"""What a sync has left out of a room, fetched; what cannot be had is missed, and nobody waits."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog

from bot.transports.base import Event
from bot.transports.matrix.account import Host
from bot.transports.matrix.server import Refusal, Server, Unanswered, path
from bot.transports.matrix.signatures import Json
from handlers.chat.events import Misfit, Unwritten
from protocol.parties import Channel

log = structlog.get_logger()

PAGE = 200
# The other rooms wait for as long; a day's messages of one come in a second.
FILLED_WITHIN = timedelta(seconds=10)
TRIES = 3
AGAIN_SECONDS = 0.5
TOO_LATE = "-"
READ_ANEW = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Gap:
    """Events in their order; `missed` says why some before them are lacking, and is else empty."""

    events: Sequence[Any] = ()
    missed: str = ""


async def gaps(server: Server, joined: Mapping[str, Json], since: str | None) -> dict[str, Gap]:
    """
    Return what a sync since a token has left out, by room; all rooms are asked at once.

    Raises: Refusal, Unreached, Unanswered for what concerns more than one room.
    """
    ends = await asyncio.gather(
        *(_fill(server, id, room, since) for id, room in joined.items()), return_exceptions=True
    )
    for each in ends:
        if isinstance(each, BaseException):
            raise each
    return {id: each for id, each in zip(joined, ends, strict=True) if isinstance(each, Gap)}


async def missed_words(host: Host, address: str, what: str) -> Sequence[Event]:
    """
    Return what tells an officer that words of theirs may not have come; nothing for a stranger.

    Raises: StorageFailed.
    """
    if not await host.knows(address):
        return ()
    said = Unwritten(Misfit.MISSED)
    return (Event(Channel.MATRIX, address=address, key=f"missed/{what}", incoming=said),)


def recent(came: Iterable[Any], now: datetime) -> tuple[Any, ...]:
    """Return those of what is read anew that nobody may have answered; the others are history."""
    since_ms = (now - READ_ANEW).timestamp() * 1000
    return tuple(each for each in came if _sent_ms(each, since_ms) >= since_ms)


async def _fill(server: Server, id: str, joined: Json, since: str | None) -> Gap:
    timeline = joined.get("timeline", {})
    if not timeline.get("limited") or since is None:
        return Gap()
    found: list[Any] = []
    missed = ""
    try:
        async with asyncio.timeout(FILLED_WITHIN.total_seconds()):
            start = timeline.get("prev_batch")
            while start:
                page = await _page(server, id, {"from": start, "to": since})
                chunk = page.get("chunk", [])
                found += chunk
                start = page.get("end") if chunk else None
    except TimeoutError:
        missed = TOO_LATE
    except Refusal as refusal:
        if refusal.is_logout or (refusal.is_passing and not refusal.is_fault):
            raise
        missed = str(refusal)
    except Unanswered as failure:
        missed = str(failure) or TOO_LATE
    if missed:
        log.error("gap_not_filled", count=len(found), why=missed)
    else:
        log.info("gap_filled", count=len(found))
    return Gap(found[::-1], missed)


async def _page(server: Server, id: str, between: Mapping[str, str]) -> Json:
    query = {"dir": "b", "limit": str(PAGE), **between}
    where = path("rooms", id, "messages")
    for _ in range(TRIES - 1):
        try:
            return await server.call("GET", where, query=query)
        except (Refusal, Unanswered) as failure:
            if isinstance(failure, Refusal) and not failure.is_fault:
                raise
            await asyncio.sleep(AGAIN_SECONDS)
    return await server.call("GET", where, query=query)


def _sent_ms(came: Any, otherwise: float) -> float:
    sent_ms = came.get("origin_server_ts") if isinstance(came, dict) else None
    return sent_ms if isinstance(sent_ms, int) else otherwise
