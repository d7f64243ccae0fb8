"""What the operator sees of what was set aside, and of a file that cannot be used at the start."""

import asyncio
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.clock.clocks import wall
from bot.installation.open import open_installation
from bot.tries.attempts import Attempts
from config.settings import load
from storage.setbacks import Place
from storage.work import Work
from tests.bot.operator.commands import Operator


@pytest.fixture
def operator(entered: Operator) -> Operator:
    """The operator of an installation of this test that holds the training register."""
    return entered


def does(operator: Operator, fn: Callable[[Work], object]) -> None:
    async def done() -> None:
        async with open_installation(load(operator.config)) as installation:
            await installation.store.run(fn)

    asyncio.run(done())


def ended_thrice(work: Work) -> None:
    for _ in range(3):
        Attempts().count_failure(work, Place.DIGEST, "KZ-1", None, fatal=True)


def test_what_was_set_aside_is_red_until_the_operator_ends_it(operator: Operator) -> None:
    does(operator, ended_thrice)

    found = operator.says("check")
    (line,) = [each for each in found.out.splitlines() if "Отложено после трёх неудач" in each]
    number = line.split()[-1]
    ended = operator.says("incident", number.lower())
    again = operator.says("incident", number)

    assert found.code == 1
    assert line.startswith("✗")
    assert "ежедневная сводка (KZ-1)" in line
    assert "Оно завершало работу программы" in line
    assert (ended.code, number in ended.out) == (0, True)
    assert "повторит попытку сейчас же" in ended.out
    assert (again.code, number in again.err) == (1, True)
    assert "Отложено" not in operator.says("check").out
    with sqlite3.connect(operator.folder / "nabat.db") as raw:
        (at,) = raw.execute("SELECT digest_at FROM authorities WHERE id = 'KZ-1'").fetchone()
    raw.close()
    assert at <= f"{wall():%Y-%m-%d %H:%M:%S.%f}"


def test_what_is_owed_no_longer_is_red_no_longer(operator: Operator) -> None:
    def gone(work: Work) -> None:
        for _ in range(3):
            Attempts().count_failure(work, Place.OBLIGATION, "none", None)

    does(operator, gone)

    assert "Отложено" not in operator.says("check").out
    does(operator, lambda work: work.setbacks.prune())
    does(operator, lambda work: _no_setback(work))


def _no_setback(work: Work) -> None:
    assert work.setbacks.known(Place.OBLIGATION) == frozenset()


def blocked_log(folder: Path) -> Path:
    (folder / "nabat.log").mkdir()
    return folder / "nabat.log"


def blocked_lock(folder: Path) -> Path:
    (folder / "nabat.lock").mkdir()
    return folder / "nabat.lock"


def blocked_database(folder: Path) -> Path:
    for each in folder.glob("nabat.db*"):
        each.unlink()
    (folder / "nabat.db").mkdir()
    return folder / "nabat.db"


def no_database(folder: Path) -> Path:
    (folder / "nabat.db").write_bytes(b"a letter" * 999)
    return folder / "nabat.db"


def blocked_attachments(folder: Path) -> Path:
    (folder / "attachments").rmdir()
    (folder / "attachments").write_text("")
    return folder / "attachments"


SAID: dict[Callable[[Path], Path], tuple[str, str]] = {
    blocked_log: ("это каталог, а нужен файл", "it is a folder, and a file is needed"),
    blocked_lock: ("это каталог, а нужен файл", "it is a folder, and a file is needed"),
    blocked_database: ("файл не открывается", "the file does not open"),
    no_database: ("повреждён", "damaged"),
    blocked_attachments: ("такой файл уже есть", "there is such a file already"),
}


@pytest.mark.parametrize("lang", ["ru", "en"])
@pytest.mark.parametrize("block", SAID)
def test_what_cannot_be_opened_at_the_start_is_named_in_the_operators_language(
    operator: Operator, block: Callable[[Path], Path], lang: str
) -> None:
    place = block(operator.folder)
    operator.environ["LC_ALL"] = f"{lang}.UTF-8"

    ended = operator.says("run")

    assert ended.code == 1
    (line,) = ended.err.splitlines()
    assert str(place) in line
    assert SAID[block][lang == "en"] in line


def test_a_state_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("")

    ended = Operator(tmp_path / "a file").says("run")

    assert ended.code == 1
    assert str(tmp_path / "a file") in ended.err
    assert "на пути стоит файл, а нужен каталог" in ended.err
