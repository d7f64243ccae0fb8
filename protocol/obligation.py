"""An obligation: somebody owes something by a moment."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What is owed."""

    CONSENT = "consent"
    TRANSMIT = "transmit"
    ACKNOWLEDGE = "acknowledge"
    CONFIRM = "confirm"
    FORWARD = "forward"
    EXECUTE = "execute"
    TELL_RESULT = "tell_result"
    TELL_OBSTACLE = "tell_obstacle"
    ANSWER_DETAILS = "answer_details"
    ANSWER_CONDITIONS = "answer_conditions"
    RECORD_CONFIRMATION = "record_confirmation"
    WRITTEN_REFUSAL = "written_refusal"
    POSTPONED = "postponed"
    EXPECTED = "expected"
    DISPATCH = "dispatch"
    RESULT_RECEIPT = "result_receipt"
    ANSWER_MISDIRECTED = "answer_misdirected"
    RELAY_NOTICE = "relay_notice"
    RECEIPT = "receipt"


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

    `at` is the strictest reading and drives the reminders (reading A of Art. 6); `second_at` is
    the other reading of Art. 6 (B), and None for everything else.
    """

    at: datetime
    second_at: datetime | None = None


class Lateness(StrEnum):
    """
    How late something is: the words to people differ.

    DUE is what has come to its moment and is late to nobody (`protocol.obligations.how_late`).
    """

    ON_TIME = "on_time"
    STRICTLY_LATE = "strictly_late"
    LATE = "late"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class Obligation:
    """
    One thing that `owed_by` owes: an authority's id, a Party's code, or SECRETARIAT.

    `zone` is the debtor's. `last_step_at` is the moment of the last step of the ladder that was
    said; `wake_at` the next one, None once discharged.
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
    """Return how late `moment` is: strictly late between the readings A and B, late after both."""
    if moment <= due.at:
        return Lateness.ON_TIME
    if due.second_at is not None and moment <= due.second_at:
        return Lateness.STRICTLY_LATE
    return Lateness.LATE
