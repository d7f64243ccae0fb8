"""
A month of requests at any hour, by chance: what sounds at night, who hears in time, nothing twice.

Judged by tables of its own: the keys of texts that may sound at night, and who said what to whom.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from handlers.catalogue import COMMANDS
from protocol.moves import Move
from protocol.parties import Officer
from storage.keys import KeyRing
from storage.tables import outbox, requests
from storage.work import Work
from tests.journeys.outside import Message
from tests.journeys.stage import CODE_ASKED, FORM, Stage, people

WITHIN = timedelta(seconds=10)
# A few days in each run, whole months in soak.
PLAYED = [
    pytest.param(2014, 9, marks=pytest.mark.slow),
    *(pytest.param(seed, 30, marks=pytest.mark.soak) for seed in range(2014, 2024)),
]
# Whom a request of whom is sent to, as the form names it.
ADDRESSED = {"kz": ("by", "ru"), "by": ("kz",), "ru": ("kz",)}
NAMES = {"by": "Беларусь", "ru": "Россия", "kz": "Казахстан"}
# Signals, by hand: what rings until a named officer answers, and what ends or explains it.
SIGNALS = {
    "alarm", "alarm-again", "told-untransmitted", "told-uncertain", "told-transmitted",
    "told-unacknowledged", "told-undelivered", "misdirected.told", "misdirected.told-again",
    "remind-answer_details", "remind-answer_details-late", "working.asked-what",
    "remind-answer_conditions", "remind-answer_conditions-late",
    "remind-answer_counter", "remind-answer_counter-late",
    "remind-answer_breach", "remind-answer_breach-late",
    "remind-answer_period", "remind-answer_period-late",
    "correct.told", "correct.told-again", "take.alarm",
}  # fmt: skip
# What somebody did that the other side hears nothing of.
OWN_AFFAIRS = {Move.WORK_ON}
MOVES = {str(each) for each in Move} - {str(Move.TRANSMIT), str(Move.CLOSE_RESULT), *OWN_AFFAIRS}
SIGNS, USUAL = "(код)", "В течение 24 ч"
# Who does it, what is typed, and what follows: a button if it is offered, else the words; a code.
ACTS = tuple(
    (side, who, typed, tuple(filter(None, follows.split(" / "))))
    for side, who, typed, follows in (
        [cell.strip() for cell in line.split("|")]
        for line in """
requested  | duty | /ack {number} |
requested  | duty | /ack {number} |
requested  | duty | /accept {number} |
requested  | duty | /working {number} |
requested  | duty | /ask {number} С какого узла шёл трафик? | В течение 24 ч / Запросить сведения
requesting | duty | /details {number} С узла 10.0.0.7 | Представить сведения
requested  | duty | /partial {number} Журналы есть | Промежуточный результат
requested  | duty | /result {number} Узел отключён | Сообщить результат
requesting | duty | /incomplete {number} Нет журналов | Результат неполный
requested  | duty | /fix {number} Журналы приложены | Исправить результат
requested  | duty | /final {number} Иных сведений нет | Результат окончательный
requesting | duty | /received {number} вх. 7 | Результат получен
requested  | duty | /obstacle {number} Узел недоступен | Сообщить о препятствии
requesting | duty | /progress {number} | Запросить о ходе
requested  | duty | /underway {number} Журналы запрошены | Сообщить о ходе
requested  | duty | /conditions {number} Не извещать оператора | Может помешать / В течение 24 ч / Предложить условия
requesting | head | /declineconditions {number} Оператор знает | Не принимать условия
requesting | head | /counter {number} Известить после | В течение 24 ч / Предложить иные условия
requesting | head | /acceptconditions {number} | Принять условия / (код)
requested  | duty | /breach {number} Оператор извещён | В течение 24 ч / Условие не соблюдено
requesting | duty | /answerbreach {number} Извещён не нами | Ответить об условии
requesting | duty | /add {number} Узел сменил адрес | Только сообщает / Направить дополнение
requesting | duty | /add {number} Сохранить и почту | Запрашивает новое / Направить дополнение
requesting | duty | /correct {number} | Содействие / Сохранить почту узла / Направить исправление
requested  | duty | /read {number} |
requested  | duty | /postpone {number} | Без даты / Отложить исполнение
requested  | duty | /resume {number} | Без даты / Возобновить исполнение
requested  | duty | /forwardpart {number} Изъятие сервера | Следственный комитет / Передать частично
requested  | duty | /period {number} 20.01.2027 | Без договора / Предложить иной срок
requesting | head | /agreeperiod {number} | Согласовать срок / (код)
requesting | duty | /declineperiod {number} Нужно раньше | Не согласовать срок
requested  | head | /refusepart {number} Выдача журналов | Тайна связи / Узел отключён / Отказать частично / (код)
requested  | head | /unrefusepart {number} Получено согласие | Отозвать частичный отказ / (код)
requesting | head | /confirm {number} 12-4/881 от {today} | Отправлено сегодня / (код)
requested  | duty | /object {number} Подписано не тем лицом | Заявить возражение
requesting | duty | /reply {number} Врио по приказу | Ответить на возражение
requested  | duty | /record {number} 3418 | Внести входящий номер
requested  | duty | /misdirected {number} Не наш узел | Получено ошибочно
requesting | duty | /rightly {number} | Направлено верно
""".strip().splitlines()  # noqa: E501 - a table is read by its columns
    )
)


DOES = {f"/{each.name}": each.entry.does for each in COMMANDS}


@dataclass(frozen=True)
class Sent:
    """A request that was sent: its number, and the small codes of its two sides."""

    number: str
    requesting: str
    requested: str


@dataclass(frozen=True)
class Came:
    """
    A message as it came to somebody, and the row that it was.

    `carries_it`: its reader is on duty, or sent or acknowledged what it is about.
    """

    reader: Officer
    message: Message
    row: Mapping[str, Any]
    carries_it: bool

    @property
    def local(self) -> datetime:
        """Return when it came by its reader's clocks."""
        return self.message.at.astimezone(ZoneInfo(self.reader.zone))


