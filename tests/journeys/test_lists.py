"""A list says how many it does not show, what is due first stands first, and its lines tell all."""

import re

import pytest
from sqlalchemy import update

from handlers.record import content
from storage.tables import agreements
from storage.work import Work
from tests.journeys.overmatrix import over_matrix
from tests.journeys.stage import FORM, Stage, on_console, send

NUMBER = re.compile(r"[A-Z]{2}-[A-Z]{2}-\d{4}-\d+")
PURPOSE = "предотвращение вывода из строя систем"
MORE = re.compile(r"Ещё (\d+)")


def numbers(text: str) -> list[str]:
    """Return the numbers in a list, in its order."""
    return [found.group() for line in text.split("\n") if (found := NUMBER.search(line))]


def more(stage: Stage, who: str) -> str | None:
    """Return the button of the next page under somebody's last message."""
    return next((each for each in stage.chat(who)[-1].buttons if MORE.fullmatch(each)), None)


def pages(stage: Stage, who: str, command: str) -> list[list[str]]:
    """Return the numbers on each page of a list, to its end."""
    stage.says(who, command)
    found = [numbers(stage.last(who))]
    while (label := more(stage, who)) is not None:
        left = int(MORE.fullmatch(label)[1])  # type: ignore[index]
        assert f"Ещё не показано: {left}" in stage.last(who)
        stage.presses(who, label)
        found.append(numbers(stage.last(who)))
        assert left >= len(found[-1])
    return found


@on_console
@pytest.mark.parametrize(
    ("who", "command"),
    [("by-duty", "/open"), ("kz-duty", "/open"), ("by-duty", "/owe"), ("by-duty", "/phone")],
)
def test_every_page_of_a_list_comes_and_nothing_is_left_out(
    stage: Stage, who: str, command: str
) -> None:
    for _ in range(23):
        send(stage)

    found = pages(stage, who, command)

    assert len(found) > 2
    assert all(len(each) <= 10 for each in found)
    assert {each for page in found for each in page} == {f"KZ-BY-2026-{n}" for n in range(1, 24)}


@over_matrix("kz-duty", "by-duty")
def test_the_next_page_comes_by_its_button(stage: Stage) -> None:
    for _ in range(12):
        send(stage)

    stage.says("kz-duty", "/open")
    first = numbers(stage.last("kz-duty"))
    stage.presses("kz-duty", "Ещё 2")
    second = numbers(stage.last("kz-duty"))

    assert len(first) == 10
    assert sorted(first + second) == sorted(f"KZ-BY-2026-{n}" for n in range(1, 13))


@on_console
def test_what_ends_between_two_pages_leaves_out_nothing(stage: Stage) -> None:
    for _ in range(15):
        send(stage)
    stage.says("by-duty", "/open")
    first = numbers(stage.last("by-duty"))
    for number in first[:3]:
        stage.says("kz-duty", f"/withdraw {number} Отпала необходимость")
        stage.presses("kz-duty", "Отозвать обращение")
        stage.signs("kz-duty")

    page = next(each for each in reversed(stage.chat("by-duty")) if "Ещё 5" in each.buttons)
    stage.presses("by-duty", "Ещё 5")

    assert page
    assert set(first + numbers(stage.last("by-duty"))) == {
        f"KZ-BY-2026-{each}" for each in range(1, 16)
    }


@on_console
def test_what_is_due_first_stands_first(stage: Stage) -> None:
    send(stage)
    stage.says("by-duty", "/accept 1")
    stage.passes(hours=3)
    send(stage)
    stage.passes(minutes=2)
    send(stage)

    stage.says("by-duty", "/open")

    assert numbers(stage.last("by-duty")) == ["KZ-BY-2026-2", "KZ-BY-2026-3", "KZ-BY-2026-1"]


@on_console
def test_a_line_tells_direction_turn_and_the_first_words(stage: Stage) -> None:
    send(stage)

    stage.says("by-duty", "/open")
    received = stage.last("by-duty").split("\n")[1]
    stage.says("kz-duty", "/open")
    sent = stage.last("kz-duty").split("\n")[1]

    waits = "ждёт вашего подтверждения до 11:56"
    assert received.startswith(f"🔴 KZ-BY-2026-1 · от Казахстана · {waits}")
    assert sent.startswith("🔴 KZ-BY-2026-1 · в Беларусь · ")
    assert PURPOSE in received
    assert PURPOSE in sent
    assert received.endswith("…")
    stage.says("by-duty", "/ack 1")
    stage.says("by-duty", "/open")
    assert "от вас ожидается до 23.11.2026 12:26 (Минск): решение" in stage.last("by-duty")
    stage.says("by-duty", "/ask 1 Какой порт?")
    stage.presses("by-duty", "В течение 24 ч")
    stage.presses("by-duty", "Запросить сведения")
    stage.says("by-duty", "/open")
    assert "от вас ожидается до конца 26.11.2026" in stage.last("by-duty")


@on_console
def test_an_auditor_reads_no_words_and_words_that_are_read_are_journalled(stage: Stage) -> None:
    send(stage)
    before = shown(stage)

    stage.says("auditor", "/open")
    assert PURPOSE not in stage.last("auditor")
    assert "KZ-BY-2026-1" in stage.last("auditor")
    assert shown(stage) == before
    stage.says("by-deputy", "/open")
    assert PURPOSE in stage.last("by-deputy")
    assert shown(stage) == [*before, "by-deputy"]


@on_console
def test_where_content_may_not_pass_a_line_has_no_words(stage: Stage) -> None:
    send(stage)
    stage.says("by-duty", "/ack 1")
    stage.look(lambda work: work.connection.execute(update(agreements).values(passage="pointer")))
    before = shown(stage)

    for command in ("/open", "/owe"):
        stage.says("by-duty", command)
        assert "KZ-BY-2026-1" in stage.last("by-duty")
        assert PURPOSE not in stage.last("by-duty")
    assert shown(stage) == before


@on_console
def test_drafts_are_told_apart_and_all_of_them_are_reached(stage: Stage) -> None:
    for count in range(11):
        form = FORM.replace("предотвращение", f"предотвращение-{count}").replace("Сроки", "Иное")
        stage.says("kz-duty", form)
        stage.passes(minutes=1)
        stage.says("kz-duty", "/cancel")

    stage.says("kz-duty", "/drafts")
    first = stage.last("kz-duty")
    stage.presses("kz-duty", "Ещё 1")
    second = stage.last("kz-duty")

    assert "Черновики: 11" in first
    assert "1. " in first
    assert "предотвращение-10" in first
    assert "предотвращение-0 " not in first
    assert "11. " in second
    assert "предотвращение-0 " in second
    stage.presses("kz-duty", "Продолжить 11")
    assert "предотвращение-0 " in stage.chat("kz-duty")[-1].text or "Сроки" in stage.last("kz-duty")


def shown(stage: Stage) -> list[str]:
    """Return who was shown content of the first request, in their order."""

    def found(work: Work) -> list[str]:
        subject = work.requests.of("KZ-1")[0].subject
        entries = work.journal.about(subject)
        return [each.actor for each in entries if each.action == content.SHOWN]

    return stage.look(found)
