"""One process for each state folder, and for each database on PostgreSQL."""

import fcntl
import json
import os
import threading
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from bot.installation.lock import FILE, DatabaseLock, Holder, hold_folder, holder_of, this_process
from bot.words.operator import Failed
from storage.address import Address
from tests.builders import NOW

ME = Holder(4711, "desk.example", NOW)
OTHER = Holder(4712, "other.example", NOW)


def test_a_second_process_is_refused_by_the_name_of_the_first(tmp_path: Path) -> None:
    with (
        hold_folder(tmp_path, ME),
        pytest.raises(Failed) as refused,
        hold_folder(tmp_path, OTHER),
    ):
        pass

    assert refused.value.key == "operator-folder-occupied"
    assert refused.value.values == {
        "place": str(tmp_path),
        "pid": "4711",
        "host": "desk.example",
        "since": NOW,
    }


def test_who_runs_is_told_by_the_lock_alone(tmp_path: Path) -> None:
    assert holder_of(tmp_path) is None

    with hold_folder(tmp_path, ME):
        assert holder_of(tmp_path) == ME

    assert (tmp_path / FILE).read_text()
    assert holder_of(tmp_path) is None


def test_whoever_asks_who_runs_keeps_nobody_from_starting(tmp_path: Path) -> None:
    (tmp_path / FILE).touch()
    asking = os.open(tmp_path / FILE, os.O_RDONLY)
    fcntl.flock(asking, fcntl.LOCK_SH)
    ended = threading.Timer(0.08, os.close, [asking])
    ended.start()

    with hold_folder(tmp_path, ME):
        assert holder_of(tmp_path) == ME
    ended.join()


def test_what_a_dead_process_left_is_no_obstacle(tmp_path: Path) -> None:
    left = {"pid": 1, "host": "elsewhere " * 20, "since": "2020-01-01T00:00:00+00:00"}
    (tmp_path / FILE).write_text(json.dumps(left))

    with hold_folder(tmp_path, ME):
        assert json.loads((tmp_path / FILE).read_text())["pid"] == 4711

    with hold_folder(tmp_path, OTHER):
        assert json.loads((tmp_path / FILE).read_text())["pid"] == 4712


def test_a_holder_that_has_not_written_yet_is_somebody(tmp_path: Path) -> None:
    with hold_folder(tmp_path, ME):
        (tmp_path / FILE).write_text("")
        with pytest.raises(Failed) as refused, hold_folder(tmp_path, OTHER):
            pass

    assert refused.value.key == "operator-folder-occupied-by-somebody"


def test_this_process_is_called_by_its_number() -> None:
    assert this_process(NOW).pid == os.getpid()


@pytest.mark.postgres
def test_two_folders_over_one_postgresql_are_two_of_one(postgres_url: str) -> None:
    address = Address.read(postgres_url)
    first, second = DatabaseLock(address, ME), DatabaseLock(address, OTHER)
    first.take()

    with pytest.raises(Failed) as refused:
        second.take()

    assert refused.value.key == "operator-database-occupied"
    assert refused.value.values["pid"] == "4711"
    assert refused.value.values["host"] == "desk.example"
    assert refused.value.values["since"] == datetime(2026, 11, 20, 7, 0, tzinfo=UTC)
    first.release()
    second.take()
    second.release()


@pytest.mark.postgres
def test_a_lost_connection_is_made_again_and_the_lock_with_it(postgres_url: str) -> None:
    address = Address.read(postgres_url)
    first, second = DatabaseLock(address, ME), DatabaseLock(address, OTHER)
    first.take()
    cut_off(postgres_url)

    first.keep()

    with pytest.raises(Failed):
        second.take()
    cut_off(postgres_url)
    second.take()
    with pytest.raises(Failed) as lost:
        first.keep()
    assert lost.value.values["pid"] == "4712"
    second.release()


def cut_off(url: str) -> None:
    """End every other connection to the database."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
