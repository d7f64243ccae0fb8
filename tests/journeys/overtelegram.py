"""
Telegram as a network of a stage: the real transport, sockets and a Bot API server in virtual time.

Both ends of each socket live in one thread, so whatever was sent is there before time goes on.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.transports.base import Event, Later, Never, Outcome, Receipt, Receive, Sent
from bot.transports.telegram.budget import Pacing
from bot.transports.telegram.menu import Menu
from bot.transports.telegram.rhythm import Rhythm
from bot.transports.telegram.transport import Place, Telegram
from bot.transports.telegram.wiring import host
from bot.words.message import Button, Rendered
from handlers.chat.events import Attached, Incoming, Pressed, Said
from protocol.parties import Channel
from storage.work import Store, Work
from tests.journeys import outside, stage
from tests.journeys.outside import Silence
from tests.worlds.botapi.chats import Message as AtServer
from tests.worlds.botapi.people import Person
from tests.worlds.botapi.server import BotAPI

FIRST = 1001
FOR_EVER = 10**9
STRANGERS = 9001
# Longer than Telegram lets a poll last: five days would be ten thousand of them.
LONG = timedelta(hours=6)


class OverTelegram(outside.Network):
    """See `tests.journeys.outside.Network`; what people do, they do at the server."""

    pacing = Pacing(per_second=10_000, alarm_reserve=1, per_chat=timedelta())

    def __init__(self, channel: Channel, now: Callable[[], datetime]) -> None:
        super().__init__(channel, now, idempotent=False)
        self.api = BotAPI(clock=now)
        self.answers = _Faults(self)
        # The keys of what the bot began to send, and of what it is sending now.
        self.begun: list[str] = []
        self.under_way: set[str] = set()
        self._people: dict[str, Person] = {}
        self._keys: dict[tuple[str, int], str] = {}
        self._updates: dict[str, str] = {}

    async def opens(self) -> None:
        """Begin to listen."""
        await self.api.__aenter__()

    async def closes(self) -> None:
        """Stop listening."""
        await self.api.__aexit__(None, None, None)

    def enters(self, work: Work) -> None:
        """Give everybody an account, and let them open the bot."""
        for number, officer in enumerate(work.registry.everybody(), FIRST):
            person = self._people[officer.id] = self.api.person(number, officer.id)
            work.registry.bind(Channel.TELEGRAM, str(number), officer.id)
            person.opens()
        self.api.telegram.updates.clear()

    def transport(self, store: Store) -> "_Noting":
        """Return the transport of one process."""

        async def no_menus() -> Mapping[str, Menu]:
            return {}

        async def unheeded(_: datetime) -> None:
            """A poll lasts for hours here: that none has ended is no silence."""

        place = Place(
            self.api.token,
            self.api.address,
            self.pacing,
            rhythm=Rhythm(poll=LONG, note=LONG),
        )
        asked = replace(host(store, stage.texts(), self.now), menus=no_menus, note_silent=unheeded)
        return _Noting(place, asked, self)

    @property
    def chats(self) -> dict[str, list[outside.Message]]:
        """Return what everybody sees of the bot; a file belongs to the message before it."""
        return {who: seen for who in self._people if (seen := self._chat(who))}

    @chats.setter
    def chats(self, _: object) -> None:
        """Nothing is put there: the server has them."""

    def _chat(self, who: str) -> list[outside.Message]:
        person, seen = self._people[who], list[outside.Message]()
        for message in person.received():
            if message.file is not None and seen:
                seen[-1].files += (message.file.file_id,)  # type: ignore[attr-defined]
            else:
                key = self._keys.get((str(person.id), message.id), "")
                seen.append(_Seen(message, key))
        return seen

    def body(self, work: Work, id: str) -> bytes:
        """Return the bytes of a file that somebody sees."""
        return self.api.telegram.files[id].content

    def brings(self, event: Event) -> None:
        """Somebody did something."""
        person = self.person(event.address)
        before = self.api.telegram.updates.next_id
        answered = getattr(event.incoming, "answers", "")
        _act(person, event.incoming, self._message(event.address, answered))
        self._updates[str(before)] = event.key

    def _message(self, who: str, key: str) -> int:
        """Return the id of the message that was sent under a key; 0 for none."""
        chat = str(self.person(who).id)
        return next((id for (at, id), sent in self._keys.items() if (at, sent) == (chat, key)), 0)

    def note(self, update: str, receipt: Receipt) -> None:
        """Note what became of an update."""
        key = self._updates.get(update, update)
        self.receipts.setdefault(key, []).append(receipt)

    def sent(self, chat: str, ids: str, key: str) -> None:
        """Note under which key messages were sent."""
        for id in ids.split(","):
            if id:
                self._keys[chat, int(id)] = key

    @contextmanager
    def sends(self, key: str) -> Iterator[None]:
        """Something is being sent meanwhile."""
        self.begun.append(key)
        self.under_way.add(key)
        try:
            yield
        finally:
            self.under_way.discard(key)

    async def goes_down(self) -> set[str]:
        """Refuse connections; return the keys of what was being sent then, and was cut off."""
        cut, already = set(self.under_way), len(self.begun)
        await self.api.goes_down()
        return cut | set(self.begun[already:])

    def person(self, who: str) -> Person:
        """Return somebody; whom nobody has entered is a stranger."""
        if who not in self._people:
            self._people[who] = self.api.person(STRANGERS + len(self._people), who)
            self._people[who].opens()
        return self._people[who]


class _Seen(outside.Message):
    """A message at the server, as it looks whenever it is looked at."""

    def __init__(self, message: AtServer, key: str) -> None:
        self._message = message
        self.files: tuple[str, ...] = ()
        super().__init__(message.sent_at, key, [])

    @property
    def versions(self) -> list[Rendered]:
        """Return every look that it had."""
        message = self._message
        looks = [*(version.text for version in message.versions), message.text]
        buttons = tuple(
            Button(button["callback_data"], 0, button["text"])
            for row in message.buttons
            for button in row
        )
        return [Rendered(text, buttons, self.files) for text in looks]

    @versions.setter
    def versions(self, _: object) -> None:
        """Nothing is put there: the server has them."""


class _Noting(Telegram):
    """The transport, which also tells the stage what it took in and sent."""

    works = True  # as long as a poll lasts

    def __init__(self, place: Place, asked: object, network: OverTelegram) -> None:
        super().__init__(place, asked)  # type: ignore[arg-type]
        self._network = network

    async def send(
        self, address: str, message: Rendered, *, key: str, urgent: bool = False
    ) -> Outcome:
        with self._network.sends(key):
            outcome = await super().send(address, message, key=key, urgent=urgent)
        if isinstance(outcome, Sent):
            self._network.sent(address, outcome.message_id, key)
        return outcome

    async def run(self, receive: Receive) -> None:
        async def noted(event: Event) -> Receipt:
            receipt = await receive(event)
            self._network.note(event.key, receipt)
            return receipt

        await super().run(noted)


class _Faults(dict[str, Outcome | Silence]):
    """What the server answers for somebody's chat, as faults that it is ordered."""

    def __init__(self, network: OverTelegram) -> None:
        super().__init__()
        self._network = network

    def __setitem__(self, who: str, answer: Outcome | Silence) -> None:
        """Order it, until it is taken back."""
        super().__setitem__(who, answer)
        self._network.api.faults.clear()
        for each, outcome in self.items():
            self._order(self._network.person(each).id, outcome)

    def pop(self, who: str, *default: object) -> object:  # type: ignore[override]
        """Let the chat work again."""
        taken = super().pop(who, None)
        self._network.api.faults.clear()
        for each, outcome in self.items():
            self._order(self._network.person(each).id, outcome)
        return taken

    def _order(self, chat: int, outcome: Outcome | Silence) -> None:
        order = self._network.api.faults.order
        match outcome:
            case Silence():
                order("silent", chat=chat, times=FOR_EVER)
            case Never():
                order("blocked", chat=chat, times=FOR_EVER)
            case Later(after):
                seconds = max(after.total_seconds(), 1)
                order("too_many", chat=chat, times=FOR_EVER, seconds=seconds)
            case Sent():
                pass
            case _:
                order("resets", chat=chat, times=FOR_EVER)


def _act(person: Person, incoming: Incoming, answered: int) -> None:
    match incoming:
        case Said(text) if not text.strip():
            pytest.skip("no client of Telegram sends an empty message")
        case Said(text):
            person.writes(text, reply_to=answered)
        case Pressed(offer):
            _press(person, offer)
        case Attached(text, (file,)) if file.name == stage.PHOTO_NAME:
            person.sends_photo(file.body, caption=text)
        case Attached(text, (file,)):
            person.sends_document(file.body, file.name, caption=text)
        case _:
            raise NotImplementedError(incoming)


def _press(person: Person, offer: str) -> None:
    """Press the button where it stands; a forged one under the newest message."""
    for message in reversed(person.received()):
        for row in message.buttons:
            for button in row:
                if button["callback_data"] == offer:
                    person.presses(message.id, button["text"])
                    return
    person.presses(next(reversed(person.chat.messages)), data=offer)
