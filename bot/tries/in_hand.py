"""
What each loop has in hand, in a small file: so a row that ends the process is known to the next.

A commit for each row would cost as much as the row itself. What a process wrote into a file
outlives it, however it ends, without waiting for the disk; only the machine's own end loses it,
and that is no row's fault. The file says what was in hand at that moment: of a batch the one row.
"""

import asyncio
import contextlib
import os
import weakref
from collections.abc import Coroutine, Generator, Iterator
from enum import IntEnum
from pathlib import Path
from types import coroutine
from typing import Any, TypeAlias, TypeVar

import structlog

from storage.setbacks import NUMBERED, Place

T = TypeVar("T")
log = structlog.get_logger()
FILE = "in-hand"
MODE = 0o600
LENGTH = 512
Held: TypeAlias = tuple[Place, str]


class Hand(IntEnum):
    """Who takes rows into hand: each has its own part of the file."""

    INBOX = 0
    CLOCK = 1
    LEASING = 2
    SENDING = 3
    RECEIVING = 4


class InHand:
    """The file; `place` None is none: then nothing is known after an end."""

    def __init__(self, place: Path | None = None) -> None:
        self._descriptor: int | None = None
        if place is None:
            return
        try:
            self._descriptor = os.open(place, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, MODE)
        except OSError as error:
            log.error("in_hand_not_kept", failure=type(error).__name__)
        else:
            weakref.finalize(self, os.close, self._descriptor)

    def leftovers(self) -> tuple[Held, ...]:
        """Return what the process before this one had in hand when it ended."""
        if self._descriptor is None:
            return ()
        with contextlib.suppress(OSError):
            parts = [os.pread(self._descriptor, LENGTH, LENGTH * each) for each in Hand]
            found = (part.decode(errors="replace").strip("\0 \n").partition(" ") for part in parts)
            return tuple((Place(place), row) for place, _, row in found if _is_one(place, row))
        return ()

    def forget(self) -> None:
        """Let nothing be in hand."""
        for each in Hand:
            self._write(each, "")

    @contextlib.contextmanager
    def hold(self, hand: Hand, place: Place, row: str) -> Iterator[None]:
        """Have a row in hand for the block; what ends the process leaves it there."""
        self._write(hand, f"{place} {row}")
        try:
            yield
        except (Exception, asyncio.CancelledError):
            self._write(hand, "")
            raise
        self._write(hand, "")

    @coroutine
    def step(
        self, hand: Hand, place: Place, row: str, work: Coroutine[Any, Any, T]
    ) -> Generator[Any, Any, T]:
        """
        Have the row in hand while a coroutine works, not while it waits; return what it returns.

        Whoever is killed while a server takes its time was not ended by what was sent.
        """
        given: Any = None
        raised: BaseException | None = None
        while True:
            with self.hold(hand, place, row):
                try:
                    waits = work.send(given) if raised is None else work.throw(raised)
                except StopIteration as ended:
                    result: T = ended.value
                    return result
            given = raised = None
            try:
                given = yield waits
            except GeneratorExit:
                work.close()
                raise
            except BaseException as error:
                raised = error

    def _write(self, hand: Hand, held: str) -> None:
        if self._descriptor is None:
            return
        part = held.encode(errors="replace")[: LENGTH - 1] + b"\n"
        with contextlib.suppress(OSError):
            os.pwrite(self._descriptor, part.ljust(LENGTH, b"\0"), LENGTH * hand)


def _is_one(place: str, row: str) -> bool:
    """Say whether this can be a row: the file may be damaged."""
    return place in set(Place) and (place not in NUMBERED or row.isdecimal())
