"""Alarms are leased alone, and then the others, however many alarms come."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.delivery.lease import Edit, Leased, Message
from bot.transports.base import Event
from bot.transports.limits import Unlimited
from handlers.chat.events import Pressed
from protocol.parties import Channel
from storage.carrying import Carries
from storage.keys import KeyRing
from storage.sayings import Priority, Saying
from storage.work import Work
from tests.journeys.stage import FORM, Stage

SEND = "Нет гостайны, отправить"


@pytest.fixture
def stage(database_url: str, ring: KeyRing) -> Iterator[Stage]:
    """A form that is ready to be sent, and nothing that delivers by itself."""
    with Stage(database_url, ring) as stage:
        stage.says("kz-duty", FORM)
        stage.stops_delivering()
        yield stage


def sends(stage: Stage) -> None:
    """Let the form be sent: an alarm for the one desk, a card for the other."""
    event = Event(Channel.CONSOLE, "kz-duty", "sends", Pressed(stage.offer("kz-duty", SEND)))
    stage.loop.run_until_complete(stage.app.inbox.receive(event))
    stage.loop.run_until_complete(stage.app.inbox.handle_waiting())


def rings(stage: Stage, key: str) -> None:
    """Let one more alarm be said."""

    def put(work: Work) -> None:
        saying = Saying(
            key=key,
            officer="by-duty",
            priority=Priority.ALARM,
            text="incident",
            values={"incident": key},
            carries=Carries.NOTHING,
        )
        work.outbox.put(saying)

    stage.look(put)


def exchange(stage: Stage) -> tuple[list[Leased], timedelta]:
    """Return what is leased next, and for how long the loop would wait then."""
    leased, pause = stage.loop.run_until_complete(stage.app.delivery._exchange())
    return list(leased), pause


def is_alarm(leased: Leased) -> bool:
    return isinstance(leased, Message) and leased.row.saying.priority is Priority.ALARM


def test_an_alarm_waits_for_the_words_of_nothing_else(stage: Stage) -> None:
    sends(stage)

    alarms, pause = exchange(stage)

    assert alarms
    assert all(map(is_alarm, alarms))
    # What else there is comes at once.
    assert pause == timedelta()
    others, _ = exchange(stage)
    assert any(isinstance(each, Edit) for each in others)


def test_alarms_that_keep_coming_keep_nothing_else_back(stage: Stage) -> None:
    sends(stage)
    exchange(stage)
    rings(stage, "another")

    both, _ = exchange(stage)

    assert any(map(is_alarm, both))
    assert any(isinstance(each, Edit) for each in both)
    rings(stage, "third")
    alone, _ = exchange(stage)
    assert alone
    assert all(map(is_alarm, alone))


class TakesNone(Unlimited):
    """A channel whose server takes no alarm now."""

    alarms_in = timedelta(seconds=5)


def test_an_alarm_that_cannot_go_now_keeps_nothing_else_back(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    sends(stage)
    monkeypatch.setattr(stage.networks[Channel.CONSOLE], "limits", TakesNone())

    leased, _ = exchange(stage)

    assert not any(map(is_alarm, leased))
    assert any(isinstance(each, Edit) for each in leased)
