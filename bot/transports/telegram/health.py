"""Whether Telegram works: the age of the last successful poll, and what stands in the way."""

import asyncio
import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

import structlog

from bot.clock import Clock

log = structlog.get_logger()

READY_WITHIN = timedelta(seconds=90)
# 409 is no lock: two pollers may share updates quietly, so one that was heard of is remembered.
CONFLICT_REMEMBERED = timedelta(minutes=10)
WRITTEN_EACH = timedelta(seconds=10)
# Presses older than this have gone from the server, commands after a day.
PRESSES_KEPT = timedelta(seconds=150)
MODE = 0o600


class Trouble(StrEnum):
    """What keeps updates from coming."""

    UNAUTHORIZED = "unauthorized"
    CONFLICT = "conflict"
    UNREACHABLE = "unreachable"


@dataclass(slots=True)
class Health:
    """What the operator should see; each change is logged once."""

    clock: Clock
    on_gap: Callable[[datetime, datetime], None] = lambda since, until: None
    polled_at: datetime | None = None
    trouble: Trouble | None = None
    conflict_at: datetime | None = None
    blocked: set[int] = field(default_factory=set)

    @property
    def ready(self) -> bool:
        """Say whether updates come in, and to us alone."""
        polled_at = self.polled_at
        is_fresh = polled_at is not None and self.clock() - polled_at <= READY_WITHIN
        return is_fresh and self._is_alone()

    def polled(self) -> None:
        """Note a successful poll."""
        now, before = self.clock(), self.polled_at
        self.polled_at = now
        if self.trouble is not None:
            log.info("telegram_works_again", trouble=self.trouble)
            self.trouble = None
        if before is not None and now - before > PRESSES_KEPT:
            log.warning("telegram_gap", since=before.isoformat(), until=now.isoformat())
            self.on_gap(before, now)

    def troubled(self, trouble: Trouble) -> None:
        """Note what keeps updates from coming."""
        if trouble is Trouble.CONFLICT:
            self.conflict_at = self.clock()
        if trouble is self.trouble:
            return
        self.trouble = trouble
        tell = log.warning if trouble is Trouble.UNREACHABLE else log.error
        tell("telegram_trouble", trouble=trouble)

    def barred(self, chat: int) -> None:
        """Note that a person has blocked the bot, or is no more."""
        if chat not in self.blocked:
            self.blocked.add(chat)
            log.warning("telegram_blocked", chat=chat)

    def reached(self, chat: int) -> None:
        """Note that a person can be reached."""
        if chat in self.blocked:
            self.blocked.discard(chat)
            log.info("telegram_unblocked", chat=chat)

    def report(self) -> dict[str, object]:
        """Return what stands in the file."""
        return {
            "ready": self.ready,
            "polled_at": self.polled_at.isoformat() if self.polled_at else None,
            "trouble": self.trouble or (Trouble.CONFLICT if not self._is_alone() else None),
            "conflict_at": self.conflict_at.isoformat() if self.conflict_at else None,
            "blocked": sorted(self.blocked),
            "written_at": self.clock().isoformat(),
        }

    def _is_alone(self) -> bool:
        at = self.conflict_at
        return at is None or self.clock() - at > CONFLICT_REMEMBERED

    async def keep(self, file: Path) -> None:
        """Write the report each ten seconds, until cancelled."""
        while True:
            try:
                await asyncio.to_thread(_write, file, {"telegram": self.report()})
            except OSError as error:
                log.warning("health_not_written", failure=type(error).__name__)
            await asyncio.sleep(WRITTEN_EACH.total_seconds())


def _write(file: Path, report: dict[str, object]) -> None:
    fresh = file.with_name(f"{file.name}.new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, MODE)
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        json.dump(report, out)
    fresh.replace(file)
