"""What may pass over a channel is what the register holds at that very moment. Art. 6."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.transports.base import Never
from handlers.record.content import passage
from protocol.parties import Channel, Interval, Party, Passage
from protocol.request import Number
from storage.keys import KeyRing
from storage.work import Store, Work
from tests.builders import Clock, agreement, request
from tests.journeys.stage import FORM, Stage, send

KZ, BY, RU = Party.KAZAKHSTAN, Party.BELARUS, Party.RUSSIA
BEGIN, END = datetime(2026, 11, 23, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC)
SEND = "Нет гостайны, отправить"
LEAST = timedelta(microseconds=1)
CONTENT, POINTER = Passage.CONTENT, Passage.POINTER
MOMENTS = {
    "before": (BEGIN - LEAST, POINTER),
    "the first instant": (BEGIN, CONTENT),
    "the last instant": (END - LEAST, CONTENT),
    "the end": (END, POINTER),
    "after": (END + LEAST, POINTER),
}


@pytest.mark.parametrize("when", MOMENTS)
@pytest.mark.parametrize(("one", "other"), [(KZ, BY), (BY, KZ)])
async def test_content_passes_both_ways_from_the_first_instant_to_before_the_end(
    one: Party, other: Party, when: str, store: Store, clock: Clock
) -> None:
    at, passes = MOMENTS[when]
    held = agreement(channel=Channel.TELEGRAM, passage=CONTENT, during=Interval(BEGIN, END))
    sent, elsewhere = (request(number=Number(*pair, 2026, 1)) for pair in ((one, other), (one, RU)))
    await store.run(lambda work: work.registry.put_agreement(held))
    clock.now = at

    def found(work: Work) -> list[Passage]:
        asked = ((sent, Channel.TELEGRAM), (sent, Channel.MATRIX), (elsewhere, Channel.TELEGRAM))
        return [passage(work, each, channel) for each, channel in asked]

    assert await store.run(found) == [passes, POINTER, POINTER]


@pytest.mark.parametrize("agreed", [True, False])
@pytest.mark.parametrize("channel", [Channel.TELEGRAM, Channel.MATRIX])
async def test_official_use_never_passes_over_telegram_whatever_was_agreed(
    channel: Channel, agreed: bool, store: Store
) -> None:
    held = agreement(channel=channel, passage=CONTENT, official_use=agreed)
    await store.run(lambda work: work.registry.put_agreement(held))

    found = await store.run(lambda work: passage(work, request(official_use=True), channel))

    may = agreed and channel is Channel.MATRIX
    assert found is (CONTENT if may else POINTER)


def test_words_for_official_use_are_refused_where_no_channel_may_carry_them(stage: Stage) -> None:
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    before = len(stage.chat("kz-duty"))

    stage.says("by-duty", "/result 1 ДСП. Установлен владелец узла")

    assert "не допускает текстов с пометкой «ДСП»" in stage.last("by-duty")
    assert "Направьте эти сведения письмом." in stage.last("by-duty")
    assert len(stage.chat("kz-duty")) == before


def test_words_for_official_use_make_the_request_so(sqlite_path: str, ring: KeyRing) -> None:
    channels = (Channel.MATRIX, Channel.TELEGRAM)
    with Stage(f"sqlite:///{sqlite_path}", ring, channels=channels) as stage:
        for who in ("kz-duty", "by-duty"):
            for channel in channels:
                stage.joins(who, channel)
        stage.says("kz-duty", FORM, channel=Channel.MATRIX)
        stage.presses("kz-duty", SEND, channel=Channel.MATRIX)
        stage.says("by-duty", "/ack 1", channel=Channel.MATRIX)
        stage.fails("kz-duty", Never("blocked"), channel=Channel.MATRIX)

        stage.says("by-duty", "/result 1 ДСП. Установлен владелец узла", channel=Channel.MATRIX)
        stage.presses("by-duty", "Сообщить результат", channel=Channel.MATRIX)

        assert stage.request("KZ-BY-2026-1").official_use
        telegram = [each.text for each in stage.chat("kz-duty", channel=Channel.TELEGRAM)]
        pointer = "KZ-BY-2026-1: новое сообщение. Содержание — в защищённом чате."
        assert any(each.startswith(pointer) for each in telegram)
        assert not any("Установлен владелец" in each for each in telegram)
