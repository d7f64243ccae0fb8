"""SQLite out of room or locked: nothing is half done, it is said, and work goes on afterwards."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event, func, select

from protocol.moves import Move
from storage.drafts import Draft
from storage.engine import StorageFailed
from storage.prepared import Prepared
from storage.requests import Statement
from storage.sayings import Priority, Saying
from storage.sqlite import SQLite
from storage.tables import metadata
from storage.work import Store, Work
from tests.builders import NOW, content, obligation, request

PAGES = "x" * 5000


@pytest.fixture(autouse=True)
def compact(sqlite_path: Path, sqlite: SQLite) -> None:
    """Give back what the migrations have left free: what is written needs pages of its own."""
    connection = sqlite3.connect(sqlite_path, isolation_level=None)
    connection.execute("VACUUM")
    assert connection.execute("PRAGMA freelist_count").fetchone() == (0,)
    connection.close()


WRITES = ("INSERT", "UPDATE")
# Of the representative turn; the last ones chain the journal, after the turn itself.
EXPECTED_WRITES, JOURNAL = 14, 3


def filled_before(work: Work, write: int) -> list[str]:
    """Let the disk be full from the write of that number on; return the writes as they begin."""
    begun: list[str] = []

    def note(_: object, cursor: sqlite3.Cursor, statement: str, *___: object) -> None:
        if statement.startswith(WRITES):
            begun.append(statement)
            if len(begun) == write:
                # No smaller than it is: not one page more.
                cursor.execute("PRAGMA max_page_count = 1").fetchall()

    event.listen(work.connection, "before_cursor_execute", note)
    return begun


def filled_before_prepared(work: Work, write: int) -> list[str]:
    """Do the same where nobody listens, so that what is prepared is sent as it is."""
    begun: list[str] = []
    connection: Any = work.connection
    execute = connection._execute_prepared

    def note(prepared: Prepared, statement: Any, given: Any, *, many: bool) -> Any:
        if prepared.sql.startswith(WRITES):
            begun.append(prepared.sql)
            if len(begun) == write:
                connection.connection.cursor().execute("PRAGMA max_page_count = 1").fetchall()
        return execute(prepared, statement, given, many=many)

    connection._execute_prepared = note
    return begun


def representative(work: Work) -> None:
    """Do what the sending of a request does; each write needs more room than the page before."""
    work.drafts.save(Draft("d1", "kz-head", "urgent", {"purpose": PAGES}, None, NOW))
    with work.savepoint():
        number = work.requests.number(request().number.requesting, request().number.requested, 2026)
        assert number.running == 1
        work.requests.add(request(), content(substance=PAGES))
        work.obligations.open(obligation(zone=PAGES))
        said = Statement(Move.ADD, "kz-head", NOW, PAGES)
        work.requests.state(request().id, said, key="s1")
        saying = Saying("k", "by-head", Priority.ALARM, "text", {"text": PAGES}, request().subject)
        work.outbox.put(saying)
        work.cards.show(PAGES, request().subject)
        work.journal.write("sent", actor=PAGES, at=NOW, subject=request().subject)
    work.remember("inbox mark", PAGES)


def careless(work: Work) -> None:
    """Do the same and go on whatever happens, as a handler of errors might."""
    try:
        with work.savepoint():
            representative(work)
    except Exception:
        work.remember("incident", PAGES)


def careless_to_the_end(work: Work) -> None:
    """Do the same and swallow every failure, also that of noting it."""
    try:
        representative(work)
    except Exception:
        for name in ("incident", "another", "third"):
            try:
                work.remember(name, "small")
            except Exception:
                continue


async def make_room(database: SQLite) -> None:
    await database.run(lambda c: c.exec_driver_sql("PRAGMA max_page_count = 99999").scalar())


def rows(connection: Connection) -> int:
    """Return how many rows there are besides the count of the register's changes."""
    return -1 + sum(
        connection.scalar(select(func.count()).select_from(table)) or 0
        for table in metadata.tables.values()
    )


@pytest.mark.parametrize("fill", [filled_before, filled_before_prepared])
@pytest.mark.parametrize("act", [representative, careless, careless_to_the_end])
async def test_a_full_disk_at_each_write_leaves_nothing_half_done(
    sqlite: SQLite,
    store_on_sqlite: Store,
    act: Callable[[Work], None],
    fill: Callable[[Work, int], list[str]],
) -> None:
    def turn(work: Work, full_before: int) -> int:
        begun = fill(work, full_before)
        act(work)
        return len(begun)

    def undone(work: Work) -> None:
        representative(work)
        work.journal.flush(NOW)
        raise KeyError

    for _ in range(2):  # what is sent again and again is prepared
        with pytest.raises(KeyError):
            await store_on_sqlite.run(undone)

    # The very last write changes a row in place: it needs no room.
    for write in range(1, EXPECTED_WRITES):
        with pytest.raises(StorageFailed, match="full"):
            await store_on_sqlite.run(lambda work, write=write: turn(work, write))  # type: ignore[misc]
        assert await sqlite.run(rows) == 0, write
        await make_room(sqlite)

    assert await store_on_sqlite.run(lambda work: turn(work, 0)) == EXPECTED_WRITES - JOURNAL
    assert await store_on_sqlite.run(lambda work: work.requests.get(request().id)) == request()
    found = await store_on_sqlite.run(lambda work: work.journal.verify())
    assert (found.entries, found.broken_at) == (1, None)
    assert await sqlite.run(lambda c: c.exec_driver_sql("PRAGMA integrity_check").scalar()) == "ok"


async def test_a_locked_file_is_a_failure_and_works_afterwards(
    sqlite_path: Path, sqlite: SQLite, store_on_sqlite: Store
) -> None:
    other = sqlite3.connect(sqlite_path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(StorageFailed, match="locked"):
        await store_on_sqlite.run(representative)
    other.execute("ROLLBACK")
    other.close()

    assert await sqlite.run(rows) == 0
    await store_on_sqlite.run(representative)
    assert await store_on_sqlite.run(lambda work: work.requests.get(request().id)) == request()


async def test_a_failure_says_the_drivers_words_and_no_content(store_on_sqlite: Store) -> None:
    def turn(work: Work) -> None:
        filled_before(work, 1)
        representative(work)

    with pytest.raises(StorageFailed) as failure:
        await store_on_sqlite.run(turn)

    assert str(failure.value) == "database or disk is full"
    assert "xxx" not in repr(failure.value.__cause__)
