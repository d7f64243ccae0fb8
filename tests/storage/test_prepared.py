"""A statement that stays the same is compiled once, and does whatever SQLAlchemy's own way does."""

import gc
import inspect
import sqlite3
from collections.abc import Callable
from datetime import UTC, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import Connection, bindparam, delete, event, insert, select, text, update
from sqlalchemy.engine import CursorResult, IteratorResult
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.exc import (
    IntegrityError,
    InvalidRequestError,
    ResourceClosedError,
    StatementError,
)
from sqlalchemy.sql.elements import ClauseElement

from storage import prepared
from storage.engine import StorageFailed
from storage.prepared import PreparingConnection
from storage.sqlite import SQLite
from storage.tables import counters, meta, officers
from storage.work import Store, Work
from tests.builders import NOW, officer
from tests.storage.test_failures_of_sqlite import representative

ADD = insert(counters)
ALL = select(counters).order_by(counters.c.name)
ONE = select(counters.c.value).where(counters.c.name == bindparam("which"))
SOME = ALL.where(counters.c.name.in_(bindparam("which", expanding=True)))
BOTH = ALL.where(counters.c.name.in_(["a", "b"]), counters.c.value < bindparam("below"))
CHANGE = update(counters).where(counters.c.name == bindparam("which"))
CHANGED = CHANGE.values(value=counters.c.value + 10).returning(counters.c.name, counters.c.value)
OPEN_AT = select(officers.c.id).where(officers.c.since == bindparam("moment"))
END = delete(counters).where(counters.c.name == bindparam("which"))


@pytest.fixture
def compilings(monkeypatch: pytest.MonkeyPatch) -> list[ClauseElement]:
    """The statements for which SQLAlchemy was asked what they are."""
    asked: list[ClauseElement] = []
    ask = ClauseElement._compile_w_cache

    def note(self: ClauseElement, *given: Any, **more: Any) -> Any:
        asked.append(self)
        return ask(self, *given, **more)

    monkeypatch.setattr(ClauseElement, "_compile_w_cache", note)
    return asked


def three(connection: Connection) -> None:
    connection.execute(delete(counters))
    connection.execute(ADD, [{"name": name, "value": n} for n, name in enumerate("abc")])


def twice(act: Callable[[], object]) -> None:
    """Let what `act` sends be known: at the second call SQLAlchemy is asked what it did."""
    act()
    act()


def test_sqlalchemy_still_has_the_parts_that_are_used() -> None:
    """Else storage/prepared.py must do without: what it prepares is then sent the usual way."""
    parts = "_handle_dbapi_exception _safe_close_cursor _transaction _nested_transaction"
    own = inspect.getsource(Connection)
    for part in (*parts.split(), "_trans_context_manager", "_dbapi_connection", "_has_events"):
        assert part in own, part
    handled = list(inspect.signature(Connection._handle_dbapi_exception).parameters)
    assert handled[:6] == ["self", "e", "statement", "parameters", "cursor", "context"]
    assert list(inspect.signature(IteratorResult).parameters)[:2] == ["cursor_metadata", "iterator"]
    assert "compiled_parameters" in inspect.getsource(DefaultExecutionContext._init_compiled)
    assert "_metadata" in inspect.getsource(CursorResult.__init__)


async def test_what_is_known_is_not_compiled_again(
    store: Store, compilings: list[ClauseElement]
) -> None:
    given: list[tuple[Any, Any]] = [
        (ALL, None),
        (ONE, {"which": "a"}),
        (SOME, {"which": ["a", "c"]}),
        (BOTH, {"below": 5}),
        (CHANGED, {"which": "a"}),
        (END, {"which": "none"}),
    ]

    def act(work: Work) -> None:
        for statement, values in given:
            work.connection.execute(statement, values)

    await store.run(act)
    await store.run(act)
    compilings.clear()
    await store.run(act)

    assert [each for each in compilings if any(each is one for one, _ in given)] == []


@pytest.mark.parametrize(
    ("statement", "given", "expected"),
    [
        (ALL, None, [("a", 0), ("b", 1), ("c", 2)]),
        (ONE, {"which": "b"}, [(1,)]),
        (SOME, {"which": ["c", "a"]}, [("a", 0), ("c", 2)]),
        (SOME, {"which": ("c", "a", "b")}, [("a", 0), ("b", 1), ("c", 2)]),
        (SOME, {"which": {"c"}}, [("c", 2)]),
        (SOME, {"which": []}, []),
        (SOME, {"which": [f"a{n}" for n in range(100)] + ["a"]}, [("a", 0)]),
        (BOTH, {"below": 1}, [("a", 0)]),
        (BOTH, {"below": 2}, [("a", 0), ("b", 1)]),
        (CHANGED, {"which": "b"}, [("b", 11)]),
        (CHANGED, [{"which": "b"}], [("b", 11)]),
    ],
)
async def test_each_call_gives_the_rows_of_its_own_values(
    store: Store, statement: Any, given: Any, expected: list[tuple[Any, ...]]
) -> None:
    def act(work: Work) -> list[list[tuple[Any, ...]]]:
        said = []
        three(work.connection)
        for _ in range(4):
            with work.connection.begin_nested() as undone:
                said.append([tuple(row) for row in work.connection.execute(statement, given)])
                undone.rollback()
            other = {"which": ["b"]} if statement is SOME else None
            if other:
                work.connection.execute(statement, other).all()
        return said

    assert await store.run(act) == [expected] * 4


