"""A turn is one transaction, whole or not at all, and turns that compete take their turns."""

import asyncio
import inspect
import threading
from collections.abc import Callable
from importlib.metadata import version

import aiosqlite
import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from protocol.moves import Execution, Form, Move
from protocol.parties import Party, Role
from protocol.refusals import Refused
from storage.mailings import in_parts
from storage.obligations import Snooze
from storage.sayings import Priority, Saying
from storage.sqlite import SQLite
from storage.tables import counters, meta
from storage.work import Store, Work
from tests.builders import NOW, content, obligation, officer, request

OPEN = request(execution=Execution.TRANSMITTED, form=Form.AWAITING)


def remembered(work: Work) -> dict[str, str]:
    return {row.name: row.value for row in work.connection.execute(select(meta))}


def actions(work: Work) -> list[str]:
    return [entry.action for entry in work.journal.entries()]


def test_aiosqlite_still_runs_a_function_in_its_own_thread() -> None:
    """Else storage/engine.py must find another way to the thread: see SQLite._in_thread."""
    connection = aiosqlite.Connection
    found = version("aiosqlite")

    assert list(inspect.signature(connection._execute).parameters)[:2] == ["self", "fn"], found
    assert inspect.iscoroutinefunction(connection._execute), found
    assert isinstance(connection._conn, property), found


async def test_sqlite_runs_every_turn_in_one_thread_that_is_not_the_loops(sqlite: SQLite) -> None:
    idents = await asyncio.gather(*(sqlite.run(lambda _: threading.get_ident()) for _ in range(5)))

    assert len(set(idents)) == 1
    assert idents[0] != threading.get_ident()


async def test_sqlite_is_set_to_lose_nothing_and_to_forget_what_is_deleted(sqlite: SQLite) -> None:
    expected = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}

    def read(name: str) -> object:
        return sqlite.run(lambda c: c.exec_driver_sql(f"PRAGMA {name}").scalar())

    assert {name: await read(name) for name in expected} == expected  # type: ignore[misc]


async def test_of_five_who_read_open_exactly_one_takes_the_request(store: Store) -> None:
    await store.run(lambda work: work.requests.add(OPEN, content()))
    heads = [officer(Role.HEAD, Party.BELARUS, id=f"by-{number}") for number in range(5)]

    def refuse(work: Work, number: int) -> str:
        found = work.requests.get(OPEN.id)
        work.requests.save(found.moved(Move.REFUSE, by=heads[number], now=work.now))
        return heads[number].id

    answers = await asyncio.gather(
        *(store.run(lambda work, n=n: refuse(work, n)) for n in range(5)),  # type: ignore[misc]
        return_exceptions=True,
    )

    winners = [each for each in answers if isinstance(each, str)]
    assert len(winners) == 1
    assert sum(isinstance(each, Refused) for each in answers) == 4
    assert (await store.run(lambda w: w.requests.get(OPEN.id))).executed_by == winners[0]


@pytest.mark.parametrize("error", [Refused("refused-move"), RuntimeError(), KeyboardInterrupt()])
async def test_what_raises_leaves_nothing(store_on_sqlite: Store, error: BaseException) -> None:
    def act(work: Work) -> None:
        work.remember("a", "1")
        work.journal.write("done", actor="a", at=work.now)
        raise error

    with pytest.raises(type(error)):
        await store_on_sqlite.run(act)

    assert await store_on_sqlite.run(remembered) == {}
    assert await store_on_sqlite.run(actions) == []


async def test_a_savepoint_that_raises_undoes_itself_alone(store: Store) -> None:
    def note(work: Work, name: str) -> None:
        work.remember(name, "1")
        work.journal.write(name, actor="a", at=work.now)

    def act(work: Work) -> str:
        note(work, "before")
        try:
            with work.savepoint():
                note(work, "undone")
                with work.savepoint():
                    note(work, "undone too")
                raise Refused("refused-move")
        except Refused as refused:
            note(work, "after")
            with work.savepoint():
                note(work, "kept")
            return refused.why

    assert await store.run(act) == "refused-move"

    assert set(await store.run(remembered)) == {"before", "after", "kept"}
    assert await store.run(actions) == ["before", "after", "kept"]


