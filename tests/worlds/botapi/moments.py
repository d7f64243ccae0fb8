"""A clock that runs as the machine's does, and may be set forward."""

from datetime import datetime, timedelta

from bot.clock.clocks import wall


class Forward:
    """The wall's moment plus whatever a test let pass."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        """Return the moment."""
        return wall() + self.ahead

    def pass_by(self, delta: timedelta) -> datetime:
        """Let `delta` pass at once and return the moment after it."""
        if delta < timedelta():
            raise ValueError("time does not run back")
        self.ahead += delta
        return self()
