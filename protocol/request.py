"""The request for assistance, its number and its content. Art. 3, 5, 6."""

import re
from dataclasses import dataclass, fields, replace
from datetime import datetime
from enum import StrEnum

from protocol.entries import Means
from protocol.law import law
from protocol.moves import (
    ARRIVING,
    ENDED,
    EXECUTION,
    FORM,
    MOVES,
    UNFORMED,
    Execution,
    Form,
    Move,
    Side,
    made_by,
)
from protocol.obligation import About, Subject
from protocol.parties import Officer, Party
from protocol.refusals import Refused


class Ground(StrEnum):
    """The three kinds of crime of Art. 3."""

    CONSTITUTIONAL_ORDER = "constitutional_order"
    PEACE_AND_SECURITY = "peace_and_security"
    INFORMATION_TECHNOLOGY = "information_technology"


class Crime(StrEnum):
    """
    How far the crime is; Art. 6 allows technical means for one in preparation.

    That new episodes of one that goes on are in preparation is a reading.
    """

    IN_PREPARATION = "in_preparation"
    NEW_EPISODES = "new_episodes"
    COMMITTED = "committed"


@dataclass(frozen=True, slots=True)
class Content:
    """
    What Art. 6 demands that a request says, in the order of the article.

    `ground` is None where it is none of Art. 3. `periods` are those set by law («не установлены» is
    an answer). `ground`, `crime` and `immediate` are the first two conditions for technical means.
    `urgent_since` is from when the hours of `urgent_until` are counted (`periods.named_until`).
    """

    ground: Ground | None
    qualification: str
    purpose: str
    justification: str
    substance: str
    assistance: str
    persons: str
    periods: str
    urgent_until: str = ""
    other: str = ""
    crime: Crime = Crime.IN_PREPARATION
    immediate: bool = True
    urgent_since: str = ""

    @property
    def in_preparation(self) -> bool:
        """Say whether a crime, or new episodes of one, are in preparation."""
        return self.crime is not Crime.COMMITTED

    def texts(self) -> tuple[str, ...]:
        """Return everything that a person wrote."""
        values = (getattr(self, field.name) for field in fields(self))
        return tuple(value for value in values if type(value) is str and value)


@dataclass(frozen=True, slots=True)
class Number:
    """KZ-BY-2026-7: requesting, requested, year, running number of that pair in that year."""

    requesting: Party
    requested: Party
    year: int
    running: int

    def __str__(self) -> str:
        return f"{self.requesting}-{self.requested}-{self.year}-{self.running}"


@dataclass(frozen=True, slots=True)
class PartialNumber:
    """As much of a number as a person typed; None stands for what was left out."""

    running: int
    requesting: Party | None = None
    requested: Party | None = None
    year: int | None = None

    def fits(self, number: Number) -> bool:
        """Say whether `number` may be the one that is meant."""
        return self.running == number.running and all(
            typed is None or typed == whole
            for typed, whole in (
                (self.requesting, number.requesting),
                (self.requested, number.requested),
                (self.year, number.year),
            )
        )

    @property
    def readings(self) -> "tuple[PartialNumber, ...]":
        """Return what it may mean: one Party alone is the requesting one, else the requested."""
        if self.requesting is None or self.requested is not None:
            return (self,)
        return self, replace(self, requesting=None, requested=self.requesting)


DASHES = re.compile(
    r"[\s\u002d\u00ad\u058a\u2010-\u2015\u2043\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d/№#]+"
)
_NUMBER = re.compile(
    r"(?:(?P<requesting>[A-Z]{2})-)?(?:(?P<requested>[A-Z]{2})-)?(?:(?P<year>20\d\d)-)?"
    r"(?P<running>\d{1,6})"
)
_LOOK_ALIKE = str.maketrans("АВЕКМНОРСТУХҮЈ", "ABEKMHOPCTYXYJ")


def number(text: str) -> PartialNumber | None:
    """
    Return the number that `text` writes, whole or in part, or None when it writes none.

    Any dash or space separates; Cyrillic letters that look like Latin ones count as these.
    """
    written = DASHES.sub("-", text.strip().upper().translate(_LOOK_ALIKE)).strip("-")
    found = _NUMBER.fullmatch(written)
    if found is None:
        return None
    requesting, requested, year, running = found.group("requesting", "requested", "year", "running")
    if not {requesting, requested} <= {*Party, None}:
        return None
    return PartialNumber(
        running=int(running),
        requesting=Party(requesting) if requesting else None,
        requested=Party(requested) if requested else None,
        year=int(year) if year else None,
    )