async def test_who_looks_for_the_next_of_nothing_lets_nobody_wait_for_ever(store: Store) -> None:
    nothing: list[str] = []

    with pytest.raises(RuntimeError, match="the next of nothing"):
        async with asyncio.timeout(60):
            await store.run(lambda work: next(each for each in nothing))
    assert await store.run(actions) == []


async def test_a_broken_constraint_is_our_mistake_and_a_savepoint_outlives_it(store: Store) -> None:
    def twice(work: Work) -> None:
        work.requests.add(OPEN, content())
        work.requests.add(OPEN, content())

    def outlived(work: Work) -> None:
        work.remember("outer", "1")
        with pytest.raises(IntegrityError), work.savepoint():
            twice(work)

    with pytest.raises(IntegrityError):
        await store.run(twice)
    await store.run(outlived)

    assert await store.run(remembered) == {"outer": "1"}
    with pytest.raises(LookupError):
        await store.run(lambda work: work.requests.get(OPEN.id))


def receive(work: Work) -> None:
    work.inbox.store("k", officer="o", channel="c", address="a", at=work.now, event={})


def put_off(work: Work) -> None:
    saying = Saying("", "", Priority.NOTICE, "text", {})
    work.outbox.put_off(in_parts([("o", "k")], saying, (), most=1))


STIRRING: dict[str, tuple[str, Callable[[Work], object]]] = {
    "a card": ("cards", lambda work: work.cards.show("a", OPEN.subject)),
    "an event": ("inbox", receive),
    "an obligation": ("obligations", lambda work: work.obligations.open(obligation())),
    "what is said in parts": ("mailings", put_off),
    "a saying": (
        "outbox",
        lambda work: work.outbox.put(Saying("k", "o", Priority.ALARM, "text", {})),
    ),
}


@pytest.mark.parametrize("what", STIRRING)
async def test_the_loops_hear_of_what_is_committed_alone(store_on_sqlite: Store, what: str) -> None:
    heard: list[int] = []
    store, write = STIRRING[what]
    others = {other for other, _ in STIRRING.values()} - {store}
    store_on_sqlite.on_commit(lambda: heard.append(1), store)
    store_on_sqlite.on_commit(lambda: heard.append(2), *others)

    def act(work: Work, *, refused: bool) -> None:
        write(work)
        if refused:
            raise Refused("refused-move")

    with pytest.raises(Refused):
        await store_on_sqlite.run(lambda work: act(work, refused=True))
    assert heard == []
    await store_on_sqlite.run(lambda work: act(work, refused=False))
    assert heard == [1]


@pytest.mark.parametrize(
    "move",
    [
        lambda work: work.obligations.snooze(Snooze(obligation().id, "kz-duty_officer", NOW)),
        lambda work: work.obligations.save(obligation(wake_at=NOW)),
        lambda work: work.obligations.redate(obligation(wake_at=NOW)),
    ],
)
async def test_the_clock_hears_of_a_wake_up_that_is_moved(
    store_on_sqlite: Store, move: Callable[[Work], object]
) -> None:
    await store_on_sqlite.run(lambda work: work.requests.add(OPEN, content()))
    await store_on_sqlite.run(lambda work: work.obligations.open(obligation()))
    heard: list[int] = []
    store_on_sqlite.on_commit(lambda: heard.append(1), "obligations")

    await store_on_sqlite.run(move)

    assert heard == [1]


async def test_reading_wakes_nobody(store_on_sqlite: Store) -> None:
    heard: list[int] = []
    store_on_sqlite.on_commit(lambda: heard.append(1), "outbox")

    await store_on_sqlite.run(remembered)

    assert heard == []


@pytest.mark.postgres
async def test_an_error_caught_outside_of_a_savepoint_is_not_a_commit_that_loses_all(
    store_on_postgresql: Store,
) -> None:
    """PostgreSQL would answer the COMMIT of a broken transaction with a silent ROLLBACK."""

    def act(work: Work) -> None:
        work.connection.execute(counters.insert(), {"name": "once", "value": 1})
        with pytest.raises(IntegrityError):
            work.connection.execute(counters.insert(), {"name": "once", "value": 1})

    with pytest.raises(RuntimeError, match="outside of a savepoint"):
        await store_on_postgresql.run(act)
