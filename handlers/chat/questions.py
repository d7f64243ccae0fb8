"""What a dialog asks: typed questions. An answer is parsed once, to the value that is kept."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, TypeVar

from handlers.chat.command import Answer
from handlers.chat.labels import says
from handlers.chat.own_words import ANY_NUMBER, NO_BUTTON, own_words
from handlers.chat.turn import Choice, Turn
from handlers.chat.typed_words import folded
from protocol.confirmation import Outgoing, day, is_letter, outgoing
from protocol.parties import Authority, Officer
from protocol.refusals import Refused
from storage.drafts import Draft
from storage.values import Line, Value, Values

T = TypeVar("T")
Registered = TypeVar("Registered", Officer, Authority)

# The command of every button that answers a question.
ANSWER = "answer"
# The answer by which a question is passed over, and what is kept of it.
SKIP, SKIPPED = "skip", ""


@dataclass(frozen=True, slots=True)
class Option:
    """An answer that can be pressed: its value as it is kept, and what stands on its button."""

    value: str
    label: str
    values: Values = field(default_factory=dict)


def _nothing(turn: Turn, draft: Draft) -> Iterable[Option]:
    return ()


@dataclass(frozen=True, slots=True)
class Type(Generic[T]):
    """
    The type of an answer: how words are read, what can be pressed, what is kept in the draft.

    `parse` raises Refused where words are no such answer. `restore` returns what `keep` kept.
    With `takes_numbers` a bare number is an answer and presses no button. `known` tells by its look
    that a text is such an answer, also where buttons are asked for.
    """

    parse: Callable[[Turn, Draft, str], T]
    options: Callable[[Turn, Draft], Iterable[Option]] = _nothing
    keep: Callable[[T], Any] = lambda value: value
    restore: Callable[[Any], T] = lambda kept: kept
    takes_numbers: bool = False
    known: Callable[[str], bool] = lambda text: False


@dataclass(frozen=True, slots=True)
class Question(Generic[T]):
    """
    One question of a dialog: `name` is that of its answer in the draft, `ask` the key of its text.

    `check` returns the value as it is kept, or raises Refused. The question is asked in its turn
    where `when` says so; else only where a button leads to it. `skip` is the label of the button
    by which it is passed over, `skipped` the key of what stands in the place of an answer then.
    `facts` are values of its text, `besides` further buttons under it. `signed` is the key of the
    line in which its value is shown to be signed, `label` that of its name among what can be
    corrected under the review.
    """

    name: str
    ask: str
    type: Type[T]
    check: Callable[[Turn, Draft, T], T] = lambda turn, draft, value: value
    when: Callable[[Turn, Draft], bool] = lambda turn, draft: True
    skip: str = ""
    skipped: str = ""
    facts: Callable[[Turn, Draft], Values] = lambda turn, draft: {}
    besides: Callable[[Turn, Draft], Iterable[Choice]] = lambda turn, draft: ()
    signed: str = "signed-text"
    label: str = ""

    def parse(self, turn: Turn, draft: Draft, answer: Answer) -> Any:
        """
        Return what is kept of an answer, typed or pressed; the words of a button are the button.

        Raises: Refused where it is none, or a button that is not offered here any more.
        """
        pressed = answer.value or self._said(turn, draft, answer.text)
        if pressed is None:
            value = self.type.parse(turn, draft, answer.text)
        elif pressed in {each.value for each in self.type.options(turn, draft)}:
            value = self.type.restore(pressed)
        elif self.skip and pressed == SKIP:
            return SKIPPED
        else:
            raise Refused("refused-button", instead="instead-open")
        return self.type.keep(self.check(turn, draft, value))

    def _said(self, turn: Turn, draft: Draft, text: str) -> str | None:
        """Return the value of the button whose words a text is."""
        for each in self.type.options(turn, draft):
            if says(turn, each.label, each.values, text):
                return each.value
        return SKIP if self.skip and says(turn, self.skip, {}, text) else None

    def value(self, draft: Draft) -> T | None:
        """Return what was answered; None where nothing was, or the question was passed over."""
        kept = draft.answers.get(self.name)
        return self.type.restore(kept) if kept else None

    def holds(self, turn: Turn, draft: Draft) -> bool:
        """Say whether what was answered is still an answer, now that others are what they are."""
        value = self.value(draft)
        if value is None:
            return True
        try:
            self.check(turn, draft, value)
        except Refused:
            return False
        return True

    @property
    def missing(self) -> Value:
        """Return what stands in the place of an answer where there is none."""
        return Line(self.skipped) if self.skipped else "-"

    def is_answered(self, draft: Draft) -> bool:
        """Say whether it was answered, or passed over."""
        return draft.answers.get(self.name) is not None

    def choices(self, turn: Turn, draft: Draft) -> Iterable[Choice]:
        """Yield what can be pressed for an answer, or beside one."""
        for each in self.type.options(turn, draft):
            yield option(draft, self.name, each.value, each.label, **each.values)
        if self.skip:
            yield option(draft, self.name, SKIP, self.skip)
        yield from self.besides(turn, draft)


def option(draft: Draft, question: str, value: str, label: str, **values: Value) -> Choice:
    """Return the button that answers a question of a dialog."""
    return Choice(ANSWER, f"{draft.id} {question} {value}", label, values)


def one_of(
    offered: Callable[[Turn, Draft], Iterable[Option]], typed: Callable[[Turn, str], str]
) -> Type[str]:
    """Return the type of one of what is offered; `typed` returns the value that words name."""
    return Type(lambda turn, draft, text: typed(turn, text), offered)


def person(
    among: Callable[[Turn, Draft], Iterable[Officer]], label: str = "option-person"
) -> Type[str]:
    """Return the type of an officer, kept by id: pressed, or typed as the register names them."""

    def unknown(text: str) -> Refused:
        return Refused("refused-person-unknown", instead="instead-person", text=text)

    return _registered(among, label, lambda each: {"officer": each.id, "role": each.role}, unknown)


def body(
    among: Callable[[Turn, Draft], Iterable[Authority]], label: str = "option-authority"
) -> Type[str]:
    """Return the type of an authority, kept by id: pressed, or typed as the register names it."""

    def unknown(text: str) -> Refused:
        return Refused("refused-body-unknown", instead="instead-body", text=text)

    return _registered(among, label, lambda each: {"authority": each.id}, unknown)


def _registered(
    among: Callable[[Turn, Draft], Iterable[Registered]],
    label: str,
    values: Callable[[Registered], Values],
    unknown: Callable[[str], Refused],
) -> Type[str]:
    def parse(turn: Turn, draft: Draft, text: str) -> str:
        for each in among(turn, draft):
            if folded(text) in (folded(each.id), folded(each.name)):
                return each.id
        raise unknown(text.strip()[:64])

    def options(turn: Turn, draft: Draft) -> Iterable[Option]:
        return (Option(each.id, label, values(each)) for each in among(turn, draft))

    return Type(parse, options)


def _letter(kept: list[str]) -> Outgoing:
    return Outgoing(kept[0], date.fromisoformat(kept[1]))


# Running text; a bare number is none.
WORDS: Type[str] = Type(lambda turn, draft, text: own_words(turn, "text", text))
# Words that may be a number alone: that under which a letter came in, or went out.
NUMBER: Type[str] = Type(
    lambda turn, draft, text: own_words(turn, "text", text, shortest=ANY_NUMBER),
    takes_numbers=True,
)
# Words that may be a number which no button has, as a telephone is.
LONG_NUMBER: Type[str] = Type(
    lambda turn, draft, text: own_words(turn, "text", text, shortest=NO_BUTTON)
)
# A day from which something is so.
DATE: Type[date] = Type(
    lambda turn, draft, text: day(text, behind=("с", "со", "from", "on")),
    keep=date.isoformat,
    restore=date.fromisoformat,
)
# Of these words nothing is replaced unasked.
RUNNING = (WORDS, NUMBER, LONG_NUMBER)
# The number and the date of a letter.
LETTER: Type[Outgoing] = Type(
    lambda turn, draft, text: outgoing(text),
    keep=lambda value: [value.number, value.dated_on.isoformat()],
    restore=_letter,
    known=is_letter,
)
