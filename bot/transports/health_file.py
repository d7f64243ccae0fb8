"""The state of health as a file, for `nabat check`; and for the bot itself after a restart."""

import asyncio
import json
import os
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeAlias

import structlog

from bot.clock.clocks import ring_or_pause
from bot.transports.health import Health
from bot.transports.trouble import Obstacle
from protocol.parties import Channel
from storage.engine import StorageFailed

log = structlog.get_logger()
# Says whether somebody at this address is listened to. Raises: StorageFailed.
Knows: TypeAlias = Callable[[str], Awaitable[bool]]

WRITTEN_EACH = timedelta(seconds=10)
MODE = 0o600


@dataclass(frozen=True, slots=True)
class Report:
    """
    What the file says. `way` is how updates come in: "polling" or "webhook"; `pid` is the process
    that wrote it.
    """

    way: str
    ready: bool
    fresh: bool
    polled_at: datetime | None
    written_at: datetime
    obstacles: tuple[Obstacle, ...]
    pid: int = 0


def report(health: Health, way: str) -> Report:
    """Return the state of health now."""
    return Report(
        way=way,
        ready=health.ready,
        fresh=health.is_fresh,
        polled_at=health.polled_at,
        written_at=health.clock(),
        obstacles=tuple(health.obstacles()),
        pid=os.getpid(),
    )


def read(file: Path, channel: Channel = Channel.TELEGRAM) -> Report | None:
    """Return what a bot has written last; None when there is nothing that can be read."""
    try:
        stored: dict[str, Any] = json.loads(file.read_text("utf-8"))[channel]
        polled_at = stored["polled_at"]
        return Report(
            way=str(stored["way"]),
            ready=bool(stored["ready"]),
            fresh=bool(stored["fresh"]),
            polled_at=datetime.fromisoformat(polled_at) if polled_at else None,
            written_at=datetime.fromisoformat(stored["written_at"]),
            obstacles=tuple(Obstacle.from_json(each) for each in stored["obstacles"]),
            pid=int(stored.get("pid", 0)),
        )
    except (OSError, ValueError, LookupError, TypeError):
        return None


def write(file: Path, report: Report, channel: Channel = Channel.TELEGRAM) -> None:
    """
    Write a report in the place of the one before, for its owner alone.

    Raises: OSError.
    """
    stored = {
        "way": report.way,
        "ready": report.ready,
        "fresh": report.fresh,
        "polled_at": report.polled_at.isoformat() if report.polled_at else None,
        "written_at": report.written_at.isoformat(),
        "obstacles": [each.as_json() for each in report.obstacles],
        "pid": report.pid,
    }
    fresh = file.with_name(f"{file.name}.new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, MODE)
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        json.dump({channel: stored}, out)
    fresh.replace(file)


async def keep(health: Health, way: str, knows: Knows, file: Path | None) -> None:
    """
    Forget who serves no more, and write the report: at each change and each ten seconds.

    Until cancelled.
    """
    while True:
        try:
            await forget_strangers(health, knows)
            if file is not None:
                await asyncio.to_thread(write, file, report(health, way), health.channel)
        except StorageFailed as failure:
            log.warning("health_not_looked_at", failure=str(failure))
        except OSError as error:
            log.warning("health_not_written", failure=type(error).__name__)
        await ring_or_pause(health.changed, WRITTEN_EACH)


async def forget_strangers(health: Health, knows: Knows) -> None:
    """
    Let nobody stand in the way who serves no more.

    Raises: StorageFailed.
    """
    barred = health.barred_chats()
    health.forget(frozenset({chat for chat in barred if not await knows(str(chat))}))
