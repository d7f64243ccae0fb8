"""After an outage an obligation says one thing, the newest, and a chat keeps its order. Policy."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.transports.base import Later, Outcome, Unknown
from bot.words.message import Rendered
from protocol.obligation import Kind
from protocol.parties import Channel
from storage.sayings import Priority, Saying
from storage.tables import outbox
from storage.work import Work
from tests.journeys.outside import LATER, Silence
from tests.journeys.stage import Stage, on_console, send

NUMBER = "KZ-BY-2026-1"
FAULTS = {"refuses": LATER, "away": Later(), "doubt": Unknown(), "hangs": Silence()}
over_faults = pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)


def reminders(
    stage: Stage, who: str, since: datetime, said_before: datetime
) -> list[tuple[str, int]]:
    """Return what somebody was reminded of, and the place of each message among all, as it came."""
    rows = stage.look(
        lambda work: {
            row.key: (row.obligation, row.seq)
            for row in work.connection.execute(select(outbox))
            if row.obligation and row.text != "alarm" and row.created_at < said_before
        }
    )
    chat = [each for each in stage.chat(who) if each.at >= since]
    return [rows[each.key] for each in chat if each.key in rows]


def is_one_each_in_order(
    stage: Stage, who: str, since: datetime, *, said_before: datetime | None = None
) -> list[tuple[str, int]]:
    """Check that nothing came twice, nor the later before the earlier."""
    came = reminders(stage, who, since, said_before or since)
    assert [place for _, place in came] == sorted(place for _, place in came), came
    assert max(Counter(owed for owed, _ in came).values(), default=0) <= 1, came
    return came


@on_console
@over_faults
@pytest.mark.parametrize("minutes", [7, 16, 31])
def test_an_alarm_that_nobody_could_be_reminded_of(
    stage: Stage, fault: Outcome | Silence, minutes: int
) -> None:
    send(stage)
    stage.fails("by-duty", fault)
    stage.passes(minutes=minutes)
    stage.heals("by-duty")
    healed = stage.now
    stage.passes(minutes=6 if isinstance(fault, Unknown | Silence) else 2)

    came = is_one_each_in_order(stage, "by-duty", healed)
    # What hangs had come before.
    assert len(came) == (not isinstance(fault, Silence))


@on_console
@over_faults
@pytest.mark.parametrize("minutes", [1, 4, 20])
def test_what_is_said_of_several_requests_comes_in_its_order(
    stage: Stage, fault: Outcome | Silence, minutes: int
) -> None:
    stage.look(on_duty_too)
    stage.fails("kz-duty2", fault)
    for number in range(1, 5):
        send(stage)
        stage.says("by-duty", f"/ack KZ-BY-2026-{number}")
        stage.passes(seconds=40)
    stage.passes(minutes=minutes)
    stage.heals("kz-duty2")
    healed = stage.now
    stage.passes(minutes=31)

    came = is_one_each_in_order(stage, "kz-duty2", healed)
    assert len(came) >= 2 or isinstance(fault, Silence)


def on_duty_too(work: Work) -> None:
    """The sender's colleague is on duty as well, and reminded at once."""
    work.registry.put_officer(replace(work.registry.officer("kz-duty2"), on_duty=True))


@on_console
@over_faults
@pytest.mark.parametrize("later", [timedelta(minutes=20), timedelta(hours=9), timedelta(days=3)])
def test_what_waited_when_the_bot_ended_and_is_said_truer_at_its_start(
    stage: Stage, fault: Outcome | Silence, later: timedelta
) -> None:
    send(stage)
    stage.fails("by-duty", fault)
    stage.passes(minutes=6)
    stage.stops()
    stage.passes(seconds=later.total_seconds())
    stage.heals("by-duty")
    started = stage.now
    stage.starts()
    stage.passes(minutes=2)

    assert stage.owed(NUMBER)[Kind.ACKNOWLEDGE].is_open
    at_the_start = started + timedelta(seconds=2)
    is_one_each_in_order(stage, "by-duty", started, said_before=at_the_start)


@on_console
def test_one_that_is_never_taken_holds_up_nobody(stage: Stage) -> None:
    network = stage.networks[Channel.CONSOLE]
    takes = network.send

    async def sends(address: str, message: Rendered, *, key: str, urgent: bool = False) -> Outcome:
        if key == "poison":
            return Later()
        return await takes(address, message, key=key, urgent=urgent)

    network.send = sends  # type: ignore[method-assign]

    def say(key: str) -> None:
        saying = Saying(key, "kz-duty", Priority.NOTICE, "stranger", {})
        stage.look(lambda work: work.outbox.put(saying))
        stage.passes(seconds=2)

    say("poison")
    stage.passes(minutes=3)
    for number in range(5):
        say(f"other/{number}")

    assert [each.key for each in stage.chat("kz-duty")] == [f"other/{each}" for each in range(5)]
