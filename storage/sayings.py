"""What is to be said to one officer: a text key and its values, never words."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from protocol.nights import Voice
from protocol.obligation import Subject
from storage.carrying import Carries
from storage.former_keys import today
from storage.offers import Shown
from storage.values import Values, decode, encode
from storage.vault import REGISTER


class Priority(IntEnum):
    """What goes first."""

    ALARM = 0
    ANSWER = 1
    REMINDER = 2
    NOTICE = 3
    CARD = 4
    DIGEST = 5


# Of which kind it is where nothing else is known, as in rows of an earlier version.
VOICES = {Priority.ALARM: Voice.SIGNAL, Priority.ANSWER: Voice.ANSWER}


@dataclass(frozen=True, slots=True)
class Saying:
    """
    Something to be said to one officer; `key` makes a repetition have no second effect.

    `place` is which of the officer's channels it is for: the first that fits, or the one after it.
    `over` is the channel that it answers. `carries` is what may not pass over each channel. `by`
    is the officer who said it, None where time or a server did. `voice` says when it may sound;
    None: as its priority says.
    """

    key: str
    officer: str
    priority: Priority
    text: str
    values: Values
    subject: Subject | None = None
    obligation: str | None = None
    choices: tuple[Shown, ...] = ()
    place: int = 0
    over: str | None = None
    carries: Carries = Carries.CONTENT
    by: str | None = None
    voice: Voice | None = None

    @property
    def heard_as(self) -> Voice:
        """Of which kind it is: that says when it makes a sound."""
        return self.voice or VOICES.get(self.priority, Voice.OWN)

    @property
    def queue(self) -> str:
        """
        Behind what it waits: messages of one queue keep their order.

        An alarm waits for nothing else, and an answer for nothing but answers on its channel.
        """
        if self.priority is Priority.ALARM:
            return self.key
        return f"{self.officer}@{self.over}" if self.over else self.officer


def data_key(subject: Subject | None) -> str:
    """Return whose data key seals what is said about `subject`."""
    return subject.id if subject else REGISTER


def read_choices(written: str) -> tuple[Shown, ...]:
    """Return the choices that `write_choices` wrote."""
    return tuple(
        Shown(offer, number, today(label), decode(values.encode()))
        for offer, number, label, values in json.loads(written)
    )


def write_choices(choices: Iterable[Shown]) -> str:
    """Return the choices of a saying as its row keeps them."""
    return json.dumps(
        [(*each[:3], encode(each.values).decode()) for each in choices],
        ensure_ascii=False,
    )
