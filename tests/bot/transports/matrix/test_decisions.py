"""How an officer decides on Matrix: by a number, a command, a code; and what reading does."""

from storage.work import Work
from tests.bot.transports.matrix.desk import Desk
from tests.journeys.overmatrix import choices
from tests.journeys.stage import FORM
from tests.worlds.homeserver.person import Person
from tests.worlds.homeserver.transcript import ENCRYPTED, Message

SEND, ACKNOWLEDGE = "Нет гостайны, отправить", "Подтвердить получение"


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

    told = await desk.sees("by-duty", "Номер 77 не учтён")
    assert f"{number_of(rung, ACKNOWLEDGE)}. {ACKNOWLEDGE}" in told.body
    assert "acknowledge" not in await desk.actions()


async def test_a_reply_about_one_alarm_never_acknowledges_another(desk: Desk) -> None:
    await desk.opens("kz-duty", "by-duty")
    officer, first = desk.clients["by-duty"], await alarm(desk)
    await desk.asks("kz-duty", FORM, "Таких сведений здесь нет?")
    await desk.presses("kz-duty", SEND)
    second = await desk.sees("by-duty", "СРОЧНОЕ ОБРАЩЕНИЕ KZ-BY-2026-2")
    number = number_of(first, ACKNOWLEDGE)
    thread = {"rel_type": "m.thread", "event_id": second.event_id}
    last = {"m.in_reply_to": {"event_id": first.event_id}}

    await officer.replies(second, number)
    await desk.sees("by-duty", f"Номер {number} не учтён")
    for content in (
        {"m.relates_to": {**thread, "is_falling_back": True, **last}},
        {"m.relates_to": thread},
    ):
        before = len(desk.said_to("by-duty"))
        text = {"msgtype": "m.text", "body": number}
        await officer.sends(desk.rooms["by-duty"], "m.room.message", {**text, **content})
        await officer.waits_for(lambda me, before=before: len(desk.said_to("by-duty")) > before)  # type: ignore[misc]
        assert "acknowledge" not in await desk.actions()

    # In a thread a reply counts where it is one.
    real = {**thread, "is_falling_back": False, **last}
    spelled = {"msgtype": "m.text", "body": f"{number}\ufe0f\u20e3", "m.relates_to": real}
    await officer.sends(desk.rooms["by-duty"], "m.room.message", spelled)
    await desk.sees("kz-duty", "KZ-BY-2026-1 · получение подтверждено: Дубровская Е.")
    await officer.replies(second, "Подтверждаю получение.")
    await desk.sees("kz-duty", "KZ-BY-2026-2 · получение подтверждено: Дубровская Е.")


async def test_whatever_is_no_new_written_word_is_answered(desk: Desk) -> None:
    await desk.opens("kz-duty", "by-duty")
    officer, rung = desk.clients["by-duty"], await alarm(desk)
    number, room = number_of(rung, ACKNOWLEDGE), desk.rooms["by-duty"]
    written = await officer.says(room, "привет")
    mine = await officer.waits_for(
        lambda me: next((each for each in me.messages if each.event_id == written), None)
    )

    await officer.edits(mine, number)
    await desk.sees("by-duty", "Правка не учтена")
    await officer.redacts(mine)
    await desk.sees("by-duty", "Удаление сообщения ничего не отменяет")
    await officer.reacts(rung)
    await desk.sees("by-duty", "Отметка под сообщением ничего не решает")
    at = {"url": "mxc://nabat.test/1", "iv": "a", "hashes": {"sha256": "a"}}
    file = {**at, "v": "v2", "key": {"alg": "A256CTR", "k": "a"}}
    voice = {"msgtype": "m.audio", "body": "Voice message", "file": file, "m.voice": {}}
    await officer.sends(room, "m.room.message", voice)
    await desk.sees("by-duty", "Голосовые сообщения")
    await officer.sends(room, "m.room.message", {**voice, "file": {}})
    await desk.sees("by-duty", "Такое сообщение не принимается.")
    # An edit whose client says only to the server what it replaces.
    assert isinstance(officer, Person)
    sealed = await officer.ciphertext(
        room, "m.room.message", {"msgtype": "m.text", "body": f"* {number}"}
    )
    relation = {"rel_type": "m.replace", "event_id": written}
    before = len(desk.said_to("by-duty"))
    await officer.says_raw(room, ENCRYPTED, {**sealed, "m.relates_to": relation})
    await officer.waits_for(lambda me: len(desk.said_to("by-duty")) > before)
    assert "Правка не учтена" in desk.said_to("by-duty")[-1].body
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
