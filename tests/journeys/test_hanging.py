"""A call that hangs for a minute and a half holds up no other chat, channel or alarm."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from bot.delivery.loop import SENDERS
from protocol.parties import Channel
from storage.keys import KeyRing
from storage.outgoing import OutboxState
from storage.sayings import Priority, Saying
from storage.tables import outbox
from storage.work import Work
from tests.journeys.outside import Everybody, Silence
from tests.journeys.stage import FORM, Stage, send

LINE = "lock-said"
ALARM = "🔴 СРОЧНОЕ ОБРАЩЕНИЕ KZ-BY-2026-1"
MANY = 2 * SENDERS
TELEGRAM, MATRIX = Channel.TELEGRAM, Channel.MATRIX


@pytest.fixture
def both(sqlite_path: Path, ring: KeyRing) -> Iterator[Stage]:
    """Everybody has Matrix and Telegram; on Telegram nothing is harmless twice."""
    url = f"sqlite:///{sqlite_path}"
    with Stage(url, ring, channels=(MATRIX, TELEGRAM), network=Everybody) as stage:
        stage.networks[TELEGRAM].idempotent = False
        yield stage


def readers(stage: Stage, count: int, channel: Channel, name: str = "reader") -> list[str]:
    """Enter so many officers who have this channel alone."""

    def enter(work: Work) -> list[str]:
        like = work.registry.officer("by-duty")
        made = [replace(like, id=f"{name}-{each}", on_duty=False) for each in range(count)]
        for reader in made:
            work.registry.put_officer(reader)
            work.registry.bind(channel, reader.id, reader.id)
        return [reader.id for reader in made]

    return stage.look(enter)


def told(
    stage: Stage,
    *who: str,
    priority: Priority = Priority.NOTICE,
    over: Channel | None = None,
    key: str = "told",
) -> None:
    """Say something to people, and let a second pass."""

    def say(work: Work) -> None:
        for each in who:
            work.outbox.put(Saying(f"{key}/{each}", each, priority, "stranger", {}, over=over))

    stage.look(say)
    stage.passes(seconds=1)


def under_way(stage: Stage) -> int:
    """Return how many messages count as being sent."""
    sending = select(func.count()).where(outbox.c.state == OutboxState.SENDING)
    return stage.look(lambda work: work.connection.execute(sending).scalar_one())


def got(stage: Stage, who: str, channel: Channel) -> list[str]:
    """Return under which keys somebody got messages."""
    return [each.key for each in stage.chat(who, channel=channel)]


def test_one_chat_that_hangs_holds_up_no_other(both: Stage) -> None:
    stuck, *others = readers(both, 20, TELEGRAM)
    both.fails(stuck, Silence(), channel=TELEGRAM)

    told(both, stuck, *others)

    assert all(got(both, each, TELEGRAM) == [f"told/{each}"] for each in others)
    assert under_way(both) == 1


def test_no_alarm_and_no_other_channel_waits_for_calls_that_hang_in_all_senders(
    both: Stage,
) -> None:
    stuck = readers(both, MANY, TELEGRAM)
    (elsewhere,) = readers(both, 1, MATRIX, "elsewhere")
    (also,) = readers(both, 1, TELEGRAM, "also")
    for each in stuck:
        both.fails(each, Silence(), channel=TELEGRAM)
    told(both, *stuck)
    assert under_way(both) == SENDERS

    told(both, elsewhere)
    told(both, also, priority=Priority.ALARM)
    send(both)

    assert got(both, elsewhere, MATRIX) == [f"told/{elsewhere}"]
    assert got(both, also, TELEGRAM) == [f"told/{also}"]
    assert both.last("by-duty", channel=MATRIX).startswith(ALARM)
    assert under_way(both) == SENDERS  # what had no sender was not sent


def test_alarms_that_hang_leave_senders_to_the_other_channel(both: Stage) -> None:
    stuck = readers(both, 3 * SENDERS, TELEGRAM)
    for each in stuck:
        both.fails(each, Silence(), channel=TELEGRAM)
    told(both, *stuck, priority=Priority.ALARM)
    assert under_way(both) == SENDERS

    send(both)

    assert both.last("by-duty", channel=MATRIX).startswith(ALARM)


def test_alarms_that_wait_for_a_sender_hide_none_of_the_other_channel(both: Stage) -> None:
    """Also where every channel's senders are taken by what is no alarm."""
    both.says("kz-duty", FORM)
    stuck = readers(both, 4 * SENDERS, TELEGRAM)
    also = readers(both, SENDERS, MATRIX, "also")
    for each in stuck:
        both.fails(each, Silence(), channel=TELEGRAM)
    for each in also:
        both.fails(each, Silence(), channel=MATRIX)
    told(both, *stuck[:SENDERS], *also, key="notice")
    assert under_way(both) == 2 * SENDERS
    told(both, *stuck[SENDERS:], priority=Priority.ALARM)

    both.presses("kz-duty", "Нет гостайны, отправить")

    assert both.last("by-duty", channel=MATRIX).startswith(ALARM)


