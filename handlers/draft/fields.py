"""The fields of Art. 6: a question each, asked one by one, and the form in one message."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from handlers.chat.families import Family
from handlers.chat.own_words import NO_BUTTON, own_words
from handlers.chat.questions import Option, Question, Type
from handlers.chat.turn import Turn
from handlers.chat.typed_words import checked, folded, found, parties, said
from handlers.chat.vocabulary import Vocabulary
from handlers.draft import addressees, entered, reading
from protocol import periods
from protocol.conditions import lacks_russian
from protocol.law import law
from protocol.refusals import Refused
from protocol.request import Content, Crime, Ground
from storage.drafts import Draft
from storage.values import Line, Values

TO, CRIME, GROUND = reading.TO, reading.CRIME, reading.GROUND
PERSONS = "persons"
PERIODS = "periods"
LANGUAGE = "language"
URGENT_UNTIL, URGENT_SINCE = "urgent_until", "urgent_since"
# As it was stored when a ground that is none of Art. 3 was said to be no crime in preparation.
OTHER_GROUND = "not_in_preparation"
NOT_IMMEDIATE = "not_immediate"
NOT_SET = "not_set"
TRANSMITTED, SENT = periods.TRANSMITTED, "sent"
KEEP = "keep"
# Whoever names a later moment has mistyped the year.
LONGEST_PERIOD = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Field:
    """A field of Art. 6: its question, the answers that can always be pressed, or left out."""

    question: Question[Any]
    options: tuple[str, ...] = ()
    optional: bool = False

    @property
    def name(self) -> str:
        """Return its name."""
        return self.question.name


def _field(
    name: str,
    ask: str,
    parse: Callable[[Turn, Draft, str], str] | None = None,
    *,
    shortest: int | None = None,
    options: tuple[str, ...] = (),
    optional: bool = False,
) -> Field:
    """Return the row of a field; own words are an answer where nothing else reads them."""

    def text(turn: Turn, draft: Draft, text: str) -> str:
        return own_words(turn, name, text, shortest=shortest)

    def offered(turn: Turn, draft: Draft) -> Iterable[Option]:
        return (Option(each, OPTIONS[name][each]) for each in options)

    type = Type(parse or text, offered)
    asked = Question(name, ask, type, facts=lambda turn, draft: _facts(name, draft))
    return Field(asked, options, optional)


def _facts(name: str, draft: Draft) -> Values:
    step = NUMBERED.index(name) + 1 if name in NUMBERED else 0
    return {"step": step, "steps": len(NUMBERED), "labels": foreign(draft.answers)}


def _ground(turn: Turn, draft: Draft, text: str) -> str:
    found, _ = ground(text, turn.site.words)
    if found is None:
        checked(GROUND, text)
        raise Refused("refused-ground", instead="instead-ground")
    return found


def _crime(turn: Turn, draft: Draft, text: str) -> str:
    meant = found(turn.site.words.crimes, checked(CRIME, text).strip(" ."))
    if meant is None:
        raise Refused("refused-crime", instead="instead-crime")
    return meant


def _periods(turn: Turn, draft: Draft, text: str) -> str:
    meant = turn.site.words.periods.get(folded(said(text).rstrip(".")))
    return meant or own_words(turn, PERIODS, text)


def _urgent_until(turn: Turn, draft: Draft, text: str) -> str:
    """Return the words, with its day a time alone. Raises: Refused for what cannot be meant."""
    words = own_words(turn, URGENT_UNTIL, text)
    at = _moment(turn, draft.answers, words)
    if at is not None and at <= turn.now and not entered.is_entered(draft):
        raise Refused("refused-moment-past", instead="instead-urgent-until")
    if at is None or not periods.is_time_alone(words):
        return words
    return f"{at.astimezone(ZoneInfo(_zone(turn, draft.answers))):%d.%m.%Y %H:%M}"


def _urgent_since(turn: Turn, draft: Draft, text: str) -> str:
    """Return a moment, written out: also one that is past, from which hours are counted."""
    since = _moment(turn, draft.answers, checked(URGENT_SINCE, text))
    if since is None:
        raise Refused("refused-urgent-since", instead="instead-urgent-since")
    return since.isoformat()


def _moment(turn: Turn, answers: Mapping[str, Any], words: str) -> datetime | None:
    try:
        at = periods.moment(words, _zone(turn, answers), turn.now)
    except ValueError:
        raise Refused("refused-moment", instead="instead-urgent-until") from None
    if at is not None and abs(at - turn.now) > LONGEST_PERIOD:
        raise Refused("refused-date-far", instead="instead-urgent-until")
    return at


def _zone(turn: Turn, answers: Mapping[str, Any]) -> str:
    """Return the zone in which a named period is written: that of the requesting authority."""
    return turn.work.registry.authority(entered.requesting(turn, answers)).zone


def named_period(turn: Turn, answers: Mapping[str, Any]) -> Line | None:
    """
    Return what the preview says of a named period: until when it is, or that it has no clock.

    Raises: Refused when it is over.
    """
    words = str(answers.get(URGENT_UNTIL) or "")
    if not words:
        return None
    begins = _begins(answers, turn.now)
    if periods.within(words) and begins == TRANSMITTED:
        return Line("urgent.preview-period-lasting")
    zone = _zone(turn, answers)
    until = periods.named_until(words, begins, zone, since=turn.now, sent=turn.now)
    if until is None:
        return Line("urgent.preview-period-unread")
    if until <= turn.now:
        raise Refused("refused-period-over", instead="instead-urgent-until")
    return Line("urgent.preview-period", {"at": until})


def _begins(answers: Mapping[str, Any], now: datetime) -> str:
    """Return from when hours are counted, as the content has it."""
    since = str(answers.get(URGENT_SINCE) or "")
    return now.isoformat() if since == SENT else since


def _language(turn: Turn, draft: Draft, text: str) -> str:
    raise Refused("refused-language", instead="instead-language")


_TO: Question[list[str]] = Question(
    TO,
    "urgent.ask-to",
    Type(
        lambda turn, draft, text: addressees.authorities(turn, parties(text, turn.site.words)),
    ),
    besides=addressees.choices,
)
# In the order in which they are asked; the optional ones are offered in the preview.
URGENT = (
    Field(_TO),
    _field(CRIME, "urgent.ask-crime", _crime, options=tuple(Crime)),
    _field(GROUND, "urgent.ask-ground", _ground, options=(*Ground, OTHER_GROUND)),
    _field("qualification", "urgent.ask-qualification"),
    _field("purpose", "urgent.ask-purpose"),
    _field("justification", "urgent.ask-justification"),
    _field("substance", "urgent.ask-substance"),
    _field("assistance", "urgent.ask-assistance"),
    _field(PERSONS, "urgent.ask-persons", options=(NOT_IMMEDIATE,), shortest=NO_BUTTON),
    _field(PERIODS, "urgent.ask-periods", _periods, options=(NOT_SET,)),
    _field(URGENT_UNTIL, "urgent.ask-urgent_until", _urgent_until, optional=True),
    _field(
        URGENT_SINCE,
        "urgent.ask-urgent_since",
        _urgent_since,
        options=(TRANSMITTED, SENT),
        optional=True,
    ),
    _field("other", "urgent.ask-other", optional=True),
    _field(LANGUAGE, "urgent.ask-language", _language, options=(KEEP,), optional=True),
)
OPTIONS = {each.name: Family(f"urgent.option-{each.name}", each.options) for each in URGENT}
QUESTIONS: Mapping[str, Question[Any]] = {each.name: each.question for each in URGENT}
NUMBERED = tuple(each.name for each in URGENT if each.name != TO and not each.optional)
EDITABLE = tuple(each.name for each in URGENT if each.name not in (URGENT_SINCE, LANGUAGE))
# To these any text is an answer.
TEXTS = tuple(each for each in EDITABLE if each not in reading.SHORT)
_WRITTEN = ("purpose", "justification", "substance", "assistance")


def missing(answers: Mapping[str, Any]) -> tuple[str, ...]:
    """
    Return the names of the fields of Art. 6 that are still to be given, in their order.

    A ground that stands alone, as in the form in one message, is that of a crime in preparation.
    """
    given = {name for name, value in answers.items() if value}
    if GROUND in given:
        given.add(CRIME)
    return tuple(each.name for each in URGENT if not each.optional and each.name not in given)


def asked_next(answers: Mapping[str, Any]) -> str | None:
    """
    Return the question to ask now, or None when the form can be previewed.

    A text without a Cyrillic letter asks once: Russian is the working language (Art. 13).
    """
    still = missing(answers)
    if still:
        law("6.2")
        return still[0]
    until = answers.get(URGENT_UNTIL)
    if until and periods.within(until) and not answers.get(URGENT_SINCE):
        return URGENT_SINCE
    if foreign(answers) and not answers.get(LANGUAGE):
        law("13")
        return LANGUAGE
    return None


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


def content(answers: Mapping[str, Any], now: datetime | None = None) -> Content:
    """
    Return the content that the answers give; every field of Art. 6 must be there.

    `now` is the moment at which it is sent, None while it is not.
    """
    is_of_treaty = answers[GROUND] != OTHER_GROUND
    immediate = answers[PERSONS] != NOT_IMMEDIATE
    until = str(answers.get(URGENT_UNTIL) or "")
    return Content(
        ground=Ground(answers[GROUND]) if is_of_treaty else None,
        qualification=answers["qualification"],
        purpose=answers["purpose"],
        justification=answers["justification"],
        substance=answers["substance"],
        assistance=answers["assistance"],
        persons=answers[PERSONS] if immediate else "",
        periods="" if answers[PERIODS] == NOT_SET else answers[PERIODS],
        urgent_until=until,
        other=answers.get("other", ""),
        crime=Crime(answers.get(CRIME) or Crime.IN_PREPARATION),
        immediate=immediate,
        urgent_since=_begins(answers, now) if now and periods.within(until) else "",
    )
