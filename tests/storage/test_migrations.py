"""The history of the tables ends in exactly the tables that the code knows."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Engine, create_engine, inspect, select, text

from storage import migrations
from storage.database import open_database
from storage.engine import StorageFailed
from storage.tables import metadata, wrong_codes
from tests.conftest import POSTGRES, SQLITE, Server


@pytest.fixture(params=[SQLITE, POSTGRES])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where an empty database is."""
    if request.param == SQLITE:
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    server: Server = request.getfixturevalue("postgres")
    name = server.create("template0")
    yield server.url(name)
    server.drop(name)


def differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(
        connection, opts={"compare_type": True, "compare_server_default": True}
    )
    return list(compare_metadata(context, metadata))


def partial_indexes(connection: Connection) -> set[str]:
    """Return the names of the indexes that leave rows out; compare_metadata does not see which."""
    by_database = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'index' AND sql LIKE '% WHERE %'",
        "postgresql": "SELECT indexname FROM pg_indexes WHERE indexdef LIKE '% WHERE %'"
        " AND schemaname = 'public'",
    }
    return set(connection.scalars(text(by_database[connection.dialect.name])))


async def test_from_empty_the_upgrade_makes_the_tables_of_the_code(empty_url: str) -> None:
    database = await open_database(empty_url)

    try:
        assert await database.run(differences) == []
        assert await database.run(partial_indexes) == {
            "ix_cards_leased_by",
            "ix_cards_not_before",
            "ix_inbox_open",
            "ix_inbox_waiting",
            "ix_obligations_kind",
            "ix_obligations_owed_by",
            "ix_obligations_owed_to",
            "ix_obligations_wake_at",
            "ix_outbox_due",
            "ix_outbox_ended_at",
            "ix_outbox_leased_by",
            "ix_outbox_queue",
            "ix_outbox_why",
            "ix_positions_due",
            "ix_positions_everybody",
            "ix_positions_newest",
            "ix_positions_soon",
            "ix_requests_requested_before",
            "ix_requests_requesting_before",
        }
        tables = await database.run(lambda connection: inspect(connection).get_table_names())
        assert set(tables) == {*metadata.tables, "alembic_version"}
    finally:
        await database.close()


async def test_opening_again_changes_nothing(database_url: str) -> None:
    for _ in range(2):
        database = await open_database(database_url)
        try:
            assert await database.run(migrations.is_current)
            await database.run(migrations.migrate)
            assert await database.run(differences) == []
        finally:
            await database.close()


@pytest.mark.postgres
@pytest.mark.parametrize("empty_url", [POSTGRES], indirect=True)
async def test_processes_that_start_at_once_make_the_tables_once(empty_url: str) -> None:
    opened = await asyncio.gather(*(open_database(empty_url) for _ in range(3)))

    try:
        assert [await each.run(migrations.is_current) for each in opened] == [True] * 3
    finally:
        for each in opened:
            await each.close()


def upgraded_to(connection: Connection, revision: str) -> None:
    """Make the tables of an earlier version."""
    config = migrations.configuration()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


@pytest.fixture(params=[SQLITE, POSTGRES])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty database of the first version."""
    url = f"sqlite:///{tmp_path / 'old.db'}"
    if request.param == POSTGRES:
        server: Server = request.getfixturevalue("postgres")
        name = server.create("template0")
        url = server.url(name).replace("postgresql://", "postgresql+psycopg://")
    engine = create_engine(url)
    with engine.begin() as connection:
        upgraded_to(connection, "0001")
    yield engine
    engine.dispose()
    if request.param == POSTGRES:
        server.drop(name)


def test_wrong_codes_that_were_counted_apart_are_counted_together(old: Engine) -> None:
    until = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    with old.begin() as connection:
        for officer in ("kz-head", "by-head"):
            connection.execute(
                text(
                    "INSERT INTO officers"
                    " (id, authority, role, lang, zone, since, on_duty, standing, sealed) VALUES"
                    " (:id, 'KZ-1', 'head', 'ru', 'UTC', :since, :no, 'active', :sealed)"
                ),
                {"id": officer, "since": until, "no": False, "sealed": b""},
            )
        connection.execute(
            text("INSERT INTO wrong_codes VALUES (:who, :action, :wrong, :until)"),
            [
                {"who": "kz-head", "action": "refuse", "wrong": 2, "until": None},
                {"who": "kz-head", "action": "confirm", "wrong": 0, "until": until},
                {"who": "by-head", "action": "refuse", "wrong": 1, "until": None},
            ],
        )

    with old.begin() as connection:
        migrations.migrate(connection)
        kept = connection.execute(select(wrong_codes).order_by(wrong_codes.c.officer)).all()

    assert kept == [("by-head", 1, None), ("kz-head", 2, until)]


@pytest.mark.parametrize("url", ["mysql://localhost/nabat", "sqlite://"])
async def test_another_kind_of_database_is_named(url: str) -> None:
    with pytest.raises(ValueError, match="sqlite or postgresql work"):
        await open_database(url)


@pytest.mark.parametrize(
    "url", ["sqlite:////nowhere/nabat.db", "postgresql://postgres@/nabat?host=/nowhere"]
)
async def test_a_database_that_does_not_open_is_a_failure_of_the_storage(url: str) -> None:
    with pytest.raises(StorageFailed):
        await open_database(url)


async def test_a_file_that_is_no_database_is_a_failure_of_the_storage(tmp_path: Path) -> None:
    path = tmp_path / "nabat.db"
    path.write_bytes(b"not a database" * 999)

    with pytest.raises(StorageFailed, match="not a database"):
        await open_database(f"sqlite:///{path}")
