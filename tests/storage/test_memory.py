"""What is remembered of the register is never out of date, whoever has changed it."""

from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Row, event, text

from protocol.audience import GROUPS, Audience
from protocol.parties import (
    Agreement,
    Bond,
    Channel,
    Interval,
    Officer,
    Party,
    Passage,
    Standing,
)
from storage import register_rows
from storage.database import open_database
from storage.engine import StorageFailed
from storage.keys import Destroyed, KeyRing
from storage.memory import VERSION, Memory
from storage.server import PostgreSQL
from storage.sqlite import SQLite
from storage.tables import counters
from storage.vault import LASTING, REGISTER, Vault
from storage.work import Store, Work
from tests.builders import ALWAYS, NOW, Clock, authority, officer

HE = officer(id="kz-7")
PAIR = (Party.KAZAKHSTAN, Party.BELARUS)
AGREEMENT = Agreement(frozenset(PAIR), Channel.TELEGRAM, Passage.CONTENT, ALWAYS, "")


@pytest.fixture
async def operators(
    store: Store, database_url: str, ring: KeyRing, clock: Clock, folder: Path
) -> AsyncIterator[Store]:
    """The store of a command that the operator runs beside the bot: a connection of its own."""
    await store.run(_begin)
    database = await open_database(database_url)
    yield Store(database, ring, clock, folder)
    await database.close()


def _begin(work: Work) -> None:
    work.registry.put_authority(authority())
    work.registry.put_officer(HE)
    work.registry.bind(Channel.CONSOLE, "he", HE.id)
    work.registry.put_agreement(AGREEMENT)
    work.registry.put_bond(Bond(Party.KAZAKHSTAN, ALWAYS))


def known(work: Work) -> dict[str, Any]:
    """Return all that a turn may ask the register."""
    registry = work.registry
    return {
        "officer": registry.officer(HE.id),
        "officers": registry.officers(HE.authority),
        "everybody": registry.everybody(),
        "serving": registry.serving(HE.authority),
        "listened to": registry.listened_to(Channel.CONSOLE, "he"),
        "accounts": registry.accounts(HE.id),
        "authority": registry.authority(HE.authority),
        "authorities": registry.authorities(),
        "bonds": registry.bonds(),
        "agreements": registry.agreements(*PAIR),
        "all agreements": registry.agreements(),
    }


async def statements(store: Store, fn: Callable[[Work], object]) -> list[str]:
    """Return what a transaction sends."""
    sent: list[str] = []

    def act(work: Work) -> None:
        event.listen(work.connection, "before_cursor_execute", lambda *given: sent.append(given[2]))
        fn(work)

    await store.run(act)
    return sent


async def test_what_nobody_has_changed_is_asked_for_once(store: Store, operators: Store) -> None:
    await store.run(known)

    sent = await statements(store, known)

    assert len(sent) == 1
    assert "counters" in sent[0]


CHANGES: dict[str, Callable[[Work], object]] = {
    "a suspension": lambda work: work.registry.change_officer(
        replace(HE, standing=Standing.SUSPENDED), "standing"
    ),
    "another officer": lambda work: work.registry.put_officer(officer(id="kz-8")),
    "a name": lambda work: work.registry.put_officer(replace(HE, name="Новая Н.")),
    "an account": lambda work: work.registry.bind(Channel.TELEGRAM, "7", HE.id),
    "no account": lambda work: work.registry.unbind(HE.id),
    "an authority": lambda work: work.registry.put_authority(authority(name="Другое имя")),
    "an agreement": lambda work: work.registry.put_agreement(
        replace(AGREEMENT, passage=Passage.POINTER)
    ),
    "a bond": lambda work: work.registry.put_bond(
        Bond(Party.KAZAKHSTAN, Interval(ALWAYS.since, NOW))
    ),
    "a hand on agreements": lambda work: work.connection.execute(text("DELETE FROM agreements")),
    "a hand on officers": lambda work: work.connection.execute(
        text("UPDATE officers SET lang = 'en'")
    ),
    "a hand on accounts": lambda work: work.connection.execute(text("DELETE FROM accounts")),
    "a hand on bonds": lambda work: work.connection.execute(text("DELETE FROM bonds")),
}


@pytest.mark.parametrize("change", CHANGES)
async def test_the_next_turn_sees_what_another_process_has_changed(
    store: Store, operators: Store, change: str
) -> None:
    before = await store.run(known)
    assert await store.run(known) == before

    await operators.run(CHANGES[change])

    after = await store.run(known)
    assert after != before
    assert after == await operators.run(known)