@dataclass(frozen=True, slots=True)
class Request:
    """
    A request for assistance sent by technical means, without its content.

    The readings of "received" (A transmitted, B acknowledged, C incoming registration) are all
    kept; A drives the clocks. `official_use` marks a «ДСП» text. `executed_*` and `formed_*` tell
    who brought each track to its state, and when. `*_before` is the authority whose it was until
    that was changed, while its officers may still see what they saw. `receiver` is the authority of
    the register to which it was forwarded last and that has not taken it over; `former` are those
    that have had it, or were to take it over. `means` is by what it was transmitted outside of the
    bot; then `created_at` is no later than that, and `sender` is empty where the requested side
    entered it. Of one on paper `transmitted_at` is when the requested side stated its receipt.
    """

    id: str
    number: Number
    requesting: str
    requested: str
    sender: str
    created_at: datetime
    execution: Execution = Execution.TRANSMITTING
    form: Form = Form.NOT_TRANSMITTED
    transmitted_at: datetime | None = None
    acknowledged_at: datetime | None = None
    acknowledged_by: str | None = None
    registered_at: datetime | None = None
    executed_by: str | None = None
    executed_at: datetime | None = None
    formed_by: str | None = None
    formed_at: datetime | None = None
    last_moment: datetime | None = None
    official_use: bool = False
    requesting_before: str | None = None
    requested_before: str | None = None
    receiver: str | None = None
    former: tuple[str, ...] = ()
    means: Means | None = None

    @property
    def subject(self) -> Subject:
        """Return what obligations, cards and buttons name when they are about this request."""
        return Subject(About.REQUEST, self.id)

    @property
    def is_ended(self) -> bool:
        """Say whether the execution track has ended."""
        return self.execution in ENDED

    @property
    def is_open(self) -> bool:
        """Say whether anything is still to be done on either track."""
        # What was sent in error is confirmed to nobody.
        unformed = self.form in UNFORMED and self.execution is not Execution.MISDIRECTED
        return unformed or not self.is_ended

    @property
    def is_known_there(self) -> bool:
        """Say whether the requested side knows of it: it has it, or is told that a letter comes."""
        return self.transmitted_at is not None or self.means is Means.PAPER

    @property
    def comes_on_paper(self) -> bool:
        """Say whether its letter is on its way, the date of its receipt not stated yet."""
        return self.means is Means.PAPER and self.execution is Execution.TRANSMITTING

    def forwarded_to(self, receiver: str | None) -> "Request":
        """Return it with whom it is forwarded to; None is a body outside the register."""
        before = () if self.receiver in (None, receiver) else (self.receiver,)
        return replace(self, receiver=receiver, former=_each(*self.former, *before))

    def can(self, move: Move) -> bool:
        """Say whether `move` is possible now; what brings it there moves both tracks or neither."""
        executes, forms = move in EXECUTION[self.execution], move in FORM[self.form]
        return executes and forms if move in ARRIVING else executes or forms

    def possible(self) -> tuple[Move, ...]:
        """Return every move that is possible in the present state, in the order of `Move`."""
        return tuple(move for move in Move if self.can(move))

    def moved(self, move: Move, *, by: Officer | None, now: datetime) -> "Request":
        """
        Return the request after `move`; the moment never precedes the request's last one.

        Raises: Refused, naming who brought it to its state and when, where the tables have no
        such move (Art. 6-12).
        """
        if not self.can(move):
            raise self._impossible(move)
        rule = MOVES[move].rule
        law(rule.clause, rule.source, move)
        at = max(now, self.last_moment or self.created_at)
        actor = by.id if by else None
        moved = replace(self, last_moment=at)
        if move in EXECUTION[self.execution]:
            execution = EXECUTION[self.execution][move]
            moved = replace(moved, execution=execution)
            if execution is not self.execution:
                moved = replace(moved, executed_by=actor, executed_at=at)
            if move in ARRIVING:
                moved = replace(moved, transmitted_at=at)
        if move is Move.TAKE_OVER and by:
            others = {self.requested, by.authority}
            former = (*(each for each in self.former if each not in others), self.requested)
            moved = replace(moved, requested=by.authority, receiver=None, former=former)
        if move in FORM[self.form]:
            form = FORM[self.form][move]
            moved = replace(moved, form=form)
            # Who will sign brings the letter nowhere yet.
            if move is not Move.NAME_SIGNER:
                moved = replace(moved, formed_by=actor, formed_at=at)
            if move is Move.RECORD_CONFIRMATION:
                moved = replace(moved, registered_at=at)
        if made_by(MOVES[move], requested=self._is_requested(by)).by is not Side.REQUESTED:
            return moved
        if moved.execution is Execution.TRANSMITTED:
            # Whatever is done about the letter shows that somebody has the request too.
            moved = replace(
                moved, execution=Execution.ACKNOWLEDGED, executed_by=actor, executed_at=at
            )
        if by and self.acknowledged_at is None:
            moved = replace(moved, acknowledged_at=at, acknowledged_by=by.id)
        return moved

    def _is_requested(self, by: Officer | None) -> bool:
        return by is not None and by.authority == self.requested

    def _impossible(self, move: Move) -> Refused:
        """Return the refusal; the reason is the state, not the article by which the move is."""
        on_form = not any(move in moves for moves in EXECUTION.values())
        state = f"form-{self.form}" if on_form else f"execution-{self.execution}"
        by = self.formed_by if on_form else self.executed_by
        at = self.formed_at if on_form else self.executed_at
        instead = "instead-possible"
        if by is None or at is None:
            return Refused(
                "refused-move-yet", instead=instead, deed=move, request=self.id, state=state
            )
        return Refused(
            "refused-move",
            instead=instead,
            deed=move,
            request=self.id,
            state=state,
            officer=by,
            at=at,
        )


def _each(*authorities: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for each in authorities if each))
