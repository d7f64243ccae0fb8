"""Both sides enter one telephonogram: one number, one clock, and it can be taken apart. Art. 6."""

from datetime import timedelta

import pytest

from handlers.chat.events import Pressed
from protocol.moves import Execution
from protocol.obligation import Kind
from tests.journeys.stage import ASTANA, Stage, moment
from tests.journeys.test_entering import (
    CONTENT,
    ENTER,
    NUMBER,
    enters_received,
    enters_sent,
    labels,
    states,
)

PAIR, APART = f"Это {NUMBER}", "Это другое обращение"
OTHERWISE = CONTENT.replace("готовит атаку на узел связи", "готовит атаку на узел связи № 4")


def states_received(stage: Stage, at: str = "11:00") -> None:
    """Belarus states what Kazakhstan has entered before it."""
    states(stage, "by-duty", "Принято нами", "Казахстан", at)
    stage.says("by-duty", OTHERWISE)


def test_the_second_entry_gets_no_number_and_the_clock_runs_from_the_earlier_moment(
    stage: Stage,
) -> None:
    enters_sent(stage)
    assert stage.request(NUMBER).execution is Execution.TRANSMITTED
    states_received(stage)

    preview = stage.last("by-duty")
    assert f"Возможно, другая Сторона это уже внесла: {NUMBER}" in preview
    assert "предотвращение вывода из строя" in preview.rpartition("🟡")[2]
    stage.presses("by-duty", PAIR)

    (request,) = stage.look(lambda work: work.requests.of("KZ-1"))
    at = moment("23.11.2026 13:00", ASTANA)
    assert request.transmitted_at == at
    # Whoever took it down has it.
    assert request.execution is Execution.ACKNOWLEDGED
    owed = stage.owed(NUMBER)
    assert owed[Kind.CONFIRM].due.hours_at == at + timedelta(hours=72)
    assert owed[Kind.EXECUTE].opened_at == at
    assert not owed[Kind.ACKNOWLEDGE].is_open
    told = stage.last("kz-duty")
    assert told.startswith(f"🟢 {NUMBER}: другая Сторона внесла ту же передачу")
    assert "13:00 (Астана)" in told


def test_a_later_moment_moves_no_clock(stage: Stage) -> None:
    enters_sent(stage)
    before = stage.owed(NUMBER)[Kind.CONFIRM]
    states_received(stage, "11:20")

    stage.presses("by-duty", PAIR)

    assert stage.owed(NUMBER)[Kind.CONFIRM] == before
    assert stage.request(NUMBER).transmitted_at == moment("23.11.2026 13:05", ASTANA)


def test_nothing_of_either_entry_is_lost(stage: Stage) -> None:
    enters_sent(stage)
    states_received(stage)
    stage.presses("by-duty", PAIR)

    stage.says("kz-duty", "/open 1")

    card = stage.last("kz-duty")
    assert "Передано по телефону 23.11.2026 13:05 (Астана)" in card
    assert "Передано по телефону 23.11.2026 13:00 (Астана)" in card
    assert "готовит атаку на узел связи\n" in card
    assert "Так записано другой Стороной (Беларусь, Дубровская Е.):" in card
    assert "готовит атаку на узел связи № 4" in card
    assert card.count("Цель:") == 1


@pytest.mark.parametrize("who", ["by-duty", "kz-duty"])
def test_taken_apart_each_has_its_number_and_its_own_clocks(stage: Stage, who: str) -> None:
    enters_sent(stage)
    states_received(stage)
    stage.presses("by-duty", PAIR)

    stage.presses(who, APART)

    first, second = stage.request(NUMBER), stage.request("KZ-BY-2026-2")
    assert first.transmitted_at == moment("23.11.2026 13:05", ASTANA)
    assert second.transmitted_at == moment("23.11.2026 13:00", ASTANA)
    for request in (first, second):
        owed = stage.owed(str(request.number))[Kind.CONFIRM]
        assert request.transmitted_at is not None
        assert owed.due.hours_at == request.transmitted_at + timedelta(hours=72)
    content = stage.look(lambda work: work.requests.content(second.id))
    assert "№ 4" in content.substance
    stage.says("kz-duty", "/open 1")
    assert "№ 4" not in stage.last("kz-duty")
    for each in ("kz-duty", "by-duty"):
        heard = stage.heard(each, stage.now - timedelta(seconds=30))
        assert any("отнесена к другому обращению, KZ-BY-2026-2" in text for text in heard)


def test_the_requesting_side_may_be_the_second_one(stage: Stage) -> None:
    enters_received(stage)
    states(stage, "kz-duty", "Передано нами", "Беларусь", "13:10")
    stage.says("kz-duty", CONTENT)

    stage.presses("kz-duty", PAIR)

    (request,) = stage.look(lambda work: work.requests.of("KZ-1"))
    assert request.transmitted_at == moment("23.11.2026 13:05", ASTANA)
    assert request.execution is Execution.ACKNOWLEDGED
    assert "внесла ту же передачу" in stage.last("by-duty")


@pytest.mark.parametrize("at", ["09:59", "10:04"])
def test_more_than_an_hour_apart_they_are_two(stage: Stage, at: str) -> None:
    enters_sent(stage)

    states_received(stage, at)

    assert PAIR not in labels(stage, "by-duty")
    stage.presses("by-duty", ENTER)
    assert len(stage.look(lambda work: work.requests.of("KZ-1"))) == 2


def test_one_side_cannot_pair_with_itself_nor_twice(stage: Stage) -> None:
    enters_sent(stage)
    states(stage, "kz-duty", "Передано нами", "Беларусь", "13:06")
    stage.says("kz-duty", CONTENT)
    assert PAIR not in labels(stage, "kz-duty")
    stage.presses("kz-duty", "Удалить черновик")
    states_received(stage)
    offer = stage.offer("by-duty", PAIR)
    for _ in range(2):
        stage.does("by-duty", Pressed(offer))
        stage.passes(seconds=30)
    states_received(stage)

    assert PAIR not in labels(stage, "by-duty")
    request = stage.request(NUMBER)
    assert len(stage.look(lambda work: work.requests.entries.of(request.id))) == 2