@pytest.mark.parametrize("change", [each for each in CHANGES if not each.startswith("a hand")])
async def test_a_turn_sees_its_own_change_and_after_it_is_undone_nobody_does(
    store: Store, operators: Store, change: str
) -> None:
    before = await store.run(known)

    def undone(work: Work) -> None:
        assert known(work) == before
        with suppress(KeyError), work.savepoint():
            CHANGES[change](work)
            assert known(work) != before
            raise KeyError
        assert known(work) == before
        CHANGES[change](work)
        assert known(work) != before
        raise LookupError

    with pytest.raises(LookupError):
        await store.run(undone)
    assert await store.run(known) == before
    # Another change gets the number that the undone one had.
    await operators.run(CHANGES[change])
    assert await store.run(known) == await operators.run(known) != before


async def test_what_a_transaction_that_failed_has_read_is_not_remembered(
    store: Store, operators: Store
) -> None:
    def undone(work: Work) -> None:
        work.connection.execute(text("UPDATE officers SET lang = 'en'"))
        assert work.registry.officer(HE.id).lang == "en"
        raise LookupError

    with pytest.raises(LookupError):
        await store.run(undone)
    await operators.run(
        lambda work: work.connection.execute(text("UPDATE officers SET zone='UTC'"))
    )

    assert (await store.run(known))["officer"] == replace(HE, zone="UTC")


