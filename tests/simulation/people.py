"""The people of a simulation: they ask, press, type commands and nonsense, and are slow."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.transports.base import Event
from handlers.chat import one_time_codes
from handlers.chat.events import Attached, File, Incoming, Pressed, Said
from protocol.parties import DESK, SECRETARIAT_ROLES, Channel, Officer, Party
from tests.builders import secret_of
from tests.simulation.world import BREWS, Arrived, World

NAMES = {
    Party.ARMENIA: "Армения",
    Party.BELARUS: "Беларусь",
    Party.KAZAKHSTAN: "Казахстан",
    Party.KYRGYZSTAN: "Кыргызстан",
    Party.RUSSIA: "Россия",
    Party.TAJIKISTAN: "Таджикистан",
}
COMMANDS = (
    "/open",
    "/owe",
    "/drafts",
    "/confirm",
    "/ack",
    "/accept",
    "/result",
    "/forward",
    "/forwardpart",
    "/dispatch",
    "/take",
    "/working",
    "/record",
    "/add",
    "/correct",
    "/read",
    "/progress",
    "/underway",
    "/say",
    "/hold",
    "/proceed",
    "/help",
    "/me",
    "/registry",
    "/urgent",
    "/notice",
    "/cancel",
)
NONSENSE = (
    "",
    "   ",
    "7",
    "31.02.2026",
    "<b>{0.__class__}</b>",
    "12-4/881 от 31.02.2026",
    "Совершенно секретно. Сведения об агентуре",
    "сведения составляют государственную тайну?",
    "\u202eтекст",
    "KZ-BY-2026-999",
    "/ack KZ-BY-2026-1",
    "нет",
)
SEND = "Нет гостайны, отправить"
PREFERRED = (
    SEND,
    "Подтвердить получение",
    "Принять к исполнению",
    "Зарегистрировать письмо",
    "Отправлено сегодня",
    "Ещё не отправлено",
    "Указать отправку",
    "Внести как есть",
    "Внести уведомление",
    "Направить всем Сторонам",
    "Уведомление получено",
    "Внести входящий номер",
    "Сообщить результат",
    "Только сообщает",
    "Запрашивает новое",
    "Направить дополнение",
    "Содействие",
    "Направить исправление",
    "Исправление прочитано",
    "Сообщить о ходе",
    "Передать по компетенции",
    "Работаю, ещё час",
    "Контакты",
    "Иное сообщение Генерального секретаря",
    "Армения",
)
NOTICES = 8  # once a chat of the Secretariat holds so many messages it has enough to do
# In a chat that holds so many messages, or that many times so many.
FOLLOWED_EACH = 2
NUMBER = re.compile(r"[A-Z]{2}-[A-Z]{2}-\d{4}-\d+")
SLOW = 0.2  # how often a code is typed when it is no longer shown
PHOTO = b"\xff\xd8\xff\xe0 a photograph"


@dataclass(frozen=True, slots=True)
class Person:
    """An officer with one chat."""

    officer: Officer
    channel: Channel
    address: str


class People:
    """Everybody who takes part, and what they do next."""

    def __init__(
        self,
        world: World,
        persons: tuple[Person, ...],
        readers: Mapping[tuple[Channel, str], str],
    ) -> None:
        self._world = world
        self.persons = persons
        self.at = readers
        self.canaries: dict[str, Officer] = {}
        self._count = 0
        self._pressed: set[str] = set()

    def act(self) -> None:
        """One person does one thing: mostly what is asked of them, at times anything at all."""
        random = self._world.random
        roll = random.random()
        if roll < 0.65 and self._does_what_is_asked():
            return
        person = random.choice(self.persons)
        offered = [button for arrived in self._chat(person) for button in arrived.message.buttons]
        if offered and roll < 0.75:
            self.says(person, Pressed(random.choice(offered).offer))
        elif roll < 0.83:
            self.says(person, Said(self._form(person)))
        elif roll < 0.95:
            self.says(person, Said(random.choice(COMMANDS)))
        else:
            self.says(person, Said(random.choice(NONSENSE)))

    def _does_what_is_asked(self) -> bool:
        """Somebody presses what a recent message asks for, or answers its question."""
        # By what is asked, so that a rare thing is done as often as a frequent one.
        asked: dict[str, list[tuple[Person, Incoming]]] = {}
        for person in self.persons:
            chat = self._chat(person)
            for button in (each for arrived in chat[-8:] for each in arrived.message.buttons):
                if button.label in PREFERRED and button.offer not in self._pressed:
                    asked.setdefault(button.label, []).append((person, Pressed(button.offer)))
            if person.officer.role in SECRETARIAT_ROLES and len(chat) < NOTICES:
                asked.setdefault("/notice", []).append((person, Said("/notice")))
            for command, number in self._follows(person, chat):
                asked.setdefault(command, []).append((person, Said(f"{command} {number}")))
            answer = self._answer(person, chat[-1].message.text) if chat else None
            if answer:
                asked.setdefault("?", []).append((person, answer))
        if not asked:
            return False
        person, incoming = self._world.random.choice(asked[self._world.random.choice(list(asked))])
        if isinstance(incoming, Pressed):
            self._pressed.add(incoming.offer)
        self.says(person, incoming)
        return True

    def _follows(self, person: Person, chat: list[Arrived]) -> Iterator[tuple[str, str]]:
        """Yield what may follow a request that the person's side sent, once in a while."""
        if person.officer.role not in DESK or len(chat) % FOLLOWED_EACH:
            return
        for number in NUMBER.findall(chat[-1].message.text)[:1] if chat else ():
            if number.startswith(f"{person.officer.party}-"):
                yield "/add", f"{number} Сверх того: {self._canary(person)}"
                yield "/correct", f"{number} Содействие"

    def _answer(self, person: Person, question: str) -> Incoming | None:
        if "Код из приложения?" in question:
            return Said(self._code(person))
        dated = self._world.now().strftime("%d.%m.%Y")
        if "исходящий номер и дата" in question:
            return Attached(f"12-4/881 от {dated}", (File("scan.jpg", PHOTO),))
        if "входящий номер и дата" in question:
            return Said(f"Вх. {self._count} от {dated}")
        if "текст дополнения?" in question or "как должно быть в поле" in question:
            return Said(f"Сверх того: {self._canary(person)}")
        return Said(f"01.12.2026, текст {self._count}") if question.endswith("?") else None

    def _code(self, person: Person) -> str:
        """What the code app shows; at times the code of before the last one, read too slowly."""
        slow = timedelta(seconds=90) if self._world.random.random() < SLOW else timedelta()
        return one_time_codes.code_at(secret_of(person.officer.id), self._world.now() - slow)

    def _chat(self, person: Person) -> list[Arrived]:
        return [
            arrived
            for arrived in self._world.arrived[-300:]
            if (arrived.address, arrived.channel) == (person.address, person.channel)
        ]

    def says(self, person: Person, incoming: Incoming) -> str:
        """Let a person do something and return the key of the event."""
        self._count += 1
        key = f"{person.channel}-{person.address}-{self._count}"
        self._world.says(Event(person.channel, person.address, key, incoming))
        return key

    def asks_before_it_breaks(self) -> None:
        """Somebody sends a request at about the moment at which a storm begins."""
        desks = [each for each in self.persons if each.officer.role in DESK]
        person = self._world.fate.choice(desks)
        self.says(person, Said(self._form(person)))
        self._world.loop.call_later(self._world.fate.uniform(8, BREWS), self._sends, person)

    def _sends(self, person: Person) -> None:
        offered = [
            button
            for arrived in self._chat(person)[-2:]
            for button in arrived.message.buttons
            if button.label == SEND and button.offer not in self._pressed
        ]
        for button in offered[-1:]:
            self._pressed.add(button.offer)
            self.says(person, Pressed(button.offer))

    def loses(self, event: Event) -> None:
        """What the server could not bring in time is pressed once more, perhaps."""
        if isinstance(event.incoming, Pressed):
            self._pressed.discard(event.incoming.offer)

    def _canary(self, person: Person) -> str:
        """Return a word that nobody else writes, to be known again wherever it comes to."""
        canary = f"маяк{self._world.random.getrandbits(40):010x}"
        self.canaries[canary] = person.officer
        return canary

    def _form(self, person: Person) -> str:
        canary = self._canary(person)
        own = person.officer.party
        to = self._world.random.choice([name for party, name in NAMES.items() if party is not own])
        return "\n".join(
            (
                f"Кому: {to}",
                "Основание: ИТ, ст. 205 УК",
                "Цель: предотвратить вывод из строя систем энергоснабжения",
                "Обоснование: оперативная информация о готовящемся преступлении",
                f"Существо: подготовка к атаке, {canary}",
                "Содействие: установить владельца узла",
                "Лица: не установлены, известны по адресу узла",
                "Сроки: не установлены",
            )
        )
