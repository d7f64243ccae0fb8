"""What is damaged still asks to be read, as the invariants take it that it does."""

from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Connection

from bot.demo.virtual_time import VirtualLoop
from protocol.obligation import About, Subject
from storage.cards import Cards
from storage.setbacks import Place
from tests.simulation.damage import spoil
from tests.simulation.world import CALM, START, Disk, World

ABOUT = Subject(About.REQUEST, "r1")


def test_a_card_is_damaged_while_it_waits_and_not_while_it_is_being_sent(tmp_path: Path) -> None:
    def lived(connection: Connection) -> tuple[str | None, ...]:
        cards = Cards(connection, START)
        cards.show("am-duty", ABOUT)
        (card,) = cards.waiting(busy=(), limit=1)
        cards.lease(card, by="1", channel="console")
        in_flight = spoil(connection, Place.CARD, Random(1))
        cards.record_shown(card, message_id="m1", digest=b"d")
        shown = spoil(connection, Place.CARD, Random(1))
        cards.touch(ABOUT)
        owed = spoil(connection, Place.CARD, Random(1))
        with pytest.raises(ValueError, match="weather"):
            cards.waiting(busy=(), limit=1)
        return in_flight, shown, owed

    loop = VirtualLoop(START)
    disk = Disk(World(1, tmp_path, loop, CALM))
    try:
        assert disk.look(lived) == (None, None, "am-duty/r1")
    finally:
        disk.shut()
        loop.close()
