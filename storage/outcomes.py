"""How a row of the outbox goes on or ends: sent, later, in doubt, over another channel, never."""

import json
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, update

from storage.outgoing import CHANGED, DOUBT, OutboxState, Outgoing
from storage.tables import outbox

# Why a row ends that could not be delivered for a day.
TOO_LATE = "too-late"
# Why a row ended of which a later one has told, with the key of that one behind it.
TOLD_LATER = "told/"
UNTOLD = "untold"
_ENDED = {"not_before": None, "leased_by": None, "values": None, "rendering": None}
_SENT = CHANGED.values(state=OutboxState.SENT, **_ENDED)


class Outcomes:
    """What is written down of a try, within one transaction."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    def record_sent(self, accepted: Iterable[tuple[Outgoing, str]]) -> None:
        """Record that the server accepted rows, each under its id of the message."""
        changes = [
            {"which": row.seq, "message_id": message_id, "ended_at": self._now}
            for row, message_id in accepted
        ]
        if changes:
            self._connection.execute(_SENT, changes)

    def later(self, row: Outgoing, at: datetime) -> None:
        """Send it again at `at`: it was not taken."""
        self._update(row, state=OutboxState.WAITING, not_before=at, leased_by=None)

    def doubt(self, row: Outgoing, at: datetime, *, lasting: bool) -> None:
        """
        Send it again at `at`: it may have arrived.

        A `lasting` doubt goes along to other channels and back: no server resolves it.
        """
        here = f"{DOUBT}{row.channel}"
        tried = [*row.tried, here] if lasting and here not in row.tried else row.tried
        self._update(
            row,
            state=OutboxState.WAITING,
            not_before=at,
            leased_by=None,
            doubts=row.doubts + 1,
            tried=json.dumps(tried),
        )

    def resume(self, chats: Iterable[tuple[str, str]]) -> None:
        """Send now what waits in doubt for an officer's chat: the channel takes it again."""
        for officer, channel in sorted(set(chats)):
            self._connection.execute(
                update(outbox)
                .where(
                    outbox.c.officer == officer,
                    outbox.c.channel == channel,
                    outbox.c.not_before > self._now,
                    outbox.c.doubts > 0,
                )
                .values(not_before=self._now)
            )

    def elsewhere(self, row: Outgoing, channel: str, *, refused: bool) -> None:
        """
        Give up one channel: the next one of the officer is tried, in its own words.

        Unless it `refused` it may be come back to.
        """
        before = row.without_hope(channel) if refused else (*row.tried, f"{DOUBT}{channel}")
        doubt = (DOUBT,) if row.doubts and refused else ()
        self._reroute(row, [*dict.fromkeys((*before, channel, *doubt))], self._now)

    def back(self, row: Outgoing, refused: str, at: datetime) -> None:
        """Go back, at `at`, to what was left in doubt: the channel `refused` does not take it."""
        kept = [each for each in row.without_hope(refused) if each not in row.left_in_doubt]
        self._reroute(row, [*kept, refused], at)

    def never(self, row: Outgoing, why: str) -> None:
        """Record that it cannot be delivered on any channel."""
        self._end(row, OutboxState.NEVER, why=why)

    def note_told_later(self, rows: Iterable[int], key: str) -> None:
        """Note that the row under a key tells that these were not delivered."""
        changes = [{"which": seq, "why": f"{TOLD_LATER}{key}"} for seq in rows]
        if changes:
            self._connection.execute(CHANGED, changes)

    def untold(self, key: str) -> None:
        """Note that the row under a key has not told it after all."""
        told = update(outbox).where(outbox.c.why == f"{TOLD_LATER}{key}")
        self._connection.execute(told.values(why=UNTOLD))

    def drop(self, row: Outgoing) -> None:
        """End a row that is owed no longer."""
        self._end(row, OutboxState.DROPPED)

    def _reroute(self, row: Outgoing, tried: list[str], at: datetime) -> None:
        self._update(
            row,
            state=OutboxState.WAITING,
            not_before=at,
            leased_by=None,
            tried=json.dumps(tried),
            channel=None,
            rendering=None,
            attempts=0,
            doubts=0,
        )

    def _end(self, row: Outgoing, state: OutboxState, **values: object) -> None:
        self._update(
            row,
            state=state,
            ended_at=self._now,
            **_ENDED,
            **values,
        )

    def _update(self, row: Outgoing, **changes: object) -> None:
        self._connection.execute(CHANGED, {"which": row.seq, **changes})
