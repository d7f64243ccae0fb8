"""What waits to be fetched: long polling, offsets and lives of updates (TQueue, getUpdates)."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from tests.worlds.botapi.refusals import OTHER_POLLER, conflict

Json = dict[str, Any]

LIFE = timedelta(hours=24)
PRESS_LIFE = timedelta(seconds=150)
SILENCE = timedelta(days=7)
NOT_BY_DEFAULT = ("chat_member", "message_reaction", "message_reaction_count")
KINDS = (
    "message edited_message channel_post edited_channel_post business_connection business_message "
    "edited_business_message deleted_business_messages message_reaction message_reaction_count "
    "inline_query chosen_inline_result callback_query shipping_query pre_checkout_query "
    "purchased_paid_media poll poll_answer my_chat_member chat_member chat_join_request chat_boost "
    "removed_chat_boost managed_bot guest_message"
).split()
BY_DEFAULT = frozenset(KINDS) - frozenset(NOT_BY_DEFAULT)
# An offset further out than this on either side is not believed, and everything is given.
AHEAD = 10
BEHIND = 100_000


@dataclass(frozen=True, slots=True)
class Update:
    """Something that the bot has to learn while `expires_at` has not come."""

    id: int
    kind: str
    payload: Json
    expires_at: datetime

    def as_json(self) -> Json:
        """Return the update as a bot receives it."""
        return {"update_id": self.id, self.kind: self.payload}


class Updates:
    """
    The queue of one bot.

    `repeating` more updates come once more with the batch after theirs, confirmed or not;
    `shuffling` more batches come in any order; `confirmed` are those that the bot will not see
    again, because it said so.
    """

    def __init__(self, clock: Callable[[], datetime], random: Random) -> None:
        self._clock = clock
        self._random = random
        self._next_id = random.randrange(1, 10**9)
        self._last_at: datetime | None = None
        self._waiting: list[Update] = []
        self._again: list[Update] = []
        self._poll: asyncio.Future[None] | None = None
        self.arrived = asyncio.Event()
        self.polled = asyncio.Event()  # set while somebody waits
        self.allowed = BY_DEFAULT
        self.repeating = 0
        self.shuffling = 0
        self.dropped = 0
        self.confirmed: list[Update] = []

    def push(self, kind: str, payload: Json, life: timedelta = LIFE) -> int | None:
        """
        Let something wait for the bot and return its id.

        None when its kind is not allowed now: then it is gone, whatever is allowed later.
        """
        if kind not in self.allowed:
            self.dropped += 1
            return None
        now = self._clock()
        if self._last_at is not None and now - self._last_at >= SILENCE:
            self.redraw()
        self._last_at = now
        update = Update(self._next_id, kind, payload, now + life)
        self._next_id += 1
        self._waiting.append(update)
        self._wake()
        self.arrived.set()
        return update.id

    def redraw(self) -> None:
        """Number what comes next from anywhere, as after a silent week; nothing waits by then."""
        self._waiting.clear()
        self._again.clear()
        self._next_id = self._random.randrange(1, 10**9)

    def allow(self, kinds: Sequence[str] | None) -> None:
        """Remember which kinds are wanted: None is "as last time", nothing known the usual ones."""
        if kinds is None:
            return
        self.allowed = frozenset(kinds).intersection(KINDS) or BY_DEFAULT

    @property
    def next_id(self) -> int:
        """The id that what comes next will have."""
        return self._next_id

    def pending(self) -> int:
        """Return how many updates wait."""
        self._expire()
        return len(self._waiting)

    def take(self, offset: int, limit: int) -> list[Update]:
        """Forget what is before `offset` and return what waits from there, at most `limit`."""
        self._expire()
        offset = self._absolute(offset)
        self.confirmed += (update for update in self._waiting if update.id < offset)
        self._waiting = [update for update in self._waiting if update.id >= offset]
        fresh = self._waiting[:limit]
        batch = (self._again + fresh)[:limit]
        self._again = fresh[: self.repeating]
        self.repeating -= len(self._again)
        if self.shuffling and len(batch) > 1:
            self.shuffling -= 1
            self._random.shuffle(batch)
        return batch

    async def poll(self, offset: int, limit: int, wait: float) -> list[Update]:
        """
        Return what waits, or what comes within `wait` seconds.

        Whoever was waiting already hears of it; two who do not wait at once share quietly.

        Raises:
            ApiError: 409, another poller or a webhook took this one's place.
        """
        offset = self._absolute(offset)
        batch = self.take(offset, limit)
        if batch or wait <= 0:
            return batch
        self.interrupt(OTHER_POLLER)
        self._poll = poll = asyncio.get_running_loop().create_future()
        self.polled.set()
        try:
            async with asyncio.timeout(wait):
                await poll
        except TimeoutError:
            return []
        finally:
            if self._poll is poll:
                self._poll = None
                self.polled.clear()
        return self.take(offset, limit)

    def interrupt(self, why: str) -> None:
        """End the poll that waits, if one does."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_exception(conflict(why))

    def waiting(self) -> list[Update]:
        """Return what waits, in order."""
        self._expire()
        return list(self._waiting)

    def clear(self) -> None:
        """Drop what waits."""
        self._waiting.clear()

    def confirm(self, update: Update) -> None:
        """Forget one update, which a webhook has taken."""
        self.confirmed.append(update)
        self._waiting = [each for each in self._waiting if each.id != update.id]

    def _absolute(self, offset: int) -> int:
        head = self._waiting[0].id if self._waiting else self._next_id
        if offset < 0:
            return max(self._next_id + offset, head)
        if offset > self._next_id + AHEAD or offset < head - BEHIND:
            return head
        return offset

    def _expire(self) -> None:
        now = self._clock()
        self._waiting = [update for update in self._waiting if now < update.expires_at]

    def _wake(self) -> None:
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(None)