async def test_a_row_is_read_by_name_by_column_and_by_place(store: Store) -> None:
    def act(work: Work) -> None:
        three(work.connection)
        for _ in range(3):
            row = work.connection.execute(ALL).first()
            assert row is not None
            assert (row.name, row[1], row._mapping[counters.c.value]) == ("a", 0, 0)
            found = work.connection.execute(SOME, {"which": ["c"]}).mappings().all()
            assert [dict(each) for each in found] == [{"name": "c", "value": 2}]
            assert work.connection.execute(ONE, {"which": "c"}).scalar_one() == 2
            assert work.connection.execute(ONE, {"which": "none"}).one_or_none() is None

    await store.run(act)


async def test_how_many_were_changed_is_counted_and_they_are_no_rows(store: Store) -> None:
    change = CHANGE.values(value=bindparam("to"))

    def act(work: Work) -> None:
        three(work.connection)
        for to in range(3):
            assert work.connection.execute(change, {"which": "a", "to": to}).rowcount == 1
            assert work.connection.execute(change, {"which": "none", "to": to}).rowcount == 0
            many = [{"which": name, "to": to} for name in "abc"]
            assert work.connection.execute(change, many).rowcount == 3
            with pytest.raises(ResourceClosedError):
                work.connection.execute(change, {"which": "a", "to": to}).all()
            assert {row.value for row in work.connection.execute(ALL)} == {to}

    await store.run(act)


async def test_values_of_other_names_are_another_statement(store: Store) -> None:
    def act(work: Work) -> None:
        three(work.connection)
        for value in range(3):
            work.connection.execute(CHANGE, {"which": "a", "value": value})
        for name in "xyz":
            work.connection.execute(CHANGE, {"which": "b", "name": "b"})
            work.connection.execute(ADD, {"value": 5, "name": name})

    await store.run(act)

    rows = await store.run(lambda work: [tuple(row) for row in work.connection.execute(ALL)])
    assert rows == [("a", 2), ("b", 1), ("c", 2), ("x", 5), ("y", 5), ("z", 5)]


async def test_moments_are_turned_on_the_way_in_and_out_and_a_naive_one_is_refused(
    store: Store,
) -> None:
    east = timezone(timedelta(hours=5))
    since = select(officers.c.since).where(officers.c.id == bindparam("which"))

    def act(work: Work) -> None:
        work.registry.put_officer(officer(id="kz-7"))
        for _ in range(3):
            found = work.connection.execute(since, {"which": "kz-7"}).scalar_one()
            assert (found, found.tzinfo) == (officer().during.since, UTC)
            for moment in (found, found.astimezone(east)):
                given = {"moment": moment}
                assert work.connection.execute(OPEN_AT, given).scalar_one() == "kz-7"
        with pytest.raises(StatementError, match="without a zone"):
            work.connection.execute(OPEN_AT, {"moment": NOW.replace(tzinfo=None)})
        assert work.connection.execute(OPEN_AT, {"moment": NOW}).all() == []

    await store.run(act)


async def test_a_broken_constraint_is_the_same_error_each_time(store: Store) -> None:
    def act(work: Work) -> None:
        three(work.connection)
        for name in "xyz":
            work.connection.execute(ADD, {"name": name, "value": 1})
        for _ in range(4):
            with pytest.raises(IntegrityError), work.savepoint():
                work.connection.execute(ADD, {"name": "a", "value": 1})
            work.connection.execute(CHANGED, {"which": "a"})

    await store.run(act)

    assert await store.run(lambda w: w.connection.execute(ONE, {"which": "a"}).scalar()) == 40


async def test_whoever_listens_hears_each_statement(store: Store) -> None:
    heard: list[str] = []

    def note(_: object, __: object, statement: str, *___: object) -> None:
        heard.append(statement)

    def act(work: Work) -> None:
        twice(lambda: work.connection.execute(ALL).all())
        work.connection.execute(ALL).all()
        event.listen(work.connection, "before_cursor_execute", note)
        work.connection.execute(ALL).all()
        event.remove(work.connection, "before_cursor_execute", note)
        work.connection.execute(ALL).all()

    await store.run(act)

    assert len(heard) == 1


