"""What ends the process is set aside after three starts, whoever took it; the fourth one works."""

import asyncio
import os
from collections.abc import Callable, Generator
from pathlib import Path
from types import coroutine
from typing import Any, TypeVar

import pytest
from sqlalchemy import select, update

from bot.installation.open import ensure_register, open_installation
from bot.tries.attempts import Attempts
from bot.tries.in_hand import FILE, LENGTH, Hand, InHand
from config.settings import load
from handlers.chat.events import Said, stored
from storage.sayings import Priority, Saying
from storage.setbacks import Place, Setback
from storage.tables import authorities, inbox
from storage.work import Work
from tests import zygote
from tests.bot.operator.commands import RUSSIAN, Ended
from tests.conftest import SQLITE

T = TypeVar("T")
ON_POSTGRES = pytest.mark.postgres
ENDED = 9
# Runs the real command; what is patched ends the process, as a fault in a library does.
RUN = """
import os, sys
from datetime import timedelta
import bot.app, bot.delivery.lease, bot.inbox.inbox, bot.run, bot.tries.attempts
import handlers.clock.tick
bot.tries.attempts.PAUSES = (timedelta(0), timedelta(0))
# A row that waits, however shortly, is nothing to do: the command may end before it is due again.
at_once = bot.run.Pace((timedelta(0), timedelta(0)))
bot.run.Pace = lambda **_: at_once
def ends(module, name, when):
    real = getattr(module, name)
    def patched(*given, **named):
        if when(*given, **named):
            os._exit(9)
        return real(*given, **named)
    setattr(module, name, patched)
{sabotage}
from bot.operator.cli import app
app(prog_name="nabat")
"""
SABOTAGE = {
    Hand.INBOX: "ends(bot.inbox.inbox, 'handle', lambda turn, *_: turn.officer.id == 'kz-duty')",
    Hand.CLOCK: "ends(handlers.clock.tick, 'digest', lambda _, each: each.id == 'KZ-1')",
    Hand.LEASING: (
        "ends(bot.delivery.lease.Leasing, '_message',"
        " lambda _, __, row, *___: row.saying.key == 'k/by-head')"
    ),
    Hand.SENDING: (
        "from bot.transports.console.console import Console\n"
        "ends(Console, 'send', lambda *_, key, **__: key == 'k/by-head')"
    ),
}
NAMES = {
    Hand.INBOX: (Place.EVENT, "kz-duty"),
    Hand.CLOCK: (Place.DIGEST, None),
    Hand.LEASING: (Place.MESSAGE, "repeated, by-head"),
    Hand.SENDING: (Place.MESSAGE, "repeated, by-head"),
}


class Home:
    """An installation with something for every loop to take up."""

    def __init__(self, config: Path) -> None:
        self.config = config

    def look(self, fn: Callable[[Work], T]) -> T:
        """Return what a function sees of the record."""

        async def seen() -> T:
            async with open_installation(load(self.config)) as installation:
                await ensure_register(installation)
                return await installation.store.run(fn)

        return asyncio.run(seen())

    def runs(self, sabotage: str) -> Ended:
        """Run the bot until nothing is left to be done, or until something ends it."""
        words = ("--config", str(self.config), "run")
        process = zygote.start(*words, program=RUN.format(sabotage=sabotage), environ=RUSSIAN)
        out, err = process.communicate(timeout=90)
        return Ended(process.wait(), out, err)


def furnish(work: Work) -> None:
    for who in ("kz-duty", "by-duty"):
        kept, _ = stored(Said("/me"), make_id=work.id)
        work.inbox.store(
            f"console/{who}", officer=who, channel="console", address=who, at=work.now, event=kept
        )
    for who in ("by-head", "ru-head"):
        work.outbox.put(Saying(f"k/{who}", who, Priority.ANSWER, "repeated", {}))
    due = update(authorities).where(authorities.c.id.in_(("KZ-1", "BY-1")))
    work.connection.execute(due.values(digest_at=work.now))


@pytest.fixture
def home(tmp_path: Path, request: pytest.FixtureRequest) -> Home:
    """The training register, and a row for each loop: on SQLite where a test asks nothing else."""
    url = f"sqlite:///{tmp_path / 'var' / 'nabat.db'}"
    if getattr(request, "param", SQLITE) != SQLITE:
        url = request.getfixturevalue("postgres_url")
    config = tmp_path / "nabat.toml"
    config.write_text(f'[paths]\nstate = "{tmp_path / "var"}"\n[database]\nurl = "{url}"\n')
    home = Home(config)
    home.look(furnish)
    return home


def aside(work: Work) -> tuple[Setback, ...]:
    return work.setbacks.aside()


