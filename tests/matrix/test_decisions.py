"""How an officer decides on Matrix: by a number, a command, a code; and what reading does."""

from storage.work import Work
from tests.homeserver.transcript import Message
from tests.matrix.desk import Desk
from tests.overmatrix import choices
from tests.stage import FORM

SEND, ACKNOWLEDGE = "Таких сведений нет, отправить", "Подтвердить получение"


def number_of(message: Message, label: str) -> str:
    """Return the number of a choice under a message."""
    return next(str(number) for number, given in choices(message.body)[1] if given == label)


async def alarm(desk: Desk) -> Message:
    """Let a request be sent, and return the alarm as the duty officer of Belarus has it."""
    await desk.asks("kz-duty", FORM, "Таких сведений здесь нет?")
    await desk.presses("kz-duty", SEND)
    return await desk.sees("by-duty", "СРОЧНОЕ ОБРАЩЕНИЕ KZ-BY-2026-1")


async def test_an_alarm_calls_its_reader_by_name_and_is_answered_where_it_stands(
    desk: Desk,
) -> None:
    await desk.opens("kz-duty", "by-duty")
    rung = await alarm(desk)
    for _ in range(4):  # so many newer offers that a number alone means one of them
        await desk.asks("by-duty", "/me", "Дубровская Е., дежурный")

    await desk.clients["by-duty"].replies(rung, number_of(rung, ACKNOWLEDGE))

    assert rung.mentions == (desk.clients["by-duty"].user_id,)
    await desk.sees("kz-duty", "получение подтверждено: Дубровская Е.")


async def test_a_number_that_is_not_under_the_message_answers_nothing(desk: Desk) -> None:
    await desk.opens("kz-duty", "by-duty")
    rung = await alarm(desk)

    await desk.clients["by-duty"].replies(rung, "77")

    await desk.sees("by-duty", "Сообщение не понято: открытого вопроса нет.")
    assert "acknowledge" not in await desk.actions()


async def test_what_was_read_is_shown_as_information_and_silences_nothing(desk: Desk) -> None:
    await desk.opens("kz-duty", "by-duty")
    rung = await alarm(desk)

    await desk.clients["by-duty"].reads(rung)

    card = await desk.sees("kz-duty", ", справочно")
    assert "Дубровская Е. — принято сервером" in card.body
    assert "подтверждение получения: до" in card.body
    assert "acknowledge" not in await desk.actions()


async def test_a_code_is_taken_out_of_the_room(desk: Desk) -> None:
    await desk.opens("kz-duty", "kz-head")

    def asked(work: Work) -> bool:
        return bool(work.codes.waiting("kz-head"))

    await desk.asks("kz-head", "/invite дежурный, Иванов И., +7 495 000-01-10", "Подписывается")
    assert await desk.look(asked)
    await desk.signs("kz-head")
    await desk.sees("kz-head", "приглашение готово")

    def typed(each: Message) -> bool:
        return each.sender == desk.clients["kz-head"].user_id and each.redacted

    await desk.clients["kz-head"].waits_for(lambda me: any(map(typed, me.messages)))


async def test_what_its_author_has_taken_back_is_not_asked_for_again(desk: Desk) -> None:
    await desk.opens("by-duty")
    await desk.stops()
    officer = desk.clients["by-duty"]
    written = await desk.says("by-duty", "/open 7")
    taken_back = await officer.waits_for(
        lambda me: next((each for each in me.messages if each.event_id == written), None)
    )
    await officer.redacts(taken_back)

    await desk.starts()
    await desk.asks("by-duty", "/me", "Дубровская Е., дежурный")

    assert not any("расшифровать" in each.body for each in desk.said_to("by-duty"))
