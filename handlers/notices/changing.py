"""
The register changes by itself at the date of a notice; where it would not, the head is asked.

Art. 4 says who is informed; that the register follows at the first instant of the date is policy.
"""

from collections.abc import Iterable
from dataclasses import replace

from handlers.chat.families import Family
from handlers.chat.turn import Choice, Turn
from handlers.notices.succeeding import bring_into_force, succeed
from handlers.record.owing import open_obligation
from protocol.calendar import local_date
from protocol.notices import Notice
from protocol.obligation import Kind, Obligation
from protocol.parties import SECRETARIAT, ZONES, Officer
from protocol.reminders import due, wakes_at
from protocol.succession import Bar, bars, changes_at, contradicts, is_pending
from storage.carrying import Carries
from storage.sayings import Priority
from storage.values import Line

BARS = Family("barred", tuple(Bar))


def await_date(turn: Turn, notice: Notice) -> None:
    """Let the register change at the date of a notice that was entered."""
    at = changes_at(notice)
    if at is not None:
        kind, subject = Kind.CHANGE_REGISTER, notice.subject
        open_obligation(turn, kind, subject, owed_by=SECRETARIAT, at=turn.now, asked_by=at)


def change_if_due(turn: Turn, notice: Notice) -> None:
    """Change the register at once by a notice that was relayed on the very day that it names."""
    obligation = turn.work.obligations.find(notice.subject, Kind.CHANGE_REGISTER)
    if obligation is not None and obligation.is_open and turn.now >= obligation.due.at:
        change_by_itself(turn, obligation)


def change_by_itself(turn: Turn, obligation: Obligation) -> bool:
    """
    Change the register where its time has come and nothing bars it; say whether nobody is asked.

    It happens once, in the transaction that ends the obligation.
    """
    notice = turn.work.notices.get(obligation.subject.id)
    if barred(turn, notice, obligation):
        return False
    if turn.now >= obligation.due.at:
        change(turn, notice)
        return True
    step = due(obligation, turn.policy, turn.now)
    at = step.at if step else obligation.last_step_at or obligation.opened_at
    wake_at = wakes_at(replace(obligation, last_step_at=at), turn.policy)
    turn.work.obligations.note_step(obligation.id, step_at=at, wake_at=wake_at)
    return True


def change(turn: Turn, notice: Notice) -> None:
    """Change the register by a notice, as of its date, and end what would change it otherwise."""
    others = _others(turn, notice)
    turn.work.notices.save(replace(notice, changed_at=turn.now))
    turn.log(
        "register-changed",
        about=notice.subject,
        number=notice.number,
        authority=notice.authority or "-",
        successor=str(notice.successor),
    )
    for each in (notice, *(each for each in others if contradicts(notice, each))):
        turn.work.obligations.discharge(
            each.subject, (Kind.CHANGE_REGISTER,), by=turn.actor, now=turn.now
        )
    new = bring_into_force(turn, notice)
    if notice.authority is not None:
        succeed(turn, notice, new)
    turn.work.cards.touch(notice.subject)


def barred(turn: Turn, notice: Notice, obligation: Obligation | None) -> tuple[Bar, ...]:
    """
    Return why the register does not change by itself by a notice.

    Where it did not on its date, though nothing bars it any more, it is late.
    """
    authority = turn.work.registry.authority(notice.authority) if notice.authority else None
    found = bars(notice, _others(turn, notice), authority, turn.now)
    return found or ((Bar.LATE,) if _is_past(turn, notice, obligation) else ())


def reasons(turn: Turn, notice: Notice, why: Iterable[Bar]) -> tuple[Line, ...]:
    """Return why the register does not change, as lines."""
    against = [each.number for each in _others(turn, notice) if contradicts(notice, each)]
    numbers = ", ".join(against) or "-"
    return tuple(
        Line(BARS[each], {"numbers": numbers, "authority": notice.authority or "-"}) for each in why
    )


def ask_head(
    turn: Turn, obligation: Obligation, people: tuple[Officer, ...], *, step: str, key: str
) -> None:
    """Ask the head of the duty unit what is to be done, for the register does not change."""
    notice = turn.work.notices.get(obligation.subject.id)
    why = barred(turn, notice, obligation)
    is_past, number = turn.now >= obligation.due.at, notice.number
    if Bar.UNRELAYED in why:
        choices = [Choice("relay", number), Choice("unnotice", number)]
    else:
        first = [Choice("change", number)] if is_past else []
        choices = [*first, Choice("supersede", number)]
    turn.say(
        "change.asked",
        carries=Carries.NOTHING,
        to=people,
        priority=Priority.REMINDER,
        about=notice.subject,
        owed=obligation,
        key=key,
        choices=choices,
        notice=notice.number,
        kind=notice.kind,
        due=obligation.due.at,
        complete="yes" if is_past else "no",
        lines=reasons(turn, notice, why),
    )


def _is_past(turn: Turn, notice: Notice, obligation: Obligation | None) -> bool:
    """Say whether the date has passed, and the head was asked on it."""
    if obligation is None or notice.party is None or notice.effective_on is None:
        return False
    asked_at = obligation.last_step_at
    is_over = local_date(turn.now, ZONES[notice.party]) > notice.effective_on
    return is_over and asked_at is not None and asked_at >= obligation.due.at


def _others(turn: Turn, notice: Notice) -> tuple[Notice, ...]:
    """Return what else of the Party would change the register."""
    found = turn.work.notices.of_party(notice.party) if notice.party else ()
    return tuple(each for each in found if each.id != notice.id and is_pending(each))
