"""The people of a simulation: they ask, press, type commands and nonsense, and are slow."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.transports.base import Event
from handlers.chat import one_time_codes
from handlers.chat.events import Attached, File, Incoming, Pressed, Said
from protocol.parties import DESK, SECRETARIAT_ROLES, Channel, Officer, Party
from tests.builders import secret_of
from tests.simulation.sides import Readable
from tests.simulation.world import BREWS, Arrived, World

NAMES = {
    Party.ARMENIA: "Армения",
    Party.BELARUS: "Беларусь",
    Party.KAZAKHSTAN: "Казахстан",
    Party.KYRGYZSTAN: "Кыргызстан",
    Party.RUSSIA: "Россия",
    Party.TAJIKISTAN: "Таджикистан",
}
# Belarus has two bodies: what is forwarded to the second one that one may take over.
SECOND = "BY-2"
BODIES = (
    "Управление по противодействию компьютерным преступлениям Республики Беларусь (учебный орган)",
    "Генеральная прокуратура BY",
)
# These two agree to each transmission for itself.
CONSENTING = {Party.ARMENIA, Party.KAZAKHSTAN}
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
# What somebody of either side may have to say about a request; {word} is a word of its own.
REQUESTING = (
    "/add {number} Сверх того: {word}",
    "/correct {number} Содействие",
    "/progress {number}",
    "/details {number} {word}",
    "/acceptconditions {number}",
    "/declineconditions {number} {word}",
    "/counter {number} {word}",
    "/answerbreach {number} {word}",
    "/agreeperiod {number}",
    "/declineperiod {number} {word}",
    "/incomplete {number} {word}",
    "/received {number} {word}",
    "/reply {number} {word}",
    "/rightly {number}",
)
REQUESTED = (
    "/ask {number} {word}",
    "/conditions {number} {word}",
    "/breach {number} {word}",
    "/limit {number}",
    "/postpone {number}",
    "/resume {number}",
    "/obstacle {number} {word}",
    "/period {number} 20.01.2027",
    "/partial {number} {word}",
    "/result {number} {word}",
    "/fix {number} {word}",
    "/final {number} {word}",
    "/sign {number}",
    "/underway {number} {word}",
    "/forward {number}",
    "/forwardpart {number} {word}",
    "/take {number}",
    "/refusepart {number} {word}",
    "/unrefusepart {number} {word}",
    "/object {number} {word}",
    "/misdirected {number}",
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
    "Запросить сведения",
    "Представить сведения",
    "Может помешать",
    "В течение 24 ч",
    "Предложить условия",
    "Предложить иные условия",
    "Принять условия",
    "Не принимать условия",
    "Условие не соблюдено",
    "Ответить об условии",
    "Без передачи другим",
    "Без даты",
    "Отложить исполнение",
    "Возобновить исполнение",
    "Сообщить о препятствии",
    "Без договора",
    "Предложить иной срок",
    "Согласовать срок",
    "Не согласовать срок",
    "Промежуточный результат",
    "Результат неполный",
    "Результат получен",
    "Исправить результат",
    "Результат окончательный",
    "Подписать результат",
    "Передать частично",
    "Принять переданное",
    "Отказать частично",
    "Отозвать частичный отказ",
    "Заявить возражение",
    "Ответить на возражение",
    "Получено ошибочно",
    "Направлено верно",
    "Запросить согласие",
    "Согласиться",
    "Контакты",
    "Иное сообщение Генерального секретаря",
    "Изменение органа",
    "Выход из Протокола",
    "Дата верна",
    "Без письма",
    "Только что",
    "Установить дату выхода",
    "Армения",
    "Беларусь",
    *BODIES,
)
NOTICES = 8  # once a chat of the Secretariat holds so many messages it has enough to do
# Whoever begins a dialog mostly goes on with it: so many times, so many seconds apart.
GOES_ON, STEP = 9, 20
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
        if roll < 0.4 and self._does_what_is_asked():
            return
        if roll < 0.75 and self._says_something():
            return
        person = random.choice(self.persons)
        offered = [button for arrived in self._chat(person) for button in arrived.message.buttons]
        if offered and roll < 0.8:
            self.says(person, Pressed(random.choice(offered).offer))
        elif roll < 0.88:
            self._begins(person, Said(self._form(person)))
        elif roll < 0.96:
            self.says(person, Said(random.choice(COMMANDS)))
        else:
            self.says(person, Said(random.choice(NONSENSE)))

    def _says_something(self) -> bool:
        """Somebody has something to say about the request that the newest message is about."""
        found = [
            (person, number)
            for person in self.persons
            if person.officer.role in DESK
            for arrived in self._chat(person)[-1:]
            for number in NUMBER.findall(arrived.message.text)[:1]
        ]
        if not found:
            return False
        random = self._world.random
        person, number = random.choice(found)
        own = number.startswith(f"{person.officer.party}-")
        line = random.choice(REQUESTING if own else REQUESTED)
        words = line.format(number=number, word=self._canary(person))
        self._begins(person, Said(words))
        return True

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
            answer = self._answer(person, chat[-1].message.text) if chat else None
            if answer:
                asked.setdefault("?", []).append((person, answer))
        if not asked:
            return False
        person, incoming = self._world.random.choice(asked[self._world.random.choice(list(asked))])
        if isinstance(incoming, Pressed):
            self._pressed.add(incoming.offer)
        self._begins(person, incoming)
        return True

    def _begins(self, person: Person, incoming: Incoming) -> None:
        """Somebody does something, and goes on with the dialog that it begins."""
        self.says(person, incoming)
        for number in range(1, GOES_ON + 1):
            self._world.loop.call_later(number * STEP, self._goes_on, person)

    def _goes_on(self, person: Person) -> None:
        """The person presses what the newest message asks for, or answers its question."""
        chat = self._chat(person)
        if not chat:
            return
        buttons = [
            button
            for button in chat[-1].message.buttons
            if button.label in PREFERRED and button.offer not in self._pressed
        ]
        if buttons:
            button = self._world.random.choice(buttons)
            self._pressed.add(button.offer)
            self.says(person, Pressed(button.offer))
        elif answer := self._answer(person, chat[-1].message.text):
            self.says(person, answer)

    def _answer(self, person: Person, question: str) -> Incoming | None:
        if "Код из приложения?" in question:
            return Said(self._code(person))
        dated = self._world.now().strftime("%d.%m.%Y")
        if "исходящий номер и дата" in question:
            return Attached(f"12-4/881 от {dated}", (File("scan.jpg", PHOTO),))
        if "входящий номер и дата" in question:
            return Said(f"Вх. {self._count} от {dated}")
        if "какой даты действует" in question or "Какого числа Сторона" in question:
            return Said(dated)
        if "текст дополнения?" in question or "как должно быть в поле" in question:
            return Said(f"Сверх того: {self._canary(person)}")
        return Said(f"01.12.2026, текст {self._canary(person)}") if question.endswith("?") else None

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

    def opens(self, wanted: Iterable[Readable]) -> list[tuple[Readable, Person]]:
        """
        Somebody of each side, of those who take part, opens a request on the console.

        Not where each transmission is agreed to for itself: there a channel may carry a pointer.
        """
        found = []
        for each in wanted:
            if {each.number[:2], each.number[3:5]} == CONSENTING:
                continue
            desk = (one for one in self.persons if one.officer.role in DESK)
            readers = (one for one in desk if one.officer.authority == each.authority)
            for person in [one for one in readers if one.channel is Channel.CONSOLE][:1]:
                self.says(person, Said(f"/open {each.number}"))
                found.append((each, person))
        return found

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
