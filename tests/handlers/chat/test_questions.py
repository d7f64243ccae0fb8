"""The types of answers: how words are read, what is kept, and what comes back of it."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

import pytest

from handlers.catalogue import LISTING
from handlers.chat.command import Answer
from handlers.chat.questions import (
    DATE,
    LETTER,
    LONG_NUMBER,
    NUMBER,
    SKIP,
    SKIPPED,
    WORDS,
    Option,
    Question,
    Type,
    body,
    one_of,
    person,
)
from handlers.chat.turn import Site, Turn
from handlers.chat.vocabulary import Vocabulary
from protocol.confirmation import Outgoing
from protocol.parties import Party
from protocol.refusals import Refused
from storage.drafts import Draft
from storage.work import Work
from tests.journeys.stage import Stage

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
BUTTONS = Vocabulary(
    buttons=frozenset({"сообщить результат"}),
    choices={"подтверждаю получение": "ack.choice"},
    commands={"помощь": "help", "?": "help"},
)
Answered = Callable[[Question[Any], Answer], Any]


def draft(**answers: Any) -> Draft:
    return Draft("d", "kz-duty", "some", answers, None, NOW)


def question(type: Type[Any], **given: Any) -> Question[Any]:
    return Question("asked", "result.ask", type, **given)


@pytest.fixture
def answered(stage: Stage) -> Answered:
    """Return what is kept of an answer of a duty officer of Kazakhstan."""

    def keep(asked: Question[Any], answer: Answer) -> Any:
        def kept(work: Work) -> Any:
            officer = work.registry.officer("kz-duty")
            site = Site(LISTING, words=BUTTONS)
            turn = Turn(work, site=site, key="k", now=NOW, officer=officer)
            return asked.parse(turn, draft(), answer)

        return stage.look(kept)

    return keep


def refused(answered: Answered, asked: Question[Any], answer: Answer) -> str:
    with pytest.raises(Refused) as raised:
        answered(asked, answer)
    return raised.value.why


@pytest.mark.parametrize(
    ("type", "typed", "kept", "value"),
    [
        (WORDS, " Узел отключён ", "Узел отключён", "Узел отключён"),
        (WORDS, "12-4/881", "12-4/881", "12-4/881"),
        # A list of one line, an hour, a telephone, an address are no bare numbers.
        (WORDS, "1. Журналы сохранены", "1. Журналы сохранены", "1. Журналы сохранены"),
        (WORDS, "12: 30 узлов", "12: 30 узлов", "12: 30 узлов"),
        (WORDS, "+7 7172 00-01-10", "+7 7172 00-01-10", "+7 7172 00-01-10"),
        (WORDS, "10.0.0.1", "10.0.0.1", "10.0.0.1"),
        (WORDS, "Сообщить результат нельзя", *("Сообщить результат нельзя",) * 2),
        (NUMBER, "123456789", "123456789", "123456789"),
        (LONG_NUMBER, "+7 7172 00 07 77", "+7 7172 00 07 77", "+7 7172 00 07 77"),
        (NUMBER, "3418", "3418", "3418"),
        (DATE, "1 декабря 2026 г.", "2026-12-01", date(2026, 12, 1)),
        (
            LETTER,
            "от 23.11.2026 № 12-4/881",
            ["12-4/881", "2026-11-23"],
            Outgoing("12-4/881", date(2026, 11, 23)),
        ),
    ],
)
def test_an_answer_is_parsed_once_and_comes_back_as_its_value(
    answered: Answered, type: Type[Any], typed: str, kept: object, value: object
) -> None:
    asked = question(type)

    assert answered(asked, Answer(text=typed)) == kept
    assert asked.value(draft(asked=kept)) == value


@pytest.mark.parametrize(
    ("type", "typed", "why"),
    [
        *(
            (WORDS, typed, "refused-words-number-alone")
            for typed in (
                "№ 7",
                "7.",
                "-1",
                "12345",
                "1 000 000",
                "７",
                "②",
                "No. 7",
                "KZ-BY-2026-1.",
            )
        ),
        *((WORDS, typed, "refused-words-none") for typed in ("…", "—", "👍", "🟢.")),
        (NUMBER, "—", "refused-words-none"),
        (LONG_NUMBER, "№ 7777", "refused-words-number-alone"),
        # With Latin letters of the same shape; and with a question behind it.
        (WORDS, "Cooбщить peзультат", "refused-words-button"),
        (WORDS, "Сообщить результат?", "refused-words-button"),
        (WORDS, "Подтверждаю получение", "refused-words-button"),
        (WORDS, "помощь!", "refused-words-button"),
        (WORDS, "?", "refused-words-none"),
        (WORDS, "\u3164\u200b", "refused-empty"),
        (WORDS, "Сообщить результат.", "refused-words-button"),
        (WORDS, "result", "refused-words-button"),
        (WORDS, "я" * 4001, "refused-long"),
        (NUMBER, "сообщить результат", "refused-words-button"),
        (DATE, "31.02.2026", "refused-date-none"),
        (DATE, "завтра", "refused-date"),
        (LETTER, "23.11.2026", "refused-number-missing"),
    ],
)
def test_what_is_no_such_answer_is_refused(
    answered: Answered, type: Type[Any], typed: str, why: str
) -> None:
    assert refused(answered, question(type), Answer(text=typed)) == why


def test_one_of_several_is_pressed_or_named(answered: Answered) -> None:
    def named(turn: Turn, text: str) -> str:
        return {"второе": "two"}[text]

    asked = question(
        one_of(lambda turn, draft: (Option(each, "edit.choice") for each in ("one", "two")), named)
    )

    assert answered(asked, Answer(question="asked", value="one")) == "one"
    assert answered(asked, Answer(text="второе")) == "two"
    assert refused(answered, asked, Answer(question="asked", value="three")) == "refused-button"


def test_people_and_bodies_are_kept_by_id_however_they_are_named(answered: Answered) -> None:
    who = question(person(lambda turn, draft: turn.work.registry.officers("KZ-1")))
    where = question(body(lambda turn, draft: turn.work.registry.in_force(Party.BELARUS)))

    assert answered(who, Answer(text="асанов  б.")) == "kz-duty"
    assert answered(who, Answer(question="asked", value="kz-head")) == "kz-head"
    assert answered(where, Answer(text="by-1")) == "BY-1"
    assert refused(answered, who, Answer(text="Дубровская Е.")) == "refused-person-unknown"
    assert refused(answered, who, Answer(question="asked", value="by-duty")) == "refused-button"
    assert refused(answered, where, Answer(text="KZ-1")) == "refused-body-unknown"


def test_a_question_is_passed_over_only_where_it_offers_that(answered: Answered) -> None:
    pressed = Answer(question="asked", value=SKIP)
    optional = question(DATE, skip="choice-stop")

    assert answered(optional, pressed) == SKIPPED
    assert refused(answered, question(DATE), pressed) == "refused-button"
    for given, is_answered, value in (
        ({}, False, None),
        ({"asked": None}, False, None),
        ({"asked": SKIPPED}, True, None),
        ({"asked": "2026-12-01"}, True, date(2026, 12, 1)),
    ):
        known: Mapping[str, Any] = given
        assert optional.is_answered(draft(**known)) is is_answered
        assert optional.value(draft(**known)) == value


def test_what_is_checked_may_refuse_what_was_typed_and_what_was_pressed(
    answered: Answered,
) -> None:
    def check(turn: Turn, draft: Draft, value: str) -> str:
        raise Refused("refused-date-early")

    asked = question(
        one_of(lambda turn, draft: (Option("one", "edit.choice"),), lambda turn, text: text),
        check=check,
    )

    assert refused(answered, asked, Answer(text="one")) == "refused-date-early"
    assert refused(answered, asked, Answer(question="asked", value="one")) == "refused-date-early"
