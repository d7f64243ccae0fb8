"""The only place that reads the clocks, and what turns moments into pauses."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeAlias

Clock: TypeAlias = Callable[[], datetime]
# Named anew at each start of the machine.
_BOOT = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True, slots=True)
class Steady:
    """
    A clock that nobody can set: seconds since the machine began.

    `boot` names that beginning, so that what one process has read another may compare; empty where
    the machine does not tell.
    """

    read: Callable[[], float]
    boot: str = ""


def wall() -> datetime:
    """Return the moment that this machine's clock shows, in UTC."""
    return datetime.now(UTC)


def steady() -> Steady:
    """Return the steady clock of this machine; on Linux it goes on while the machine sleeps."""
    try:
        boot = _BOOT.read_text("ascii").strip()
    except OSError:
        boot = ""
    number = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
    return Steady(lambda: time.clock_gettime(number), boot)


async def ring_or_pause(bell: asyncio.Event, pause: timedelta) -> None:
    """Return when the bell rings, and silence it, or when the pause is over."""
    try:
        async with asyncio.timeout(max(pause.total_seconds(), 0)):
            await bell.wait()
    except TimeoutError:
        return
    bell.clear()
