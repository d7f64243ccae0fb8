"""
The whole bot on a stage: people say, press and attach, time passes, and every chat can be read.

Everything between the network and the database is the real one; the clock is virtual, and the
network takes every message unless a test scripts another outcome.
"""

import asyncio
import contextlib
import tempfile
from collections.abc import Awaitable, Callable, Coroutine, Iterable, MutableMapping
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from types import TracebackType
from typing import Any, Self, TypeVar
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection
from structlog.processors import format_exc_info
from structlog.testing import capture_logs

from bot.app import App, Frame
from bot.clock import clock_file
from bot.clock.clocks import Clock, Steady
from bot.clock.keeper import Timekeeper
from bot.clock.watch import Watch
from bot.demo.virtual_time import VirtualLoop
from bot.inbox.inbox import Inbox
from bot.installation import register_file
from bot.installation.import_register import put_register
from bot.installation.open import sqlite_file
from bot.transports.base import Event, Outcome, Receipt
from bot.words.texts import Texts, shipped
from config.settings import TRAINING_REGISTER
from handlers.catalogue import LISTING
from handlers.chat import one_time_codes
from handlers.chat.events import Attached, File, Incoming, Pressed, Said
from handlers.chat.turn import Site
from protocol.obligation import Kind, Obligation
from protocol.parties import Channel
from protocol.policy import DEFAULT, Policy
from protocol.request import Request, number
from storage.clocks import OfDatabase
from storage.files import names_of_files
from storage.folder import Folder
from storage.keys import KeyRing
from storage.work import Store, Work
from tests.builders import secret_of
from tests.journeys.outside import Counted, Message, Network, Silence, opened
from tests.placed import misplaced

T = TypeVar("T")
# A Monday: 13:41 in Astana, 11:41 in Minsk and Moscow.
START = datetime(2026, 11, 23, 8, 41, tzinfo=UTC)
# Where the clock is looked after, time passes in such steps at most.
WATCHED_EACH = timedelta(seconds=5)
PHOTO = b"\xff\xd8\xff\xe0 a photograph"
PHOTO_NAME = "scan.jpg"
ASTANA, MINSK, MOSCOW = "Asia/Almaty", "Europe/Minsk", "Europe/Moscow"
FAILURES = ("error", "critical")
# For journeys that are about what no server of Telegram does, or does otherwise.
on_console = pytest.mark.parametrize("stage", [Channel.CONSOLE], indirect=True, ids=str)
CODE_ASKED = "Код из приложения?"


def texts() -> Texts:
    """Return the texts, read once."""
    return shipped()


@cache
def people() -> register_file.Register:
    """Return the training register, read once."""
    return register_file.read(TRAINING_REGISTER)


def moment(written: str, zone: str) -> datetime:
    """Return the moment that «26.11.2026 13:41» is in a zone."""
    return datetime.strptime(written, "%d.%m.%Y %H:%M").replace(tzinfo=ZoneInfo(zone))


FORM = """Кому: Беларусь
Основание: ИТ, ст. 205 УК РК
Цель: предотвращение вывода из строя систем энергоснабжения
Обоснование: оперативная информация о подготовке атаки
Существо: неустановленное лицо готовит атаку на узел связи
Содействие: сохранить журналы соединений узла
Лица: не установлено, известно по псевдониму Сокол
Сроки: не установлены"""


