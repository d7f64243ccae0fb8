"""The real process on a disk that is full: it lives, says so, and goes on when there is room."""

import asyncio
import contextlib
import json
import os
import subprocess
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest

from tests.bot.operator.commands import Operator
from tests.kills.home import furnished
from tests.kills.process import nabat
from tests.kills.telegram import OnTelegram
from tests.worlds.botapi.remote import own_process

WITHIN = 60.0


@pytest.fixture
def disk() -> Iterator[Path]:
    """A disk of eight megabytes."""
    folder = Path(tempfile.mkdtemp(prefix="nabat-disk-"))
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=8m,mode=700", "tmpfs", str(folder)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        folder.rmdir()
        pytest.skip("no disk of a test's own can be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
        folder.rmdir()


def fill(disk: Path, log: Path) -> Path:
    """Leave no room, also in the last page of the log; return what to delete for some."""
    ballast = disk / "ballast"
    for place, piece in ((ballast, bytes(4096)), (log, b"\n")):
        with contextlib.suppress(OSError), place.open("ab", buffering=0) as file:
            while True:
                file.write(piece)
    assert os.statvfs(disk).f_bavail == 0
    return ballast


async def until(so: Callable[[], Awaitable[bool]]) -> None:
    end = time.monotonic() + WITHIN
    while not await so():
        assert time.monotonic() < end
        await asyncio.sleep(0.05)


def dropped(log: Path) -> list[int]:
    """Return the counts of the lines that had no room, as the log has them; it is whole lines."""
    found: list[int] = []
    for line in log.read_text().splitlines():
        with contextlib.suppress(ValueError):  # the line that was torn
            event = json.loads(line)
            if event["event"] == "log_dropped":
                found.append(event["count"])
    return found


async def test_on_telegram_who_writes_meanwhile_is_told_and_is_answered_afterwards(
    disk: Path, tmp_path: Path
) -> None:
    async with own_process(tmp_path / "telegram.json") as remote:
        home = await furnished(disk, remote)
        chats = OnTelegram(remote, home.people)
        said: dict[str, list[str]] = {name: [] for name in home.people}

        async def hears(who: str, words: str) -> bool:
            for each in await chats.hears():
                said[each.who].append(each.text)
            return any(words in each for each in said[who])

        async with nabat(home.files.config, home.files.errors) as bot:
            await bot.starts()
            await chats.writes("by-duty", "/me")
            await until(lambda: hears("by-duty", "Дубровская"))
            ballast = fill(disk, home.files.log)
            for _ in range(20):  # what is free within the database's own files is used up
                await chats.writes("by-head", "/me")
            await until(lambda: hears("by-head", "ещё не сохранено"))
            await asyncio.sleep(3)
            await hears("by-head", "")
            assert sum("ещё не сохранено" in each for each in said["by-head"]) == 1

            ballast.unlink()

            await until(lambda: hears("by-head", "Лозовский"))
            await until(lambda: _is(dropped(home.files.log)))
            assert await bot.ends() == 0

        assert home.files.errors.read_text() == ""
        assert sum(dropped(home.files.log)) > 0


async def test_on_the_console_who_types_is_told_to_repeat_it(disk: Path) -> None:
    operator = Operator(disk / "var")
    running = operator.starts()
    log = operator.folder / "nabat.log"
    try:
        running.stdout.readline()
        await until(lambda: _is(log.exists() and "started" in log.read_text()))
        ballast = fill(disk, log)
        for _ in range(60):
            running.stdin.write("@kz-duty /me\n")
        running.stdin.flush()
        said = ""
        while "Не принято: хранилище не отвечает. Повторите." not in said:
            line = await asyncio.to_thread(running.stdout.readline)
            assert line, running.stderr.read()
            said += line
        ballast.unlink()
        await until(lambda: _is(dropped(log)))

        out, err = running.communicate("@by-duty /me\n", timeout=WITHIN)
    finally:
        running.kill()
        running.wait()

    assert (running.returncode, err) == (0, "")
    assert "Дубровская" in out


async def _is(so: object) -> bool:
    return bool(so)
