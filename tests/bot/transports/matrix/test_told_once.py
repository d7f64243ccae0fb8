"""A room that is lost and an officer who is there: the sender reads one truth, on real rooms."""

from protocol.moves import Execution
from storage.work import Work
from tests.bot.transports.matrix.desk import Desk
from tests.journeys.stage import FORM

NUMBER = "KZ-BY-2026-1"
ALARM = f"СРОЧНОЕ ОБРАЩЕНИЕ {NUMBER}"


async def test_with_the_duty_officer_gone_the_head_decides_before_the_sender_reads_anything(
    desk: Desk,
) -> None:
    await desk.opens("kz-duty", "by-duty", "by-head")
    await desk.asks("kz-duty", FORM, "Проверьте и отправьте")
    await desk.clients["by-duty"].leaves(desk.rooms["by-duty"])
    await desk.warns("не в комнате бота")
    held = desk.proxy.faults.order("slow", "send", room=desk.rooms["by-head"])

    await desk.presses("kz-duty", "Нет гостайны, отправить")

    await held.reached()
    await desk.sees("by-head", ALARM)

    def is_transmitted(work: Work) -> bool:
        (request,) = work.requests.of("BY-1")
        return request.execution is Execution.TRANSMITTED

    async def transmitted() -> bool:
        return await desk.look(is_transmitted)

    await desk.until(transmitted, "transmitted")
    await desk.sees("kz-duty", "требуется официальное письменное подтверждение")
    assert not [each.body for each in desk.said_to("kz-duty") if "не передано" in each.body]
    assert not [each.body for each in desk.said_to("kz-duty") if "неизвестно" in each.body]