class Month:
    """Days in which people of three authorities do what comes to their minds, at any hour."""

    def __init__(self, stage: Stage, seed: int) -> None:
        self.stage = stage
        self.random = Random(seed)
        self.sent: list[Sent] = []
        self.made: Counter[str] = Counter()

    def passes(self, days: int) -> None:
        """Let it pass; each act is heard by those on duty at the other side in time."""
        end = self.stage.now + timedelta(days=days)
        while self.stage.now < end:
            self.stage.passes(minutes=self.random.choice((40, 500, 900, 1400)))
            if not self.sent or self.random.random() < 0.2:
                self._sends()
            for _ in range(self.random.randrange(2, 7)):
                request = self.random.choice(self.sent[-5:])
                self._acts(request, *self._chosen(request))

    def _sends(self) -> None:
        requesting = self.random.choice(tuple(ADDRESSED))
        requested = self.random.choice(ADDRESSED[requesting])
        who = f"{requesting}-duty"
        before = self._numbers(requesting)
        self.stage.says(who, "/cancel")
        self.stage.says(who, FORM.replace("Беларусь", NAMES[requested]))
        self.stage.presses(who, "Нет гостайны, отправить")
        (number,) = self._numbers(requesting) - before
        self.sent.append(Sent(number, requesting, requested))

    def _chosen(self, request: Sent) -> tuple[str, str, str, tuple[str, ...]]:
        """Mostly an act that is possible, as a person sees it; of those a rare one as often."""
        possible = self.stage.request(request.number).possible()
        acts = [each for each in ACTS if DOES[each[2].split()[0]] in possible]
        return self.random.choice(acts if acts and self.random.random() < 0.9 else ACTS)

    def _acts(
        self, request: Sent, side: str, role: str, typed: str, follows: tuple[str, ...]
    ) -> None:
        own = request.requesting if side == "requesting" else request.requested
        other = request.requested if side == "requesting" else request.requesting
        before, who = self._moves(request), f"{own}-{role}"
        self.stage.says(who, "/cancel")
        begun = self.stage.now
        today = f"{begun.astimezone(ZoneInfo('Europe/Moscow')):%d.%m.%Y}"
        self.stage.says(who, typed.format(number=request.number, today=today))
        for each in follows:
            if self._moves(request) != before:
                break
            begun = self.stage.now
            if each == SIGNS:
                if CODE_ASKED not in self.stage.last(who):
                    break
                self.stage.signs(who)
                begun = max(begun, self.stage.chat(who)[-1].at - WITHIN)
            elif each in (button.label for button in self.stage.chat(who)[-1].versions[-1].buttons):
                self.stage.presses(who, each)
            elif self.stage.last(who).rstrip().endswith("?"):
                self.stage.says(who, each)
        done = self._done(request)[before:]
        if not done:
            return
        self.made.update(done)
        self.stage.passes(seconds=WITHIN.seconds)
        heard = [
            each
            for each in self.stage.chat(f"{other}-duty")
            if begun <= each.at <= begun + WITHIN and request.number in each.text
        ]
        assert any(not each.versions[0].silent for each in heard), (request, typed, begun)

    def _done(self, request: Sent) -> list[str]:
        return [each for each in self.stage.history(request.number) if each in MOVES]

    def _moves(self, request: Sent) -> int:
        return len(self._done(request))

    def _numbers(self, requesting: str) -> set[str]:
        def numbers(work: Work) -> set[str]:
            of = (each.id for each in people().authorities if each.party == requesting.upper())
            found = (each for id in of for each in work.requests.of(id, ended=True))
            return {str(each.number) for each in found if each.sender == f"{requesting}-duty"}

        return self.stage.look(numbers)


