"""The people of a simulation: they ask, press, type commands and nonsense, and are slow."""

from dataclasses import dataclass

from bot.rendering import Button
from bot.transports.base import Event
from handlers.incoming import Attached, File, Incoming, Pressed, Said
from protocol.parties import Channel, Officer, Party
from tests.simulation.world import World

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
    "/record",
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
PREFERRED = (
    "Таких сведений нет, отправить",
    "Подтвердить получение",
    "Принять к исполнению",
    "Зарегистрировать подписанное",
    "Зарегистрировать",
    "Направить всем Сторонам",
    "Подтвердить получение уведомления",
)
PHOTO = b"\xff\xd8\xff\xe0 a photograph"


@dataclass(frozen=True, slots=True)
class Person:
    """An officer with one chat."""

    officer: Officer
    channel: Channel
    address: str


class People:
    """Everybody who takes part, and what they do next."""

    def __init__(self, world: World, persons: tuple[Person, ...]) -> None:
        self._world = world
        self.persons = persons
        self.canaries: dict[str, Officer] = {}
        self._count = 0

    def act(self) -> None:
        """One person does one thing."""
        random = self._world.random
        person = random.choice(self.persons)
        roll = random.random()
        offered = [
            button
            for arrived in self._world.arrived[-400:]
            if arrived.address == person.address and arrived.channel == person.channel
            for button in arrived.message.buttons
        ]
        if offered and roll < 0.62:
            self.says(person, Pressed(self._pressed(offered).offer))
        elif roll < 0.72:
            self.says(person, Said(self._form(person)))
        elif roll < 0.80:
            dated = self._world.now().strftime("%d.%m.%Y")
            text = random.choice((f"12-4/881 от {dated}", f"Отчёт {self._count}", ""))
            self.says(person, Attached(text, (File("scan.jpg", PHOTO),)))
        elif roll < 0.94:
            self.says(person, Said(random.choice(COMMANDS)))
        else:
            self.says(person, Said(random.choice(NONSENSE)))

    def says(self, person: Person, incoming: Incoming) -> str:
        """Let a person do something and return the key of the event."""
        self._count += 1
        key = f"{person.channel}-{person.address}-{self._count}"
        self._world.says(Event(person.channel, person.address, key, incoming))
        return key

    def _pressed(self, offered: list[Button]) -> Button:
        """Mostly what the newest message offers first, at times anything that was ever offered."""
        roll = self._world.random.random()
        if roll < 0.5:
            newest = [each for each in offered[-6:] if each.label in PREFERRED]
            return newest[-1] if newest else offered[-1]
        return self._world.random.choice(offered[-12:] if roll < 0.9 else offered)

    def _form(self, person: Person) -> str:
        canary = f"маяк{self._world.random.getrandbits(40):010x}"
        self.canaries[canary] = person.officer
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
