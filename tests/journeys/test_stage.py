"""What every journey counts on: time passes on a stage only where the story says so."""

import asyncio
import time
from pathlib import Path

from tests.journeys.channels import NAMED
from tests.journeys.outside import Counted
from tests.journeys.stage import Stage

TIMERS_EACH_SECONDS = 15


def _ticks(loop: asyncio.AbstractEventLoop) -> None:
    loop.call_later(TIMERS_EACH_SECONDS, _ticks, loop)


def test_no_time_passes_while_a_process_ends_slowly(stage: Stage) -> None:
    """As the timers of open connections, which run on, whatever the bot does."""
    _ticks(stage.loop)
    database = stage.database
    assert isinstance(database, Counted)
    closes = database.database.close

    async def slowly() -> None:
        await asyncio.to_thread(time.sleep, 0.05)
        await closes()

    database.database.close = slowly  # type: ignore[method-assign]
    before = stage.now

    stage.stops()

    assert stage.now == before
    stage.starts()


def test_each_journey_that_is_named_for_a_channel_is_one() -> None:
    told = "".join(each.read_text("utf-8") for each in Path(__file__).parent.rglob("test_*.py"))
    assert [name for name in NAMED if f"def {name}(" not in told] == []
