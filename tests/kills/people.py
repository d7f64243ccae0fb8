"""
The people: they send requests, acknowledge, accept, confirm with a photo, record, report results.

They see their chats and nothing else, press a button once, and repeat nothing.
"""

import asyncio
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.clock.clocks import wall
from protocol.moves import Execution, Form, Move
from protocol.parties import ZONES, Party
from tests.journeys.stage import FORM
from tests.kills.home import PARTIES
from tests.simulation.people import NAMES
from tests.worlds.botapi.people import PICTURE

LOOKED_EACH = 0.02
# What a message may be about: the number of a request, or the marker in its text.
ABOUT = re.compile(r"[A-Z]{2}-[A-Z]{2}-\d{4}-\d+|маяк\d+")
SEND = "Нет гостайны, отправить"
ACKNOWLEDGE = "Подтвердить получение"
ACCEPT = "Принять к исполнению"
REGISTER = "Отправлено сегодня"
RECORD = "Внести входящий номер"
RESULT = "Сообщить результат"
# How often each request goes how far; and the journal's word for every step of it.
ODDS = {
    Move.ACCEPT: 0.5,
    Move.REGISTER_CONFIRMATION: 0.4,
    Move.RECORD_CONFIRMATION: 0.4,
    Move.REPORT_RESULT: 0.3,
}
AFTER = {
    Move.RECORD_CONFIRMATION: Move.REGISTER_CONFIRMATION,
    Move.REPORT_RESULT: Move.ACCEPT,
}
# How many messages and presses of people each move takes.
STEPS = {
    Move.ACCEPT: 1,
    Move.REGISTER_CONFIRMATION: 3,
    Move.RECORD_CONFIRMATION: 2,
    Move.REPORT_RESULT: 2,
}
ALWAYS = 3  # the form, «send», «acknowledge»
# How many requests a sender has under way: alarms ring to the end of the story, not at its start.
CONCERNS = 2


@dataclass
class Case:
    """One request as its people mean it. `marker` is a word of its text that no other has."""

    marker: str
    sender: str
    requesting: Party
    requested: Party
    signatory: str
    executor: str
    moves: frozenset[Move]
    number: str = ""

    @property
    def steps(self) -> int:
        """Return how many messages and presses it takes."""
        return ALWAYS + sum(STEPS[move] for move in self.moves)

    @property
    def duty(self) -> str:
        """Return who is on duty where it goes to."""
        return f"{self.requested.lower()}-duty"

    @property
    def scan(self) -> bytes:
        """Return the photo of its written confirmation."""
        return PICTURE + self.marker.encode()

    @property
    def execution(self) -> Execution:
        """Return where its execution ends."""
        if Move.REPORT_RESULT in self.moves:
            return Execution.RESULT_REPORTED
        return Execution.IN_EXECUTION if Move.ACCEPT in self.moves else Execution.ACKNOWLEDGED

    @property
    def form(self) -> Form:
        """Return where its written confirmation ends."""
        if Move.RECORD_CONFIRMATION in self.moves:
            return Form.RECORDED
        return Form.CONFIRMED if Move.REGISTER_CONFIRMATION in self.moves else Form.AWAITING


@dataclass(frozen=True, slots=True)
class Heard:
    """A message as somebody sees it now; `labels` is what its buttons say."""

    who: str
    id: str
    text: str
    labels: tuple[str, ...] = ()


class Chats(Protocol):
    """Where people read and write."""

    @property
    def calls(self) -> int:
        """Return how often the bot has called there."""

    async def hears(self) -> Sequence[Heard]:
        """Return the bot's messages that are new, or changed, since the last time."""

    async def writes(self, who: str, text: str) -> None:
        """Write to the bot."""

    async def presses(self, who: str, message: Heard, button: str) -> None:
        """Press a button."""

    async def sends_photo(self, who: str, content: bytes, caption: str) -> None:
        """Send a photo with words."""


def cases(random: Random, count: int, parties: Sequence[Party] = PARTIES) -> list[Case]:
    """Return as many requests, from everybody to everybody."""
    made = []
    for place in range(count):
        requesting, requested = random.sample(parties, 2)
        moves = {move for move, odds in ODDS.items() if random.random() < odds}
        moves = {move for move in moves if move not in AFTER or AFTER[move] in moves}
        made.append(
            Case(
                marker=f"маяк{place:04d}",
                sender=f"{requesting.lower()}-{random.choice(('duty', 'duty2'))}",
                requesting=requesting,
                requested=requested,
                signatory=f"{requesting.lower()}-{random.choice(('deputy', 'head'))}",
                executor=f"{requested.lower()}-{random.choice(('deputy', 'head'))}",
                moves=frozenset(moves),
            )
        )
    return made


def names(text: str, number: str) -> bool:
    """Say whether a text names a request: `KZ-BY-2026-1` is not in `KZ-BY-2026-12`."""
    return number in ABOUT.findall(text)