def test_an_alarm_does_not_wait_for_a_call_to_its_officer_that_hangs_elsewhere(
    both: Stage,
) -> None:
    both.fails("by-duty", Silence(), channel=TELEGRAM)
    told(both, "by-duty", priority=Priority.ANSWER, over=TELEGRAM)
    assert under_way(both) == 1

    told(both, "by-duty", priority=Priority.ANSWER, over=MATRIX, key="answer")
    assert got(both, "by-duty", MATRIX) == ["answer/by-duty"]
    send(both)
    assert both.last("by-duty", channel=MATRIX).startswith(ALARM)
    assert under_way(both) == 1


def test_an_alarm_does_not_wait_for_what_hangs_in_its_own_chat(both: Stage) -> None:
    (reader,) = readers(both, 1, TELEGRAM)
    both.fails(reader, Silence(), channel=TELEGRAM)
    told(both, reader)
    told(both, reader, key="later")  # waits: in a chat one follows the other
    both.heals(reader, channel=TELEGRAM)
    told(both, reader, priority=Priority.ALARM, key="alarm")

    assert got(both, reader, TELEGRAM) == [f"told/{reader}", f"alarm/{reader}"]
    both.passes(seconds=90)
    assert got(both, reader, TELEGRAM)[2] == f"later/{reader}"


def test_a_backlog_of_a_channel_that_hangs_hides_nothing_for_the_other(both: Stage) -> None:
    stuck = readers(both, 12 * SENDERS, TELEGRAM)
    (elsewhere,) = readers(both, 1, MATRIX, "elsewhere")
    for each in stuck:
        both.fails(each, Silence(), channel=TELEGRAM)
    told(both, *stuck, priority=Priority.REMINDER)

    told(both, elsewhere, priority=Priority.DIGEST)
    both.passes(seconds=2)

    assert got(both, elsewhere, MATRIX) == [f"told/{elsewhere}"]


def test_what_waits_is_looked_at_when_a_sender_is_free_and_never_in_a_circle(both: Stage) -> None:
    stuck = readers(both, MANY, TELEGRAM)
    for each in stuck:
        both.fails(each, Silence(), channel=TELEGRAM)
    told(both, *stuck)
    looks: list[timedelta] = []
    take = both.app.delivery._leasing.take

    def counted(*given: object, **how: object) -> object:
        looks.append(timedelta())
        return take(*given, **how)  # type: ignore[arg-type]

    both.app.delivery._leasing.take = counted  # type: ignore[method-assign, assignment]
    both.passes(seconds=60)

    assert len(looks) <= 3


def test_what_an_earlier_version_put_into_its_officers_queue_goes_once(both: Stage) -> None:
    """There an alarm waited in the queue of its officer, and is under way in that one."""
    (reader,) = readers(both, 1, TELEGRAM)
    both.fails(reader, Silence(), channel=TELEGRAM)

    def say(work: Work) -> None:
        for key in ("first", "second"):
            work.outbox.put(Saying(key, reader, Priority.ALARM, "stranger", {}))
        work.connection.execute(update(outbox).values(queue=reader))

    both.look(say)
    both.passes(seconds=5)
    assert got(both, reader, TELEGRAM) == ["first"]
    assert set(both.app.delivery._busy) == {reader}
    both.heals(reader, channel=TELEGRAM)
    both.passes(seconds=90)

    assert got(both, reader, TELEGRAM)[1] == "second"
