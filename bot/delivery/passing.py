"""
What may be leased now: by each channel's limits, by free senders, behind what is under way.

A row that is leased counts as sent: what would only wait afterwards is not leased. Each channel has
senders of its own, and as many again for alarms alone, so that calls that hang hold up no other
channel and no alarm. In a chat messages follow one another; an alarm waits for none of them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.transports.limits import Room
from protocol.parties import Channel
from storage.sayings import Priority

# A channel's whole budget fills up while it is waited for, and several go at once.
BREATH = timedelta(milliseconds=100)
LOOKED_AT_LEAST = 32


@dataclass(frozen=True, slots=True)
class Destination:
    """
    Where something goes: over a channel to an address, from a queue, as an alarm or not; `spare`
    where nobody waits for it.
    """

    channel: Channel
    address: str
    queue: str
    urgent: bool = False
    spare: bool = False


class Passing:
    """
    What may be leased in one transaction.

    `rooms` dwindle: a transaction that is run again finds less in them, and leases the rest later.
    """

    def __init__(
        self,
        rooms: Mapping[Channel, Room],
        under_way: Iterable[Destination],
        *,
        senders: int,
    ) -> None:
        self._rooms = rooms
        self._senders = senders
        self._chats: set[tuple[Channel, str]] = set()
        self._sending: Counter[tuple[Channel, bool]] = Counter()
        # The queues whose next one has to wait: for so long, or until a channel is free.
        self.paused: dict[str, timedelta] = {}
        self.held: dict[str, Channel] = {}
        self.held_alarms: dict[str, Channel] = {}
        self.behind: set[str] = set()
        for each in under_way:
            self._take(each)

    @property
    def ordinary(self) -> int:
        """How many messages that are no alarms may still be leased, over whichever channels."""
        return sum(self._free(channel) for channel in self._rooms)

    @property
    def spare(self) -> int:
        """How many of these may be what nobody waits for."""
        return sum(
            min(self._free(channel), max(room.spare, 0)) for channel, room in self._rooms.items()
        )

    @property
    def least(self) -> Priority:
        """Return down to which weight there is anything to look for."""
        return Priority.DIGEST if self.ordinary else Priority.ALARM

    @property
    def limit(self) -> int:
        """Return how many rows to look at."""
        return max(self.ordinary, LOOKED_AT_LEAST)

    def is_free(self, channel: Channel) -> bool:
        """Say whether a channel takes anything that is no alarm."""
        return channel in self._rooms and self._free(channel) > 0

    def takes_alarms(self, channel: Channel) -> bool:
        """Say whether a channel's server takes an alarm now."""
        return channel in self._rooms and not self._rooms[channel].alarms_in

    @property
    def opens_in(self) -> timedelta | None:
        """After how long a channel that is used up takes more; None where senders have to end."""
        waits = [
            max(room.spare_in if room.ordinary > 0 else room.opens_in, BREATH)
            for channel, room in self._rooms.items()
            if room.spare <= 0 and self._sending[channel, False] < self._senders
        ]
        waits += [max(each.alarms_in, BREATH) for each in self._rooms.values() if each.alarms_in]
        return min(waits, default=None)

    @property
    def waiting(self) -> frozenset[str]:
        """Return the queues whose next one has to wait."""
        return frozenset({*self.paused, *self.held, *self.held_alarms, *self.behind})

    def passes(self, to: Destination) -> bool:
        """Say whether this may be leased; then it counts. Else its queue is noted."""
        if to.urgent:
            if self._sending[to.channel, True] >= self._senders:
                self.behind.add(to.queue)
                return False
            if not self.takes_alarms(to.channel):
                # Together they are looked at again: the earliest goes first.
                self.held_alarms[to.queue] = to.channel
                return False
        elif not self.is_free(to.channel):
            self.held[to.queue] = to.channel
            return False
        elif (to.channel, to.address) in self._chats or self._is_dear(to):
            self.behind.add(to.queue)
            return False
        pause = self._rooms[to.channel].pause(to.address, urgent=to.urgent)
        if pause:
            self.paused[to.queue] = pause
            return False
        self._take(to)
        return True

    def _is_dear(self, to: Destination) -> bool:
        return to.spare and self._rooms[to.channel].spare <= 0

    def _free(self, channel: Channel) -> int:
        senders = self._senders - self._sending[channel, False]
        return max(min(senders, self._rooms[channel].ordinary), 0) if senders > 0 else 0

    def _take(self, to: Destination) -> None:
        self._chats.add((to.channel, to.address))
        self._sending[to.channel, to.urgent] += 1
