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

from protocol.moves import Move
from protocol.parties import Officer
from storage.keys import KeyRing
from storage.tables import outbox
from storage.work import Work
from tests.journeys.outside import Message
from tests.journeys.stage import FORM, Stage, people

LASTING = timedelta(days=30)
WITHIN = timedelta(seconds=10)
SEEDS = [
    pytest.param(2014, marks=pytest.mark.slow),
    *(pytest.param(seed, marks=pytest.mark.soak) for seed in range(2015, 2024)),
]
# Whom a request of whom is sent to, as the form names it.
ADDRESSED = {"kz": ("by", "ru"), "by": ("kz",), "ru": ("kz",)}
NAMES = {"by": "Беларусь", "ru": "Россия", "kz": "Казахстан"}
# Signals, by hand: what rings until a named officer answers, and what ends or explains it.
SIGNALS = {
    "alarm", "alarm-again", "told-untransmitted", "told-uncertain", "told-transmitted",
    "told-unacknowledged", "told-undelivered", "misdirected.told", "misdirected.told-again",
    "remind-answer_details", "remind-answer_details-late", "working.asked-what",
}  # fmt: skip
MOVES = {str(each) for each in Move} - {str(Move.TRANSMIT), str(Move.CLOSE_RESULT)}
# Who does it, what is typed, and the button below its preview.
ACTS = (
    ("requested", "/ack {number}", ""),
    ("requested", "/ack {number}", ""),
    ("requested", "/accept {number}", ""),
    ("requested", "/ask {number} С какого узла шёл трафик?", "Запросить сведения"),
    ("requesting", "/details {number} С узла 10.0.0.7", "Представить сведения"),
    ("requested", "/result {number} Узел отключён", "Сообщить результат"),
    ("requesting", "/received {number} вх. 7", "Результат получен"),
    ("requested", "/obstacle {number} Узел недоступен", "Сообщить о препятствии"),
)


@dataclass(frozen=True)
class Sent:
    """A request that was sent: its number, and the small codes of its two sides."""

    number: str
    requesting: str
    requested: str


@dataclass(frozen=True)
class Came:
    """A message as it came to somebody, and the row that it was."""

    reader: Officer
    message: Message
    row: Mapping[str, Any]

    @property
    def local(self) -> datetime:
        """Return when it came by its reader's clocks."""
        return self.message.at.astimezone(ZoneInfo(self.reader.zone))


class Month:
    """Thirty days in which people of three authorities do what comes to their minds."""

    def __init__(self, stage: Stage, seed: int) -> None:
        self.stage = stage
        self.random = Random(seed)
        self.sent: list[Sent] = []
        self.acts = 0

    def passes(self) -> None:
        """Let it pass; each act is heard by those on duty at the other side in time."""
        end = self.stage.now + LASTING
        while self.stage.now < end:
            self.stage.passes(minutes=self.random.choice((40, 500, 900, 1400)))
            if not self.sent or self.random.random() < 0.2:
                self._sends()
            for _ in range(self.random.randrange(1, 4)):
                self._acts(self.random.choice(self.sent[-5:]))

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

    def _acts(self, request: Sent) -> None:
        side, typed, pressed = self.random.choice(ACTS)
        own = request.requesting if side == "requesting" else request.requested
        other = request.requested if side == "requesting" else request.requesting
        before, begun = self._moves(request), self.stage.now
        who = f"{own}-duty"
        self.stage.says(who, typed.format(number=request.number))
        if "/ask" in typed and "Ответ нужен" in self.stage.last(who):
            self.stage.says(who, self.random.choice(("24", "В течение 24 ч")))
        if pressed and pressed in self.stage.chat(who)[-1].buttons:
            begun = self.stage.now
            self.stage.presses(who, pressed)
        if self._moves(request) == before:
            return
        self.acts += 1
        heard = [
            each
            for each in self.stage.chat(f"{other}-duty")
            if begun <= each.at <= begun + WITHIN and request.number in each.text
        ]
        assert any(not each.versions[0].silent for each in heard), (request, typed, begun)

    def _moves(self, request: Sent) -> int:
        return sum(each in MOVES for each in self.stage.history(request.number))

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
    for who in stage.networks[stage.channel].chats:
        for message in stage.chat(who):
            if not message.key.startswith("card/"):
                yield Came(officers[who], message, rows[message.key.partition("#")[0]])


def is_night(at: datetime) -> bool:
    return at.time() >= time(21) or at.time() < time(8)


def may_sound_at_night(each: Came) -> bool:
    """Judge by who said what: a signal, an answer to who acts, or an act of the other side."""
    row, reader = each.row, each.reader
    if row["text"] in SIGNALS or row["said_by"] == reader.id:
        return True
    actor = next((one for one in people().officers if one.id == row["said_by"]), None)
    return actor is not None and actor.authority != reader.authority and row["about"] == "request"


@pytest.mark.parametrize("seed", SEEDS)
def test_a_month(sqlite_path: Path, ring: KeyRing, seed: int) -> None:
    with Stage(f"sqlite:///{sqlite_path}", ring) as stage:
        month = Month(stage, seed)
        month.passes()
        found = list(came(stage))

    assert month.acts > 15
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
    days = Counter((each.reader.id, each.local.date(), each.local.hour) for each in digests)
    assert max(days.values()) == 1
    assert {(each.local.hour, each.local.minute) for each in digests} == {(9, 0), (16, 0)}
    assert {each.local.weekday() for each in digests if each.local.hour == 16} == {4}
    at_nine = Counter(
        (each.reader.id, each.local.date())
        for each in found
        if (each.local.hour, each.local.minute) == (9, 0)
        and each.row["text"].startswith(("remind-", "digest", "owed-digest"))
        and each.row["text"] not in SIGNALS
    )
    assert max(at_nine.values()) == 1


def opened_late(each: Came) -> bool:
    """Say whether it tells at once of what was opened after eight in the evening."""
    return each.row["text"] == "remind-confirm-first" and each.local.hour == 20
