"""
The disk is full, or the file locked, at each write of receiving, handling, leasing, recording and
ticking: nothing is half done, it is said, and work goes on without a restart, nothing doubled.
"""

import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
from sqlalchemy import Connection, event

from bot.transports.base import Receipt
from protocol.parties import Channel
from protocol.policy import DEFAULT
from storage.engine import StorageFailed, transact
from storage.keys import KeyRing
from storage.sqlite import SQLite
from storage.tables import metadata
from tests.journeys.stage import FORM, Stage, send, texts

T = TypeVar("T")
WRITES = ("INSERT", "UPDATE", "DELETE")
LOGGED = {
    "event_not_stored",
    "inbox_stopped",
    "delivery_stopped",
    "not_recorded",
    "clock_stopped",
}
Everything = dict[str, list[tuple[Any, ...]]]
Effects = tuple[Counter[str], Counter[str]]


class Faulty:
    """A database that fails once: at a write, for want of room, or at a transaction, locked."""

    def __init__(self, real: SQLite, path: str) -> None:
        self.real = real
        self.struck = ""
        self.half_done = False
        self._full_at = self._locked_at = 0
        # In WAL mode another connection sees what was committed, whatever is being written.
        self._observer = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._before: Everything = {}
        event.listen(real._engine, "before_cursor_execute", self._written, retval=True)

    def arms(self, *, full: int = 0, locked: int = 0) -> None:
        """Fail at the write, or at the transaction, of that number; 0 is never."""
        self.struck, self._full_at, self._locked_at = "", full, locked

    async def run(self, fn: Callable[[Connection], T]) -> T:
        """See `storage.database.Database.run`."""
        return await self.real._in_thread(lambda: self._transacted(fn))

    def _transacted(self, fn: Callable[[Connection], T]) -> T:
        """Run a transaction in the thread of the database, and see what its failure left."""
        locks = self._locked_at == 1
        self._locked_at = max(0, self._locked_at - 1)
        if locks:
            self._before = self.committed()
            self._observer.execute("BEGIN IMMEDIATE")
        try:
            return transact(self.real._engine, fn)
        except StorageFailed as failure:
            self.struck = str(failure)
            raise
        finally:
            if locks:
                self._observer.execute("ROLLBACK")
            if self._before:
                self._pragma("max_page_count = 1000000")
                self.half_done |= self.committed() != self._before
                self._before = {}

    async def close(self) -> None:
        """See `storage.database.Database.close`."""
        self._observer.close()
        await self.real.close()

    def committed(self) -> Everything:
        """Return everything that is in the file."""
        select = "SELECT * FROM {}".format
        return {name: self._observer.execute(select(name)).fetchall() for name in metadata.tables}

    def _pragma(self, pragma: str) -> None:
        self.real._connection._conn.execute(f"PRAGMA {pragma}").fetchall()

    def _written(
        self, _: object, cursor: sqlite3.Cursor, statement: str, given: Any, __: object, many: bool
    ) -> tuple[str, Any]:
        if not self._full_at or not statement.startswith(WRITES):
            return statement, given
        self._full_at -= 1
        if self._full_at:
            return statement, given
        # In the place of this write: one that surely needs room, on a disk that has none.
        self._before = self.committed()
        cursor.execute("PRAGMA max_page_count = 1").fetchall()
        big = "INSERT INTO meta (name, value) VALUES ('big', zeroblob(4000000))"
        return big, [()] if many else ()


@pytest.fixture
def stage(sqlite_path: Path, ring: KeyRing) -> Iterator[Stage]:
    """So many requests at once are nothing that a head hears of here."""
    policy = replace(DEFAULT, contents_per_hour=1000, burst_above=1000)
    with Stage(f"sqlite:///{sqlite_path}", ring, policy=policy) as stage:
        stage.has_rows_changed_by_hand = True
        yield stage


@pytest.fixture
def faulty(stage: Stage) -> Iterator[Faulty]:
    """A stage whose database fails when told to, and waits for a lock but a moment."""
    assert stage.database is not None
    real = stage.database.database
    assert isinstance(real, SQLite)
    faulty = Faulty(real, stage.url.removeprefix("sqlite:///"))
    stage.database.database = faulty  # type: ignore[assignment]
    stage.loop.run_until_complete(real._in_thread(lambda: faulty._pragma("busy_timeout = 1")))
    stage.expected = LOGGED
    yield faulty
    assert not faulty.half_done


def nothing(stage: Stage) -> None:
    return


def opened(stage: Stage) -> None:
    stage.says("kz-duty", "/urgent Беларусь")


def previewed(stage: Stage) -> None:
    stage.says("kz-duty", FORM)


def transmitted(stage: Stage) -> None:
    send(stage)


def registrable(stage: Stage) -> None:
    send(stage)
    number = re.findall(r"KZ-BY-2026-\d+", stage.last("by-duty"))[0]
    stage.says("kz-deputy", f"/confirm {number} 12-4/881 от 23.11.2026")
    stage.presses("kz-deputy", "Отправлено сегодня")
    # The next code is one that no act before has used.
    stage.passes(seconds=30)


