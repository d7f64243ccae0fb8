"""
After a whole story of the real process, with failures in it, no secret lies anywhere in clear.

Database, its log, the folder of attachments, the process's own log, its outputs, temporary files:
a thief of the disk without the key ring reads numbers, moments and states.
"""

import asyncio
import json
import signal
import sqlite3
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from config.settings import TRAINING_REGISTER
from tests.bot.operator.commands import Operator
from tests.bot.transports.telegram.desk import until
from tests.worlds.botapi.faults import Trouble
from tests.worlds.botapi.people import PICTURE, Person
from tests.worlds.botapi.server import BotAPI

FIELDS = ("Цель", "Обоснование", "Существо", "Содействие", "Лица", "Сроки", "Иное")
SEND, ACKNOWLEDGE = "Нет гостайны, отправить", "Подтвердить получение"


class Canaries:
    """Words that stand nowhere else."""

    def __init__(self) -> None:
        self.planted: list[str] = []

    def __call__(self) -> str:
        """Plant and return another one."""
        self.planted.append(f"Канарейка{len(self.planted)}Canary")
        return self.planted[-1]


@pytest.fixture
async def api() -> AsyncIterator[BotAPI]:
    """A server that runs by the machine's clock."""
    async with BotAPI(webhook_pause=0.05) as api:
        yield api


@pytest.fixture
async def operator(api: BotAPI, tmp_path: Path) -> Operator:
    """A real installation without people; its temporary files lie where one can look."""
    (tmp_path / "temporary").mkdir()
    register = tmp_path / "register.toml"
    register.write_text(real(TRAINING_REGISTER.read_text()))
    operator = Operator(
        tmp_path / "state",
        NABAT_TELEGRAM__TOKEN=api.token,
        NABAT_TELEGRAM__API_URL=api.address,
        NABAT_DELIVERY__PER_CHAT_INTERVAL_SECONDS="0",
        NABAT_DELIVERY__RESEND_UNKNOWN_SECONDS="1,1",
        NABAT_LOG__LEVEL="debug",
        NABAT_PATHS__REGISTER=str(register),
        TMPDIR=str(tmp_path / "temporary"),
    )
    imported = await asyncio.to_thread(operator.says, "registry", "import", str(register))
    assert imported.code == 0, imported.err
    return operator


def real(training: str) -> str:
    """Return a register without people and without the console, which serves no real ones."""
    head, *blocks = training.replace("training = true", "training = false").split("\n[[")
    kept = [each for each in blocks if not each.startswith("officer]]") and "console" not in each]
    return "\n[[".join([head, *kept])


async def enrolled(api: BotAPI, operator: Operator, canary: Canaries, party: str) -> Person:
    """Invite a duty officer of a Party, who enrols with the code, and approve."""
    who = ("--authority", f"{party}-1", "--role", "duty_officer", "--name", canary())
    phone = f"+7 7172 314-159-{ord(party[0])}"
    invited = await asyncio.to_thread(
        operator.says, "officer", "invite", *who, "--phone", phone, "--call-sign", canary()
    )
    assert invited.code == 0, invited.err
    code = invited.out.split()[-1]
    canary.planted += [phone, code, code.replace("-", "")]
    person = api.person(7_314_159_400 + ord(party[0]), "Офицер")
    person.opens(code)
    await until(lambda: any("Код принят" in each.text for each in person.received()))
    id = f"{party.lower()}-1-0001"
    approved = await asyncio.to_thread(operator.says, "officer", "approve", id)
    assert approved.code == 0, approved.err
    return person


def has(person: Person, words: str) -> Callable[[], bool]:
    """Return what says whether some message to a person holds the words."""
    return lambda: any(words in each.text for each in person.received())


async def presses(person: Person, label: str) -> None:
    """Press the newest button of that label, as soon as there is one."""

    def offered() -> list[int]:
        return [
            each.id
            for each in person.received()
            if label in json.dumps(each.markup or {}, ensure_ascii=False)
        ]

    await until(offered)
    person.presses(offered()[-1], label)


async def ended(process: object, how: signal.Signals) -> str:
    """End a process and return all that it wrote out."""
    process.send_signal(how)  # type: ignore[attr-defined]
    out, err = await asyncio.to_thread(process.communicate, timeout=60)  # type: ignore[attr-defined]
    return f"{out}{err}"


