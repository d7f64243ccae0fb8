"""Who leaves the bot's room and accepts its next invitation hears, once, what was missed."""

from bot.transports.trouble import Trouble
from tests.bot.transports.matrix.desk import Desk
from tests.journeys.stage import FORM

NUMBER = "KZ-BY-2026-1"
ALARM = f"СРОЧНОЕ ОБРАЩЕНИЕ {NUMBER}"
TOLD = "бот не мог вам писать"


async def test_after_leaving_and_coming_back_the_alarm_rings_and_the_rest_is_told_once(
    desk: Desk,
) -> None:
    await desk.opens("kz-duty", "by-duty", "by-head")
    by_duty, before = desk.clients["by-duty"], desk.rooms["by-duty"]
    await desk.asks("kz-duty", FORM, "Проверьте и отправьте")
    await by_duty.leaves(before)
    await desk.until(
        lambda: desk.matrix.health.trouble_of(by_duty.user_id) is Trouble.NOT_JOINED, "gone"
    )
    await desk.presses("kz-duty", "Нет гостайны, отправить")
    await desk.sees("by-head", ALARM)

    await by_duty.waits_for(
        lambda me: [each for each in me.invitations if each.id != before] or None, within=60
    )
    await desk.enters("by-duty")
    await desk.sees("by-duty", TOLD)
    await desk.presses("by-duty", "Подтвердить получение")
    await desk.sees("by-duty", "получение подтверждено")
    await desk.asks("by-duty", "/me", "Дубровская Е.")

    said = [each.body for each in desk.said_to("by-duty")]
    assert sum(ALARM in body for body in said) == 1
    assert sum(TOLD in body for body in said) == 1
    assert [TOLD in body for body in said if ALARM in body or TOLD in body] == [False, True]
