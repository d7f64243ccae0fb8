"""An obligation: somebody owes something by a moment."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What is owed."""

    CONSENT = "consent"
    TRANSMIT = "transmit"
    ACKNOWLEDGE = "acknowledge"
    TAKE_UP = "take_up"
    CONFIRM = "confirm"
    FORWARD = "forward"
    EXECUTE = "execute"
    ANSWER_DETAILS = "answer_details"
    ANSWER_CONDITIONS = "answer_conditions"
    ANSWER_COUNTER = "answer_counter"
    ANSWER_BREACH = "answer_breach"
    ANSWER_PERIOD = "answer_period"
    AGREED_PERIOD = "agreed_period"
    AGREED_MOMENT = "agreed_moment"
    RECORD_CONFIRMATION = "record_confirmation"
    ANSWER_OBJECTION = "answer_objection"
    WRITTEN_REFUSAL = "written_refusal"
    POSTPONED = "postponed"
    EXPECTED = "expected"
    DISPATCH = "dispatch"
    RESULT_RECEIPT = "result_receipt"
    ANSWER_MISDIRECTED = "answer_misdirected"
    CORRECTION_READ = "correction_read"
    ANSWER_HOLD = "answer_hold"
    CONFIRM_ADDITION = "confirm_addition"
    WILL_SIGN = "will_sign"
    NAMED_PERIOD = "named_period"
    SILENCE = "silence"
    PROGRESS = "progress"
    RELAY_NOTICE = "relay_notice"
    RECEIPT = "receipt"
    CHANGE_REGISTER = "change_register"
    SUCCESSION = "succession"
    EXIT_DATE = "exit_date"
    SETTLEMENT = "settlement"


class About(StrEnum):
    """What kind of thing an obligation, a card or a button is about."""

    REQUEST = "request"
    NOTICE = "notice"
    CONSENT = "consent"


@dataclass(frozen=True, slots=True)
class Subject:
    """The request, the notice or the consent that is spoken of."""

    about: About
    id: str


@dataclass(frozen=True, slots=True)
class Due:
    """
    The last instants that are still on time.

    `at` is the earlier one and drives the reminders; `second_at` is the other reading of Art. 6,
    and None for everything else. `days_first`: `at` is the end of the third day (B), for clocks
    go forward before it, and the 72 hours (A) are over later.
    """

    at: datetime
    second_at: datetime | None = None
    days_first: bool = False

    def __post_init__(self) -> None:
        assert self.second_at is None or self.at <= self.second_at, "the earlier reading drives"

    @property
    def hours_at(self) -> datetime:
        """Return the moment by reading A; of what has one reading its due moment."""
        return self.second_at if self.second_at and self.days_first else self.at

    @property
    def days_at(self) -> datetime:
        """Return the moment by reading B; of what has one reading its due moment."""
        return self.at if self.second_at is None or self.days_first else self.second_at


class Lateness(StrEnum):
    """
    How late something is: the words to people differ.

    Between the two readings of Art. 6 it is STRICTLY_LATE by the 72 hours (A), or DAYS_LATE by the
    calendar days (B) where these end first. DUE is what has come to its moment and is late to
    nobody (`protocol.obligations.how_late`).
    """

    ON_TIME = "on_time"
    STRICTLY_LATE = "strictly_late"
    DAYS_LATE = "days_late"
    LATE = "late"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class Obligation:
    """
    One thing that `owed_by` owes: an authority's id, a Party's code, or SECRETARIAT.

    `zone` is the debtor's. `last_step_at` is the moment of the last step of the ladder that was
    said; `wake_at` the next one, None once discharged. Of what is `silent` nobody is reminded,
    though it stays owed.
    """

    id: str
    kind: Kind
    subject: Subject
    owed_by: str
    zone: str
    opened_at: datetime
    due: Due
    last_step_at: datetime | None = None
    wake_at: datetime | None = None
    discharged_at: datetime | None = None
    discharged_by: str | None = None
    silent: bool = False

    @property
    def is_open(self) -> bool:
        """Say whether it is still owed."""
        return self.discharged_at is None

    def lateness(self, moment: datetime) -> Lateness:
        """Return how late it is at `moment`: the due instants themselves are still in time."""
        return lateness(self.due, moment)

    def discharged(self, *, by: str, now: datetime) -> "Obligation":
        """Return it discharged and silent; an obligation already discharged stays as it was."""
        if not self.is_open:
            return self
        return replace(self, discharged_at=now, discharged_by=by, wake_at=None)


def lateness(due: Due, moment: datetime) -> Lateness:
    """Return how late `moment` is: by one of the readings between the two, late after both."""
    if moment <= due.at:
        return Lateness.ON_TIME
    if due.second_at is not None and moment <= due.second_at:
        return Lateness.DAYS_LATE if due.days_first else Lateness.STRICTLY_LATE
    return Lateness.LATE


def since(due: Due, lateness: Lateness) -> datetime:
    """Return the moment to or from which people are told the time: after both it is reading A."""
    return due.hours_at if lateness is Lateness.LATE else due.at


def of_readings(hours_at: datetime, days_at: datetime) -> Due:
    """Return the due moment of what is counted in hours (A) and in days (B): the earlier leads."""
    return Due(min(hours_at, days_at), max(hours_at, days_at), days_first=days_at < hours_at)
