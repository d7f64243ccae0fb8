"""Synapse as it comes: one user may write ten messages at once, then one in five seconds."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import select

from bot.transports.base import Event
from bot.transports.trouble import Trouble
from handlers.chat.events import Pressed, Said
from protocol.parties import Channel
from storage.sayings import Priority, Saying
from storage.tables import offers
from storage.work import Work
from tests.bot.transports.matrix.desk import Desk
from tests.journeys.stage import FORM
from tests.worlds.homeserver.client import Client
from tests.worlds.homeserver.configuration import DEFAULT_MESSAGES
from tests.worlds.homeserver.fixtures import running
from tests.worlds.homeserver.server import Homeserver
from tests.worlds.homeserver.transcript import Message

FIVE = range(1, 6)
LONG = 120.0


@pytest.fixture
async def homeserver() -> AsyncIterator[Homeserver]:
    """A homeserver of this test's own, that nobody has told anything of limits."""
    async with running(limits=DEFAULT_MESSAGES) as homeserver:
        yield homeserver


def noise(work: Work) -> None:
    """Let notices wait for both, more than may be written for a long time."""
    for who in ("kz-duty", "by-duty"):
        for number in range(40):
            work.outbox.put(Saying(f"noise/{who}/{number}", who, Priority.NOTICE, "stranger", {}))


async def sends(desk: Desk, number: int) -> None:
    """The sender sends a request, whatever of the answers waits for its turn."""
    user = desk.clients["kz-duty"].user_id
    newest = select(offers.c.id).where(offers.c.officer == "kz-duty")
    asked = newest.where(offers.c.label.contains("send.choice")).order_by(
        offers.c.created_at.desc(), offers.c.number
    )

    async def offered() -> str | None:
        return await desk.look(lambda work: work.connection.execute(asked.limit(1)).scalar())

    before = await offered()
    form = Event(Channel.MATRIX, user, f"form-{number}", Said(FORM))
    await desk.app.inbox.receive(form)

    async def anew() -> bool:
        return await offered() != before

    await desk.until(anew, "a draft")
    press = Event(Channel.MATRIX, user, f"press-{number}", Pressed(str(await offered())))
    await desk.app.inbox.receive(press)

    async def is_sent() -> bool:
        return await desk.look(lambda work: len(work.requests.of("BY-1"))) == number

    await desk.until(is_sent, "sent")


def alarms(client: Client) -> list[Message]:
    """Return the alarms that somebody sees, in their order."""
    return [each for each in client.messages if "СРОЧНОЕ ОБРАЩЕНИЕ KZ-BY" in each.body]


async def test_alarms_come_first_and_in_order_and_readiness_names_the_limit(desk: Desk) -> None:
    await desk.opens("kz-duty", "by-duty")
    await desk.look(noise)
    # How many seconds it measures is the machine's as well.
    await desk.warns("домашний сервер принимает от бота одно сообщение в")
    assert not desk.matrix.ready
    assert Trouble.SLOW in [each.trouble for each in desk.matrix.health.obstacles()]

    for number in FIVE:
        await sends(desk, number)
    by_duty = desk.clients["by-duty"]
    last = await by_duty.waits_for(lambda me: alarms(me)[4:5], within=LONG)

    first = alarms(by_duty)
    assert [
        f"KZ-BY-2026-{number}" in each.body for number, each in zip(FIVE, first, strict=True)
    ] == [True] * 5
    events = [*await desk.sent(desk.rooms["by-duty"]), *await desk.sent(desk.rooms["kz-duty"])]
    at = {each["event_id"]: each["origin_server_ts"] for each in events}
    # From the second on each has waited: nothing else was written meanwhile.
    begun, ended = at[first[1].event_id], at[last[0].event_id]
    between = [id for id, moment in at.items() if begun <= moment <= ended]
    assert set(between) == {each.event_id for each in first[1:]}
    refused = [each for each in desk.logs if each["event"] == "event_refused"]
    assert refused == []


async def test_a_limit_that_was_lifted_for_the_bot_is_none(
    desk: Desk, homeserver: Homeserver
) -> None:
    await desk.sets_up()
    await homeserver.lifts_limits(desk.account.user_id)
    await desk.opens("kz-duty", "by-duty")
    await desk.look(noise)

    await desk.clients["kz-duty"].waits_for(
        lambda me: len(desk.said_to("kz-duty")) >= 40, within=LONG
    )
    assert not desk.matrix.health.obstacles()