async def test_no_secret_is_left_in_clear_after_a_story_with_failures(
    api: BotAPI, operator: Operator, tmp_path: Path
) -> None:
    canary = Canaries()
    outputs = []
    process = operator.starts()
    kz = await enrolled(api, operator, canary, "KZ")
    by = await enrolled(api, operator, canary, "BY")
    stranger = api.person(7_314_159_399)
    stranger.opens()
    stranger.writes(canary())
    kz.writes(f"Совершенно секретно: {canary()}")
    await until(has(kz, "пометка секретности"))

    # Sent while the server refuses, doubts and cuts the line; acknowledged; killed on the way.
    for trouble in (Trouble.FAILS, Trouble.RESETS_AFTER, Trouble.TOO_MANY, Trouble.RESETS):
        api.telegram.faults.order(trouble, method="sendMessage", chat=by.id)
    kz.writes(
        "\n".join(
            ["Кому: Беларусь", "Основание: ИТ, " + canary()]
            + [f"{field}: {canary()}" for field in FIELDS]
        )
    )
    kz.sends_document(PICTURE + canary().encode(), f"{canary()}.jpg", "image/jpeg")
    await until(has(kz, "Приложен"))
    await presses(kz, SEND)
    await until(has(by, "СРОЧНОЕ ОБРАЩЕНИЕ"))
    outputs.append(await ended(process, signal.SIGKILL))
    process = operator.starts()
    await presses(by, ACKNOWLEDGE)
    await until(has(by, "получение подтверждено"))
    result = canary()
    by.writes(f"/result 1 {result}")
    await presses(by, "Сообщить результат")
    await until(has(kz, result))
    kz.writes(f"/urgent {canary()}")
    kz.writes("/urgent Беларусь")
    kz.writes(f"/{canary()}")
    received = canary()
    kz.writes(f"/received 1 {received}")
    await until(has(kz, received))
    outputs.append(await ended(process, signal.SIGTERM))

    # What is damaged on the disk makes an incident with its traceback.
    with sqlite3.connect(operator.folder / "nabat.db") as damaged:
        damaged.execute("UPDATE drafts SET sealed = zeroblob(64)")
    damaged.close()
    for file in (operator.folder / "attachments").glob("*.sealed"):
        file.write_bytes(b"")
    process = operator.starts()
    kz.writes("/drafts")
    await until(has(kz, "Сбой системы"))
    by.writes("/open 1")
    await until(has(by, "не открывается"))
    files = read(operator, tmp_path)
    outputs.append(await ended(process, signal.SIGTERM))

    files |= {f"{name} after": body for name, body in read(operator, tmp_path).items()}
    files |= {f"output {number}": each.encode() for number, each in enumerate(outputs)}
    log = files["state/nabat.log after"]
    # Failures with where they failed are among what is searched.
    assert {b"event_failed", b"incident", b"file_damaged"} <= set(log.replace(b'"', b" ").split())
    assert {"state/nabat.db", "state/nabat.db-wal"} <= set(files)
    assert b"KZ-1" in files["state/nabat.db"] + files["state/nabat.db-wal"]
    accounts = [str(person.id) for person in (kz, by, stranger)]
    secrets = [*canary.planted, *accounts, api.token.partition(":")[2], "Canary", "Канарейка"]
    left = [
        (name, secret)
        for name, body in files.items()
        for secret in secrets
        for form in forms(secret)
        if form in body
    ]
    assert left == []
    # It was no story about nothing: the readers have seen what the disk does not hold.
    assert len(canary.planted) > 25
    assert all(each in "".join(m.text for m in by.received()) for each in canary.planted[13:20])


def read(operator: Operator, folder: Path) -> dict[str, bytes]:
    """Return every file that the process has, by its path; the key ring is no part of a disk."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path != operator.config
    }


def forms(secret: str) -> tuple[bytes, ...]:
    """Return how a text may lie in a file: in UTF-8 and UTF-16, in JSON, in an old code page."""
    return (
        secret.encode(),
        secret.encode("utf-16-le"),
        secret.encode("utf-16-be"),
        json.dumps(secret)[1:-1].encode(),
        repr(secret.encode())[2:-1].encode(),
        secret.encode("cp1251", "replace"),
    )
