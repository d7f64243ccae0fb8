"""
When each thing owed is spoken of, counted as on paper from what the rules say of it in words.

Nothing of `protocol.ladders`, `protocol.mornings` and `protocol.calendar`. Moments are naive UTC.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from protocol.obligation import Kind
from tests.protocol import paper_clocks as paper
from tests.protocol.paper_clocks import DAY, HOUR, INSTANT

MINUTE = timedelta(minutes=1)
# As many as are compared; of what goes on for ever no more are written.
MANY = 12
# By the clocks of whoever owes.
MORNING, AFTERNOON, EVENING = time(9), time(16), time(20)
NIGHT_BEGINS, NIGHT_ENDS = time(21), time(8)


@dataclass(frozen=True)
class Owed:
    """Something that was opened, with its due moment: of two the earlier one leads."""

    kind: Kind
    opened: datetime
    due: datetime
    zone: str
    second: datetime | None = None
    holidays: Collection[date] = ()

    def on(self, day: date, clock: time = MORNING) -> datetime:
        return paper.when(day, clock, self.zone)

    def day(self, at: datetime) -> date:
        return paper.shown(at, self.zone).date()

    def is_read(self, day: date) -> bool:
        """Say whether there is a message on a day: of days off where a limit ends before it is."""
        if paper.is_working(day, self.holidays):
            return True
        following = day + DAY
        while not paper.is_working(following, self.holidays):
            following += DAY
        return self.kind in LIMITS and self.on(day) <= self.due <= self.on(following)

    def message(self, at: datetime) -> datetime:
        """Return the first message at a moment or behind it."""
        day = self.day(at)
        while self.on(day) < at or not self.is_read(day):
            day += DAY
        return self.on(day)

    def half(self) -> datetime:
        return self.opened + (self.due - self.opened) / 2

    def days_before(self, *counts: int) -> list[datetime]:
        return [self.on(self.day(self.due) - count * DAY) for count in counts]

    def mornings(
        self, since: datetime, *, times: int = MANY, then: str = "", until: datetime | None = None
    ) -> list[datetime]:
        """Return so many messages from a moment on, and what follows them."""
        found: list[datetime] = []
        while len(found) < times:
            after = max(found, default=max(since - INSTANT, self.opened))
            found.append(self.message(after + INSTANT))
            if until is not None and found[-1] >= until:
                return found[:-1]
        if then:
            last = self.day(found[-1])
            if then == "mondays":
                last -= timedelta(days=(last.toordinal() - 1) % 7)
            weeks = (self.on(last + number * timedelta(days=7)) for number in range(1, MANY))
            found += [self.message(each) for each in weeks]
        return found

    def said(self, at: datetime) -> datetime:
        """Return when a moment of the ladder is said: what is of the night waits, but for some."""
        if at == self.opened or self.kind in AT_ANY_HOUR:
            return at
        clock, day = paper.shown(at, self.zone).time(), self.day(at)
        if self.kind in UNLESS_IT_WAITS:
            tomorrow = self.on(day) if self.on(day) > at else self.on(day + DAY)
            if at - INSTANT <= self.due < tomorrow:
                return at
        if NIGHT_ENDS <= clock < NIGHT_BEGINS:
            return self.message(at) if at == self.on(day) else at
        if at <= self.due < self.message(at):
            evening = self.on(day if clock >= NIGHT_BEGINS else day - DAY, EVENING)
            return max(evening, self.opened)
        return self.message(at)


def steps(owed: Owed) -> list[tuple[datetime, bool]]:
    """Return when it is spoken of at first, and whether that stands in the morning's message."""
    said = {owed.said(at) for at in LADDERS[owed.kind](owed) if at >= owed.opened}
    apart = owed.kind in AT_ANY_HOUR
    return [
        (at, not apart and at > owed.opened and at == owed.on(owed.day(at)))
        for at in sorted(said)[:MANY]
    ]