class Stage:
    """
    The bot and everybody of the training register, from `start` on.

    Closing it checks what every journey promises: no text was missing, nothing went wrong
    unnoticed, the journal is whole, each request stands in the lists where it should. `expected`
    names the log events of failures a test provokes.

    With `watched` the machine's own clock may be wrong, by `wall_ahead`, and is compared with what
    the database and the servers show; without, it is right and nobody looks.
    """

    def __init__(
        self,
        url: str,
        ring: KeyRing,
        *,
        start: datetime = START,
        channels: Iterable[Channel] = (Channel.CONSOLE,),
        policy: Policy = DEFAULT,
        network: Callable[[Channel, Callable[[], datetime]], Network] = Network,
        watched: bool = False,
        wall_ahead: timedelta = timedelta(),
    ) -> None:
        self.watched = watched
        self.wall_ahead = wall_ahead
        # None: there is no database's clock, or only that of this machine.
        self.database_ahead: timedelta | None = None
        self.boots = 1
        self.keeper: Timekeeper
        self.url = url
        self.ring = ring
        self.policy = policy
        self.expected: set[str] = set()
        # By a test, past the storage: then the lists stand where the record said before.
        self.has_rows_changed_by_hand = False
        self.logs: list[MutableMapping[str, Any]] = []
        self._time_passes = False
        self.networks: dict[Channel, Network] = {}
        self.loop = VirtualLoop(start, busy=self._is_busy)
        self.networks |= {channel: network(channel, self.loop.now) for channel in channels}
        # Where people are when nothing else is said.
        self.channel = next(iter(self.networks))
        self.database: Counted | None = None
        self.store: Store
        self.app: App
        self._random = Random(2014)
        self._keys = 0
        self._incarnations = 0
        self._running: asyncio.Task[None] | None = None
        self._closing = contextlib.ExitStack()
        self.folder = self._attachments()

    # The curtain

    def __enter__(self) -> Self:
        self.logs = self._closing.enter_context(capture_logs([format_exc_info]))
        for network in self.networks.values():
            self.loop.run_until_complete(network.opens())
        self.starts(self._enters)
        self._gives_code_apps()
        return self

    def __exit__(
        self,
        type_: type[BaseException] | None,
        error: BaseException | None,
        _: TracebackType | None,
    ) -> None:
        try:
            if error is None:
                self._check()
        finally:
            self.stops()
            for network in self.networks.values():
                self.loop.run_until_complete(network.closes())
            self.loop.run_until_complete(self.loop.shutdown_default_executor())
            self.loop.close()
            self._closing.close()

    def _check(self) -> None:
        failures = [each for each in self.logs if each["log_level"] in FAILURES]
        unexpected = [each for each in failures if each["event"] not in self.expected]
        assert not unexpected, unexpected
        found = [] if self.has_rows_changed_by_hand else self.look(misplaced)
        assert not found, "\n".join(found)
        assert self.look(lambda work: work.journal.verify().broken_at is None), (
            "the journal is broken"
        )
        named = self.look(lambda work: names_of_files(work.connection))
        assert named <= Folder(self.folder).ids(), "a row lacks its file"

    def starts(self, first: Callable[[Work], object] = lambda work: None) -> None:
        """Start the process: a new App on the same database, after `first`."""
        self._incarnations += 1
        self.database = Counted(self.loop.run_until_complete(opened(self.url, self.ring)))
        clock: Clock = self.loop.now
        if self.watched:
            clock = self.keeper = Timekeeper(self.wall, self.steady)
        self.store = Store(self.database, self.ring, clock, self.folder, self._random.randbytes)
        watch = self._watch() if self.watched else None
        self.look(first)
        frame = Frame(
            clock=clock,
            watch=watch.run if watch else None,
            random=self._random.random,
            incarnation=str(self._incarnations),
            tick_at_least=WATCHED_EACH if self.watched else timedelta(days=1),
            in_hand=self.folder.parent / "in-hand",
        )
        transports = {
            channel: network.transport(self.store) for channel, network in self.networks.items()
        }
        self.app = App(self.store, self.policy, texts(), transports, frame)
        self.runs()

    def _watch(self) -> Watch:
        site = Site(LISTING, policy=self.policy)
        file = self.folder.parent / clock_file.FILE
        watch = Watch(self.keeper, self.store, site, file, self._of_database)
        self.loop.run_until_complete(watch.begin())
        return watch

    def _of_database(self, _: Connection) -> OfDatabase | None:
        ahead = self.database_ahead
        return None if ahead is None else OfDatabase(self.loop.now() + ahead, is_own=True)

    def _enters(self, work: Work) -> None:
        put_register(work, people(), self.policy)
        for network in self.networks.values():
            network.enters(work)

    def _gives_code_apps(self) -> None:
        # By chance of its own: what the story meets by chance does not depend on it.
        assert self.database is not None
        apart = Store(self.database, self.ring, self.loop.now, self.folder, Random(30).randbytes)
        self.loop.run_until_complete(apart.run(_code_apps))

    def runs(self) -> None:
        """Let inbox, deliveries, ticker and networks run."""
        self._running = self.loop.create_task(self.app.run())
        self._settle()

    def stops(self) -> None:
        """End the process as a power cut does; what is on disk stays."""
        if self._running is not None:
            self.stops_delivering()
        if self.database is not None:
            self.loop.run_until_complete(self.database.close())
            self.database = None

    def stops_delivering(self) -> None:
        """Let nothing run any more; the database stays open, and `app` can be asked by parts."""
        assert self._running is not None
        while self.database is not None and self.database.pending:
            # A thread that is left alone with its transaction would outlive the connections.
            self.loop.run_until_complete(asyncio.sleep(0))
        self._running.cancel()
        self.loop.run_until_complete(asyncio.gather(self._running, return_exceptions=True))
        self._running = None

    def restarts(self) -> None:
        """Stop and start."""
        self.stops()
        self.starts()

    # What people do

    def says(self, who: str, text: str, *, channel: Channel | None = None) -> Receipt | None:
        """Somebody types a message."""
        return self.does(who, Said(text), channel=channel)

    def answers(self, who: str, text: str, message: Message) -> Receipt | None:
        """Somebody answers a message with a text, where a channel has that."""
        return self.does(who, Said(text, answers=message.key))

    def presses(self, who: str, label: str, *, channel: Channel | None = None) -> Receipt | None:
        """Somebody presses the newest button of that label in the chat."""
        return self.does(who, Pressed(self.offer(who, label, channel=channel)), channel=channel)

    def attaches(
        self,
        who: str,
        text: str = "",
        *,
        name: str = PHOTO_NAME,
        body: bytes = PHOTO,
        channel: Channel | None = None,
    ) -> Receipt | None:
        """Somebody sends a file, with or without words beside it."""
        return self.does(who, Attached(text, (File(name, body),)), channel=channel)

    def does(
        self,
        who: str,
        incoming: Incoming,
        *,
        channel: Channel | None = None,
        key: str | None = None,
    ) -> Receipt | None:
        """Somebody does something; returns what became of it, None while nobody took it."""
        self._keys += 1
        key = key or f"event-{self._keys}"
        network = self.networks[channel or self.channel]
        network.brings(Event(network.channel, who, key, incoming))
        self._settle()
        receipts = network.receipts.get(key)
        return receipts[-1] if receipts else None

    def offer(self, who: str, label: str, *, channel: Channel | None = None) -> str:
        """Return the id of the newest button of that label in the chat."""
        for message in reversed(self.chat(who, channel=channel)):
            for button in message.versions[-1].buttons:
                if button.label == label:
                    return button.offer
        raise LookupError(f"{who} sees no button «{label}»; last: {self.last(who)}")

    def code(self, who: str, *, steps: int = 0) -> str:
        """Return what somebody's code app shows now, or so many steps of 30 s later."""
        return one_time_codes.code_at(secret_of(who), self.now + steps * one_time_codes.STEP)

    def signs(self, who: str, *, channel: Channel | None = None) -> Receipt | None:
        """Somebody reads what is to be signed and types the code, the next one after a used one."""
        recent = self.chat(who, channel=channel)[-9:]
        assert any(CODE_ASKED in each.text for each in recent), self.last(who, channel=channel)
        app = self.look(lambda work: work.codes.app(who))
        if app is not None and app.secret == secret_of(who):
            fresh = datetime.fromtimestamp((app.last_step + 1) * one_time_codes.STEP.seconds, UTC)
            self.reaches(max(fresh, self.now - timedelta(seconds=1)))
        return self.says(who, self.code(who), channel=channel)

    def do_at_once(self, *acts: tuple[str, Incoming]) -> None:
        """Several people do something; as many processes handle it at the same time."""
        self.stops_delivering()
        for who, incoming in acts:
            self._keys += 1
            event = Event(Channel.CONSOLE, who, f"event-{self._keys}", incoming)
            assert self.loop.run_until_complete(self.app.inbox.receive(event)) is Receipt.STORED
        processes = [Inbox(self.store, self.app.site) for _ in acts]
        self._run(_all(each.handle_waiting() for each in processes))
        self.runs()

    def tick_at_once(self, processes: int) -> None:
        """As many processes look at the same moment for what is due."""
        due = self.app.ticker._due
        self._run(_all(self.store.run(due) for _ in range(processes)))

    # The clock

    @property
    def now(self) -> datetime:
        """Return the moment."""
        return self.loop.now()

    @property
    def steady(self) -> Steady:
        """Return the clock that nobody can set; it begins anew when the machine does."""
        return Steady(self.loop.time, f"boot-{self.boots}")

    def wall(self) -> datetime:
        """Return what the machine's own clock shows."""
        return self.now + self.wall_ahead

    def hears(self, source: str, **ahead: float) -> None:
        """A server answers, its clock so far ahead of the right time."""
        self.keeper.hear(source, self.now + timedelta(**ahead))
        self.passes(seconds=WATCHED_EACH.seconds + 1)

    def passes(self, **lasting: float) -> None:
        """Let time pass: `passes(hours=3)`."""
        self.reaches(self.now + timedelta(**lasting))

    def reaches(self, at: datetime) -> None:
        """Let time pass until a moment, and the second after it."""
        self._run(asyncio.sleep((at - self.now).total_seconds()))
        self._settle()

    # What can be seen

    def chat(self, who: str, *, channel: Channel | None = None) -> list[Message]:
        """Return somebody's chat, the oldest message first."""
        return self.networks[channel or self.channel].chats.get(who, [])

    def bodies(self, message: Message) -> list[bytes]:
        """Return the bytes of the files that came with a message."""
        network = self.networks[self.channel]
        files = message.versions[-1].files
        return self.look(lambda work: [network.body(work, id) for id in files])

    def last(self, who: str, *, channel: Channel | None = None) -> str:
        """Return the words of the newest message in somebody's chat."""
        chat = self.chat(who, channel=channel)
        return chat[-1].text if chat else ""

    def heard(self, who: str, since: datetime, *, channel: Channel | None = None) -> list[str]:
        """Return the words of the messages that came to somebody from a moment on."""
        return [each.text for each in self.chat(who, channel=channel) if each.at >= since]

    def look(self, fn: Callable[[Work], T]) -> T:
        """Return what a function sees of the record."""
        return self.loop.run_until_complete(self.store.run(fn))

    def request(self, written: str) -> Request:
        """Return the request of that number as the record has it."""

        def found(work: Work) -> Request:
            meant = number(written)
            assert meant is not None
            assert meant.requesting is not None
            for authority in work.registry.authorities(meant.requesting):
                for request in work.requests.of(authority.id, ended=True):
                    if meant.fits(request.number):
                        return request
            raise LookupError(written)

        return self.look(found)

    def owed(self, written: str) -> dict[Kind, Obligation]:
        """Return what is or was owed about a request, the latest of each kind."""
        subject = self.request(written).subject
        owed = self.look(lambda work: work.obligations.about(subject))
        latest_last = sorted(owed, key=lambda each: (each.opened_at, each.is_open))
        return {each.kind: each for each in latest_last}

    def history(self, written: str) -> list[str]:
        """Return the actions that the journal has about a request, in their order."""
        subject = self.request(written).subject
        return [each.action for each in self.look(lambda work: work.journal.about(subject))]

    def joins(self, who: str, channel: Channel) -> None:
        """Bind an account of another channel, of the same name, to an officer."""
        self.look(lambda work: work.registry.bind(channel, who, who))

    def fails(
        self, who: str, outcome: Outcome | Silence, *, channel: Channel | None = None
    ) -> None:
        """From now on the server answers so for somebody's chat."""
        self.networks[channel or self.channel].answers[who] = outcome

    def heals(self, who: str, *, channel: Channel | None = None) -> None:
        """The server accepts again."""
        self.networks[channel or self.channel].answers.pop(who, None)

    def _is_busy(self) -> bool:
        at_disk = self.database is not None and self.database.pending > 0
        stands = not self._time_passes
        return stands or at_disk or any(each.busy for each in self.networks.values())

    def _attachments(self) -> Path:
        file = sqlite_file(self.url)
        if file is not None:
            return file.parent / "attachments"
        made = tempfile.TemporaryDirectory(prefix="nabat-attachments-")
        return Path(self._closing.enter_context(made)) / "attachments"

    def _settle(self) -> None:
        self._run(asyncio.sleep(1))

    def _run(self, until: Awaitable[object]) -> None:
        # Elsewhere none passes: looking, starting and stopping may take long in earnest.
        self._time_passes = True
        try:
            self.loop.run_until_complete(until)
        finally:
            self._time_passes = False
        if self._running is not None and self._running.done():
            self._running.result()


def _code_apps(work: Work) -> None:
    """Everybody has a code app, active long since."""
    for officer in work.registry.everybody():
        work.codes.issue(officer.id, secret_of(officer.id), last_step=1)


async def _all(coroutines: Iterable[Coroutine[Any, Any, object]]) -> None:
    await asyncio.gather(*coroutines)


def send(stage: Stage, who: str = "kz-duty", form: str = FORM) -> datetime:
    """Send an urgent request by the form, and return the moment of the press."""
    stage.says(who, form)
    pressed = stage.now
    stage.presses(who, "Нет гостайны, отправить")
    return pressed