@pytest.mark.parametrize(
    ("home", "hand"),
    [
        (SQLITE, Hand.INBOX),
        (SQLITE, Hand.CLOCK),
        pytest.param("postgres", Hand.LEASING, marks=ON_POSTGRES),
        (SQLITE, Hand.SENDING),
    ],
    indirect=["home"],
)
def test_a_row_that_ends_the_process_is_set_aside_after_three_starts(
    home: Home, hand: Hand
) -> None:
    for _ in range(3):
        assert home.runs(SABOTAGE[hand]).code == ENDED

    fourth = home.runs(SABOTAGE[hand])

    assert (fourth.code, fourth.err) == (0, "")
    place, name = NAMES[hand]
    (setback,) = home.look(aside)
    assert (setback.place, setback.name, setback.tries >= 1) == (place, name, True)
    if hand is Hand.INBOX:
        assert "Сбой системы, действие не выполнено" in fourth.out
        assert str(setback.incident) in fourth.out
    else:
        assert (setback.tries, setback.fatal) == (3, True)
    # The others were served by the fourth, if not before.
    waiting = select(inbox.c.seq).where(inbox.c.state == "waiting")
    assert home.look(lambda work: work.connection.execute(waiting).all()) == []
    digest_at = select(authorities.c.digest_at).where(authorities.c.id == "BY-1")
    assert home.look(lambda work: work.connection.execute(digest_at).scalar_one() > work.now)


def test_what_ended_the_process_is_tried_again_once_the_operator_says_so(home: Home) -> None:
    def ended(work: Work) -> None:
        for _ in range(3):
            Attempts().count_failure(work, Place.DIGEST, "KZ-1", None, fatal=True)

    home.look(ended)
    (setback,) = home.look(aside)
    # No start is ended by it.
    assert home.runs(SABOTAGE[Hand.CLOCK]).code == 0

    assert home.look(lambda work: work.setbacks.clear(str(setback.incident))) == setback
    assert home.runs("").code == 0

    assert home.look(aside) == ()
    digest_at = select(authorities.c.digest_at).where(authorities.c.id == "KZ-1")
    at = home.look(lambda work: (work.connection.execute(digest_at).scalar_one(), work.now))
    assert (at[0] - at[1]).days < 2


def test_only_what_was_in_hand_is_left_in_hand(tmp_path: Path) -> None:
    place = tmp_path / FILE
    hands = InHand(place)
    with hands.hold(Hand.CLOCK, Place.OBLIGATION, "one"):
        pass
    with pytest.raises(KeyError), hands.hold(Hand.LEASING, Place.CARD, "a/b"):
        raise KeyError
    with pytest.raises(asyncio.CancelledError), hands.hold(Hand.INBOX, Place.EVENT, "7"):
        raise asyncio.CancelledError
    assert hands.leftovers() == ()

    for ending in (KeyboardInterrupt, SystemExit):
        with pytest.raises(ending), hands.hold(Hand.INBOX, Place.EVENT, "7"):
            raise ending
        assert InHand(place).leftovers() == ((Place.EVENT, "7"),)

    hands.forget()
    assert InHand(place).leftovers() == ()


@coroutine
def waits() -> Generator[str, Any, Any]:
    return (yield "waits")


async def test_a_row_is_in_hand_while_it_works_and_not_while_it_waits(tmp_path: Path) -> None:
    hands = InHand(tmp_path / FILE)
    seen: list[object] = []

    async def sends() -> str:
        seen.append(hands.leftovers())
        try:
            seen.append(await waits())
        except TimeoutError:
            seen.append(hands.leftovers())
        return "sent"

    async def held() -> str:
        return await hands.step(Hand.SENDING, Place.MESSAGE, "7", sends())

    one, other = held(), held()
    assert (one.send(None), hands.leftovers()) == ("waits", ())
    assert (other.send(None), hands.leftovers()) == ("waits", ())
    with pytest.raises(StopIteration) as ended:
        one.send("an answer")
    with pytest.raises(StopIteration):
        other.throw(TimeoutError())

    in_hand = ((Place.MESSAGE, "7"),)
    assert ended.value.value == "sent"
    assert seen == [in_hand, in_hand, "an answer", in_hand]
    assert hands.leftovers() == ()


def test_a_damaged_file_blames_nobody(tmp_path: Path) -> None:
    place = tmp_path / FILE
    for garbage in (b"", b"event x", b"\xff" * 9, b"weather 7", b"message \n", b"event 7" * LENGTH):
        place.write_bytes(garbage)
        assert InHand(place).leftovers() == ()
    assert InHand(tmp_path / "no" / "such" / "folder").leftovers() == ()


def test_the_file_is_closed_with_whoever_holds_it(tmp_path: Path) -> None:
    hands = InHand(tmp_path / FILE)
    descriptor = hands._descriptor
    assert descriptor is not None

    del hands

    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(descriptor)
