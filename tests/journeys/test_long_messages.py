"""A client of Telegram cuts a long message at 4,096 units; the bot reads it as one. Art. 6, 10."""

import pytest

from bot.inbox.parts import AWAITED, LIMIT
from bot.transports.base import Receipt
from protocol.parties import Channel
from storage.work import Work
from tests.journeys.stage import FORM, Stage

pytestmark = pytest.mark.parametrize("stage", [Channel.TELEGRAM], indirect=True, ids=str)

LINE = "запись {0:04} журнала соединений узла связи"
LINES = [LINE.format(number) for number in range(90)]
LONG = FORM.replace("готовит атаку на узел связи", "готовит атаку\n" + "\n".join(LINES))


def cut(text: str) -> tuple[str, str]:
    """Cut a text where a client does: at the end of the last line that fits."""
    end = text.rindex("\n", 0, LIMIT)
    return text[:end], text[end + 1 :]


def substance(stage: Stage, who: str = "kz-duty") -> str:
    def found(work: Work) -> str:
        return str(work.drafts.of(who)[0].answers.get("substance", ""))

    return stage.look(found)


def unread(stage: Stage) -> list[tuple[str, bool]]:
    def found(work: Work) -> list[tuple[str, bool]]:
        rows = work.connection.exec_driver_sql("SELECT state, sealed IS NULL FROM inbox")
        return [(str(state), bool(gone)) for state, gone in rows]

    return stage.look(found)


def test_both_parts_are_one_form_and_no_word_is_lost(stage: Stage) -> None:
    first, second = cut(LONG)
    assert len(LONG) > LIMIT > len(first)

    assert stage.says("kz-duty", first) is Receipt.STORED
    before = len(stage.chat("kz-duty"))
    assert stage.says("kz-duty", second) is Receipt.STORED

    chat = [each.text for each in stage.chat("kz-duty")[before:]]
    assert "Проверьте и отправьте." in chat[0]
    assert all(line in substance(stage) for line in LINES)
    assert all(line in "\n".join(chat) for line in LINES)
    assert set(unread(stage)) == {("done", True)}


def test_a_message_that_is_only_long_is_read_after_a_moment(stage: Stage) -> None:
    first, _ = cut(LONG)

    stage.says("kz-duty", first)
    assert stage.chat("kz-duty") == []
    stage.passes(seconds=AWAITED.seconds)

    assert "Не заполнено:" in "".join(each.text for each in stage.chat("kz-duty"))
    # What comes so much later is a message of its own.
    stage.says("kz-duty", "Содействие: сохранить журналы")
    assert "сохранить журналы" not in substance(stage)


def test_a_kill_between_the_parts_loses_nothing(stage: Stage) -> None:
    first, second = cut(LONG)
    stage.says("kz-duty", first)

    stage.stops()
    stage.starts()
    stage.says("kz-duty", second)

    assert all(line in substance(stage) for line in LINES)


def test_a_marking_that_the_cut_divides_is_found_and_leaves_no_word(stage: Stage) -> None:
    first = "а" * 4070 + " Гриф: совершенно"
    stage.says("kz-duty", first)

    assert stage.says("kz-duty", "секретно, экз. № 1") is Receipt.REFUSED

    assert "не сохранено" in stage.last("kz-duty") or "пометк" in stage.last("kz-duty")
    assert all(gone for _, gone in unread(stage))


def test_the_rest_of_a_refused_part_is_refused_too(stage: Stage) -> None:
    first = "Совершенно секретно\nЭкз. № 1\n" + "\n".join(LINES + LINES)
    assert stage.says("kz-duty", first[:4090]) is Receipt.REFUSED

    assert stage.says("kz-duty", "и ещё несколько слов") is Receipt.REFUSED

    assert "Продолжение непринятого сообщения" in stage.last("kz-duty")
    stage.passes(seconds=2 * AWAITED.seconds)
    assert all(gone for _, gone in unread(stage))
