"""After a gap each officer hears, once, for which interval something may be lost."""

from datetime import timedelta

from handlers.chat.events import Pressed
from handlers.clock import outage
from handlers.clock.outage import Kept
from protocol.parties import Channel
from storage.work import Work
from tests.journeys.stage import Stage, send

KEPT = Kept(presses=timedelta(seconds=150), messages=timedelta(hours=24))
GAP = "консоль: связи не было"


def hears(stage: Stage) -> None:
    def heard(work: Work) -> None:
        outage.note_heard(work, stage.app.site, Channel.CONSOLE, KEPT)

    stage.look(heard)
    stage.passes(seconds=5)


def told(stage: Stage) -> dict[str, list[str]]:
    """Return who was told of a gap, and in which words."""
    chats = stage.networks[Channel.CONSOLE].chats
    words = {who: [each.text for each in chats[who] if "не было с" in each.text] for who in chats}
    return {who: said for who, said in words.items() if said}


def test_the_first_time_and_within_what_the_server_keeps_nobody_is_told(stage: Stage) -> None:
    hears(stage)
    stage.passes(seconds=140)
    hears(stage)

    assert told(stage) == {}


def test_after_some_minutes_those_are_told_who_had_what_to_press(stage: Stage) -> None:
    send(stage)
    stage.says("ru-duty", "/urgent")
    hears(stage)
    stage.stops()
    stage.passes(minutes=10)
    stage.starts()
    hears(stage)
    hears(stage)

    words = told(stage)
    serving = stage.look(lambda work: work.registry.everybody())
    # A registrar has nothing to press about a request, and does not hear of one (Art. 10).
    desks = {each.id for each in serving if each.authority in ("KZ-1", "BY-1")}
    assert set(words) == desks - {"kz-registrar", "by-registrar"} | {"ru-duty"}
    assert all(len(said) == 1 for said in words.values())
    assert "Нажатия кнопок до 23.11.2026 " in words["by-duty"][0]
    assert "Сообщения и файлы не потеряны." in words["by-duty"][0]


def test_after_a_day_everybody_hears_the_interval_and_the_buttons_work(stage: Stage) -> None:
    send(stage)
    hears(stage)
    stage.stops()
    stage.passes(hours=26)
    stage.starts()
    hears(stage)

    words = told(stage)
    assert len(words) == len(stage.look(lambda work: work.registry.everybody()))
    (said,) = words["by-duty"]
    assert said.startswith(f"{GAP} с 23.11.2026 11:41 (Минск) до 24.11.2026 13:4")
    assert "отправленные до 23.11.2026 13:4" in said
    assert "нажатия кнопок до 24.11.2026 13:38" in said
    stage.presses("by-duty", "KZ-BY-2026-1: Подтвердить получение")
    assert stage.request("KZ-BY-2026-1").acknowledged_by == "by-duty"


def test_what_was_offered_before_the_gap_works_as_well(stage: Stage) -> None:
    send(stage)
    hears(stage)
    before = stage.offer("by-duty", "Подтвердить получение")
    stage.stops()
    stage.passes(hours=26)
    stage.starts()
    hears(stage)

    stage.does("by-duty", Pressed(before))
    assert stage.request("KZ-BY-2026-1").acknowledged_by == "by-duty"
