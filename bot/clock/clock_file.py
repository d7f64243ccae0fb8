"""
What time a running bot goes by, as a file: for the operator's command, and for its next start.

Its age is told by the steady clock, since the other one may be what is wrong.
"""

import json
import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.clock.clocks import Clock, Steady
from bot.clock.keeper import Anchor
from bot.clock.reckoning import APART, Judged, Standing

FILE = "health-clock.json"
MODE = 0o600
WRITTEN_EACH = timedelta(seconds=10)
# Older than this nobody writes it any more.
FRESH_WITHIN = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Report:
    """What the file says: which time it was at which ticks, who showed another, does it run on."""

    boot: str
    anchor: Anchor
    wall: Standing
    apart: dict[str, timedelta]
    runs: bool = True

    def is_of(self, steady: Steady) -> bool:
        """Say whether the machine has not begun anew since: then its ticks are those of now."""
        return bool(steady.boot) and self.boot == steady.boot and self.age(steady) >= timedelta()

    def is_fresh(self, steady: Steady) -> bool:
        """Say whether the bot that wrote it runs."""
        return self.runs and self.is_of(steady) and self.age(steady) <= FRESH_WITHIN

    def age(self, steady: Steady) -> timedelta:
        """Return how long ago it was written, if the machine has not begun anew since."""
        return timedelta(seconds=steady.read() - self.anchor.ticks)

    def now(self, steady: Steady) -> datetime:
        """Return what time it is by it."""
        return self.anchor.reckoning(steady.read()).at


def report(judged: Judged, ticks: float, boot: str, *, runs: bool = True) -> Report:
    """Return what is to be written of a judgement at those ticks; the last one does not run on."""
    anchor = Anchor(judged.now, ticks, judged.known)
    return Report(boot, anchor, judged.wall, dict(judged.apart), runs)


def write(file: Path, report: Report) -> None:
    """
    Write a report in the place of the one before, for its owner alone.

    Raises: OSError.
    """
    stored = {
        "boot": report.boot,
        "ticks": report.anchor.ticks,
        "at": report.anchor.at.isoformat(),
        "known": report.anchor.is_exact,
        "wall": report.wall,
        "runs": report.runs,
        "apart": {name: each.total_seconds() for name, each in report.apart.items()},
    }
    fresh = file.with_name(f"{file.name}.new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, MODE)
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        json.dump(stored, out)
    fresh.replace(file)


def read(file: Path) -> Report | None:
    """Return what a bot has written last; None when there is nothing that can be read."""
    try:
        stored: dict[str, Any] = json.loads(file.read_text("utf-8"))
        at = datetime.fromisoformat(stored["at"])
        anchor = Anchor(at, float(stored["ticks"]), bool(stored["known"]))
        apart = {
            str(name): timedelta(seconds=float(each)) for name, each in stored["apart"].items()
        }
        found = Report(
            str(stored["boot"]), anchor, Standing(stored["wall"]), apart, stored["runs"] is True
        )
    except (OSError, ValueError, LookupError, TypeError, AttributeError, OverflowError):
        return None
    return found if at.utcoffset() is not None else None


def beside(file: Path, wall: Clock, steady: Steady) -> Clock:
    """Return the clock of a command that runs beside a bot: the bot's time, where it keeps one."""

    def now() -> datetime:
        found, shown = read(file), wall()
        if found is None or not found.is_of(steady):
            return shown
        kept = found.now(steady)
        return kept if abs(kept - shown) > APART else shown

    return now
