"""Two people at once, on both databases: of what excludes each other one is done, once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest

from handlers.chat.events import Incoming, Pressed, Said
from protocol.moves import MOVES, Move
from storage.keys import KeyRing
from tests.journeys.stage import Stage, send
from tests.journeys.test_taking_over import second_body

NUMBER = "KZ-BY-2026-1"
SENT = ("Отправлено сегодня", "(код)")
USUAL = "В течение 24 ч"


@pytest.fixture
def stage(database_url: str, ring: KeyRing) -> Iterator[Stage]:
    """The bot and the training register, first on SQLite, then on PostgreSQL."""
    with Stage(database_url, ring) as stage:
        yield stage


def does(stage: Stage, line: str, *, but_the_last: bool = False) -> Incoming:
    """
    Let somebody type a command and what follows: a button, else words, or a code.

    Return the last of it, done already but where it is left for later.
    """
    who, typed, *rest = (each.strip() for each in line.split("|"))
    steps: list[Incoming | str] = [Said(typed), *rest]
    for number, step in enumerate(steps):
        if step == "(код)":
            step = Said(stage.code(who)) if but_the_last else "(код)"
        elif isinstance(step, str):
            labels = [each.label for each in stage.chat(who)[-1].versions[-1].buttons]
            step = Pressed(stage.offer(who, step)) if step in labels else Said(step)
        if but_the_last and number == len(steps) - 1:
            assert isinstance(step, Pressed | Said)
            return step
        if step == "(код)":
            stage.signs(who)
        else:
            assert isinstance(step, Pressed | Said)
            stage.does(who, step)
    return Said("")


@dataclass(frozen=True)
class AtOnce:
    """What came before, what two people do then, and the moves of which one is made, once."""

    before: tuple[str, ...]
    acts: tuple[str, str]
    moves: tuple[Move, ...]


ACCEPTED = ("by-duty | /accept 1",)
CONDITIONS = f"by-duty | /conditions 1 Не извещать | Может помешать | {USUAL} | Предложить условия"
RESULT = "by-duty | /result 1 Узел отключён | Сообщить результат"
INCOMPLETE = "kz-duty | /incomplete 1 Нет журналов | Результат неполный"
LETTER = "kz-head | /confirm 1 12-4/881 от 23.11.2026"
FORWARDED = "by-duty | /forward 1 | Генеральная прокуратура BY | Передать по компетенции"
PERIOD = "by-head | /period 1 20.01.2027 | Без договора | Предложить иной срок"
REFUSED = "by-head | /refuse 1 Противоречит закону | Отказать в исполнении | (код)"
REFUSED_PART = (
    "by-head | /refusepart 1 Выдача журналов | Тайна связи | Узел отключён"
    " | Отказать частично | (код)"
)

ROWS: Mapping[str, AtOnce] = {
    "it is taken over once": AtOnce(
        (*ACCEPTED, FORWARDED),
        ("by2-duty | /take 1", "by2-other | /take 1"),
        (Move.TAKE_OVER,),
    ),
    "it is taken over, or the first authority reports": AtOnce(
        (*ACCEPTED, FORWARDED),
        ("by2-duty | /take 1", RESULT),
        (Move.TAKE_OVER, Move.REPORT_RESULT),
    ),
    "a correction is read once": AtOnce(
        (
            *ACCEPTED,
            "kz-duty | /correct 1 | Содействие | Сохранить и почту узла | Направить исправление",
        ),
        ("by-duty | /read 1", "by-duty2 | /read 1"),
        (Move.READ_CORRECTION,),
    ),
    "a period is agreed on or declined": AtOnce(
        (*ACCEPTED, PERIOD),
        (
            "kz-head | /agreeperiod 1 | Согласовать срок | (код)",
            "kz-duty | /declineperiod 1 Нужно раньше | Не согласовать срок",
        ),
        (Move.AGREE_MOMENT, Move.DECLINE_PERIOD),
    ),
    "two signatories agree on a period once": AtOnce(
        (*ACCEPTED, PERIOD),
        (
            "kz-head | /agreeperiod 1 | Согласовать срок | (код)",
            "kz-deputy | /agreeperiod 1 | Согласовать срок | (код)",
        ),
        (Move.AGREE_MOMENT,),
    ),
    "conditions are countered or accepted": AtOnce(
        (*ACCEPTED, CONDITIONS),
        (
            "kz-head | /acceptconditions 1 | Принять условия | (код)",
            f"kz-duty | /counter 1 Известить после | {USUAL} | Предложить иные условия",
        ),
        (Move.ACCEPT_CONDITIONS, Move.COUNTER_CONDITIONS),
    ),
    "execution is resumed once": AtOnce(
        (*ACCEPTED, "by-duty | /postpone 1 | Без даты | Отложить исполнение"),
        (
            "by-duty | /resume 1 | Без даты | Возобновить исполнение",
            "by-duty2 | /resume 1 | Без даты | Возобновить исполнение",
        ),
        (Move.RESUME,),
    ),
    "what was received in error was sent correctly or not": AtOnce(
        ("by-duty | /ack 1", "by-duty | /misdirected 1 | Получено ошибочно"),
        (
            "kz-duty | /rightly 1 | Направлено верно",
            "kz-duty2 | /wrongly 1 | Направлено ошибочно",
        ),
        (Move.SENT_CORRECTLY, Move.SENT_IN_ERROR),
    ),
    "a result is received or called incomplete": AtOnce(
        (*ACCEPTED, RESULT),
        (
            "kz-duty | /received 1 вх. 7 | Результат получен",
            "kz-duty2 | /incomplete 1 Нет журналов | Результат неполный",
        ),
        (Move.ACKNOWLEDGE_RESULT, Move.CALL_INCOMPLETE),
    ),
    "a result is final once": AtOnce(
        (*ACCEPTED, RESULT, INCOMPLETE),
        (
            "by-duty | /final 1 Иных нет | Результат окончательный",
            "by-duty2 | /final 1 Иных нет | Результат окончательный",
        ),
        (Move.INSIST_RESULT,),
    ),
    "a result is signed once": AtOnce(
        (*ACCEPTED, RESULT),
        (
            "by-head | /sign 1 | Подписать результат | (код)",
            "by-deputy | /sign 1 | Подписать результат | (код)",
        ),
        (Move.SIGN_RESULT,),
    ),
    "a partial refusal is taken back once": AtOnce(
        (*ACCEPTED, REFUSED_PART),
        (
            "by-head | /unrefusepart 1 Получено согласие | Отозвать частичный отказ | (код)",
            "by-deputy | /unrefusepart 1 Получено согласие | Отозвать частичный отказ | (код)",
        ),
        (Move.UNREFUSE_PART,),
    ),
    "a refusal is taken back once": AtOnce(
        (*ACCEPTED, REFUSED),
        (
            "by-head | /unrefuse 1 Получено согласие | Отозвать отказ | (код)",
            "by-deputy | /unrefuse 1 Получено согласие | Отозвать отказ | (код)",
        ),
        (Move.UNREFUSE,),
    ),
    "a letter is dispatched once": AtOnce(
        (*ACCEPTED, f"{LETTER} | Ещё не отправлено | (код)"),
        (
            "kz-head | /sent 1 сегодня | Указать отправку | (код)",
            "kz-deputy | /sent 1 сегодня | Указать отправку | (код)",
        ),
        (Move.DISPATCH_CONFIRMATION,),
    ),
    "the letter of an addition is registered once": AtOnce(
        (
            *ACCEPTED,
            f"{LETTER} | Отправлено сегодня | (код)",
            "kz-duty | /add 1 Сохранить почту | Запрашивает новое | Направить дополнение",
        ),
        (
            "kz-head | /confirm 1 12-4/882 от 23.11.2026 | Отправлено сегодня | (код)",
            "kz-deputy | /confirm 1 12-4/882 от 23.11.2026 | Отправлено сегодня | (код)",
        ),
        (Move.CONFIRM_ADDITION,),
    ),
    "an objection is answered once": AtOnce(
        (
            *ACCEPTED,
            f"{LETTER} | Отправлено сегодня | (код)",
            "by-duty | /object 1 Подписано не тем | Заявить возражение",
        ),
        (
            "kz-duty | /reply 1 Врио по приказу | Ответить на возражение",
            "kz-duty2 | /reply 1 Врио по приказу | Ответить на возражение",
        ),
        (Move.ANSWER_OBJECTION,),
    ),
}


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_of_two_acts_at_once_that_exclude_each_other_one_is_done(stage: Stage, row: AtOnce) -> None:
    send(stage)
    stage.look(second_body)
    for line in row.before:
        does(stage, line)
    stage.passes(minutes=1)
    people = [line.split(" ")[0] for line in row.acts]
    steps = [does(stage, line, but_the_last=True) for line in row.acts]
    owed = dict(stage.owed(NUMBER))
    heard = {who: len(stage.chat(who)) for who in people}

    stage.do_at_once(*zip(people, steps, strict=True))

    made = [Move(each) for each in stage.history(NUMBER) if each in row.moves]
    assert len(made) == 1, [each.text for who in people for each in stage.chat(who)[-3:]]
    subject = stage.request(NUMBER).subject
    journal = stage.look(lambda work: work.journal.about(subject))
    [winner] = [each.actor for each in journal if each.action == made[0]]
    [loser] = [who for who in people if who != winner]
    name = stage.look(lambda work: work.registry.officer(winner).name)
    answers = "\n".join(each.text for each in stage.chat(loser)[heard[loser] :])
    # Whoever might have taken it over reads how it stands, and of no officer.
    is_receiver = loser == "by2-duty" and made[0] is Move.REPORT_RESULT
    assert ("результат сообщён" if is_receiver else name) in answers, answers
    ended = MOVES[made[0]].discharges
    after = stage.owed(NUMBER)
    kept = {kind: each for kind, each in owed.items() if each.is_open and kind not in ended}
    if made[0] != Move.TAKE_OVER:
        assert {kind: after[kind] for kind in kept} == kept