# What is done before, and the act at each of whose writes the storage fails.
ACTS: dict[str, tuple[Callable[[Stage], object], Callable[[Stage], object]]] = {
    "a command": (nothing, lambda stage: stage.says("kz-duty", "/owe")),
    "a refusal": (nothing, lambda stage: stage.says("kz-duty", "/open 999")),
    "a form": (nothing, lambda stage: stage.says("kz-duty", FORM)),
    "a file": (opened, lambda stage: stage.attaches("kz-duty")),
    "sending": (
        previewed,
        lambda stage: stage.presses("kz-duty", "Нет гостайны, отправить"),
    ),
    "acknowledging": (
        transmitted,
        lambda stage: stage.presses("by-duty", "Подтвердить получение"),
    ),
    "registering": (registrable, lambda stage: stage.says("kz-deputy", stage.code("kz-deputy"))),
    "ringing again": (transmitted, lambda stage: stage.passes(minutes=10, seconds=5)),
}


def effects(stage: Stage, name: str) -> Effects:
    """Return what an act did: messages by person, entries of the journal by action."""
    before, act = ACTS[name]
    before(stage)
    at, entries = stage.now, len(journal(stage))
    act(stage)
    stage.passes(seconds=15)
    said = Counter(
        {who: len(stage.heard(who, at)) for who in stage.networks[Channel.CONSOLE].chats}
    )
    done = Counter(journal(stage)[entries:])
    silence(stage)
    return +said, done


def journal(stage: Stage) -> list[str]:
    return stage.look(lambda work: [each.action for each in work.journal.entries()])


def silence(stage: Stage) -> None:
    """End everything that an act left, so that the next one begins as this one did."""
    for statement in (
        "UPDATE obligations SET discharged_at = opened_at, wake_at = NULL",
        "UPDATE requests SET execution = 'closed', form = 'recorded'",
        "DELETE FROM drafts",
        "DELETE FROM cards",
    ):
        stage.look(lambda work, s=statement: work.connection.exec_driver_sql(s))  # type: ignore[misc]


@pytest.mark.wide
@pytest.mark.parametrize("name", ACTS)
def test_a_full_disk_at_each_write_delays_and_neither_loses_nor_doubles(
    stage: Stage, faulty: Faulty, name: str
) -> None:
    expected = effects(stage, name)
    before, act = ACTS[name]
    assert expected[0]

    for write in range(1, 200):
        at = _prepared(stage, before)
        entries = len(journal(stage))
        faulty.arms(full=write)
        act(stage)
        stage.passes(seconds=15)
        struck = faulty.struck
        faulty.arms()
        assert (_said(stage, at), Counter(journal(stage)[entries:])) == expected, write
        silence(stage)
        if not struck:
            assert write > 4
            return
        assert struck == "database or disk is full"
    raise AssertionError("it never ends")


@pytest.mark.wide
@pytest.mark.parametrize("name", ACTS)
def test_a_locked_file_at_each_transaction_delays_and_neither_loses_nor_doubles(
    stage: Stage, faulty: Faulty, name: str
) -> None:
    expected = effects(stage, name)
    before, act = ACTS[name]

    for transaction in range(1, 100):
        at = _prepared(stage, before)
        entries = len(journal(stage))
        faulty.arms(locked=transaction)
        act(stage)
        stage.passes(seconds=15)
        struck = faulty.struck
        faulty.arms()
        assert (_said(stage, at), Counter(journal(stage)[entries:])) == expected, transaction
        silence(stage)
        if not struck:
            assert transaction > 3
            return
        assert struck == "database is locked"
    raise AssertionError("it never ends")


def test_who_cannot_be_heard_is_told_so_and_is_heard_when_it_comes_again(
    stage: Stage, faulty: Faulty
) -> None:
    receipts = stage.networks[Channel.CONSOLE].receipts
    faulty.arms(full=1)
    stage.says("kz-duty", "/me")
    assert list(receipts.values())[-1] == [Receipt.UNAVAILABLE]
    assert stage.chat("kz-duty") == []
    for lang in ("ru", "en"):
        assert texts().say(lang, "storage-failed").startswith("🔴")

    stage.passes(seconds=10)

    assert list(receipts.values())[-1] == [Receipt.UNAVAILABLE, Receipt.STORED]
    assert len(stage.chat("kz-duty")) == 1


def test_a_disk_that_stays_full_for_an_hour_loses_nothing(stage: Stage, faulty: Faulty) -> None:
    stage.says("kz-duty", FORM)
    for _ in range(20):
        faulty.arms(full=1)
        stage.passes(minutes=3)
    faulty.arms()

    stage.presses("kz-duty", "Нет гостайны, отправить")

    assert "KZ-BY-2026-1" in stage.last("by-duty")
    at = stage.request("KZ-BY-2026-1").transmitted_at
    assert at is not None
    assert stage.now - at < timedelta(seconds=10)


def _prepared(stage: Stage, before: Callable[[Stage], object]) -> Any:
    before(stage)
    return stage.now


def _said(stage: Stage, at: Any) -> Counter[str]:
    chats = stage.networks[Channel.CONSOLE].chats
    return +Counter({who: len(stage.heard(who, at)) for who in chats})
