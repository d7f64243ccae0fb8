"""
Which of a chat's messages is tried first after trouble: what was said first, also when it waits.

Each that was refused waits for a moment of its own, and what is said meanwhile waits for none. When
one of a queue may be sent, the first that stands before it is tried in its place. Where the chat
takes messages again they come in their order; where that one alone is not taken it holds up nobody,
since the other one is tried next.
"""

from collections.abc import Sequence

from storage.outgoing import Outgoing
from storage.work import Work


class Ordering:
    """What is known of the queues of one process."""

    def __init__(self) -> None:
        # The queues in which something may wait for another try; None before the first look.
        self._troubled: set[str] | None = None
        # Where the first was tried in another's place: the other one is next, unless it was sent.
        self._next_passes: set[str] = set()

    def note_failure(self, queue: str) -> None:
        """Note that a message of a queue was not taken: it waits for its next try."""
        if self._troubled is not None:
            self._troubled.add(queue)

    def note_sent(self, queue: str) -> None:
        """Note that a queue's chat takes messages."""
        self._next_passes.discard(queue)

    def in_order(self, work: Work, rows: Sequence[Outgoing]) -> tuple[Outgoing, ...]:
        """Return the rows to be sent now, each or what stands before it in its queue."""
        if self._troubled is None:
            self._troubled = set(work.leases.backing_off())
        troubled = [row.queue for row in rows if row.queue in self._troubled]
        asked = [queue for queue in troubled if queue not in self._next_passes]
        self._next_passes.difference_update(troubled)
        if not asked:
            return tuple(rows)
        ahead = work.leases.first_backing_off(asked)
        self._troubled -= set(asked) - ahead.keys()
        ordered = tuple(_earlier(row, ahead.get(row.queue)) for row in rows)
        self._next_passes |= {
            first.queue for row, first in zip(rows, ordered, strict=True) if first is not row
        }
        return ordered


def _earlier(row: Outgoing, ahead: Outgoing | None) -> Outgoing:
    # What nobody knows the end of may have come: only another such one waits for it.
    if ahead is None or (ahead.doubts and not row.doubts):
        return row
    return min(row, ahead, key=lambda each: (each.saying.priority, each.seq))
