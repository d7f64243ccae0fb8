"""Execution is bound to conditions: proposed, answered, kept for good. Art. 7, 10."""

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.chat.events import Pressed
from protocol.moves import Execution
from protocol.obligation import Kind
from protocol.parties import Party, Passage
from storage.work import Work
from tests.journeys.overmatrix import over_matrix
from tests.journeys.stage import ASTANA, CODE_ASKED, MINSK, Stage, moment, send

NUMBER = "KZ-BY-2026-1"
WORDS = "Не извещать оператора связи"
ACCEPT, DECLINE, OTHER = "Принять условия", "Не принимать условия", "Предложить иные условия"


@pytest.fixture(autouse=True)
def accepted(stage: Stage) -> None:
    """A request that Belarus executes."""
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    stage.presses("by-duty", "Принять к исполнению")


def proposed(stage: Stage, words: str = WORDS, basis: str = "Может помешать") -> None:
    """Belarus proposes conditions, and needs the answer by six in the evening."""
    stage.says("by-duty", f"/conditions 1 {words}")
    stage.presses("by-duty", basis)
    stage.says("by-duty", "23.11.2026 18:00")
    stage.presses("by-duty", "Предложить условия")


def to_the_head(stage: Stage) -> None:
    """The head looks at the request."""
    stage.says("kz-head", "/acceptconditions 1")


def card(stage: Stage, who: str) -> str:
    """Return the card as somebody opens it."""
    stage.says(who, f"/open {NUMBER}")
    return next(each.text for each in reversed(stage.chat(who)) if "История" in each.text)


@pytest.mark.proves("7.6.2")
def test_the_article_is_cited_only_where_proceedings_may_be_hindered(stage: Stage) -> None:
    execution = stage.owed(NUMBER)[Kind.EXECUTE]
    stage.says("by-duty", f"/conditions 1 {WORDS}")
    assert "может ли незамедлительное исполнение помешать" in stage.last("by-duty")
    stage.presses("by-duty", "Прервать")

    proposed(stage)
    hindered = stage.last("kz-duty")
    proposed(stage, basis="Нет, об использовании")
    about_use = stage.last("kz-duty")
    proposed(stage, basis="Нет, иное")
    other = stage.last("kz-duty")

    assert hindered.startswith(
        "🟡 KZ-BY-2026-1: исполнение может помешать производству на территории запрашиваемой "
        "Стороны (ст. 7). Предложены условия: Дубровская Е."
    )
    assert WORDS in hindered
    assert "Ответ нужен до 23.11.2026 20:00 (Астана)" in hindered
    # Below it stands for what the information may be used, which rests on Art. 10 itself.
    about_use, other = (each.partition("Использование")[0] for each in (about_use, other))
    assert "ст. 10" in about_use
    assert "ст. 7" not in about_use
    assert "ст. " not in other
    assert stage.owed(NUMBER)[Kind.EXECUTE] == execution
    owed = stage.owed(NUMBER)[Kind.ANSWER_CONDITIONS]
    assert owed.owed_by == "KZ-1"
    assert owed.due.at == moment("23.11.2026 18:00", MINSK)


@over_matrix("kz-duty", "kz-head", "by-duty")
@pytest.mark.proves("7.6.3")
def test_what_is_accepted_by_code_must_be_kept_and_stands_on_everything_later(
    stage: Stage,
) -> None:
    proposed(stage)
    to_the_head(stage)
    assert WORDS in stage.last("kz-head")
    stage.presses("kz-head", ACCEPT)
    assert WORDS in stage.last("kz-head")
    stage.signs("kz-head")

    told = stage.last("by-duty")
    name = stage.look(lambda work: work.registry.officer("kz-head").name)
    assert told.startswith(f"🟡 KZ-BY-2026-1: условия приняты: {name}, ")
    assert "Запрашивающая Сторона должна соблюдать эти условия (ст. 7)." in told
    assert WORDS in told
    assert not stage.owed(NUMBER)[Kind.ANSWER_CONDITIONS].is_open
    stage.says("by-duty", "/partial 1 Узел найден")
    stage.presses("by-duty", "Промежуточный результат")
    assert WORDS in stage.last("kz-duty")
    stage.attaches("by-duty", "/result 1 Узел отключён")
    stage.presses("by-duty", "Сообщить результат")
    assert WORDS in stage.last("kz-duty")
    stage.says("kz-duty", "/received 1 вх. 3418")
    stage.presses("kz-duty", "Результат получен")
    assert stage.request(NUMBER).execution is Execution.CLOSED
    stage.passes(days=40)
    for who in ("kz-duty", "by-duty"):
        assert "приняты: " in card(stage, who)
        assert WORDS in card(stage, who).partition("История")[0]
    stage.says("kz-duty", f"/letter letter {NUMBER}")
    assert WORDS in stage.last("kz-duty")


