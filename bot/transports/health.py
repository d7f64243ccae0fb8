"""
Whether a channel works: the age of its last successful poll, and what stands in the way.

A poll is one of Telegram's (with a webhook a look at it that finds nothing wrong), or a sync of
Matrix.
"""

import asyncio
import hmac
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from bot.clock.clocks import Clock
from bot.clock.keeper import Timekeeper
from bot.transports.trouble import INCIDENTS, TOLERATED, Chat, Obstacle, Trouble
from protocol.parties import Channel

log = structlog.get_logger()

READY_WITHIN = timedelta(seconds=60)
# 409 is no lock: two pollers may share updates quietly, so one that was heard of is remembered.
CONFLICT_REMEMBERED = timedelta(minutes=10)
# Whoever watches the groups looks each day.
MIGRATION_REMEMBERED = timedelta(days=1)
INCIDENT_REMEMBERED = timedelta(days=1)
# Presses older than this have gone from the server, commands after a day.
PRESSES_KEPT = timedelta(seconds=150)
# Of the seconds that a slow server takes for a message: what has more is no number of ours.
DIGITS = 4


@dataclass(slots=True)
class Health:
    """What the operator should see; each change is logged once, and rings the bell `changed`."""

    clock: Clock
    channel: Channel = Channel.TELEGRAM
    polled_at: datetime | None = None
    begun_at: datetime = field(init=False)
    conflict_at: datetime | None = None
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    # Set from the first answer of the server on.
    answered: asyncio.Event = field(default_factory=asyncio.Event)
    _run_key: bytes = field(default_factory=lambda: os.urandom(32), repr=False)
    _of_all: Obstacle | None = None
    _of_us: Obstacle | None = None
    _slow: Obstacle | None = None
    # Chats that can be reached again, until somebody has told their people what was missed.
    returned: set[Chat] = field(default_factory=set)
    someone_returned: asyncio.Event = field(default_factory=asyncio.Event)
    _of_chats: dict[Chat, Obstacle] = field(default_factory=dict)
    _incidents: dict[tuple[Chat, Trouble], Obstacle] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.begun_at = self.clock()
        if isinstance(self.clock, Timekeeper):
            self.clock.on_set(self._set)

    @property
    def works(self) -> bool:
        """Say whether the server has been heard of late; a run that has just begun may be heard."""
        return self.clock() - (self.polled_at or self.begun_at) <= READY_WITHIN

    @property
    def ready(self) -> bool:
        """
        Say whether updates come in, to us alone, every officer can be reached, and it is known what
        time it is.
        """
        hindered = any(each.trouble not in TOLERATED for each in self.obstacles())
        knows = not isinstance(self.clock, Timekeeper) or self.clock.is_sound
        return self.is_fresh and knows and not hindered

    @property
    def is_fresh(self) -> bool:
        """Say whether the last successful poll is young."""
        polled_at = self.polled_at
        return polled_at is not None and self.clock() - polled_at <= READY_WITHIN

    @property
    def trouble(self) -> Trouble | None:
        """What keeps all updates from coming at this moment."""
        return self._of_all.trouble if self._of_all else None

    def trouble_of(self, chat: Chat) -> Trouble | None:
        """Say what keeps messages from one chat."""
        found = self._of_chats.get(chat)
        return found.trouble if found else None

    def obstacles(self) -> Sequence[Obstacle]:
        """Return everything that stands in the way."""
        now = self.clock()
        found = [each for each in (self._of_all, self._of_us, self._slow) if each]
        conflict_at = self.conflict_at
        if (
            conflict_at is not None
            and self.trouble is not Trouble.CONFLICT
            and now - conflict_at <= CONFLICT_REMEMBERED
        ):
            found.append(Obstacle(Trouble.CONFLICT, conflict_at))
        recent = (
            each for each in self._incidents.values() if now - each.since <= INCIDENT_REMEMBERED
        )
        chats = sorted((*self._of_chats.values(), *recent), key=lambda each: str(each.chat))
        return (*found, *chats)

    def barred_chats(self) -> frozenset[Chat]:
        """Return the chats that nothing reaches."""
        return frozenset(self._of_chats)

    # All updates

    def note_poll(self) -> None:
        """Note a successful poll."""
        now, before = self.clock(), self.polled_at
        if self._of_all is not None or not self.is_fresh:
            self.changed.set()
        self.polled_at = now
        self.answered.set()
        if self._of_all is not None:
            log.info("channel_works_again", channel=self.channel, trouble=self._of_all.trouble)
            self._of_all = None
        if before is not None and now - before > PRESSES_KEPT:
            log.warning(
                "channel_gap", channel=self.channel, since=before.isoformat(), until=now.isoformat()
            )

    def note_trouble(self, trouble: Trouble, detail: str = "") -> None:
        """Note what keeps updates from coming."""
        now, known = self.clock(), self._of_all
        if trouble is Trouble.CONFLICT:
            self.conflict_at = now
        if known is not None and known.trouble is trouble:
            self._of_all = Obstacle(trouble, known.since, detail=detail)
            return
        self._of_all = Obstacle(trouble, now, detail=detail)
        self.changed.set()
        tell = log.warning if trouble is Trouble.UNREACHABLE else log.error
        tell("channel_trouble", channel=self.channel, trouble=trouble, detail=detail)

    @property
    def slowness(self) -> timedelta | None:
        """How long the server makes the bot wait for each message, in whole seconds, if it does."""
        seconds = self._slow.detail if self._slow else ""
        is_sound = seconds.isdecimal() and len(seconds) <= DIGITS
        return timedelta(seconds=int(seconds)) if is_sound else None

    def note_slowness(self, interval: timedelta | None) -> None:
        """Note that the server makes the bot wait so long for each message; None: no more."""
        known = self._slow
        if interval is None:
            self._slow = None
            log.info("channel_fast_again", channel=self.channel)
        else:
            seconds = f"{interval.total_seconds():.0f}"
            self._slow = Obstacle(
                Trouble.SLOW, known.since if known else self.clock(), detail=seconds
            )
            if known is None:
                log.error("channel_slow", channel=self.channel, seconds=seconds)
        self.changed.set()

    # One chat

    def bar(self, chat: Chat, why: Trouble) -> None:
        """Note why nothing reaches an officer."""
        if self._note(Obstacle(why, self.clock(), chat)):
            log.warning("chat_barred", channel=self.channel, chat=self._log_name(chat), why=why)

    def migrate(self, old: int, new: int, trouble: Trouble) -> None:
        """Note that a group has another id: one that an officer writes from (MOVED), or none."""
        if self._note(Obstacle(trouble, self.clock(), old, str(new))):
            log.warning("group_migrated", old=self._log_name(old), new=self._log_name(new))

    def incident(self, chat: Chat, what: Trouble, detail: str = "") -> None:
        """Note what happened; it is told for a day, until somebody has looked."""
        self._incidents[chat, what] = Obstacle(what, self.clock(), chat, detail)
        self.changed.set()
        log.error("channel_incident", channel=self.channel, what=what, detail=detail)

    # Ourselves

    def note_hindrance(self, trouble: Trouble, detail: str = "") -> None:
        """Note what is wrong with ourselves: though polls succeed it stays until it is cleared."""
        known = self._of_us
        is_news = known is None or known.trouble is not trouble or known.detail != detail
        since = known.since if known is not None and known.trouble is trouble else self.clock()
        self._of_us = Obstacle(trouble, since, detail=detail)
        if is_news:
            self.changed.set()
            log.error("channel_hindered", channel=self.channel, trouble=trouble, detail=detail)

    @property
    def hindrance(self) -> Trouble | None:
        """What is wrong with ourselves."""
        return self._of_us.trouble if self._of_us else None

    def clear_hindrance(self) -> None:
        """Note that nothing is wrong with ourselves any more."""
        if self._of_us is not None:
            log.info("channel_settled", channel=self.channel, trouble=self._of_us.trouble)
            self._of_us = None
            self.changed.set()

    def unbar(self, chat: Chat) -> None:
        """Note that a chat can be reached."""
        if self._of_chats.pop(chat, None) is not None:
            self.changed.set()
            self.returned.add(chat)
            self.someone_returned.set()
            log.info("chat_reached_again", channel=self.channel, chat=self._log_name(chat))

    def remember(self, obstacles: Sequence[Obstacle]) -> None:
        """Take over what an earlier run knew: its end has made nobody reachable, no server fast."""
        for each in obstacles:
            if each.trouble is Trouble.SLOW:
                self._slow = each
            elif each.trouble in INCIDENTS:
                self._incidents[each.chat, each.trouble] = each
            elif each.chat:
                self._of_chats[each.chat] = each

    def forget(self, chats: frozenset[Chat]) -> None:
        """Forget chats that are nobody's any more; a group's new id, when it was told for a day."""
        now = self.clock()
        self._of_chats = {
            chat: each
            for chat, each in self._of_chats.items()
            if (
                now - each.since <= MIGRATION_REMEMBERED
                if each.trouble is Trouble.MIGRATED
                else chat not in chats
            )
        }

    def _set(self, by: timedelta) -> None:
        """The clock was set: how long ago something was does not change by that."""
        self.begun_at += by
        self.polled_at = self.polled_at and self.polled_at + by
        self.conflict_at = self.conflict_at and self.conflict_at + by

    def _log_name(self, chat: Chat) -> str:
        """Return what the log may have of an address: the same within a run, and no name."""
        return hmac.digest(self._run_key, str(chat).encode(), "sha256").hex()[:12]

    def _note(self, found: Obstacle) -> bool:
        """Note an obstacle of a chat and say whether it is news."""
        known = self._of_chats.get(found.chat)
        if known is not None and known.trouble is found.trouble:
            return False
        self._of_chats[found.chat] = found
        self.changed.set()
        return True
