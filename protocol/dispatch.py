"""When and how a letter was dispatched, as its authority declares it; whether in time. Art. 6."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from protocol import dates
from protocol.calendar import at_local, end_of_day, local_date, start_of_day
from protocol.dates import DATE
from protocol.obligation import Due
from protocol.refusals import Refused
from protocol.unseen import without_unseen

HOW_LENGTH = 200
_TODAY, _YESTERDAY = ("сегодня", "today"), ("вчера", "yesterday")
_DECLARED = re.compile(
    r"(?:(?:отправлено|отправлен|sent|dispatched)[ :]*)?"
    rf"(?:(?P<on>{'|'.join((*_TODAY, *_YESTERDAY))}|{DATE})(?![\w.]))?"
    r"(?:,? ?(?:(?:в|at) )?(?P<clock>[0-9]{1,2}:[0-9]{2})(?![0-9:])(?: ?(?:ч|час|h)\b\.?)?)?"
    r"(?:[,;.:]? ?(?P<how>\S.*))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Dispatch:
    """
    The day on which a letter was dispatched, and what else is known of it.

    `at` is the moment where a time was declared; `by` a moment at which it had been dispatched
    already. `how` is what somebody wrote of the way, or empty. `assumed`: nobody was asked, and
    the registration counts.
    """

    on: date
    at: datetime | None = None
    by: datetime | None = None
    how: str = ""
    assumed: bool = False

    def between(self, zone: str) -> tuple[datetime, datetime]:
        """Return the first and the last instant at which it can have been dispatched."""
        if self.at is not None:
            return self.at, self.at
        last = end_of_day(self.on, zone)
        return start_of_day(self.on, zone), min(last, self.by) if self.by else last


class Timing(StrEnum):
    """Whether a letter was dispatched in time. Judged by what was declared (reading)."""

    ON_TIME = "on_time"
    UNPROVEN = "unproven"
    STRICTLY_LATE = "strictly_late"
    DAYS_LATE = "days_late"
    LATE = "late"


def timing(due: Due, dispatch: Dispatch, zone: str) -> Timing:
    """
    Return how a dispatch stands to the 72 hours (A) and to the calendar days (B) of Art. 6.

    UNPROVEN: on the day of A without a time, in time by the days, and by the hours nobody can tell.
    """
    first, last = dispatch.between(zone)
    in_days, may_be_in_hours = last <= due.days_at, first <= due.hours_at
    if last <= due.hours_at:
        return Timing.ON_TIME if in_days else Timing.DAYS_LATE
    if in_days:
        return Timing.UNPROVEN if may_be_in_hours else Timing.STRICTLY_LATE
    return Timing.DAYS_LATE if may_be_in_hours else Timing.LATE


def dispatched(text: str, *, zone: str, now: datetime) -> Dispatch:
    """
    Read «24.11.2026 10:20, фельдъегерской связью», «вчера», «сегодня 14:00 почтой», «14:00».

    The days and times are those of the sending authority.

    Raises: Refused for what names no day, one that does not exist, or a moment that has not come.
    """
    line = " ".join(without_unseen(text).split())
    found = _DECLARED.fullmatch(line)
    if found is None or not (found["on"] or found["clock"]):
        raise Refused("refused-dispatch", instead="instead-dispatch")
    how = (found["how"] or "").strip(" ,;")
    if len(how) > HOW_LENGTH:
        raise Refused("refused-dispatch-long", instead="instead-dispatch")
    today = local_date(now, zone)
    on = _day(found["on"], today)
    at = at_local(on, _clock(found["clock"]), zone) if found["clock"] else None
    if on > today or (at is not None and at > now):
        raise Refused("refused-dispatch-future", instead="instead-dispatch")
    return Dispatch(on, at, by=now if on == today and at is None else None, how=how)


def today(*, zone: str, now: datetime) -> Dispatch:
    """Return the dispatch of whoever says that it was today."""
    return Dispatch(local_date(now, zone), by=now)


def _day(written: str | None, today: date) -> date:
    if written is None or written.casefold() in _TODAY:
        return today
    if written.casefold() in _YESTERDAY:
        return today - timedelta(days=1)
    try:
        on = dates.read(written)
    except ValueError:
        on = None
    if on is None:
        shown = dates.without_year_word(written)
        raise Refused("refused-date-none", instead="instead-dispatch", text=shown)
    return on


def _clock(written: str) -> time:
    hour, _, minute = written.partition(":")
    try:
        return time(int(hour), int(minute))
    except ValueError:
        raise Refused("refused-clock-none", instead="instead-dispatch", text=written) from None