async def test_what_a_transaction_has_read_is_not_remembered_where_its_commit_fails(
    store: Store, operators: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def changed(work: Work) -> None:
        work.connection.execute(text("UPDATE officers SET lang = 'en'"))
        assert work.registry.officer(HE.id).lang == "en"

    async def lost(transaction: Callable[[Connection], Any]) -> Any:
        def fail(connection: Connection) -> None:
            transaction(connection)
            raise StorageFailed("not committed")

        return await database.run(fail)

    database = store._database
    with monkeypatch.context() as failing:
        failing.setattr(store, "_database", type("Lost", (), {"run": staticmethod(lost)}))
        with pytest.raises(StorageFailed):
            await store.run(changed)
    zone = text("UPDATE officers SET zone = 'UTC'")
    await operators.run(lambda work: work.connection.execute(zone))

    assert (await store.run(known))["officer"] == replace(HE, zone="UTC")


async def test_what_changes_while_a_turn_reads_is_not_remembered_as_it_was(
    store: Store, operators: Store
) -> None:
    """PostgreSQL shows a turn what is committed beside it; SQLite lets nobody in between."""

    def read(work: Work) -> None:
        work.registry.officer(HE.id)

    await store.run(read)
    await operators.run(CHANGES["a suspension"])
    await operators.run(CHANGES["a name"])
    memory = store._memory
    version = memory._version
    memory.as_of(version + 2)

    memory.learn(version, {("officer", HE.id): HE})

    assert (await store.run(known)) == await operators.run(known)


async def test_where_one_has_changed_the_others_are_not_unsealed_again(
    store: Store, operators: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    unseal = register_rows.officer

    def noted(vault: Vault, row: Row[Any]) -> Officer:
        opened.append(row.id)
        return unseal(vault, row)

    others = [officer(id=f"kz-8{number}") for number in range(3)]

    def enter(work: Work) -> None:
        for each in others:
            work.registry.put_officer(each)

    await operators.run(enter)
    await store.run(known)
    renamed = replace(others[1], name="Иная Ф.")
    await operators.run(lambda work: work.registry.put_officer(renamed))
    monkeypatch.setattr(register_rows, "officer", noted)

    found = await store.run(lambda work: work.registry.officers(HE.authority))

    assert opened == [renamed.id]
    assert sorted(each.id for each in found) == sorted(each.id for each in (HE, *others))
    assert renamed in found


async def test_an_agreement_ends_by_the_clock_alone(
    store: Store, operators: Store, clock: Clock
) -> None:
    ending = replace(AGREEMENT, during=Interval(ALWAYS.since, NOW + timedelta(hours=1)))
    await operators.run(lambda work: work.registry.put_agreement(ending))
    assert (await store.run(known))["agreements"].held

    clock.pass_by(timedelta(hours=2))

    assert not (await store.run(known))["agreements"].held


async def test_whose_term_ends_by_the_clock_alone_is_meant_no_more(
    store: Store, operators: Store, clock: Clock
) -> None:
    ends = clock() + timedelta(minutes=5)
    await operators.run(
        lambda work: work.registry.put_officer(replace(HE, during=Interval(ALWAYS.since, ends)))
    )
    desk, *_ = GROUPS[Audience.ALL_DUTY]

    before = await store.run(lambda work: work.registry.people.members(HE.authority, desk))
    clock.reach(ends)
    after = await store.run(lambda work: work.registry.people.members(HE.authority, desk))

    assert [each.id for each in before] == [HE.id]
    assert after == ()


async def test_the_moment_of_a_digest_is_no_change_of_the_register(
    store: Store, operators: Store
) -> None:
    await store.run(known)

    await operators.run(lambda work: work.digests.put_off(HE.authority, NOW))

    assert len(await statements(store, known)) == 1


async def test_nobody_unknown_is_remembered(store: Store, operators: Store) -> None:
    def strangers(work: Work) -> None:
        for number in range(50):
            assert work.registry.listened_to(Channel.CONSOLE, f"stranger-{number}") is None

    await store.run(known)
    before = len(store._memory._known)
    await store.run(strangers)

    assert len(store._memory._known) == before


async def test_without_the_count_nothing_is_remembered(store: Store, operators: Store) -> None:
    await store.run(known)
    await operators.run(
        lambda work: work.connection.execute(counters.delete().where(counters.c.name == VERSION))
    )
    await operators.run(CHANGES["a suspension"])

    assert (await store.run(known)) == await operators.run(known)


@pytest.mark.parametrize("subject", sorted(LASTING))
async def test_a_lasting_key_that_is_destroyed_opens_nothing_in_the_next_turn(
    store: Store, operators: Store, subject: str
) -> None:
    sealed = await store.run(lambda work: work.vault.seal(subject, "place", b"said"))
    assert await store.run(lambda work: work.vault.open(subject, "place", sealed)) == b"said"
    sent = await statements(store, lambda work: work.vault.open(subject, "place", sealed))
    assert len(sent) == 1
    assert "data_keys" not in sent[0]

    await operators.run(lambda work: work.vault.destroy(subject))

    with pytest.raises(Destroyed):
        await store.run(lambda work: work.vault.open(subject, "place", sealed))


async def test_nobody_is_known_any_more_whose_key_is_destroyed(
    store: Store, operators: Store
) -> None:
    assert (await store.run(known))["officers"]

    await operators.run(lambda work: work.vault.destroy(REGISTER))

    assert (await store.run(lambda work: work.registry.officers(HE.authority))) == ()
    assert not store._memory._made


async def test_the_key_of_a_request_is_not_kept_beyond_a_turn(
    store: Store, operators: Store
) -> None:
    sealed = await store.run(lambda work: work.vault.seal("r1", "place", b"said"))
    assert await store.run(lambda work: work.vault.open("r1", "place", sealed)) == b"said"
    assert ("data key", "r1") not in store._memory._known

    await operators.run(lambda work: work.vault.destroy("r1"))

    with pytest.raises(Destroyed):
        await store.run(lambda work: work.vault.open("r1", "place", sealed))


async def test_a_key_that_was_made_and_undone_is_not_remembered(store: Store) -> None:
    def made(work: Work) -> bytes:
        with suppress(KeyError), work.savepoint():
            work.vault.seal(REGISTER, "place", b"undone")
            raise KeyError
        return work.vault.seal(REGISTER, "place", b"said")

    sealed = await store.run(made)

    for _ in range(2):
        assert await store.run(lambda work: work.vault.open(REGISTER, "place", sealed)) == b"said"


async def test_a_key_that_was_read_again_before_it_was_undone_seals_nothing(
    store: Store, database: SQLite | PostgreSQL, ring: KeyRing, clock: Clock, folder: Path
) -> None:
    def made(work: Work) -> bytes:
        with suppress(KeyError), work.savepoint():
            undone = work.vault.seal(REGISTER, "place", b"undone")
            with suppress(LookupError), work.savepoint():
                raise LookupError
            work.vault.open(REGISTER, "place", undone)
            raise KeyError
        return work.vault.seal(REGISTER, "place", b"said")

    sealed = await store.run(made)

    later = Store(database, ring, clock, folder)
    assert await later.run(lambda work: work.vault.open(REGISTER, "place", sealed)) == b"said"


async def test_what_is_remembered_is_not_shown(store: Store, operators: Store) -> None:
    await store.run(known)
    key = store._memory._known["data key", REGISTER]

    shown = f"{store._memory} {store._memory!r} {vars(store)}"

    assert isinstance(store._memory, Memory)
    assert repr(key) not in shown
    assert HE.name not in shown
