"""What may be leased now: senders of each channel, order in a chat, limits, and alarms apart."""

from dataclasses import dataclass, field
from datetime import timedelta

from bot.delivery.passing import BREATH, Destination, Passing
from bot.transports.limits import UNLIMITED, Room
from protocol.parties import Channel

TELEGRAM, MATRIX = Channel.TELEGRAM, Channel.MATRIX
SECOND = timedelta(seconds=1)


@dataclass
class Narrow:
    """A channel that lets so many messages pass, and each chat one."""

    ordinary: int
    opens_in: timedelta = 4 * SECOND
    kept: int = 0
    spare_in: timedelta = 5 * SECOND
    alarms_in: timedelta = timedelta()
    gone: set[str] = field(default_factory=set)

    @property
    def spare(self) -> int:
        """See `bot.transports.limits.Room`."""
        return max(self.ordinary - self.kept, 0)

    def pause(self, address: str, *, urgent: bool) -> timedelta:
        """See `bot.transports.limits.Room`."""
        if not urgent and address in self.gone:
            return SECOND
        self.ordinary -= not urgent
        self.gone.add(address)
        return timedelta()


def passing(*under_way: Destination, telegram: Room = UNLIMITED, senders: int = 3) -> Passing:
    """Return what may be leased beside what is under way, with so many senders."""
    return Passing({TELEGRAM: telegram, MATRIX: UNLIMITED}, under_way, senders=senders)


def to(who: int, channel: Channel = TELEGRAM, *, urgent: bool = False) -> Destination:
    """Return where something goes."""
    queue = f"alarm/{who}" if urgent else f"{channel}/{who}"
    return Destination(channel, f"{channel}-{who}", queue, urgent=urgent)


def test_senders_that_are_all_taken_leave_those_of_alarms_and_of_other_channels() -> None:
    full = passing(*(to(who) for who in range(3)))

    assert not full.passes(to(4))
    assert full.held == {to(4).queue: TELEGRAM}
    assert all(full.passes(to(who, urgent=True)) for who in range(5, 8))
    assert all(full.passes(to(who, MATRIX)) for who in range(3))
    assert full.ordinary == 0
    assert full.opens_in is None


def test_alarms_have_as_many_senders_and_no_more() -> None:
    full = passing(*(to(who, urgent=True) for who in range(3)))

    assert not full.passes(to(4, urgent=True))
    assert full.waiting == {"alarm/4"}
    assert full.passes(to(4))
    assert full.passes(to(4, MATRIX, urgent=True))


def test_in_a_chat_one_message_follows_the_other_and_an_alarm_waits_for_none() -> None:
    busy = passing(to(1))

    assert not busy.passes(Destination(TELEGRAM, "telegram-1", "another queue"))
    assert busy.behind == {"another queue"}
    assert busy.passes(to(1, urgent=True))
    assert busy.passes(to(1, MATRIX))
    assert busy.passes(to(2))
    assert not busy.passes(Destination(TELEGRAM, "telegram-2", "a third queue"))


def test_what_is_beyond_the_limits_is_not_leased_and_is_looked_at_again() -> None:
    narrow = passing(telegram=Narrow(2), senders=9)

    assert narrow.passes(to(1))
    assert narrow.passes(to(2))
    assert not narrow.passes(to(3))
    assert narrow.held == {to(3).queue: TELEGRAM}
    assert narrow.opens_in == 4 * SECOND
    assert narrow.ordinary == 9  # those of the other channel
    assert narrow.passes(to(4, urgent=True))


def test_a_chat_that_has_to_pause_holds_up_no_other() -> None:
    narrow = passing(telegram=Narrow(5, gone={"telegram-1"}))

    assert not narrow.passes(to(1))
    assert narrow.paused == {to(1).queue: SECOND}
    assert narrow.passes(to(2))


def test_a_channel_that_is_used_up_is_not_looked_at_for_each_message() -> None:
    assert passing(telegram=Narrow(0, opens_in=timedelta(milliseconds=1))).opens_in == BREATH


def test_cards_wait_while_there_is_little_and_messages_do_not() -> None:
    scarce = passing(telegram=Narrow(3, kept=2), senders=9)
    card = Destination(TELEGRAM, "telegram-1", "officer-1", spare=True)

    assert scarce.passes(card)
    assert not scarce.passes(Destination(TELEGRAM, "telegram-2", "officer-2", spare=True))
    assert scarce.behind == {"officer-2"}
    assert scarce.held == {}
    assert scarce.opens_in == 5 * SECOND
    assert scarce.passes(to(3))
    assert scarce.passes(to(4))
    assert scarce.passes(Destination(MATRIX, "matrix-2", "officer-2", spare=True))


def test_alarms_that_a_server_does_not_take_now_are_looked_at_again_together() -> None:
    closed = passing(telegram=Narrow(0, alarms_in=2 * SECOND), senders=9)

    assert not closed.passes(to(1, urgent=True))
    assert not closed.passes(to(2, urgent=True))
    assert closed.held_alarms == {"alarm/1": TELEGRAM, "alarm/2": TELEGRAM}
    assert closed.paused == {}
    assert closed.opens_in == 2 * SECOND
    assert closed.passes(to(1, MATRIX, urgent=True))
