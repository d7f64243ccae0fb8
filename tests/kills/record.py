"""What the database says, read from its file past the product; and what the server shows."""

import hashlib
import json
import shutil
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from storage.journal import Journal
from storage.sqlite import sqlite_engine
from tests.kills.telegram import labels
from tests.worlds.botapi.remote import Remote

CARD = "card/"
_LEASED = (
    "SELECT key FROM outbox WHERE leased_by IS NOT NULL",
    f"SELECT '{CARD}' || id FROM cards WHERE leased_by IS NOT NULL AND message_id IS NULL",
)
_UNDER_WAY = (
    "SELECT 'event ' || key || ' ' || state FROM inbox WHERE state = 'waiting'",
    "SELECT 'message ' || key || ' ' || state FROM outbox WHERE state IN ('waiting', 'sending')",
    f"SELECT '{CARD}' || id FROM cards WHERE not_before IS NOT NULL OR leased_by IS NOT NULL",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request of the record."""

    id: str
    number: str
    route: str
    running: int
    execution: str
    form: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the outbox; `messages` are its ids at the server, none where it was not sent."""

    key: str
    text: str
    state: str
    doubts: int
    chat: str
    messages: tuple[str, ...] = ()
    subject: str = ""
    may_lapse: bool = False

    @property
    def message(self) -> str:
        """The first of its ids, empty where it has none."""
        return next(iter(self.messages), "")


@dataclass(frozen=True, slots=True)
class Card:
    """A live card; `is_settled`: it shows the latest version and nothing is under way."""

    id: str
    subject: str
    chat: str
    message: str
    doubted: bool
    is_settled: bool = True


@dataclass(frozen=True, slots=True)
class Record:
    """Everything of the database that is judged; `acts` counts the journal by request, action."""

    requests: Sequence[Asked]
    rows: Sequence[Row]
    cards: Sequence[Card]
    events: Mapping[str, str]
    acts: Mapping[tuple[str, str], int]
    confirmations: Mapping[str, int]
    broken_at: int | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """A message of the bot's as its chat shows it; `file` is the digest of what it carries."""

    chat: str
    id: str
    text: str
    labels: tuple[str, ...] = ()
    file: str = ""


@dataclass(frozen=True, slots=True)
class Server:
    """What the server knows: the messages, the ids of those whose sending it did not answer."""

    messages: Sequence[Seen]
    unanswered: frozenset[str]
    confirmed: frozenset[str]
    pending: int = 0


def being_sent(database: Path) -> list[str]:
    """
    Return what a dead process was sending: keys of the outbox, and cards without a message.

    Looks at a copy: whoever opens the file itself would mend it before the next process can.
    """
    with tempfile.TemporaryDirectory(prefix="nabat-kills-") as folder:
        copy = Path(folder) / database.name
        for suffix in ("", "-wal"):
            there = database.with_name(database.name + suffix)
            if there.exists():
                shutil.copy(there, copy.with_name(copy.name + suffix))
        return _column(copy, *_LEASED)


def under_way(database: Path) -> list[str]:
    """Return what a living process has not handled, said or shown yet."""
    return _column(database, *_UNDER_WAY)


def read(database: Path, people: Mapping[str, object] | None = None) -> Record:
    """Return the record of an installation that does not run; `people`: chats by officer."""
    chats = {name: str(chat) for name, chat in (people or {}).items()}
    raw = sqlite3.connect(database, isolation_level=None)
    raw.row_factory = sqlite3.Row
    with closing(raw):
        acts = Counter(
            (str(each["subject"]), str(json.loads(each["body"])["action"]))
            for each in raw.execute("SELECT subject, body FROM journal")
        )
        return Record(
            requests=[_asked(each) for each in raw.execute("SELECT * FROM requests")],
            rows=[_row(each, chats) for each in raw.execute("SELECT * FROM outbox ORDER BY seq")],
            cards=[_card(each, chats) for each in raw.execute("SELECT * FROM cards")],
            events=dict(map(tuple, raw.execute("SELECT key, state FROM inbox"))),
            acts=acts,
            confirmations=Counter(
                str(each["request"]) for each in raw.execute("SELECT request FROM confirmations")
            ),
            broken_at=_broken_at(database),
        )


async def shown(remote: Remote, chats: Sequence[int]) -> Server:
    """Return what the server shows and knows."""
    messages: list[Seen] = []
    for chat in chats:
        for message in await remote.shows(f"chat/{chat}"):
            if not message["from_bot"]:
                continue
            file = await _digest(remote, message["file"]["file_id"]) if message["file"] else ""
            text, id = message["text"], message["message_id"]
            messages.append(Seen(str(chat), str(id), text, tuple(labels(message)), file))
    executions = await remote.shows("executions", answered="False")
    confirmed = await remote.shows("updates")
    return Server(
        messages=messages,
        unanswered=frozenset(
            str(each["message_id"]) for each in executions if each["method"].startswith("send")
        ),
        confirmed=frozenset(
            f"telegram/{each['id']}"
            for each in confirmed
            if each["kind"] in ("message", "callback_query")
        ),
        pending=(await remote.shows("server"))["pending"],
    )


def digest(content: bytes) -> str:
    """Return what stands for a file."""
    return hashlib.sha256(content).hexdigest()


async def _digest(remote: Remote, file: str) -> str:
    async with remote.session.get(f"{remote.control}/control/file/{file}") as answer:
        return digest(await answer.read())


def _column(database: Path, *queries: str) -> list[str]:
    with closing(sqlite3.connect(database)) as raw:
        return [str(value) for query in queries for (value,) in raw.execute(query)]


def _broken_at(database: Path) -> int | None:
    raw = sqlite3.connect(database, isolation_level=None)
    engine = sqlite_engine(lambda: raw)
    try:
        with engine.connect() as connection:
            return Journal(connection).verify().broken_at
    finally:
        engine.dispose()
        raw.close()


def _asked(row: sqlite3.Row) -> Asked:
    route = f"{row['requesting_party']}-{row['requested_party']}"
    return Asked(
        id=row["id"],
        number=f"{route}-{row['year']}-{row['running']}",
        route=route,
        running=row["running"],
        execution=row["execution"],
        form=row["form"],
    )


def _row(row: sqlite3.Row, chats: Mapping[str, str]) -> Row:
    return Row(
        key=row["key"],
        text=row["text"],
        state=row["state"],
        doubts=row["doubts"],
        chat=chats.get(row["officer"], ""),
        messages=_messages(row),
        subject=row["subject"] or "",
        # A reminder of what is discharged, an alarm that was acknowledged.
        may_lapse=row["obligation"] is not None or row["text"] == "alarm",
    )


def _card(row: sqlite3.Row, chats: Mapping[str, str]) -> Card:
    return Card(
        id=row["id"],
        subject=row["subject"],
        chat=chats.get(row["officer"], ""),
        message=next(iter(_messages(row)), ""),
        doubted=bool(row["doubted"]),
        is_settled=row["not_before"] is None
        and row["leased_by"] is None
        and row["shown"] == row["wanted"],
    )


def _messages(row: Any) -> tuple[str, ...]:
    """Return the ids; on Matrix their room stands before them."""
    ids = (row["message_id"] or "").rpartition("|")[2]
    return tuple(ids.split(",")) if ids else ()