def test_a_duty_officer_accepts_by_a_code_at_the_direction_of_a_signatory(stage: Stage) -> None:
    proposed(stage)

    stage.says("kz-duty", "/acceptconditions 1")
    assert "по чьему указанию?" in stage.last("kz-duty")
    stage.says("kz-duty", "Кто-то другой")
    assert "по чьему указанию?" in stage.last("kz-duty")
    stage.says("kz-duty", stage.look(lambda work: work.registry.officer("kz-head").name))
    stage.presses("kz-duty", ACCEPT)
    assert stage.owed(NUMBER)[Kind.ANSWER_CONDITIONS].is_open
    stage.signs("kz-duty")

    name = stage.look(lambda work: work.registry.officer("kz-head").name)
    assert f"по указанию: {name}" in stage.last("by-duty")
    assert not stage.owed(NUMBER)[Kind.ANSWER_CONDITIONS].is_open


def test_declining_changes_no_state_and_is_no_ground_to_refuse(stage: Stage) -> None:
    proposed(stage)
    before = stage.request(NUMBER).execution

    stage.says("kz-duty", "/declineconditions 1")
    stage.presses("kz-duty", "Без причин")
    stage.presses("kz-duty", DECLINE)

    assert stage.request(NUMBER).execution is before
    assert not stage.owed(NUMBER)[Kind.ANSWER_CONDITIONS].is_open
    told = stage.last("by-duty")
    assert "условия не приняты" in told
    assert "основанием для отказа это не является" in told
    assert WORDS not in card(stage, "kz-duty").partition("История")[0]
    assert WORDS in card(stage, "kz-duty").partition("История")[2]


@pytest.mark.proves("7.6.2")
def test_a_counter_proposal_is_owed_an_answer_by_the_other_side(stage: Stage) -> None:
    proposed(stage)

    stage.says("kz-duty", "/counter 1 Известить оператора после отключения")
    stage.presses("kz-duty", "В течение 24 ч")
    stage.presses("kz-duty", OTHER)

    owed = stage.owed(NUMBER)
    assert not owed[Kind.ANSWER_CONDITIONS].is_open
    assert owed[Kind.ANSWER_COUNTER].owed_by == "BY-1"
    assert owed[Kind.ANSWER_COUNTER].due.at - stage.now > timedelta(hours=23)
    assert "Известить оператора после отключения" in stage.last("by-duty")
    proposed(stage, "Известить оператора после отключения узла")
    owed = stage.owed(NUMBER)
    assert not owed[Kind.ANSWER_COUNTER].is_open
    assert owed[Kind.ANSWER_CONDITIONS].is_open
    to_the_head(stage)
    stage.presses("kz-head", ACCEPT)
    stage.signs("kz-head")
    stands = card(stage, "by-duty").partition("История")[0]
    assert "Известить оператора после отключения узла" in stands
    assert WORDS not in stands


def test_nobody_accepts_what_was_not_shown(stage: Stage) -> None:
    proposed(stage)
    to_the_head(stage)
    stage.presses("kz-head", ACCEPT)
    proposed(stage, "Передать все журналы")

    stage.signs("kz-head")

    assert "с тех пор изменилось" in stage.last("kz-head")
    assert stage.owed(NUMBER)[Kind.ANSWER_CONDITIONS].is_open
    assert "Передать все журналы" not in card(stage, "kz-head").partition("История")[0]


def test_the_second_of_two_is_told_who_answered_first(stage: Stage) -> None:
    proposed(stage)
    for who in ("kz-duty", "kz-head"):
        stage.says(who, "/declineconditions 1 Невыполнимо")
    stage.presses("kz-duty", DECLINE)

    stage.presses("kz-head", DECLINE)

    assert "это уже сделано; Асанов Б." in stage.last("kz-head")
    stage.says("kz-head", "/acceptconditions 1")
    assert "нельзя" in stage.last("kz-head")


