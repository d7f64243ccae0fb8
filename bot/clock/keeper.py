"""The time of a running process, whatever the wall clock shows; see `bot.clock.reckoning`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from ipaddress import ip_address
from urllib.parse import urlsplit

from bot.clock.clocks import Clock, Steady
from bot.clock.reckoning import APART, STEADY, WALL, Judged, Reckoned, judge

# What a server has said holds for so long: a machine that was halted does not know it.
HEARD_WITHIN = timedelta(minutes=2)
# The wall clock may be followed so often where nobody else is heard, by `APART` at most.
FOLLOWED_EACH = timedelta(hours=1)
# Beyond these no reckoning is possible with what somebody sends.
_YEARS = range(2000, 9000)


@dataclass(frozen=True, slots=True)
class Anchor:
    """At `ticks` of the steady clock it was `at`; where that is not exact, no earlier."""

    at: datetime
    ticks: float
    is_exact: bool = True

    def reckoning(self, ticks: float) -> Reckoned:
        """Return what the time is by it at other ticks."""
        return Reckoned(self.at + timedelta(seconds=ticks - self.ticks), self.is_exact)


class Timekeeper:
    """
    A clock that is asked from any thread; what it goes by changes in the process's own loop only.

    It shows what the wall clock shows while that goes with the steady one, and else goes on by the
    steady one. `anchor` is None until the first judgement: then it is the wall clock.
    """

    def __init__(self, wall: Clock, steady: Steady) -> None:
        self.wall = wall
        self.steady = steady
        self.anchor: Anchor | None = None
        self._heard: dict[str, Anchor] = {}
        self._listeners: list[Callable[[timedelta], None]] = []

    def __call__(self) -> datetime:
        """Return the moment."""
        anchor, shown = self.anchor, self.wall()
        if anchor is None:
            return shown
        reckoned = anchor.reckoning(self.steady.read())
        is_near = anchor.is_exact and abs(shown - reckoned.at) <= APART
        return shown if is_near else reckoned.at

    @property
    def is_sound(self) -> bool:
        """Say whether the time is known and all clocks show it."""
        return self.judgement().is_sound

    def on_set(self, listener: Callable[[timedelta], None]) -> None:
        """Call `listener` with by how much the time was set, each time that it is."""
        self._listeners.append(listener)

    def hear(
        self, source: str, at: datetime, ticks: float | None = None, *, is_own: bool = True
    ) -> None:
        """
        Note what a source showed at those ticks, or shows now.

        One that may have no clock of its own confirms nothing by showing what the wall clock does.
        """
        now = self.steady.read()
        heard = Anchor(at, now if ticks is None else ticks)
        if is_own or abs(heard.reckoning(now).at - self.wall()) > APART:
            self._heard[source] = heard
        else:
            self.hear_not(source)

    def hear_not(self, source: str) -> None:
        """Let a source count no longer."""
        self._heard.pop(source, None)

    def dates(self, source: str, address: str) -> Callable[[str | None], None]:
        """
        Return what notes the `Date` of each answer of the server at `address`; what is none of
        them is left out. A server on this very machine has this machine's clock.
        """
        is_own = not _is_here(address)

        def hear_date(header: str | None) -> None:
            at = _date(header)
            if at is not None:
                self.hear(source, at, is_own=is_own)

        return hear_date

    def judgement(self, ticks: float | None = None) -> Judged:
        """Return what time it is, at those ticks or now, by everything that is known."""
        ticks = self.steady.read() if ticks is None else ticks
        reckoned = self.anchor.reckoning(ticks) if self.anchor else None
        return judge(self.wall(), self._others(ticks), reckoned)

    def goes_by(self, judged: Judged, ticks: float) -> None:
        """Show from now on what was judged at those ticks."""
        self.anchor = Anchor(judged.now, ticks, judged.known)

    def was_set(self, by: timedelta) -> None:
        """Tell whoever has kept moments of the time before."""
        for listener in self._listeners:
            listener(by)

    def follow(self, judged: Judged, ticks: float) -> None:
        """Go on by the wall clock as far as it was found right: it is slewed by its servers."""
        anchor = self.anchor
        is_confirmed = WALL in judged.agreed and bool({*judged.agreed} - {WALL, STEADY})
        passed = timedelta(seconds=ticks - anchor.ticks) if anchor else FOLLOWED_EACH
        if is_confirmed or passed >= FOLLOWED_EACH:
            self.anchor = Anchor(judged.now, ticks)

    def _others(self, ticks: float) -> Mapping[str, datetime]:
        oldest = ticks - HEARD_WITHIN.total_seconds()
        heard = dict(self._heard)
        return {
            name: each.reckoning(ticks).at for name, each in heard.items() if each.ticks >= oldest
        }


def _date(header: str | None) -> datetime | None:
    try:
        at = parsedate_to_datetime(header or "")
        at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        return None
    return at if at.year in _YEARS else None


def _is_here(address: str) -> bool:
    host = urlsplit(address).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
