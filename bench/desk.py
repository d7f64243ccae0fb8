"""A desk at work: the training register, real handlers, and what its people do."""

import secrets
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from sqlalchemy import func, select

from bot.inbox.inbox import Inbox
from bot.installation import register_file
from bot.installation.import_register import put_register
from bot.ticker import Ticker
from bot.transports.base import Event, Receipt
from bot.words.texts import Texts
from config.settings import TRAINING_REGISTER
from handlers.catalogue import LISTING
from handlers.chat import one_time_codes
from handlers.chat.events import Incoming, Pressed, Said
from handlers.chat.turn import Site, Turn
from handlers.clock import tick
from handlers.record.moving import transmit
from protocol.moves import Execution, Form
from protocol.obligation import Kind
from protocol.parties import Channel
from protocol.request import Request
from storage.database import open_database
from storage.keys import make_ring
from storage.server import PostgreSQL
from storage.sqlite import SQLite
from storage.tables import authorities, inbox, offers, outbox, requests
from storage.work import Store, Work

# A Friday: 12:00 in Astana, 10:00 in Minsk and Moscow.
START = datetime(2026, 11, 20, 7, 0, tzinfo=UTC)
FAR = timedelta(days=36_500)
SECOND = timedelta(seconds=1)
SECRET = "NABATNABATNABATNABATNABATNABATNA"
ASKS, ANSWERS, SIGNS = "kz-duty", "by-duty", "kz-deputy"
CIRCULATES, RELAYS = "sec-duty", "sec-head"
_FIELDS = {
    "to": "BY",
    "ground": "information_technology",
    "qualification": "ст. 205 УК РК",
    "purpose": "Предотвратить отключение подстанции",
    "justification": "Оперативная информация о подготовке атаки на узел связи области",
    "substance": "Неустановленное лицо готовит атаку на узел связи " * 8,
    "assistance": "Сохранить журналы соединений узла за последние трое суток " * 4,
    "persons": "не установлено, известно по псевдониму",
    "periods": "не установлены",
}


@dataclass(slots=True)
class Hand:
    """A clock that is moved by hand: the moments of the story, not those that are measured."""

    now: datetime = START

    def __call__(self) -> datetime:
        """Return the moment, a little later than the one before."""
        self.now += timedelta(milliseconds=1)
        return self.now


