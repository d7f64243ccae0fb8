"""
One row that fails never stops another: a savepoint for each, three tries, then it is set aside.

For every loop that takes rows: the clock, and delivery. (The inbox takes an event in a transaction
of its own, and counts in its row.) What is set aside is an incident: a number, in the log, in the
journal, and in `nabat check` until it succeeds or the operator ends it. A failure of the storage
is nobody's try.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from typing import TypeAlias, TypeVar

import structlog
from sqlalchemy.exc import PendingRollbackError

from bot.tries.in_hand import Hand, InHand
from storage.engine import StorageFailed
from storage.readable import Unread
from storage.setbacks import OF_CLOCK, Place, Setback
from storage.work import Work

T = TypeVar("T")
log = structlog.get_logger()

TRIES = 3
# Before the second and the third try.
PAUSES = (timedelta(seconds=1), timedelta(seconds=10))
# What is owed goes on being owed: once in an hour what was set aside of the clock is tried.
ANEW = timedelta(hours=1)
# What ended the process waits for the operator's word.
NEVER = timedelta(days=36500)
# After these nothing of the transaction can be kept.
NOBODYS = (StorageFailed, PendingRollbackError)
# Ends a row that is set aside, and tells whom it concerns; returns what it is about.
SetAside: TypeAlias = Callable[[Work, str, str], str | None]


class Attempts:
    """Tries rows. `ends` says for a place what else is to be done where a row is set aside."""

    def __init__(
        self, in_hand: InHand | None = None, ends: Mapping[Place, SetAside] | None = None
    ) -> None:
        self.in_hand = in_hand or InHand()
        self._ends = ends or {}

    def row(self, work: Work, hand: Hand, place: Place, row: str, do: Callable[[], T]) -> T | None:
        """
        Do what a row asks for, whole or not at all, and return what that gives; None if it raises.

        Raises: StorageFailed.
        """
        try:
            with self.in_hand.hold(hand, place, row), work.savepoint():
                result = do()
        except NOBODYS:
            raise
        except Exception as error:
            self.count_failure(work, place, row, error)
            return None
        if row in work.setbacks.known(place):
            work.setbacks.forget(place, row)
        return result

    def unread(self, work: Work, place: Place) -> Unread:
        """Return what counts a row that cannot be read as one that failed."""
        return partial(self.count_failure, work, place)

    def count_failure(
        self, work: Work, place: Place, row: str, error: Exception | None, *, fatal: bool = False
    ) -> None:
        """Count a try that failed, or that ended the process; the last one sets the row aside."""
        setback = work.setbacks.count(place, row, fatal=fatal)
        log.error("row_failed", place=place, row=row, attempt=setback.tries, exc_info=error)
        if setback.tries < TRIES:
            work.setbacks.postpone(place, row, work.now + PAUSES[setback.tries - 1])
        else:
            self._set_aside(work, setback)

    def incident(self, work: Work, place: Place, row: str, name: str | None = None) -> str:
        """Make an incident of what cannot be done, and return its number."""
        number = work.id()[:8].upper()
        log.error("incident", incident=number, place=place, row=row)
        work.journal.write(
            "set-aside", actor="nabat", at=work.now, place=place, row=row, incident=number
        )
        work.setbacks.set_aside(place, row, incident=number, name=name)
        return number

    def _set_aside(self, work: Work, setback: Setback) -> None:
        place, row = setback.place, setback.row
        again = work.now + (NEVER if setback.fatal else ANEW)
        work.setbacks.postpone(place, row, again)
        if setback.incident is not None and place in OF_CLOCK:
            return  # it has been told; only its hour has come again
        number = setback.incident or self.incident(work, place, row)
        end = self._ends.get(place)
        if end is None:
            return
        names: list[str | None] = []
        if try_whole(
            work, lambda: names.append(end(work, row, number)), "set_aside_untold", row=row
        ):
            work.setbacks.set_aside(place, row, incident=number, name=names[0])


def try_whole(work: Work, do: Callable[[], object], event: str, **ids: str | int) -> bool:
    """
    Do something in a savepoint; where it raises what is ours log that, and return False.

    Raises: StorageFailed.
    """
    try:
        with work.savepoint():
            do()
    except NOBODYS:
        raise
    except Exception:
        log.exception(event, **ids)
        return False
    return True