async def test_nothing_is_sent_into_a_transaction_that_has_ended(store: Store) -> None:
    sent: list[object] = []

    def act(work: Work) -> None:
        three(work.connection)
        twice(lambda: work.connection.execute(ALL).all())
        with work.connection.begin_nested() as undone:
            undone.rollback()
            with pytest.raises(InvalidRequestError):
                sent.append(work.connection.execute(ALL).all())
        work.connection.get_transaction().rollback()  # type: ignore[union-attr]
        with pytest.raises(InvalidRequestError):
            sent.append(work.connection.execute(ALL).all())

    await store.run(act)
    assert sent == []
    assert await store.run(lambda work: work.connection.execute(ONE, {"which": "a"}).all()) == []


async def test_many_rows_come_in_parts_each_of_them_once(store: Store) -> None:
    names = [f"{n:04}" for n in range(3 * prepared.ROWS)]

    def act(work: Work) -> None:
        work.connection.execute(delete(counters))
        work.connection.execute(ADD, [{"name": name, "value": 0} for name in names])
        twice(lambda: work.connection.execute(ALL).all())
        assert [row.name for row in work.connection.execute(ALL)] == names
        rows = iter(work.connection.execute(ALL))
        assert next(rows).name == names[0]
        # What is not read to its end holds up nothing.
        work.connection.execute(END, {"which": names[-1]})
        del rows
        every = update(counters).values(value=bindparam("to")).returning(counters.c.name)
        for to in range(3):
            assert len(work.connection.execute(every, {"to": to}).all()) == len(names) - 1

    await store.run(act)
    assert await store.run(lambda w: w.connection.execute(ALL).all()[-1].value) == 2


class Failing:
    """A cursor whose disk fails when the second part of its rows is fetched."""

    def __init__(self, cursor: Any) -> None:
        self._cursor = cursor
        self._fetched = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cursor, name)

    def fetchmany(self, size: int) -> Any:
        """Return the first part."""
        self._fetched += 1
        if self._fetched > 1:
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorname = "SQLITE_IOERR"
            raise error
        return self._cursor.fetchmany(size)


async def test_a_disk_that_fails_between_two_parts_is_a_failure_of_the_storage(
    store_on_sqlite: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def act(work: Work) -> None:
        names = ({"name": f"{n:04}", "value": 0} for n in range(2 * prepared.ROWS))
        work.connection.execute(ADD, list(names))
        twice(lambda: work.connection.execute(ALL).all())
        proxied: Any = work.connection._dbapi_connection
        open_cursor = proxied.cursor
        monkeypatch.setattr(proxied, "cursor", lambda: Failing(open_cursor()), raising=False)
        try:
            with pytest.raises(StorageFailed, match="disk I/O"):
                work.connection.execute(ALL).all()
        finally:
            monkeypatch.undo()

    # Whoever catches it commits nothing.
    with pytest.raises(StorageFailed, match="disk I/O"):
        await store_on_sqlite.run(act)
    one = {"which": "0000"}
    assert await store_on_sqlite.run(lambda work: work.connection.execute(ONE, one).all()) == []


async def test_a_statement_that_is_made_anew_is_not_kept(
    sqlite: SQLite, store_on_sqlite: Store
) -> None:
    known: Any = sqlite._engine._connection_cls.args[0]  # type: ignore[attr-defined]

    def act(work: Work) -> None:
        for n in range(100):
            work.connection.execute(select(meta).where(meta.c.name == str(n))).all()

    await store_on_sqlite.run(act)
    gc.collect()
    before = len(known)
    await store_on_sqlite.run(act)
    gc.collect()

    assert len(known) <= before + 1


async def test_text_is_sent_as_ever(store: Store) -> None:
    def act(work: Work) -> list[Any]:
        return [work.connection.execute(text("SELECT 1 AS one")).scalar_one() for _ in range(3)]

    assert await store.run(act) == [1, 1, 1]


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What of the prepared SELECTs gave other rows than SQLAlchemy's own way."""
    differ: list[str] = []
    execute = PreparingConnection._execute_prepared

    def both(self: Any, known: Any, statement: Any, given: Any, *, many: bool) -> Any:
        result = execute(self, known, statement, given, many=many)
        if not known.sql.startswith("SELECT"):
            return result
        rows, own = result.all(), Connection.execute(self, statement, given).all()
        if rows != own or [row._fields for row in rows] != [row._fields for row in own]:
            differ.append(known.sql)
        again: Any = execute(self, known, statement, given, many=many)
        return again

    monkeypatch.setattr(PreparingConnection, "_execute_prepared", both)
    return differ


async def test_the_statements_of_a_day_give_the_rows_of_sqlalchemy(
    store: Store, compared: list[str]
) -> None:
    def act(work: Work) -> None:
        representative(work)
        work.registry.put_officer(officer(id="by-head"))
        work.registry.officers(officer().authority)
        work.leases.waiting(busy=frozenset({"x"}), limit=5)
        work.obligations.waking(NOW, limit=5)
        work.inbox.queue(5)
        work.journal.verify()
        raise KeyError

    for _ in range(4):
        with pytest.raises(KeyError):
            await store.run(act)

    assert compared == []
