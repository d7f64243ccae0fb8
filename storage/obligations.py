"""Obligations and the moments at which they wake."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    Select,
    bindparam,
    delete,
    insert,
    or_,
    select,
    update,
)

from protocol.obligation import About, Kind, Obligation, Subject
from storage import obligation_rows, sql
from storage.readable import Unread, make_each, read_rows, refuse, skip
from storage.setbacks import SNOOZE
from storage.sides import OTHER_SIDE
from storage.tables import obligations, snoozes

_WHICH: BindParameter[Any] = bindparam("which")
_WHICH_ONES: BindParameter[Any] = bindparam("which", expanding=True)
_NOW: BindParameter[Any] = bindparam("now")
_IS_OPEN = obligations.c.discharged_at.is_(None)
_OPENED = insert(obligations).values(owed_to=OTHER_SIDE)
_CHANGED = update(obligations).where(obligations.c.id == _WHICH, _IS_OPEN)
_SETTLED = _CHANGED.returning(obligations.c.about, obligations.c.subject)
_OF_KINDS = (
    obligations.c.subject == _WHICH,
    obligations.c.kind.in_(bindparam("kinds", expanding=True)),
    _IS_OPEN,
)
_DISCHARGED = update(obligations).where(*_OF_KINDS).returning(obligations.c.kind)
_SILENCED = update(obligations).where(*_OF_KINDS).values(silent=True, wake_at=None)
_ONE = select(obligations).where(obligations.c.id == _WHICH)
_ABOUT = (
    select(obligations)
    .where(obligations.c.subject == _WHICH)
    .order_by(obligations.c.due_at, obligations.c.id)
)
_OPEN_ABOUT = (
    select(obligations)
    .where(obligations.c.subject.in_(_WHICH_ONES), _IS_OPEN)
    .order_by(obligations.c.due_at, obligations.c.id)
)
_OWED = (
    select(obligations)
    .where(obligations.c.owed_by.in_(_WHICH_ONES), _IS_OPEN)
    .order_by(obligations.c.due_at, obligations.c.id)
)
# Of what was silenced nobody is reminded, though it stays owed.
_OPEN_ONES = select(obligations.c.id).where(
    obligations.c.id.in_(_WHICH_ONES), _IS_OPEN, obligations.c.silent.is_(False)
)
_WAKING = (
    select(obligations)
    .where(obligations.c.wake_at.is_not(None), obligations.c.wake_at <= _NOW)
    .order_by(obligations.c.wake_at, obligations.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_NEXT_WAKE = (
    select(obligations.c.wake_at)
    .where(obligations.c.wake_at.is_not(None))
    .order_by(obligations.c.wake_at, obligations.c.id)
    .limit(1)
)
_NEXT_SNOOZE = select(snoozes.c.wake_at).order_by(snoozes.c.wake_at).limit(1)
_SNOOZED = select(snoozes.c.officer).where(snoozes.c.obligation == _WHICH, snoozes.c.wake_at > _NOW)
_SNOOZES_OVER = (
    select(snoozes)
    .where(snoozes.c.wake_at <= _NOW)
    .order_by(snoozes.c.wake_at)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)


@dataclass(frozen=True, slots=True)
class Snooze:
    """One officer asked to be reminded of one obligation at another moment."""

    obligation: str
    officer: str
    wake_at: datetime

    @property
    def id(self) -> str:
        """Which one it is."""
        return f"{self.obligation}/{self.officer}"


@dataclass(frozen=True, slots=True)
class Bare:
    """What of an obligation stands in clear, as it stands: also where it cannot be read."""

    kind: str
    about: str
    subject: str
    owed_by: str


class Obligations:
    """The obligations within one transaction."""

    def __init__(self, connection: Connection, moved: set[str]) -> None:
        self._connection = connection
        self._moved = moved
        self.opened = 0

    def open(self, obligation: Obligation) -> None:
        """Add an obligation."""
        of = {"which": obligation.subject.id, "debtor": obligation.owed_by}
        self._connection.execute(_OPENED, {**obligation_rows.row(obligation), **of})
        self._move(obligation.subject)
        self.opened += 1

    def save(self, obligation: Obligation) -> None:
        """Store where an obligation is now; who discharged it first stays."""
        self.opened += obligation.wake_at is not None
        self._connection.execute(
            _CHANGED, {"which": obligation.id, **obligation_rows.row(obligation)}
        )
        self._move(obligation.subject)

    def discharge(
        self, subject: Subject, kinds: Iterable[Kind], *, by: str, now: datetime
    ) -> tuple[Kind, ...]:
        """Discharge what of `kinds` is still owed about `subject`; return what that was."""
        given = {"which": subject.id, "kinds": tuple(kinds), **_end(by=by, now=now)}
        discharged = self._connection.execute(_DISCHARGED, given)
        kinds = tuple(Kind(kind) for kind in discharged.scalars())
        if kinds:
            self._move(subject)
        return kinds

    def silence(self, subject: Subject, kinds: Iterable[Kind]) -> None:
        """Let nobody be reminded of what of `kinds` is owed about `subject`; it stays owed."""
        self._connection.execute(_SILENCED, {"which": subject.id, "kinds": tuple(kinds)})
        self._move(subject)

    def settle(self, id: str, *, by: str, now: datetime) -> bool:
        """Discharge one obligation; return False when somebody did before."""
        settled = self._connection.execute(_SETTLED, {"which": id, **_end(by=by, now=now)}).first()
        if settled is None:
            return False
        self._move(Subject(About(settled.about), settled.subject))
        return True

    def get(self, id: str) -> Obligation:
        """
        Return an obligation.

        Raises: LookupError when there is none.
        """
        row = self._connection.execute(_ONE, {"which": id}).one_or_none()
        if row is None:
            raise LookupError(id)
        return obligation_rows.obligation(row)

    def bare(self, id: str) -> Bare | None:
        """Return what stands of an obligation, or None when there is none."""
        columns = (obligations.c[each.name] for each in fields(Bare))
        row = self._connection.execute(select(*columns).where(obligations.c.id == id)).first()
        return Bare(*row) if row else None

    def about(self, subject: Subject) -> tuple[Obligation, ...]:
        """Return each obligation about `subject` that can be read, open or not, by due moment."""
        return self._all(_ABOUT, {"which": subject.id}, skip)

    def open_about(self, subjects: Iterable[str]) -> dict[str, tuple[Obligation, ...]]:
        """Return what is owed about each of these ids, as far as it can be read, by due moment."""
        found: dict[str, tuple[Obligation, ...]] = {}
        for each in self._all(_OPEN_ABOUT, {"which": tuple(subjects)}, skip):
            found[each.subject.id] = (*found.get(each.subject.id, ()), each)
        return found

    def find(self, subject: Subject, kind: Kind) -> Obligation | None:
        """Return the open obligation of `kind` about `subject`, or the latest one, or None."""
        found = [each for each in self.about(subject) if each.kind is kind]
        return next((each for each in found if each.is_open), found[-1] if found else None)

    def debts(self, debtors: Iterable[str]) -> tuple[Obligation, ...]:
        """Return what the debtors owe now, as far as it can be read, the most urgent first."""
        return self._all(_OWED, {"which": tuple(debtors)}, skip)

    def are_open(self, ids: Iterable[str | None]) -> frozenset[str]:
        """Return which are still owed and not silenced; None among them is none."""
        which = tuple(id for id in ids if id is not None)
        if not which:
            return frozenset()
        return frozenset(self._connection.execute(_OPEN_ONES, {"which": which}).scalars())

    def waking(
        self, now: datetime, *, limit: int, unread: Unread = refuse
    ) -> tuple[Obligation, ...]:
        """
        Return up to `limit` obligations whose wake-up moment has come, oldest first.

        They stay locked until the transaction ends. `unread` is told of those that cannot be read.
        """
        return self._all(_WAKING, {"now": now, "most": limit}, unread)

    def at_or_after(self, since: datetime) -> tuple[Obligation, ...]:
        """Return what was opened, or spoken of last, at `since` or later; open or not."""
        rows = self._connection.execute(
            select(obligations)
            .where(or_(obligations.c.opened_at >= since, obligations.c.last_step_at >= since))
            .order_by(obligations.c.opened_at, obligations.c.id)
        )
        return tuple(obligation_rows.obligation(row) for row in rows)

    def redate(self, obligation: Obligation) -> None:
        """Store other moments of an obligation, whether or not it is still open."""
        self.opened += obligation.wake_at is not None
        self._connection.execute(
            update(obligations)
            .where(obligations.c.id == obligation.id)
            .values(obligation_rows.row(obligation))
        )
        self._move(obligation.subject)

    def next_wake(self) -> datetime | None:
        """Return the earliest wake-up moment of all."""
        obligation = self._connection.execute(_NEXT_WAKE).scalar()
        snooze = self._connection.execute(_NEXT_SNOOZE).scalar()
        return min((each for each in (obligation, snooze) if each), default=None)

    def note_step(self, id: str, *, step_at: datetime, wake_at: datetime | None) -> None:
        """Note the step that was said and when the next one is due."""
        self._connection.execute(
            _CHANGED, {"which": id, "last_step_at": step_at, "wake_at": wake_at}
        )

    def snooze(self, snooze: Snooze) -> None:
        """Note a snooze; a later one of the same officer replaces it."""
        self.opened += 1
        self._connection.execute(
            sql.insert(self._connection, snoozes)
            .values(obligation=snooze.obligation, officer=snooze.officer, wake_at=snooze.wake_at)
            .on_conflict_do_update(
                index_elements=[snoozes.c.obligation, snoozes.c.officer],
                set_={"wake_at": snooze.wake_at},
            )
        )

    def those_snoozing(self, obligation: str, now: datetime) -> frozenset[str]:
        """Return the officers who are not to be reminded of the obligation at `now`."""
        return frozenset(
            self._connection.execute(_SNOOZED, {"which": obligation, "now": now}).scalars()
        )

    def snoozes_over(
        self, now: datetime, *, limit: int, unread: Unread = refuse
    ) -> tuple[Snooze, ...]:
        """Return up to `limit` snoozes that are over; `unread` is told of what cannot be read."""
        given = {"now": now, "most": limit}
        rows = read_rows(self._connection, _SNOOZES_OVER, given, key=SNOOZE, unread=unread)
        return tuple(Snooze(row.obligation, row.officer, row.wake_at) for row in rows)

    def end_snooze(self, snooze: Snooze) -> None:
        """Remove a snooze: its officer is reminded again."""
        self._connection.execute(
            delete(snoozes).where(
                snoozes.c.obligation == snooze.obligation, snoozes.c.officer == snooze.officer
            )
        )

    def _move(self, subject: Subject) -> None:
        """Note that a request may stand elsewhere in the lists now (`positions.py`)."""
        if subject.about is About.REQUEST:
            self._moved.add(subject.id)

    def _all(
        self, statement: Select[Any], given: Mapping[str, object], unread: Unread
    ) -> tuple[Obligation, ...]:
        rows = read_rows(self._connection, statement, given, key=obligations.c.id, unread=unread)
        return make_each(rows, obligation_rows.obligation, id=lambda row: row.id, unread=unread)


def _end(*, by: str, now: datetime) -> dict[str, object]:
    return {"discharged_at": now, "discharged_by": by, "wake_at": None}
