"""A COMMIT that was made and whose answer was lost: nothing is lost by it, nor done twice."""

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import TypeVar

import pytest
from sqlalchemy import Connection, select

from protocol.moves import Execution
from protocol.parties import Channel
from storage.engine import StorageFailed
from storage.keys import KeyRing
from storage.outgoing import OutboxState
from storage.tables import outbox
from tests.journeys.outside import Network
from tests.journeys.stage import FORM, Stage

T = TypeVar("T")
SAID = {"inbox_stopped", "delivery_stopped", "clock_stopped", "event_not_stored", "not_recorded"}


class Deaf:
    """A database that now and then does not hear that it has committed."""

    def __init__(self, database: object, random: Random, often: float) -> None:
        self.database = database
        self.random = random
        self.often = often
        self.lost = 0

    async def run(self, fn: Callable[[Connection], T]) -> T:
        """See `storage.database.Database.run`."""
        result: T = await self.database.run(fn)  # type: ignore[attr-defined]
        if self.random.random() < self.often:
            self.lost += 1
            raise StorageFailed("the server has not answered in time")
        return result

    async def close(self) -> None:
        """See `storage.database.Database.close`."""
        await self.database.close()  # type: ignore[attr-defined]


def once(channel: Channel, now: Callable) -> Network:
    """Return a channel that shows whatever is sent twice."""
    return Network(channel, now, idempotent=False)


@pytest.mark.parametrize("seed", range(6))
def test_what_was_committed_unheard_is_not_lost_and_not_done_twice(
    sqlite_path: Path, ring: KeyRing, seed: int
) -> None:
    with Stage(f"sqlite:///{sqlite_path}", ring, network=once) as stage:
        stage.expected |= SAID
        database = stage.database
        assert database is not None
        deaf = Deaf(database.database, Random(seed), often=0.4)
        database.database = deaf  # type: ignore[assignment]

        stage.says("kz-duty", FORM)
        stage.passes(minutes=2)
        stage.presses("kz-duty", "Нет гостайны, отправить")
        stage.passes(minutes=12)
        stage.says("by-duty", "/ack KZ-BY-2026-1")
        stage.passes(minutes=5)
        deaf.often = 0
        stage.passes(minutes=5)

        assert deaf.lost > 5
        leased = select(outbox.c.key).where(outbox.c.state == OutboxState.SENDING)
        assert stage.look(lambda work: work.connection.scalars(leased).all()) == []
        assert stage.request("KZ-BY-2026-1").execution is Execution.ACKNOWLEDGED
        history = stage.history("KZ-BY-2026-1")
        assert history.count("acknowledge") == 1
        for who, chat in stage.networks[stage.channel].chats.items():
            keys = [each.key.partition("#")[0] for each in chat]
            assert sorted(keys) == sorted(set(keys)), who
        assert any("KZ-BY-2026-1" in each.text for each in stage.chat("by-duty"))