@dataclass
class Town:
    """Everybody with their chats; `done` counts what they did."""

    chats: Chats
    people: Sequence[str]
    done: int = 0
    awaited: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._news = asyncio.Event()
        # The messages of each chat by what they are about: numbers and markers.
        self._heard: dict[tuple[str, str], dict[str, Heard]] = {}
        self._dialogs = {name: asyncio.Lock() for name in self.people}
        self._concerns = {name: asyncio.Semaphore(CONCERNS) for name in self.people}

    @property
    def calls(self) -> int:
        """Return how often the bot has called."""
        return self.chats.calls

    async def watch(self) -> None:
        """Look at the chats until cancelled."""
        while True:
            for message in await self.chats.hears():
                for about in set(ABOUT.findall(message.text)):
                    self._heard.setdefault((message.who, about), {})[message.id] = message
            self._stir()
            await asyncio.sleep(LOOKED_EACH)

    async def news(self) -> None:
        """Return when somebody has looked or done something."""
        await self._news.wait()

    async def live(self, wanted: Sequence[Case]) -> None:
        """Do everything that the requests take."""
        async with asyncio.TaskGroup() as group:
            for case in wanted:
                group.create_task(self._follow(case))

    async def _follow(self, case: Case) -> None:
        async with self._concerns[case.sender]:
            await self._ask(case)

    async def _ask(self, case: Case) -> None:
        async with self._dialogs[case.sender]:
            await self._writes(case.sender, _form(case))
            await self._presses(case.sender, SEND, case.marker)
        alarm = await self._presses(case.duty, ACKNOWLEDGE, case.marker)
        case.number = ABOUT.findall(alarm.text)[0]
        await self._sees(case.duty, ACCEPT, case.number)
        async with asyncio.TaskGroup() as group:
            if Move.REGISTER_CONFIRMATION in case.moves:
                group.create_task(self._confirm(case))
            if Move.ACCEPT in case.moves:
                group.create_task(self._execute(case))

    async def _confirm(self, case: Case) -> None:
        who, today = case.signatory, _today(case.requesting)
        async with self._dialogs[who]:
            await self._writes(who, f"/confirm {case.number}")
            await self._sees(who, "", case.number, "исходящий номер")
            await self._sends_photo(who, case.scan, f"12-4/{case.marker[-4:]} от {today:%d.%m.%Y}")
            await self._presses(who, REGISTER, case.number, "Подписано:")
        if Move.RECORD_CONFIRMATION in case.moves:
            await self._sees(case.duty, "", case.number, "зарегистрировано", "Внесите входящий")
            dated = _today(case.requested)
            await self._states(
                case, "record", f"Входящий {case.marker[-4:]} от {dated:%d.%m.%Y}", RECORD
            )

    async def _execute(self, case: Case) -> None:
        await self._presses(case.duty, ACCEPT, case.number)
        if Move.REPORT_RESULT in case.moves:
            await self._sees(case.duty, "", case.number, "Срок исполнения")
            await self._states(case, "result", f"Узел отключён, {case.marker}", RESULT)

    async def _states(self, case: Case, command: str, words: str, button: str) -> None:
        async with self._dialogs[case.executor]:
            await self._writes(case.executor, f"/{command} {case.number} {words}")
            await self._presses(case.executor, button, case.number, words)

    async def _writes(self, who: str, text: str) -> None:
        await self.chats.writes(who, text)
        self._did()

    async def _sends_photo(self, who: str, content: bytes, caption: str) -> None:
        await self.chats.sends_photo(who, content, caption)
        self._did()

    async def _presses(self, who: str, button: str, about: str, *words: str) -> Heard:
        message = await self._sees(who, button, about, *words)
        await self.chats.presses(who, message, button)
        self._did()
        return message

    async def _sees(self, who: str, button: str, about: str, *words: str) -> Heard:
        """Return the message about something, with a button and words, as soon as it is there."""
        with self._awaiting(f"{who}: «{button or ' '.join(words)}» about {about}"):
            while True:
                for message in self._heard.get((who, about), {}).values():
                    fits = all(each in message.text for each in words)
                    if fits and (not button or button in message.labels):
                        return message
                await self.news()

    @contextmanager
    def _awaiting(self, what: str) -> Iterator[None]:
        self.awaited.append(what)
        yield
        self.awaited.remove(what)

    def _did(self) -> None:
        self.done += 1
        self._stir()

    def _stir(self) -> None:
        self._news.set()
        self._news = asyncio.Event()


def _form(case: Case) -> str:
    return FORM.replace("Беларусь", NAMES[case.requested]).replace(
        "атаку на узел связи", f"атаку на узел связи {case.marker}"
    )


def _today(party: Party) -> datetime:
    return wall().astimezone(ZoneInfo(ZONES[party]))
