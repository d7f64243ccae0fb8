"""
Transports are told for whom an alarm is written down, before it is.

What they ask for it meanwhile takes as long as its commit and its lease together.
"""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress

import structlog

from bot.transports.base import Expecting, Transport
from bot.tries.attempts import NOBODYS
from protocol.parties import Channel
from storage.work import Work

log = structlog.get_logger()


def foretelling(
    transports: Mapping[Channel, Transport], loop: asyncio.AbstractEventLoop, *, most: int
) -> Callable[[Work], None]:
    """
    Return what tells of the first so many alarms of a transaction. It runs in the storage's thread.

    For an officer whom it cannot find nothing is asked ahead, as for an alarm that is tried again.
    """
    expecting = {each: one for each, one in transports.items() if isinstance(one, Expecting)}

    def foretell(work: Work) -> None:
        officers = work.outbox.rung[:most] if expecting else ()
        if not officers:
            return
        try:
            work.registry.know(officers)
            accounts = [each for id in officers for each in work.registry.accounts(id)]
        except NOBODYS:
            raise
        except Exception:
            log.exception("alarm_not_foretold")
            return
        with suppress(RuntimeError):  # the loop has ended, and the storage's thread has not
            for each in accounts:
                if each.channel in expecting:
                    loop.call_soon_threadsafe(expecting[each.channel].expect, each.address)

    return foretell