class Desk:
    """The bot of the training register over one database."""

    def __init__(self, database: SQLite | PostgreSQL, store: Store, clock: Hand) -> None:
        texts = Texts()
        self.database = database
        self.store = store
        self.clock = clock
        self.site = Site(LISTING, words=texts.vocabulary(), channels=frozenset({Channel.CONSOLE}))
        self.inbox = Inbox(store, self.site)
        self.ticker = Ticker(store, self.site, clock, SECOND)
        self._form = filled_form(texts)
        self._keys = count()

    @classmethod
    async def open(cls, url: str, folder: Path) -> "Desk":
        """Open a database, enter the training register, and let the digests rest."""
        clock = Hand()
        database = await open_database(url)
        ring = make_ring(folder / f"ring-{secrets.token_hex(4)}")
        desk = cls(database, Store(database, ring, clock, folder / "attachments"), clock)
        training = register_file.read(TRAINING_REGISTER)
        await desk.store.run(lambda work: put_register(work, training, desk.site.policy))
        await desk.store.run(_digests_rest)
        await desk.store.run(_code_apps)
        return desk

    # Acts: each is one stored event, still to be handled; its place in the inbox is returned

    async def fills_form(self) -> int:
        """The asking desk sends the whole form in one message."""
        return await self.receives(ASKS, Said(self._form))

    async def says(self, who: str, text: str) -> int:
        """Somebody types something."""
        return await self.receives(who, Said(text))

    async def presses(self, who: str, command: str) -> int:
        """Somebody presses the latest button of that command."""
        newest = (
            select(offers.c.id)
            .where(offers.c.officer == who, offers.c.command == command)
            .order_by(offers.c.created_at.desc())
            .limit(1)
        )
        offer = await self.store.run(lambda work: work.connection.execute(newest).scalar_one())
        return await self.receives(who, Pressed(offer))

    async def signs(self, who: str) -> int:
        """Somebody types the code under what is to be signed, in a step that is still unused."""
        self.clock.now += one_time_codes.STEP
        return await self.says(who, one_time_codes.code_at(SECRET, self.clock.now))

    async def receives(self, who: str, incoming: Incoming) -> int:
        """Store an event, as a transport brings it."""
        event = Event(Channel.CONSOLE, who, f"{next(self._keys)}", incoming)
        receipt = await self.inbox.receive(event)
        assert receipt is Receipt.STORED, receipt
        newest = select(func.max(inbox.c.seq))
        return await self.store.run(lambda work: work.connection.execute(newest).scalar_one())

    async def handles(self, seq: int) -> None:
        """Handle one stored event: what the inbox does for each of them."""
        await self.inbox._step((seq,))

    async def does(self, who: str, text: str) -> None:
        """Type something and have it handled."""
        await self.handles(await self.says(who, text))

    async def ticks(self) -> None:
        """Let one moment pass: one transaction of the ticker."""
        await self.store.run(self.ticker._due)

    async def sends(self) -> float:
        """Let a whole request be sent and end; return the seconds of the turn that sent it."""
        await self.handles(await self.fills_form())
        press = await self.presses(ASKS, "send")
        began = time.perf_counter()
        await self.handles(press)
        seconds = time.perf_counter() - began
        await self.transmits()
        await self.closes()
        return seconds

    # What is not measured

    async def last(self) -> int:
        """Return the newest place of the outbox."""
        newest = select(func.coalesce(func.max(outbox.c.seq), 0))
        return await self.store.run(lambda work: work.connection.execute(newest).scalar_one())

    async def said_since(self, seq: int) -> frozenset[str]:
        """Return the texts put into the outbox after a place."""
        later = select(outbox.c.text).where(outbox.c.seq > seq)
        return await self.store.run(
            lambda work: frozenset(work.connection.execute(later).scalars())
        )

    async def transmits(self) -> str:
        """Let a server accept the newest request; return its number."""

        def accepted(work: Work) -> str:
            request = _newest(work)
            turn = Turn(work, site=self.site, key=f"sent/{request.id}", now=work.now)
            return str(transmit(turn, request, work.now).number)

        return await self.store.run(accepted)

    async def enters_notice(self) -> None:
        """The Secretariat enters a circular and relays it to every Party."""
        await self.does(CIRCULATES, "/notice")
        await self.handles(await self._presses_answer(CIRCULATES, "circular"))
        await self.does(CIRCULATES, "О порядке дежурства в праздничные дни")
        await self.handles(await self.presses(CIRCULATES, "notify"))
        await self.handles(await self.presses(RELAYS, "relay"))
        await self.handles(await self.signs(RELAYS))

    async def closes(self) -> None:
        """End everything that the round opened, so that each round finds the same desk."""

        def closed(work: Work) -> None:
            request = _newest(work)
            ended = replace(request, execution=Execution.CLOSED, form=Form.RECORDED)
            work.requests.save(ended)
            for subject in (request.subject, *(each.subject for each in work.notices.recent(1))):
                work.obligations.discharge(subject, Kind, by="bench", now=work.now)

        await self.store.run(closed)
        self.clock.now += SECOND

    async def _presses_answer(self, who: str, value: str) -> int:
        asked = (
            select(offers.c.id)
            .where(offers.c.officer == who, offers.c.argument.endswith(f" {value}"))
            .order_by(offers.c.created_at.desc())
            .limit(1)
        )
        offer = await self.store.run(lambda work: work.connection.execute(asked).scalar_one())
        return await self.receives(who, Pressed(offer))


def _code_apps(work: Work) -> None:
    for who in (SIGNS, RELAYS):
        work.codes.issue(who, SECRET, last_step=1)


def _digests_rest(work: Work) -> None:
    for id in work.connection.execute(select(authorities.c.id)).scalars().all():
        work.digests.put_off(id, work.now + FAR)
    assert tick.next_tick(work) == work.now + FAR


def _newest(work: Work) -> Request:
    newest = select(requests.c.id).order_by(requests.c.created_at.desc()).limit(1)
    return work.requests.get(work.connection.execute(newest).scalar_one())


def filled_form(texts: Texts) -> str:
    """Return the whole form as one types it in Russian."""

    def first(key: str) -> str:
        return texts.say("ru", key).split(",")[0].strip()

    given = {
        **_FIELDS,
        "to": first(f"words-party-{_FIELDS['to']}"),
        "ground": first(f"words-ground-{_FIELDS['ground']}"),
    }
    return "\n".join(f"{first(f'words-label-{name}')}: {value}" for name, value in given.items())
