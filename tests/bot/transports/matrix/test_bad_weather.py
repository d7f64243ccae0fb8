"""What had not left is Later, what may have arrived Unknown; what hangs holds up nothing else."""

import asyncio
from collections.abc import Mapping

import pytest

from bot.transports.base import Later, Outcome, Sent, Unknown
from bot.words.message import Rendered
from tests.bot.transports.matrix.desk import Desk
from tests.bot.transports.matrix.impatience import impatient
from tests.worlds.badnetwork import AFTER, BEFORE, Opens


async def ends(desk: Desk, way: str, opens: Opens) -> dict[str, Outcome]:
    """Send a card on a good way, then send, ring and edit on this one; return how each ended."""
    user, matrix = desk.clients["kz-duty"].user_id, desk.matrix
    sent = await matrix.send(user, Rendered("Карточка"), key=f"card/{way}")
    assert isinstance(sent, Sent), (way, sent)
    before, matrix._server._root = matrix._server._root, ""
    async with opens() as there:
        matrix._server._root = there.url
        try:
            with pytest.MonkeyPatch.context() as bounds:
                impatient(bounds, is_after=way in AFTER)
                return {
                    "send": await matrix.send(user, Rendered("Слова"), key=f"send/{way}"),
                    "ring": await matrix.send(user, Rendered("А"), key=f"ring/{way}", urgent=True),
                    "edit": await matrix.edit(user, sent.message_id, Rendered("Иначе"), key="edit"),
                }
        finally:
            matrix._server._root = before


@pytest.mark.parametrize(("ways", "ends_as"), [(BEFORE, Later()), (AFTER, Unknown())])
async def test_what_has_not_left_is_later_and_what_may_have_arrived_is_unknown(
    desk: Desk, ways: Mapping[str, Opens], ends_as: Outcome
) -> None:
    await desk.opens("kz-duty")
    await desk.asks("kz-duty", "/me", "Асанов Б., дежурный")

    # Fewer than a hundred messages: then the room's key is made anew, and nothing leaves.
    for way, opens in ways.items():
        ended = await ends(desk, way, opens)
        assert ended == dict.fromkeys(ended, ends_as), way


async def test_what_hangs_holds_up_neither_an_alarm_to_the_same_person_nor_anybody_else(
    desk: Desk,
) -> None:
    await desk.opens("kz-duty", "by-duty")
    mine, other = (desk.clients[who].user_id for who in ("kz-duty", "by-duty"))
    for user in (mine, other):  # the keys of the rooms are given out
        assert isinstance(await desk.matrix.send(user, Rendered("A"), key=f"1/{user}"), Sent)
    stuck = desk.proxy.faults.order("held", "send", room=desk.rooms["kz-duty"])
    hanging = asyncio.create_task(desk.matrix.send(mine, Rendered("Висит"), key="2"))
    await stuck.reached()

    alarm = await desk.matrix.send(mine, Rendered("Тревога"), key="3", urgent=True)
    beside = await desk.matrix.send(other, Rendered("Рядом"), key="4")

    assert isinstance(alarm, Sent)
    assert isinstance(beside, Sent)
    assert not hanging.done()
    await desk.sees("kz-duty", "Тревога")
    stuck.over.set()
    assert isinstance(await hanging, Sent)
    await desk.sees("kz-duty", "Висит")


async def test_a_sync_that_hangs_keeps_nothing_from_being_sent(desk: Desk) -> None:
    await desk.opens("kz-duty")
    stuck = desk.proxy.faults.order("deaf", "sync", times=100)
    desk.proxy.stirs()
    await stuck.reached()

    user = desk.clients["kz-duty"].user_id
    sent = await desk.matrix.send(user, Rendered("Тревога"), key="1", urgent=True)

    assert isinstance(sent, Sent)
    desk.proxy.faults.clear()
    await desk.sees("kz-duty", "Тревога")
