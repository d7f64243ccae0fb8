"""
How many statements and transactions each kind of turn costs: by hand, the same on both databases.

A count, no time. Who makes a turn dearer writes it here, and says why; who makes it cheaper too.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, TypeVar

import pytest
from sqlalchemy import Connection, event

from bot.inbox import inbox
from bot.inbox.admitting import admit
from bot.inbox.storing import store_event
from bot.transports.base import Event, Receipt
from handlers.catalogue import BY_NAME
from handlers.chat.events import Incoming, Said
from protocol.obligation import Kind
from protocol.parties import Channel
from storage.database import open_database
from storage.engine import transact
from storage.keys import KeyRing
from storage.server import PostgreSQL
from storage.sqlite import SQLite
from storage.work import Work
from tests.journeys import stage as stages
from tests.journeys.stage import FORM, Stage, send

pytestmark = pytest.mark.wide
T = TypeVar("T")
SEND = "Нет гостайны, отправить"

# Statements of one turn, from what a transport brings to its journal entry: each command as its
# officer types it alone, with one acknowledged request.
COMMANDS: Mapping[str, tuple[str, int]] = {
    # One for the use that it states, one for the silence that is counted from it on.
    "accept": ("by-duty", 37),
    "ack": ("kz-duty", 16),
    "admit": ("kz-duty", 13),
    "allow": ("kz-duty", 13),
    "appeal": ("kz-duty", 14),
    "approve": ("kz-duty", 17),
    "ask": ("by-duty", 29),
    "cancel": ("kz-duty", 15),
    "channel": ("kz-duty", 13),
    "code": ("kz-duty", 14),
    "confirm": ("kz-duty", 30),
    "consent": ("kz-duty", 14),
    "continue": ("kz-duty", 14),
    "decline": ("kz-duty", 13),
    "details": ("kz-duty", 16),
    "differs": ("kz-duty", 14),
    "disagree": ("kz-duty", 14),
    "discard": ("kz-duty", 14),
    "dispatch": ("kz-duty", 16),
    "dissent": ("kz-duty", 14),
    "drafts": ("kz-duty", 15),
    "drop": ("kz-duty", 13),
    "edit": ("kz-duty", 14),
    "export": ("kz-duty", 24),
    "final": ("kz-duty", 16),
    "fix": ("kz-duty", 16),
    "form": ("kz-duty", 13),
    "forward": ("by-duty", 29),
    "handover": ("kz-duty", 16),
    # One for each thing that is owed and that some move answers, if the state is there.
    "help": ("by-deputy", 21),
    "incomplete": ("kz-duty", 16),
    "invite": ("by-deputy", 25),
    "journal": ("kz-duty", 13),
    "keep": ("kz-duty", 14),
    "leave": ("by-deputy", 19),
    # One for the digest that the letter names.
    "letter": ("kz-duty", 22),
    "lost": ("kz-duty", 19),
    "me": ("kz-duty", 18),
    "misdirected": ("by-duty", 29),
    "notice": ("sec-duty", 22),
    "notices": ("kz-duty", 15),
    "notify": ("kz-duty", 13),
    "object": ("kz-duty", 16),
    "obstacle": ("by-duty", 29),
    "open": ("kz-duty", 21),
    "owe": ("kz-duty", 22),
    "partial": ("by-duty", 29),
    "phone": ("by-duty", 23),
    "postpone": ("by-duty", 29),
    "receipt": ("kz-duty", 17),
    "received": ("kz-duty", 16),
    "record": ("kz-duty", 16),
    "refusal": ("kz-duty", 13),
    "refuse": ("by-deputy", 28),
    "refusepart": ("by-deputy", 28),
    "register": ("kz-duty", 14),
    "registry": ("kz-duty", 18),
    "reinstate": ("kz-duty", 13),
    "relay": ("kz-duty", 13),
    "reply": ("kz-duty", 16),
    "result": ("by-duty", 29),
    "resume": ("kz-duty", 16),
    "retract": ("kz-duty", 13),
    "rightly": ("kz-duty", 16),
    "seek": ("kz-duty", 14),
    "send": ("kz-duty", 14),
    "signer": ("kz-duty", 14),
    "snooze": ("kz-duty", 14),
    "state": ("kz-duty", 14),
    "suspend": ("by-deputy", 19),
    "unnotice": ("kz-duty", 13),
    "unrefuse": ("kz-duty", 13),
    "urgent": ("kz-duty", 30),
    "verify": ("kz-duty", 13),
    "withdraw": ("kz-duty", 29),
    "wrongly": ("kz-duty", 16),
}
# Transactions and statements of the whole bot, from the event until nothing is left to be done.
KINDS: Mapping[str, tuple[int, int]] = {
    "a command: /owe": (3, 49),
    "the form in one message": (3, 46),
    # The signatories are told what is owed in the morning.
    # One for who will sign, one for the journal of it.
    "a press: send, with its alarms": (9, 195),
    "a press: acknowledge": (5, 87),
    "a photograph that answers nothing": (4, 34),
    "a tick with nothing to say": (1, 10),
    "a reminder of a confirmation": (10, 202),
}


class AtOnce:
    """A database whose transactions are over when `run` returns: nothing depends on threads."""

    pending = 0

    def __init__(self, database: SQLite | PostgreSQL) -> None:
        self._database = database
        self.engine = database._engine

    async def run(self, fn: Callable[[Connection], T]) -> T:
        """See `storage.database.Database.run`."""
        return transact(self.engine, fn)

    async def close(self) -> None:
        """See `storage.database.Database.close`."""
        await self._database.close()


@pytest.fixture
def stage(database_url: str, ring: KeyRing, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    """The bot and the training register, one request acknowledged; on each database."""

    async def opened(url: str, ring: KeyRing) -> AtOnce:
        return AtOnce(await open_database(url, lambda: ring))

    monkeypatch.setattr(stages, "opened", opened)
    with Stage(database_url, ring) as stage:
        yield stage


@contextmanager
def sent(stage: Stage) -> Iterator[tuple[list[None], list[str]]]:
    """Count the transactions and the statements of all."""
    engine = stage.database.database.engine  # type: ignore[union-attr]
    begun: list[None] = []
    statements: list[str] = []

    def begin(*_: object) -> None:
        begun.append(None)

    def note(_: object, __: object, statement: str, *___: object) -> None:
        statements.append(statement)

    event.listen(engine, "begin", begin)
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield begun, statements
    finally:
        event.remove(engine, "begin", begin)
        event.remove(engine, "before_cursor_execute", note)


def statements_of(stage: Stage, who: str, incoming: Incoming) -> int:
    """Return how many statements a turn sends; all of it is undone."""
    arrived = Event(Channel.CONSOLE, who, "tried", incoming)

    def turn(work: Work) -> None:
        receipt = store_event(work, stage.app.site, arrived, *admit(arrived))
        assert receipt in (Receipt.STORED, Receipt.ANSWER), receipt
        for seq in work.inbox.queue(1):
            inbox._handle_event(work, stage.app.site, seq, work.now)
        work.journal.flush(work.now)
        raise KeyError(who)

    with sent(stage) as (_, statements), pytest.raises(KeyError):
        stage.look(turn)
    return len(statements)


def test_each_command_sends_so_many_statements(stage: Stage) -> None:
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    stage.stops_delivering()
    for who, _ in COMMANDS.values():
        statements_of(stage, who, Said("/me"))

    found = {
        name: (who, statements_of(stage, who, Said(f"/{name}")))
        for name, (who, _) in COMMANDS.items()
    }

    stage.runs()
    assert COMMANDS.keys() <= {command.name for command in BY_NAME.values()}
    assert _differing(found, COMMANDS) == {}


def test_each_kind_of_turn_takes_so_many_transactions_and_statements(stage: Stage) -> None:
    found: dict[str, tuple[int, int]] = {}

    def whole(kind: str, act: Callable[[], object]) -> None:
        with sent(stage) as (begun, statements):
            act()
        found[kind] = len(begun), len(statements)

    def tick() -> None:
        stage.look(stage.app.ticker._due)

    send(stage)
    stage.says("by-duty", "/owe")
    whole("a command: /owe", lambda: stage.says("by-duty", "/owe"))
    whole("the form in one message", lambda: stage.says("kz-duty", FORM))
    whole("a press: send, with its alarms", lambda: stage.presses("kz-duty", SEND))
    whole("a press: acknowledge", lambda: stage.presses("by-duty", "Подтвердить получение"))
    whole("a photograph that answers nothing", lambda: stage.attaches("kz-duty"))
    stage.stops_delivering()
    whole("a tick with nothing to say", tick)
    stage.runs()
    written = stage.owed("KZ-BY-2026-2")[Kind.CONFIRM].due.at
    stage.reaches(written - timedelta(hours=24, minutes=1))
    whole("a reminder of a confirmation", lambda: stage.passes(minutes=2))

    assert _differing(found, KINDS) == {}


def _differing(found: Mapping[str, Any], table: Mapping[str, Any]) -> dict[str, str]:
    return {
        name: f"{found.get(name)}, in the table {table.get(name)}"
        for name in found.keys() | table.keys()
        if found.get(name) != table.get(name)
    }