def test_nothing_is_answered_that_was_not_proposed(stage: Stage) -> None:
    stage.says("kz-duty", "/acceptconditions 1")

    assert "Принять условия исполнения нельзя: по KZ-BY-2026-1 этого не ожидается" in stage.last(
        "kz-duty"
    )
    stage.says("by-duty", "/breach 1 Оператор извещён")
    assert "по KZ-BY-2026-1 условия не принимались" in stage.last("by-duty")
    assert "Условие не соблюдено" not in stage.chat("by-duty")[-1].buttons


def test_a_condition_that_was_not_observed_is_recorded_and_answered_also_after_the_end(
    stage: Stage,
) -> None:
    proposed(stage)
    to_the_head(stage)
    stage.presses("kz-head", ACCEPT)
    stage.signs("kz-head")
    stage.says("by-duty", "/result 1 Узел отключён")
    stage.presses("by-duty", "Сообщить результат")
    stage.presses("kz-duty", "Результат получен")
    stage.says("kz-duty", "вх. 3418")
    stage.presses("kz-duty", "Результат получен")
    assert stage.request(NUMBER).execution is Execution.CLOSED

    stage.says("by-duty", f"/breach {NUMBER} Оператор извещён")
    stage.presses("by-duty", "В течение 24 ч")
    stage.presses("by-duty", "Условие не соблюдено")

    assert "условие не соблюдено" in stage.last("kz-duty")
    assert "Оператор извещён" in stage.last("kz-duty")
    assert stage.owed(NUMBER)[Kind.ANSWER_BREACH].owed_by == "KZ-1"
    stage.presses("kz-duty", "Ответить об условии")
    stage.says("kz-duty", "Оператор извещён следователем")
    stage.presses("kz-duty", "Ответить об условии")
    assert "Оператор извещён следователем" in stage.last("by-duty")
    assert not stage.owed(NUMBER)[Kind.ANSWER_BREACH].is_open
    assert "Оператор извещён следователем" in card(stage, "kz-duty")


def test_the_reminder_carries_the_buttons_that_answer(stage: Stage) -> None:
    stage.says("by-duty", f"/conditions 1 {WORDS}")
    stage.presses("by-duty", "Может помешать")
    stage.says("by-duty", "24.11.2026 11:41")
    stage.presses("by-duty", "Предложить условия")

    # What is to be said at night waits for the day.
    stage.reaches(moment("24.11.2026 09:45", ASTANA))

    assert "предложены условия исполнения; ответ ожидается" in stage.last("kz-duty")
    assert {ACCEPT, DECLINE, OTHER} <= set(stage.chat("kz-duty")[-1].buttons)


def test_whoever_may_not_read_content_reads_that_there_are_conditions_and_no_words(
    stage: Stage,
) -> None:
    proposed(stage)
    to_the_head(stage)
    stage.presses("kz-head", ACCEPT)
    stage.signs("kz-head")

    stage.says("auditor", f"/open {NUMBER}")

    told = "".join(each.text for each in stage.chat("auditor"))
    assert WORDS not in told


def test_where_only_a_pointer_may_pass_nobody_reads_nor_signs_the_words(stage: Stage) -> None:
    proposed(stage)
    to_the_head(stage)
    channel = stage.channel

    def pointer(work: Work) -> None:
        for each in work.registry.agreements().held:
            if each.pair == {Party.KAZAKHSTAN, Party.BELARUS} and each.channel is channel:
                work.registry.put_agreement(replace(each, passage=Passage.POINTER))

    before = len(stage.chat("kz-head"))
    offer = stage.offer("kz-head", ACCEPT)
    stage.look(pointer)
    stage.does("kz-head", Pressed(offer))
    stage.says("kz-head", "/acceptconditions 1")

    later = [each.text for each in stage.chat("kz-head")[before:]]
    assert later
    assert not [each for each in later if WORDS in each or CODE_ASKED in each]
    assert stage.owed(NUMBER)[Kind.ANSWER_CONDITIONS].is_open
