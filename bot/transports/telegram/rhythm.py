"""How long is waited: for what comes, between two looks, and after what goes wrong."""

from dataclasses import dataclass
from datetime import timedelta

from telegram.error import BadRequest, Conflict, InvalidToken, TelegramError

from bot.transports.health import Health
from bot.transports.telegram.http import TooMany
from bot.transports.trouble import Trouble

# What keeps updates from coming when a call of this kind fails; the first that fits.
TROUBLES: tuple[tuple[type[TelegramError], Trouble], ...] = (
    (InvalidToken, Trouble.UNAUTHORIZED),
    (Conflict, Trouble.CONFLICT),
    (BadRequest, Trouble.REFUSED),
    (TelegramError, Trouble.UNREACHABLE),
)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How long a poll lasts, how often is looked, how long is waited after what goes wrong."""

    poll: timedelta = timedelta(seconds=25)
    # While a file is under way the others are looked for so often.
    glance: timedelta = timedelta(milliseconds=250)
    # With a webhook: between two looks at how it does; at the end, for what is being taken.
    look: timedelta = timedelta(seconds=20)
    # Between two notes on disk that updates could be had.
    note: timedelta = timedelta(seconds=30)
    ending: timedelta = timedelta(seconds=3)
    storage_again: timedelta = timedelta(seconds=5)
    again: timedelta = timedelta(seconds=1)
    longest: timedelta = timedelta(seconds=30)


class Setbacks:
    """Calls that fail one after another: what is told of them, and pauses that grow."""

    def __init__(self, health: Health, rhythm: Rhythm) -> None:
        self._health = health
        self._rhythm = rhythm
        self._failures = 0

    def note_success(self) -> None:
        """Note a call that worked."""
        self._failures = 0

    def pause(self) -> timedelta:
        """Note a failure and return how long to wait before the next call."""
        self._failures += 1
        return min(self._rhythm.again * (1 << min(self._failures - 1, 6)), self._rhythm.longest)

    def note_failure(self, error: TelegramError) -> timedelta:
        """Note a failure and what stands in the way; return how long to wait."""
        pause = self.pause()
        if isinstance(error, TooMany):
            return min(error.after, self._rhythm.longest)
        trouble = next(each for kind, each in TROUBLES if isinstance(error, kind))
        self._health.note_trouble(trouble, error.message if trouble is Trouble.REFUSED else "")
        return self._rhythm.longest if trouble is Trouble.UNAUTHORIZED else pause
