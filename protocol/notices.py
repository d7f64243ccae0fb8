"""Notices of the Secretary-General to the Parties, and what each Party still owes. Art. 4, 18."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from protocol.articles import POLICY, Rule, treaty
from protocol.obligation import About, Kind, Obligation, Subject
from protocol.parties import Party, earliest_exit, latest_exit_notice
from protocol.refusals import Refused


class NoticeKind(StrEnum):
    """What is made known; only the first three and the exit touch the register."""

    DESIGNATION = "designation"
    CHANGE = "change"
    CONTACTS = "contacts"
    EXIT = "exit"
    CIRCULAR = "circular"


# Art. 4 asks for the designation and the change of an authority, and for nothing else.
RULES: Mapping[NoticeKind, Rule] = {
    NoticeKind.DESIGNATION: treaty("4.2"),
    NoticeKind.CHANGE: treaty("4.2"),
    NoticeKind.CONTACTS: POLICY,
    NoticeKind.EXIT: treaty("18.1"),
    NoticeKind.CIRCULAR: POLICY,
}


class NoticeState(StrEnum):
    """Where a notice is."""

    ENTERED = "entered"
    RELAYED = "relayed"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"


class NoticeMove(StrEnum):
    """Everything that can be done with a notice."""

    RELAY = "relay"
    WITHDRAW = "withdraw"
    RECEIVE = "receive"
    SUPERSEDE = "supersede"


NOTICE: Mapping[NoticeState, Mapping[NoticeMove, NoticeState]] = {
    NoticeState.ENTERED: {
        NoticeMove.RELAY: NoticeState.RELAYED,
        NoticeMove.WITHDRAW: NoticeState.WITHDRAWN,
    },
    NoticeState.RELAYED: {
        NoticeMove.RECEIVE: NoticeState.RELAYED,
        NoticeMove.SUPERSEDE: NoticeState.SUPERSEDED,
    },
    NoticeState.WITHDRAWN: {},
    NoticeState.SUPERSEDED: {},
}


@dataclass(frozen=True, slots=True)
class Notice:
    """
    One notice: № year/running. The Secretariat owes the relay from `arrived_at` on (Art. 4).

    `party` is the Party that notified, None for other circulars; `effective_on` the date it named.
    `authority` is the one that a change ends, `successor` the one that is designated; `changed_at`
    is when the register was changed by it.
    """

    id: str
    year: int
    running: int
    kind: NoticeKind
    party: Party | None
    entered_by: str
    arrived_at: datetime
    effective_on: date | None = None
    state: NoticeState = NoticeState.ENTERED
    relayed_at: datetime | None = None
    relayed_by: str | None = None
    withdrawn_at: datetime | None = None
    withdrawn_by: str | None = None
    supersedes: str | None = None
    authority: str | None = None
    successor: str | None = None
    changed_at: datetime | None = None

    @property
    def subject(self) -> Subject:
        """Return what obligations, cards and buttons name when they are about this notice."""
        return Subject(About.NOTICE, self.id)

    @property
    def number(self) -> str:
        """Return the number as people write it: 2026/14."""
        return f"{self.year}/{self.running}"

    @property
    def is_relayed_alone(self) -> bool:
        """Say whether whoever submitted it has relayed it too (policy: it is marked so)."""
        return self.relayed_by == self.entered_by

    def moved(self, move: NoticeMove, *, by: str, now: datetime) -> "Notice":
        """
        Return the notice after `move`.

        Raises: Refused, naming who relayed it or withdrew it (else entered it) and when, where the
        table has no such move (Art. 4).
        """
        if move not in NOTICE[self.state]:
            raise Refused(
                "refused-notice-move",
                notice=self.id,
                state=f"notice-{self.state}",
                officer=self.withdrawn_by or self.relayed_by or self.entered_by,
                at=self.withdrawn_at or self.relayed_at or self.arrived_at,
            )
        moved = replace(self, state=NOTICE[self.state][move])
        if move is NoticeMove.RELAY:
            moved = replace(moved, relayed_at=now, relayed_by=by)
        if move is NoticeMove.WITHDRAW:
            moved = replace(moved, withdrawn_at=now, withdrawn_by=by)
        return moved


class ReceiptState(StrEnum):
    """How far a notice has come with one Party; only the last one counts."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    NEVER = "never"
    ACKNOWLEDGED = "acknowledged"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What one Party's line on the live card shows."""

    party: Party
    state: ReceiptState
    by: str | None = None
    at: datetime | None = None


def receipts(
    obligations: Iterable[Obligation], reached: Mapping[Party, ReceiptState]
) -> tuple[Receipt, ...]:
    """
    Return each addressed Party's receipt, in the order of `Party`.

    `reached` tells how far the messages to each Party came: information that discharges nothing.
    """
    owed = {Party(each.owed_by): each for each in obligations if each.kind is Kind.RECEIPT}
    return tuple(
        Receipt(
            party, ReceiptState.ACKNOWLEDGED, owed[party].discharged_by, owed[party].discharged_at
        )
        if not owed[party].is_open
        else Receipt(party, reached.get(party, ReceiptState.WAITING))
        for party in Party
        if party in owed
    )


@dataclass(frozen=True, slots=True)
class ExitCount:
    """
    How the date of an exit stands to its notice by both counts; it refuses nothing (Art. 18).

    `latest_on`: counted back from the exit, the last day of a notice in time; it leads.
    `earliest_on`: counted forward from the notice, the first day of an exit in time.
    """

    noticed_on: date
    effective_on: date
    latest_on: date
    earliest_on: date

    @property
    def is_in_time(self) -> bool:
        """Say whether the notice was in time by the stricter count."""
        return self.noticed_on <= self.latest_on and self.earliest_on <= self.effective_on


def exit_count(noticed_on: date, effective_on: date) -> ExitCount:
    """Return both counts of an exit of which a Party sent notice on `noticed_on` (Art. 18)."""
    return ExitCount(
        noticed_on, effective_on, latest_exit_notice(effective_on), earliest_exit(noticed_on)
    )
