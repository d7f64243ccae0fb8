"""Questions asked one by one, and the same form filled in one message. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handlers.chat.turn import Vocabulary
from handlers.chat.typed_words import found, said
from handlers.draft import reading
from protocol.conditions import lacks_russian
from protocol.request import Content, Ground

TO, GROUND = reading.TO, reading.GROUND
PERSONS = "persons"
PERIODS = "periods"
LANGUAGE = "language"
NOT_IN_PREPARATION = "not_in_preparation"
NOT_IMMEDIATE = "not_immediate"
NOT_SET = "not_set"
KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Question:
    """A field of Art. 6; `options` are the answers that can be pressed."""

    name: str
    options: tuple[str, ...] = ()
    optional: bool = False


# In the order in which they are asked; the optional ones are offered in the preview.
URGENT = (
    Question(TO),
    Question(GROUND, options=(*Ground, NOT_IN_PREPARATION)),
    Question("qualification"),
    Question("purpose"),
    Question("justification"),
    Question("substance"),
    Question("assistance"),
    Question(PERSONS, options=(NOT_IMMEDIATE,)),
    Question(PERIODS, options=(NOT_SET,)),
    Question("urgent_until", optional=True),
    Question("other", optional=True),
    Question(LANGUAGE, options=(KEEP,), optional=True),
)
QUESTIONS: Mapping[str, Question] = {question.name: question for question in URGENT}
NUMBERED = tuple(each.name for each in URGENT if each.name != TO and not each.optional)
EDITABLE = tuple(each.name for each in URGENT if each.name != LANGUAGE)
# To these any text is an answer.
TEXTS = tuple(each for each in EDITABLE if each not in reading.SHORT)
_WRITTEN = ("purpose", "justification", "substance", "assistance")


def missing(answers: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the names of the fields of Art. 6 that are still to be given, in their order."""
    return tuple(each.name for each in URGENT if not each.optional and not answers.get(each.name))


def asked_next(answers: Mapping[str, Any]) -> str | None:
    """
    Return the question to ask now, or None when the form can be previewed.

    A text without a Cyrillic letter asks once: Russian is the working language (Art. 13).
    """
    still = missing(answers)
    if still:
        return still[0]
    return LANGUAGE if foreign(answers) and not answers.get(LANGUAGE) else None


def foreign(answers: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the names of the fields of running text that have no Cyrillic letter (Art. 13)."""
    return tuple(name for name in _WRITTEN if answers.get(name) and lacks_russian(answers[name]))


def ground(text: str, words: Vocabulary) -> tuple[Ground | None, str]:
    """
    Return the ground that a text names and the qualification that follows it («ИТ, ст. 205 УК»).

    The ground is None when the text begins with none of the known words.
    """
    head, _, rest = text.partition(",")
    meant = found(words.grounds, head)
    return (meant, said(rest)) if meant else (found(words.grounds, text), "")


def filled(text: str, words: Vocabulary) -> dict[str, str]:
    """
    Return the fields that a message in the shape of the form gives; empty when it is none.

    What of it belongs to no field, `reading.read` tells.
    """
    return dict(reading.read(text, words).fields)


def looks_filled(text: str, words: Vocabulary) -> bool:
    """Say whether a message is a form rather than an answer: at least two fields."""
    return reading.read(text, words).is_whole


def content(answers: Mapping[str, Any]) -> Content:
    """Return the content that the answers give; every field of Art. 6 must be there."""
    in_preparation = answers[GROUND] != NOT_IN_PREPARATION
    immediate = answers[PERSONS] != NOT_IMMEDIATE
    return Content(
        ground=Ground(answers[GROUND]) if in_preparation else Ground.INFORMATION_TECHNOLOGY,
        qualification=answers["qualification"],
        purpose=answers["purpose"],
        justification=answers["justification"],
        substance=answers["substance"],
        assistance=answers["assistance"],
        persons=answers[PERSONS] if immediate else "",
        periods="" if answers[PERIODS] == NOT_SET else answers[PERIODS],
        urgent_until=answers.get("urgent_until", ""),
        other=answers.get("other", ""),
        in_preparation=in_preparation,
        immediate=immediate,
    )