def _quarters(since: datetime, until: timedelta) -> list[datetime]:
    return [since + number * 15 * MINUTE for number in range(1, 1 + until // (15 * MINUTE))]


def _hourly(since: datetime) -> list[datetime]:
    return [since + number * HOUR for number in range(1, MANY)]


def _ringing(owed: Owed) -> list[datetime]:
    first = [owed.opened + count * MINUTE for count in (5, 10, 20)]
    return [*first, *_quarters(owed.opened, 2 * HOUR), *_hourly(owed.opened + 2 * HOUR)]


def _consent(owed: Owed) -> list[datetime]:
    return [*(at for at in _ringing(owed) if at <= owed.due), owed.due + INSTANT]


def _transmit(owed: Owed) -> list[datetime]:
    rest = [*_quarters(owed.opened, 2 * HOUR), *_hourly(owed.opened + 2 * HOUR)]
    return [owed.due + INSTANT, *rest]


def _take_up(owed: Owed) -> list[datetime]:
    return [owed.due + INSTANT, owed.opened + HOUR, owed.opened + 2 * HOUR]


def _confirm(owed: Owed) -> list[datetime]:
    both = (owed.second or owed.due) + INSTANT
    return [
        owed.opened,
        *(owed.due - count * HOUR for count in (24, 4, 1)),
        owed.due + INSTANT,
        *owed.mornings(owed.opened, until=both),
        # That of the second reading, and five more.
        *owed.mornings(both, times=6, then="mondays"),
    ]


def _forward(owed: Owed) -> list[datetime]:
    return [*owed.days_before(2, 1, 0), owed.on(owed.day(owed.due), AFTERNOON)]


def _execute(owed: Owed) -> list[datetime]:
    half = owed.on(owed.day(owed.half()))
    late = owed.mornings(owed.due + INSTANT, times=5, then="weekly")
    return [half, *owed.days_before(14, 7, 3, 1, 0), *late]


def _named_period(owed: Owed) -> list[datetime]:
    late = owed.due + INSTANT
    return [owed.half(), owed.due - HOUR, late, *owed.mornings(late, times=1)]


def _progress(owed: Owed) -> list[datetime]:
    return [owed.opened, owed.due + INSTANT]


def _postponed(owed: Owed) -> list[datetime]:
    day = owed.day(owed.due)
    return [owed.due, *(owed.on(day + number * 30 * DAY) for number in range(1, MANY + 1))]


def _dispatch(owed: Owed) -> list[datetime]:
    last = owed.day(owed.due)
    return [owed.on(last), owed.on(last, AFTERNOON), *_from_due(owed)]


def _each_morning(owed: Owed) -> list[datetime]:
    return owed.mornings(owed.opened)


def _from_due(owed: Owed) -> list[datetime]:
    return owed.mornings(owed.due + INSTANT)


def _answer(owed: Owed) -> list[datetime]:
    return [owed.half(), owed.due - 4 * HOUR, owed.due + INSTANT, *_from_due(owed)]


def _result_receipt(owed: Owed) -> list[datetime]:
    closed = owed.on(owed.day(owed.opened) + 30 * DAY, AFTERNOON)
    return [*owed.mornings(owed.opened, times=5, then="weekly"), closed]


def _receipt(owed: Owed) -> list[datetime]:
    return [owed.due, *owed.mornings(owed.due + INSTANT, times=5, then="weekly")]


def _relay(owed: Owed) -> list[datetime]:
    late = owed.due + INSTANT
    return [*_quarters(owed.opened, 45 * MINUTE), late, *_hourly(late)]


def _change(owed: Owed) -> list[datetime]:
    return [*(owed.due - count * HOUR for count in (24, 4, 1, 0)), *_from_due(owed)]


def _exit_date(owed: Owed) -> list[datetime]:
    return [owed.opened, *_each_morning(owed)]


LADDERS: dict[Kind, Callable[[Owed], list[datetime]]] = {
    Kind.CONSENT: _consent,
    Kind.TRANSMIT: _transmit,
    Kind.ACKNOWLEDGE: _ringing,
    Kind.ANSWER_MISDIRECTED: _ringing,
    Kind.CORRECTION_READ: _ringing,
    Kind.ANSWER_HOLD: _ringing,
    Kind.TAKE_UP: _take_up,
    Kind.WILL_SIGN: lambda owed: [owed.due + INSTANT],
    Kind.CONFIRM: _confirm,
    Kind.CONFIRM_ADDITION: _confirm,
    Kind.FORWARD: _forward,
    Kind.EXECUTE: _execute,
    Kind.AGREED_PERIOD: _execute,
    Kind.AGREED_MOMENT: _execute,
    Kind.EXPECTED: _execute,
    Kind.NAMED_PERIOD: _named_period,
    Kind.SILENCE: lambda owed: [owed.due + INSTANT],
    Kind.PROGRESS: _progress,
    Kind.POSTPONED: _postponed,
    Kind.DISPATCH: _dispatch,
    Kind.RESULT_RECEIPT: _result_receipt,
    Kind.ANSWER_DETAILS: _answer,
    Kind.ANSWER_CONDITIONS: _answer,
    Kind.ANSWER_COUNTER: _answer,
    Kind.ANSWER_BREACH: _answer,
    Kind.ANSWER_PERIOD: _answer,
    Kind.RECORD_CONFIRMATION: _each_morning,
    Kind.ANSWER_OBJECTION: _each_morning,
    Kind.WRITTEN_REFUSAL: _each_morning,
    Kind.RELAY_NOTICE: _relay,
    Kind.RECEIPT: _receipt,
    Kind.CHANGE_REGISTER: _change,
    Kind.SUCCESSION: lambda owed: [owed.opened + MINUTE, owed.opened + HOUR, owed.due],
    Kind.EXIT_DATE: _exit_date,
    Kind.SETTLEMENT: lambda owed: [*owed.days_before(30, 7, 1), owed.due],
}
# Time limits of Art. 6 and 7: of these somebody reads on a day off too, where they end in them.
LIMITS = {
    Kind.CONFIRM,
    Kind.CONFIRM_ADDITION,
    Kind.FORWARD,
    Kind.EXECUTE,
    Kind.AGREED_PERIOD,
}
# Signals, and what the product does by itself.
AT_ANY_HOUR = {
    Kind.CONSENT,
    Kind.TRANSMIT,
    Kind.ACKNOWLEDGE,
    Kind.TAKE_UP,
    Kind.ANSWER_MISDIRECTED,
    Kind.CORRECTION_READ,
    Kind.ANSWER_HOLD,
    Kind.WILL_SIGN,
    Kind.SILENCE,
    Kind.RELAY_NOTICE,
    Kind.SUCCESSION,
    Kind.SETTLEMENT,
}
# Questions, and named periods.
UNLESS_IT_WAITS = {
    Kind.ANSWER_DETAILS,
    Kind.ANSWER_CONDITIONS,
    Kind.ANSWER_COUNTER,
    Kind.ANSWER_BREACH,
    Kind.ANSWER_PERIOD,
    Kind.NAMED_PERIOD,
    Kind.CHANGE_REGISTER,
}
