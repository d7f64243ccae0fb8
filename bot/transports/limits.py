"""
What a channel lets pass now: asked before a message is leased, so that what waits was not sent.

Leasing runs in the storage's thread, so it is given a value, the room of one moment.
"""

import sys
from datetime import timedelta
from typing import Protocol


class Room(Protocol):
    """What a channel lets pass at one moment. It dwindles as messages are let pass."""

    @property
    def ordinary(self) -> int:
        """How many messages that are no alarms may go, to whichever chats."""
        ...

    @property
    def opens_in(self) -> timedelta:
        """After how long there is room for such a message; zero when there is now."""
        ...

    @property
    def spare(self) -> int:
        """How many of these may go that nobody waits for: there is plenty."""
        ...

    @property
    def spare_in(self) -> timedelta:
        """After how long there is room for such a one; zero when there is now."""
        ...

    @property
    def alarms_in(self) -> timedelta:
        """After how long there is room for an alarm, to whichever chat; zero when there is now."""
        ...

    def pause(self, address: str, *, urgent: bool) -> timedelta:
        """Return how long a message to an address has to wait; it has gone where that is zero."""
        ...


class Limits(Protocol):
    """The limits of a channel, as the loop knows them."""

    def room(self) -> Room:
        """Return what may pass now."""
        ...

    def count(self, address: str, *, urgent: bool) -> None:
        """Count a message that is leased: when it is sent, it does not wait for its turn."""
        ...


class Unlimited:
    """A channel that lets everything pass."""

    ordinary = spare = sys.maxsize
    opens_in = spare_in = alarms_in = timedelta()

    def room(self) -> Room:
        """See `Limits`."""
        return self

    def count(self, address: str, *, urgent: bool) -> None:
        """See `Limits`."""

    def pause(self, address: str, *, urgent: bool) -> timedelta:
        """See `Room`."""
        return timedelta()


UNLIMITED = Unlimited()