def came(stage: Stage) -> Iterator[Came]:
    """Yield every message that came to anybody, but for live cards."""
    found = stage.look(lambda work: work.connection.execute(select(outbox)).mappings().all())
    rows = {str(row["key"]): dict[str, Any](row) for row in found}
    officers = {each.id: each for each in people().officers}
    columns = (requests.c.id, requests.c.sender, requests.c.acknowledged_by)
    cases = stage.look(lambda work: work.connection.execute(select(*columns)).all())
    carriers = {row.id: (row.sender, row.acknowledged_by) for row in cases}
    for who in stage.networks[stage.channel].chats:
        for message in stage.chat(who):
            if not message.key.startswith("card/"):
                row, reader = rows[message.key.partition("#")[0]], officers[who]
                carries_it = reader.on_duty or who in carriers.get(row["subject"], ())
                yield Came(reader, message, row, carries_it)


def is_night(at: datetime) -> bool:
    return at.time() >= time(21) or at.time() < time(8)


def may_sound_at_night(each: Came) -> bool:
    """
    Judge by who said what: a signal, an answer to who acts, or an act of the other side.

    That is heard by those on duty and whoever carries the request, by nobody else.
    """
    row, reader = each.row, each.reader
    if row["text"] in SIGNALS or row["said_by"] == reader.id:
        return True
    actor = next((one for one in people().officers if one.id == row["said_by"]), None)
    is_act = actor is not None and actor.authority != reader.authority
    return is_act and row["about"] == "request" and each.carries_it


@pytest.mark.parametrize(("seed", "days"), PLAYED)
def test_a_month(sqlite_path: Path, ring: KeyRing, seed: int, days: int) -> None:
    with Stage(f"sqlite:///{sqlite_path}", ring) as stage:
        month = Month(stage, seed)
        month.passes(days)
        found = list(came(stage))

    assert len(month.made) > 12
    assert month.made.total() > days
    nights = [each for each in found if is_night(each.local)]
    loud = [each for each in nights if not each.message.versions[0].silent]
    assert [each.row["text"] for each in loud if not may_sound_at_night(each)] == []
    assert len(loud) > 20
    assert [each.row["text"] for each in nights if may_sound_at_night(each)].count("alarm") > 3
    # By day everything sounds.
    assert all(
        not each.message.versions[0].silent or is_night(each.local) or opened_late(each)
        for each in found
    )
    # Nothing twice: a message, or an obligation at one moment.
    keys = Counter((each.reader.id, each.message.key) for each in found)
    steps = Counter(
        (each.reader.id, each.row["obligation"], each.message.at.replace(second=0, microsecond=0))
        for each in found
        if each.row["obligation"] and each.row["text"].startswith("remind-")
    )
    assert max(keys.values()) == max(steps.values()) == 1
    # One message of the morning a person and day, at nine; the afternoon's before days off.
    digests = [each for each in found if each.message.key.startswith("digest/")]
    hours = Counter((each.reader.id, each.local.date(), each.local.hour) for each in digests)
    assert max(hours.values()) == 1
    assert {(each.local.hour, each.local.minute) for each in digests} == {(9, 0), (16, 0)}
    assert all(is_before_days_off(each) for each in digests if each.local.hour == 16)
    at_nine = Counter(
        (each.reader.id, each.local.date())
        for each in found
        if (each.local.hour, each.local.minute) == (9, 0)
        and each.row["text"].startswith(("remind-", "digest", "owed-digest"))
        and each.row["text"] not in SIGNALS
    )
    assert max(at_nine.values()) == 1


def is_before_days_off(each: Came) -> bool:
    """Say whether it came on a working day, and the next day is none."""
    authority = next(one for one in people().authorities if one.id == each.reader.authority)
    days = (each.local.date(), each.local.date() + timedelta(days=1))
    works = [day.weekday() < 5 and day not in authority.holidays for day in days]
    return works == [True, False]


def opened_late(each: Came) -> bool:
    """Say whether it tells at once of what was opened after eight in the evening."""
    return each.row["text"] == "remind-confirm-first" and each.local.hour == 20
