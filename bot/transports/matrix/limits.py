"""
What a homeserver lets pass. It says so when it has had too many: of the bot, whatever the room.

A homeserver counts what one user sends, so one refusal holds for all that is not an alarm.
"""

import asyncio
import sys
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Room:
    """What passes at one moment. See `bot.limits.Room`."""

    opens_in: timedelta

    @property
    def ordinary(self) -> int:
        """See `bot.limits.Room`."""
        return 0 if self.opens_in else sys.maxsize

    def pause(self, address: str, *, urgent: bool) -> timedelta:
        """See `bot.limits.Room`. An alarm asks the server itself."""
        return timedelta() if urgent else self.opens_in


class Limits:
    """See `bot.limits.Limits`."""

    def __init__(self) -> None:
        self._refused_until = 0.0

    def room(self) -> Room:
        """See `bot.limits.Limits`."""
        left = self._refused_until - asyncio.get_running_loop().time()
        return Room(timedelta(seconds=max(left, 0.0)))

    def count(self, address: str, *, urgent: bool) -> None:
        """See `bot.limits.Limits`."""

    def refused(self, after: timedelta) -> None:
        """Note that the server wants to be left alone for so long."""
        until = asyncio.get_running_loop().time() + after.total_seconds()
        self._refused_until = max(self._refused_until, until)
