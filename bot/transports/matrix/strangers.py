"""How many strangers get a room of their own in a day."""

from datetime import date

STRANGERS = 50


class Strangers:
    """Counts those of one day."""

    def __init__(self) -> None:
        self._day: date | None = None
        self._count = 0

    def admit(self, today: date) -> bool:
        """Count one more, and say whether they are not too many."""
        if self._day != today:
            self._day, self._count = today, 0
        if self._count >= STRANGERS:
            return False
        self._count += 1
        return True
